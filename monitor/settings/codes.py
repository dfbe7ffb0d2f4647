"""Codes that people mistype: languages (ISO 639-1), countries (ISO 3166-1) and time zones (IANA)."""

from __future__ import annotations

import zoneinfo
from functools import lru_cache
from typing import Annotated

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages
from pydantic import AfterValidator

from monitor.settings.catalogue import GROUPINGS
from monitor.settings.schema import Listed, wrong
from monitor.settings.wording import nearest_by_name, quoted


@lru_cache(maxsize=1)
def languages() -> dict[str, str]:
    """ISO 639-1 code -> English name, from CLDR."""
    return {code: name for code, name in Locale("en").languages.items() if len(code) == 2}


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """ISO 3166-1 alpha-2 code -> English name, from CLDR, without its groupings (EU, UN) and unknowns."""
    territories = Locale("en").territories.items()
    return {code: name for code, name in territories if len(code) == 2 and code.isalpha() and code not in GROUPINGS}


def language_name(code: str) -> str:
    """English name of an ISO 639-1 code; itself for another."""
    return languages().get(code, code)


def _language(code: str) -> str:
    if code in languages():
        return code
    short = get_global("language_aliases").get(code)
    spoken = [each for each in get_official_languages(code.upper()) if each in languages()]
    if short in languages():
        hint = f"did you mean `{short}`?"
    elif spoken:
        hint = f"that is a country: did you mean `{spoken[0]}` ({languages()[spoken[0]]})?"
    else:
        hint = nearest_by_name(code, _named(languages())) if len(code) > 3 else ""
        hint = hint or "use two small letters of ISO 639-1, for instance `vi`"
    raise wrong(f"unknown language {quoted(code)}", hint)


def _country(code: str) -> str:
    if code in countries():
        return code
    replaced = get_global("territory_aliases").get(code.upper(), ())
    if len(replaced) == 1 and replaced[0] in countries():
        raise wrong(f"unknown country {quoted(code)}", f"did you mean `{replaced[0]}`?")
    hint = nearest_by_name(code, _named(countries())) or "use two capitals of ISO 3166, for instance `VN`"
    raise wrong(f"unknown country {quoted(code)}", hint)


def _zone(name: str) -> str:
    if _zone_exists(name):
        return name
    zones = zoneinfo.available_timezones()
    by_city = {zone.rsplit("/", 1)[-1]: zone for zone in sorted(zones, key=lambda zone: zone.count("/"))}
    known = {**by_city, **{zone: zone for zone in zones}}
    hint = nearest_by_name(name.replace(" ", "_"), known) or "write it as `Asia/Tbilisi`, or `UTC`"
    raise wrong(f"unknown time zone {quoted(name)}", hint)


@lru_cache(maxsize=256)
def _zone_exists(name: str) -> bool:
    """ZoneInfo raises what the file system raises: `Europe` is a folder, `../x` a ValueError."""
    try:
        zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _named(names: dict[str, str]) -> dict[str, str]:
    """Each code by itself and by its name."""
    return {**{name: code for code, name in names.items()}, **{code: code for code in names}}


LanguageCode = Annotated[str, AfterValidator(_language), Listed("language")]
CountryCode = Annotated[str, AfterValidator(_country), Listed("country")]
ZoneName = Annotated[str, AfterValidator(_zone), Listed("zone")]
