"""Where the press of a language is at home: what it names no country for happens there."""

from __future__ import annotations

from monitor.decide.stories.traits import Traits, Vector

_HOMES = {
    "ar": "EG SA AE QA KW BH OM YE IQ SY LB JO PS SD LY TN DZ MA MR",
    "az": "AZ",
    "bg": "BG",
    "cs": "CZ",
    "de": "DE AT CH LI",
    "el": "GR CY",
    "es": "ES MX AR CO PE CL VE EC BO UY PY CU GT HN NI CR PA DO SV PR",
    "fa": "IR AF TJ",
    "fi": "FI",
    "fr": "FR BE CH CA SN CI ML BF CD CM HT LU MG NE TG BJ GA CG",
    "he": "IL",
    "hi": "IN",
    "hu": "HU",
    "hy": "AM",
    "id": "ID",
    "it": "IT CH SM VA",
    "ja": "JP",
    "ka": "GE",
    "kk": "KZ",
    "ko": "KR",
    "nl": "NL BE SR",
    "pl": "PL",
    "pt": "PT BR AO MZ",
    "ro": "RO MD",
    "ru": "RU BY KZ KG",
    "sq": "AL XK MK",
    "sr": "RS BA ME",
    "sw": "KE TZ UG",
    "tr": "TR CY",
    "uk": "UA",
    "ur": "PK IN",
    "vi": "VN",
    "zh": "CN TW HK SG MO",
}
#: language -> countries; English is at home everywhere
HOMES = {language: frozenset(f"country/{code}" for code in codes.split()) for language, codes in _HOMES.items()}
#: both name countries, none in common, and one is at home where the other takes place
PERHAPS = 0.5


def elsewhere(one: Traits, other: Traits) -> float:
    """1 where two articles can have no country in common, `PERHAPS` where that is rather so, else 0."""
    here, there = one.facts["country"], other.facts["country"]
    if not here and not there:
        homes, others = HOMES.get(one.language), HOMES.get(other.language)
        return 1.0 if homes and others and homes.isdisjoint(others) else 0.0
    if not here.keys().isdisjoint(there):
        return 0.0
    if here and there:
        return PERHAPS if _at_home(one, there) or _at_home(other, here) else 1.0
    silent, named = (other, here) if here else (one, there)
    if silent.language not in HOMES:
        return 0.0
    return 0.0 if _at_home(silent, named) else 1.0


def _at_home(one: Traits, countries: Vector) -> bool:
    return not HOMES.get(one.language, frozenset()).isdisjoint(countries)
