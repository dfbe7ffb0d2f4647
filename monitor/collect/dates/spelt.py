"""A day with a month's name: "21 Nov 2026", "Nov. 21st, 2026", "21 de noviembre de 2026", "۱ آذر ۱۴۰۵"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from monitor.collect.dates.calendars import is_jalali
from monitor.collect.dates.words import fold, words

_ENGLISH = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_TOKEN = regex.compile(r"\d+|[\p{L}\p{M}](?:[\p{L}\p{M}.'’׳॰\u200c]*[\p{L}\p{M}׳॰])?")
#: what may stand beside an English month, so that no other language need be thought of
_ENGLISH_BESIDES = frozenset((
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "st", "nd", "rd", "th", "gmt", "utc", "at", "on", "of",
))  # fmt: skip
#: "in", written together with the month
_HEBREW_IN = "ב"
_THAI = regex.compile(r"\p{Thai}")
#: centuries that two digits mean, by the calendar that the month's name belongs to
_THIS_CENTURY, _LAST_CENTURY, _JALALI_CENTURY, _THAI_CENTURY = 2000, 1900, 1400, 2500
_LAST_DAY = 31
#: RFC 5322, 4.3
_TURN = 50


def spelt_day(text: str) -> tuple[int, int, int] | None:
    """(year, month, day) in the calendar of its month; None where day, month or year is missing."""
    tokens = _TOKEN.findall(text)
    month, century = _month(tokens) or (0, 0)
    figures = [token for token in tokens if token.isdecimal()]
    long = [token for token in figures if len(token) == 4]
    if not month or len(figures) < 2:
        return None
    # the year is the one of four figures; of two short ones, the second: "21 Nov 26", "Nov 21, 26"
    year = long[0] if long else figures[1]
    day = next((int(token) for token in figures if token is not year), 0)
    if not 1 <= day <= _LAST_DAY or len(year) not in (2, 4):
        return None
    full = int(year) if len(year) == 4 else _full(int(year), century)
    # a Solar Hijri year with another calendar's month is a mistake of somebody's software
    return (full, month, day) if is_jalali(full) == (century == _JALALI_CENTURY) else None


def _month(tokens: Sequence[str]) -> tuple[int, int] | None:
    """The month, and the century of its calendar that two digits mean (0: by the rule for mail)."""
    names = [token.rstrip(".") for token in tokens if not token.isdecimal()]
    lower = {name.lower() for name in names}
    english = lower & _ENGLISH.keys()
    if len(english) == 1 and lower - english <= _ENGLISH_BESIDES:  # the usual case
        return _ENGLISH[english.pop()], 0
    known = words()
    pairs = [f"{one} {other}" for one, other in pairwise(names)]
    folded = [fold(name) for name in (*pairs, *names, *(name.removeprefix(_HEBREW_IN) for name in names))]
    months = [name for name in folded if name in known.months]
    # "mar" is Tuesday in Spanish and March in English: beside another month it is the weekday
    months = [name for name in months if name not in known.weekdays] or months
    if months:
        return known.months[months[0]], _THAI_CENTURY if any(map(_THAI.search, names)) else 0
    return next(((known.jalali[name], _JALALI_CENTURY) for name in folded if name in known.jalali), None)


def _full(year: int, century: int) -> int:
    return year + (century or (_THIS_CENTURY if year < _TURN else _LAST_CENTURY))
