"""Years that are not counted from Christ's birth -> days that are."""

from __future__ import annotations

from datetime import date, timedelta

#: places of the leap years in a cycle of 33 years: the rule agrees with the sky from 1178 to 1633 (K. M. Borkowski,
#: "The Persian calendar for 3000 years", 1996), that is, for all that is news
_LEAP_IN_CYCLE = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_CYCLE = 33
_EPOCH_YEAR, _EPOCH = 1400, date(2021, 3, 21)
_JALALI = range(1210, 1601)
#: Thailand's year is 543 ahead since 1941, Taiwan's 1911 behind, the Japanese era Reiwa began in 2019
_BUDDHIST_AHEAD = 543
_BUDDHIST = range(2400, 2700)
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_SIX_LONG_MONTHS = 6


def gregorian(year: int, month: int, day: int) -> date:
    """The day, by the calendar in which that year is near: Solar Hijri, Buddhist, or as it stands.

    Raises `ValueError` for a day that the calendar does not have.
    """
    if year in _JALALI:
        return _from_jalali(year, month, day)
    if year in _BUDDHIST:
        return date(year - _BUDDHIST_AHEAD, month, day)
    return date(year, month, day)


def is_jalali(year: int) -> bool:
    """Is it a year of the Solar Hijri calendar?"""
    return year in _JALALI


def is_buddhist(year: int) -> bool:
    """Is it a year of the Thai calendar?"""
    return year in _BUDDHIST


def _from_jalali(year: int, month: int, day: int) -> date:
    """Six months of 31 days, five of 30, the last of 29 or 30."""
    last = 31 if month <= _SIX_LONG_MONTHS else 30
    if not 1 <= month <= 12 or not 1 <= day <= last:
        raise ValueError("no such day")
    if (month, day) == (12, 30) and not _is_leap(year):
        raise ValueError("no leap year")
    before = 31 * min(month - 1, _SIX_LONG_MONTHS) + 30 * max(month - 1 - _SIX_LONG_MONTHS, 0)
    return _new_year(year) + timedelta(days=before + day - 1)


def _is_leap(year: int) -> bool:
    return year % _CYCLE in _LEAP_IN_CYCLE


def _new_year(year: int) -> date:
    """Farvardin 1."""
    low, high = sorted((year, _EPOCH_YEAR))
    days = sum(366 if _is_leap(one) else 365 for one in range(low, high))
    return _EPOCH + timedelta(days=days if year >= _EPOCH_YEAR else -days)
