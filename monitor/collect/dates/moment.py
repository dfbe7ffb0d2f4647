"""A date as it stands in a document -> what it says: a day, a clock, and a zone where it names one."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import regex

from monitor.collect.dates.calendars import ERAS, gregorian, is_buddhist, is_jalali
from monitor.collect.dates.spelt import spelt_day
from monitor.collect.dates.words import fold, words
from monitor.collect.dates.zones import offset

#: the longest that is looked at, in code points; "Wednesday, September 30, 2026 at 10:30:00 PM GMT+03:30" has 50
_LONGEST = 120
#: seconds since 1970 have ten digits until 2286, milliseconds thirteen
_SECONDS, _MILLISECONDS = 10, 13
#: year, month and day in this order; the signs between them in any language of East Asia
_YEAR_FIRST = regex.compile(r"(?<!\d)(\d{4}) ?[-/.年년] ?(\d{1,2}) ?[-/.月월] ?(\d{1,2})(?:日|일|\.)?(?!\d)")
_OF_AN_ERA = regex.compile(rf"({'|'.join(ERAS)}) ?(\d{{1,3}}|元)年 ?(\d{{1,2}})月 ?(\d{{1,2}})日")
_YEAR_LAST = regex.compile(r"(?<![\d:])(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{4}|\d{2})(?![\d:])")
_VIETNAMESE = regex.compile(r"(\d{1,2})\s*(?:tháng|thg)\s*(\d{1,2})\P{N}{1,8}(\d{4})", regex.IGNORECASE)
_ORDINAL = regex.compile(r"^(\d{4})-?(\d{3})(?=$|T)")
_CLOCK = regex.compile(
    r"(?<![\d.])(\d{1,2})(?: ?[:h] ?|\.)(\d{2})(?: ?[:.] ?(\d{2})(?:[.,]\d+)?)?(?!\d)", regex.IGNORECASE
)
_EASTERN_CLOCK = regex.compile(r"(\d{1,2}) ?[시時时点點](?: ?(\d{1,2}) ?[분分])?(?: ?(\d{1,2}) ?[초秒])?")
#: what stands around the clock: half of the day on either side, zone behind
_HALF_BEFORE = regex.compile(r"([\p{L}\p{M}.]+) ?$")
_HALF_BEHIND = regex.compile(r"^ ?([\p{L}\p{M}.]+)")
_ZONE_BEHIND = regex.compile(
    r"^[ (]*((?:GMT|UTC|UT) ?[+\-−–] ?\d{1,2}(?::?\d{2})?|[+\-−–]\d{2}:?\d{2}|[+\-−–]\d{2}|\p{L}{1,5})\b",
    regex.IGNORECASE,
)
#: what a calendar says of the zone, where nothing else does: Iran, Thailand
_OF_IRAN, _OF_THAILAND = timedelta(hours=3, minutes=30), timedelta(hours=7)
_NOON = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day and a clock at some place."""

    #: without tzinfo; midnight where no clock is named
    local: datetime
    #: east of UTC; None where no zone is named
    offset: timedelta | None = None
    #: the zone that the calendar suggests where none is named
    likely: timedelta | None = None

    def instant(self, default: timedelta = timedelta()) -> datetime | None:
        """As UTC; `default` is the zone of those that name none. None outside the years 1 to 9999."""
        east = next(zone for zone in (self.offset, self.likely, default) if zone is not None)
        try:
            return (self.local - east).replace(tzinfo=UTC)
        except OverflowError:
            return None


def moment(text: str, *, month_first: bool = False) -> Moment | None:
    """What a date says, in whichever dialect, digits, calendar or language; None where it is none.

    RFC 822 and what comes of it, ISO 8601 and what comes of it, Unix time, days spelt with months' names. Years of the
    Solar Hijri, Thai and Japanese calendars are converted. `month_first` says how "04/05/2026" is meant.
    """
    plain = _plain(text)
    if plain.isdecimal() and plain.isascii():
        return _number(plain)
    try:
        return _iso(plain) or _written(plain, month_first=month_first)
    except (ValueError, OverflowError):
        return None


