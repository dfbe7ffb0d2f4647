"""When digests must come, worked out by looking at the clock on the wall: the program's own calendar is not asked.

A slot is due at the first minute at which a clock on the wall in its zone shows its date and time, or a later one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from monitor.decide.calendar import DigestPlan

#: zones lie between 12 hours behind and 14 ahead; a day may be skipped
_BEHIND, _AHEAD = timedelta(hours=40), timedelta(hours=40)
_STEP, _MINUTE = timedelta(minutes=15), timedelta(minutes=1)


@lru_cache(maxsize=100_000)
def comes(day: date, at: time, timezone: str) -> datetime:
    """The first minute, in UTC, at which the wall shows that date and time or a later one."""
    zone, wanted = ZoneInfo(timezone), datetime.combine(day, at)
    instant = datetime.combine(day, at, UTC) - _AHEAD
    end = instant + _AHEAD + _BEHIND

    def reached(then: datetime) -> bool:
        return then.astimezone(zone).replace(tzinfo=None) >= wanted

    while not reached(instant):
        instant += _STEP
        assert instant < end
    while reached(instant - _MINUTE):
        instant -= _MINUTE
    return instant


def slots(plan: DigestPlan, after: datetime, until: datetime) -> Iterator[tuple[str, datetime]]:
    """(name, instant) of each slot of a plan that is due after the one and not after the other."""
    day = after.date() - timedelta(days=3)
    while day <= until.date() + timedelta(days=3):
        for one in plan.times:
            if not one.days or day.weekday() in one.days:
                due = comes(day, one.at, plan.timezone)
                if after < due <= until:
                    yield f"{day} {one.at:%H:%M}", due
        day += timedelta(days=1)
