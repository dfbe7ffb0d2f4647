"""When a digest is due and how long the quiet lasts, in the reader's time zone.

A local time that summer time skips falls on the first instant after the gap; one that comes twice counts the first
time. So each local date has each of its slots exactly once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
#: a weekly slot lies seven days off; the widest gap is a skipped day (Samoa, 30 December 2011)
_REACH = 8


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DigestTime:
    """A local time at which a digest is due, every day or on some days of the week."""

    at: time
    #: 0 (Monday) to 6 (Sunday), sorted; empty: every day
    days: tuple[int, ...] = ()

    def falls_on(self, day: date) -> bool:
        """Is a digest due on that local date?"""
        return not self.days or day.weekday() in self.days


def last_slot(times: Collection[DigestTime], timezone: str, now: datetime) -> tuple[str, datetime] | None:
    """The slot that came last, as ("2026-11-21 07:30", its instant in UTC); None without times.

    Of slots that fall on the same instant, in a gap, the latest counts for all of them.
    """
    due = [slot for slot in _slots(times, ZoneInfo(timezone), now) if slot[0] <= now]
    if not due:
        return None
    instant, name = max(due)
    return name, instant


def next_due(times: Collection[DigestTime], timezone: str, now: datetime) -> datetime:
    """The first instant after now at which a slot is due, in UTC. Raises `ValueError` without times."""
    return min(instant for instant, _ in _slots(times, ZoneInfo(timezone), now) if instant > now)


def quiet_until(quiet: tuple[time, time] | None, timezone: str, now: datetime) -> datetime | None:
    """The end, in UTC, of the quiet that holds now; None where it does not. (22:00, 06:30) lasts over midnight."""
    if quiet is None or quiet[0] == quiet[1]:
        return None
    zone = ZoneInfo(timezone)
    begin, end = quiet
    for day in _days(zone, now):
        until = instant_of(day if begin < end else day + _DAY, end, zone)
        if instant_of(day, begin, zone) <= now < until:
            return until
    return None


def instant_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local time: the first of two, or the first after the gap that swallows it."""
    local = datetime.combine(day, at.replace(tzinfo=None, fold=0), zone)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    # PEP 495: inside a gap fold=0 counts with the offset before it and lands behind, fold=1 lands ahead of it
    return _transition(local.replace(fold=1).astimezone(UTC), instant, zone)


def _transition(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant in (before, after] from which the later offset holds, to the second."""
    later = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == later:
            after = middle
        else:
            before = middle
    return after


def _slots(times: Collection[DigestTime], zone: ZoneInfo, now: datetime) -> Iterator[tuple[datetime, str]]:
    """(instant, name) of each slot on the days around now."""
    for day in _days(zone, now):
        for one in times:
            if one.falls_on(day):
                yield instant_of(day, one.at, zone), f"{day.isoformat()} {one.at:%H:%M}"


def _days(zone: ZoneInfo, now: datetime) -> Iterator[date]:
    today = now.astimezone(zone).date()
    return (today + offset * _DAY for offset in range(-_REACH, _REACH + 1))
