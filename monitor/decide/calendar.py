"""When a digest is due and how long the quiet lasts, in the reader's time zone.

A local time that summer time skips falls on the first instant after the gap; one that comes twice counts the first
time. So each local date has each of its slots exactly once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from monitor.model import Slot

#: as files and messages call the days of the week, Monday first
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: what stands for several of them
DAY_GROUPS: Final = {"weekdays": (0, 1, 2, 3, 4), "weekends": (5, 6)}

#: is a digest sent in which nothing stands?
Empty = Literal["send", "skip"]

_DAY = timedelta(days=1)
#: the widest gap is a skipped day (Samoa, 30 December 2011): one more on each side of it
_REACH = 3
#: where to look for the nearest slot: around today, and where there is none, for those of one day of the week
_REACHES = (_REACH, 7 + _REACH)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DigestTime:
    """A local time of the day at which a digest is due, and on which days."""

    at: time
    #: 0 Monday to 6 Sunday; empty: every day
    days: tuple[int, ...] = ()

    def falls_on(self, day: date) -> bool:
        """Is one due on that local date?"""
        return not self.days or day.weekday() in self.days

    def __str__(self) -> str:
        """As a file says it: "07:30", "weekdays 07:30", "mon,thu 07:30"."""
        names = {days: name for name, days in DAY_GROUPS.items()}
        days = names.get(self.days) or ",".join(DAYS[day] for day in self.days)
        return f"{days} {self.at:%H:%M}".lstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPlan:
    """When a reader's digests are due, and whether an empty one is sent."""

    times: tuple[DigestTime, ...]
    #: IANA zone in which the times count
    timezone: str = "UTC"
    empty: Empty = "send"

    def __str__(self) -> str:
        """Different for each set of slots: "07:30, mon 18:00 Asia/Tbilisi"."""
        return f"{', '.join(map(str, self.times))} {self.timezone}".lstrip()


def last_slot(times: Collection[DigestTime], timezone: str, now: datetime) -> Slot | None:
    """The slot that came last; None without times.

    Of slots that fall on the same instant, in a gap, the latest counts for all of them.
    """
    zone = ZoneInfo(timezone)
    for reach in _REACHES:
        if come := [slot for slot in _slots(times, zone, _days(zone, now, reach)) if slot.due <= now]:
            return max(come, key=_in_order)
    return None


def next_due(times: Collection[DigestTime], timezone: str, now: datetime) -> datetime:
    """The first instant after now at which a slot is due, in UTC. Raises `ValueError` without times."""
    zone = ZoneInfo(timezone)
    for reach in _REACHES:
        if ahead := [slot.due for slot in _slots(times, zone, _days(zone, now, reach)) if slot.due > now]:
            return min(ahead)
    raise ValueError("no time of the day is named: no digest is ever due")


def slots_between(times: Collection[DigestTime], timezone: str, after: datetime, until: datetime) -> tuple[Slot, ...]:
    """Every slot that is due after the one instant and not after the other, each once, in order."""
    zone = ZoneInfo(timezone)
    first, last = (instant.astimezone(zone).date() for instant in (after, until))
    days = (first + offset * _DAY for offset in range(-_REACH, (last - first).days + _REACH + 1))
    due = {slot for slot in _slots(times, zone, days) if after < slot.due <= until}
    return tuple(sorted(due, key=_in_order))


def quiet_until(quiet: tuple[time, time] | None, timezone: str, now: datetime) -> datetime | None:
    """The end, in UTC, of the quiet that holds now; None where it does not. (22:00, 06:30) lasts over midnight."""
    if quiet is None or quiet[0] == quiet[1]:
        return None
    zone = ZoneInfo(timezone)
    begin, end = quiet
    for day in _days(zone, now, _REACH):
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


def _slots(times: Collection[DigestTime], zone: ZoneInfo, days: Iterator[date]) -> Iterator[Slot]:
    """Those of the days; a time that is named twice for a day comes twice."""
    for day in days:
        for one in times:
            if one.falls_on(day):
                yield Slot(f"{day.isoformat()} {one.at:%H:%M}", instant_of(day, one.at, zone))


def _in_order(slot: Slot) -> tuple[datetime, str]:
    return slot.due, slot.name


def _days(zone: ZoneInfo, now: datetime, reach: int) -> Iterator[date]:
    """The local dates around now, so many on each side."""
    today = now.astimezone(zone).date()
    return (today + offset * _DAY for offset in range(-reach, reach + 1))
