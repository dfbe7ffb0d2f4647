"""Days and hours, in the reader's zone and in the forms that CLDR has for them.

The calendar is the Gregorian one everywhere: it is that of the news from abroad, in the Persian press too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime

from monitor.translation.figures import in_digits

#: what of a day or an hour is told -> CLDR's skeleton for it (TR35, "Date Field Symbol Table")
Form = Literal["time", "day", "date", "named day", "weekday"]
_SKELETONS: Final[Mapping[Form, str]] = {
    "time": "Hm",
    "day": "MMMd",
    "date": "yMMMd",
    "named day": "MMMMd",
    "weekday": "MMMEd",
}


def written(moment: date, form: Form, locale: Locale) -> str:
    """A day, or an instant that is local already, in that form."""
    pattern = _pattern(form, locale)
    # Babel would make an instant of a day, and give it a zone
    shown = format_datetime if isinstance(moment, datetime) else format_date
    return in_digits(shown(moment, pattern, locale=locale), locale)


def shift(local: datetime, locale: Locale) -> str:
    """How far the zone is from UTC at that instant: "UTC+7", "UTC-3:30", "UTC"."""
    offset = local.utcoffset() or timedelta(0)
    minutes = abs(int(offset.total_seconds())) // 60
    sign = "-" if offset < timedelta(0) else "+"
    hours = f"{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "") if minutes else ""
    return in_digits(f"UTC{hours}", locale)


def together(day: str, hour: str, locale: Locale) -> str:
    """A day and an hour of it, in the order of the language."""
    return str(locale.datetime_formats["medium"]).replace("'", "").replace("{1}", day).replace("{0}", hour)


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The zone, or UTC: `settings` has refused an unknown one; a message is not lost for it."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=64)
def _pattern(form: Form, locale: Locale) -> str:
    pattern = str(locale.datetime_skeletons[_SKELETONS[form]])
    if form == "weekday":  # CLDR has the abbreviated form alone; a field is lengthened by repeating it (TR35, 2.6.2.2)
        pattern = re.sub("E+|ccc", "EEEE", re.sub("([ML])\\1\\1", r"\1\1\1\1", pattern))
    return pattern
