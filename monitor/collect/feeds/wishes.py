"""What a feed asks of those who poll it: `ttl`, `skipHours`, `skipDays` (RSS 2.0), `sy:updatePeriod` (RSS 1.0)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.model import Wishes

_HOUR_S = 3600
_PERIODS_S = {
    "hourly": _HOUR_S,
    "daily": 24 * _HOUR_S,
    "weekly": 7 * 24 * _HOUR_S,
    "monthly": 30 * 24 * _HOUR_S,
    "yearly": 365 * 24 * _HOUR_S,
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: digits of a number that is meant; a million minutes are two years
_DIGITS = 6
#: the lists in the channel; the longest has 24 hours
_LIST = re.compile(r"<skip(hours|days)\b[^<>]*>", re.IGNORECASE)
_LONGEST_LIST = 4000
_ITEM = re.compile(r"<(?:hour|day)\b[^<>]*>\s*(\w{1,10})\s*</", re.IGNORECASE)
_END = re.compile(r"</skip", re.IGNORECASE)


def wishes(markup: str, *, ttl: str = "", period: str = "", frequency: str = "") -> Wishes:
    """The wishes in a feed's markup and in three of its fields, as they stand. What makes no sense is no wish."""
    lists = {found[1].lower(): _words(markup, found.end()) for found in _LIST.finditer(markup)}
    return Wishes(
        ttl_s=_ttl_s(ttl) or _period_s(period, frequency),
        skip_hours=_skipped(map(_hour, lists.get("hours", ())), of=24),
        skip_days=_skipped(map(_day, lists.get("days", ())), of=7),
    )


def _ttl_s(minutes: str) -> int | None:
    number = _number(minutes)
    return number * 60 if number else None


def _period_s(period: str, frequency: str) -> int | None:
    """`updateFrequency` times in each `updatePeriod`; once where it is not said."""
    whole = _PERIODS_S.get(period.strip().lower())
    times = _number(frequency) if frequency.strip() else 1
    return whole // times or None if whole and times else None


def _words(markup: str, start: int) -> list[str]:
    """What the list that begins there holds."""
    return _ITEM.findall(_END.split(markup[start : start + _LONGEST_LIST], maxsplit=1)[0])


def _skipped(numbers: Iterable[int | None], *, of: int) -> tuple[int, ...]:
    """The numbers in order; none where all of them are skipped, for then nobody could ever poll."""
    listed = sorted({number for number in numbers if number is not None})
    return tuple(listed) if len(listed) < of else ()


def _hour(word: str) -> int | None:
    """RSS 0.91 counts 1 to 24, RSS 2.0 from 0 to 23."""
    number = _number(word)
    return number % 24 if number is not None and number <= 24 else None


def _day(word: str) -> int | None:
    return _DAYS.index(word.lower()) if word.lower() in _DAYS else None


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None