def _plain(text: str) -> str:
    """ASCII digits, single blanks, no invisible marks."""
    signs = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text.strip()[:_LONGEST])
    return " ".join("".join(sign for sign in signs if unicodedata.category(sign) != "Cf").split())


def _number(digits: str) -> Moment | None:
    """Unix time, or a day and a clock without any sign between them."""
    try:
        if len(digits) in (_SECONDS, _MILLISECONDS):
            seconds = int(digits) / (1000 if len(digits) == _MILLISECONDS else 1)
            return Moment(local=datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), offset=timedelta())
        form = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}.get(len(digits))
        return Moment(local=datetime.strptime(digits, form)) if form else None  # noqa: DTZ007  the zone is not known
    except (ValueError, OverflowError, OSError):
        return None


def _iso(text: str) -> Moment | None:
    """ISO 8601 as the standard library reads it, in the calendar that the year is of."""
    if ordinal := _ORDINAL.match(text):
        day = date(int(ordinal[1]), 1, 1) + timedelta(days=int(ordinal[2]) - 1)
        text = day.isoformat() + text[ordinal.end() :]
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _at(found.year, found.month, found.day, found.timetz())


def _written(text: str, *, month_first: bool) -> Moment | None:
    """Day, clock and zone, each looked for in what the others leave."""
    found = _numeric_day(text, month_first=month_first)
    day, rest = found if found else (None, text)
    clock, east, rest = _clock(rest)
    if day is None:
        day = spelt_day(rest)
    if day is None:
        return None
    moment = _at(*day, clock or time())
    return Moment(local=moment.local, offset=east, likely=moment.likely)


def _numeric_day(text: str, *, month_first: bool) -> tuple[tuple[int, int, int], str] | None:
    """(year, month, day) written in figures, and the text without it."""
    if found := _OF_AN_ERA.search(text):
        year = ERAS[found[1]] + (1 if found[2] == "元" else int(found[2]))
        day = (year, int(found[3]), int(found[4]))
    elif found := _YEAR_FIRST.search(text):
        day = (int(found[1]), int(found[2]), int(found[3]))
    elif found := _YEAR_LAST.search(text) or _VIETNAMESE.search(text):
        first, second = int(found[1]), int(found[2])
        swapped = second > _NOON >= first or (month_first and first <= _NOON)
        day = (_year(found[3]), *((first, second) if swapped else (second, first)))
    else:
        return None
    return day, f"{text[: found.start()]} {text[found.end() :].removeprefix('T')}"


def _clock(text: str) -> tuple[time | None, timedelta | None, str]:
    """The clock, its zone, and the text without them."""
    found = _CLOCK.search(text) or _EASTERN_CLOCK.search(text)
    if not found:
        return None, None, text
    before, behind = text[: found.start()], text[found.end() :]
    hour, minute, second = int(found[1]), int(found[2] or 0), min(int(found[3] or 0), 59)
    beside = _HALF_BEHIND.match(behind)
    half = _half(beside[1]) if beside else None
    if half is not None and beside:
        behind = behind[beside.end() :]
    elif beside := _HALF_BEFORE.search(before):
        half = _half(beside[1])
    if half is not None and hour <= _NOON:
        hour = hour % _NOON + half
    zone = _ZONE_BEHIND.match(behind)
    east = offset(zone[1].replace(" ", "")) if zone else None
    return time(hour, minute, second), east, f"{before} {behind}"


def _half(word: str) -> int | None:
    """0 for the morning, 12 for the afternoon."""
    if word.isascii():
        return {"am": 0, "a.m": 0, "pm": 12, "p.m": 12}.get(word.lower().rstrip("."))
    return words().halves.get(fold(word))


def _at(year: int, month: int, day: int, clock: time) -> Moment:
    """Raises `ValueError` for a day that there is not."""
    likely = _OF_IRAN if is_jalali(year) else _OF_THAILAND if is_buddhist(year) else None
    local = datetime.combine(gregorian(year, month, day), clock.replace(tzinfo=None))
    return Moment(local=local, offset=clock.utcoffset() if clock.tzinfo else None, likely=likely)


def _year(digits: str) -> int:
    """Two digits as RFC 5322 has them (4.3): 00 to 49 are of this century."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 50 else 1900)
