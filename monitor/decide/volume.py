"""Unusual volume: a profile, or an actor that it watches, runs far above its own usual.

Every stretch that ends now is looked at, from one hour to three days; of those that are far above the usual (many times
as much, hardly by chance, told by several outlets, and still so without the loudest of them) the likeliest says since
when. A surge is told once, and is over when the volume has been near the usual again for a day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import log
from typing import Final
from zoneinfo import ZoneInfo

from monitor.decide.baseline import DAY, HOUR, RECENT, Baseline, baseline, hour_of
from monitor.model import DayCount, Hours

#: what a surge is: so many times the usual, so many tellings, by so many outlets
TIMES, LEAST, OUTLETS = 2.5, 12, 3
#: how seldom that much may come by chance; hundreds of overlapping stretches a day are looked at
#: (measured: tests/trust/volume.py)
CHANCE: Final = 1e-5
#: the same without the loudest outlet, which may make half of it
_TIMES_WITHOUT, _CHANCE_WITHOUT = 2.0, 1e-3
#: near the usual: below so many times of it over a day
NEAR: Final = 1.5
#: so long must it have been near the usual
CALM: Final = DAY
#: days of the chart, today included
CHART_DAYS: Final = 14
#: days that must have been watched before they are drawn
_COMPARED: Final = 3


#: kinds of term that are no actors
_SUBJECTS: Final = ("topic", "phrase")


def profile_subject(profile: str) -> str:
    """Under which a profile's volume is counted."""
    return f"profile/{profile}"


def actor_of(term: str) -> bool:
    """Is it an actor's id, under which its volume is counted? Not a topic, a phrase or a condition in words."""
    kind, _, _ = term.partition("/")
    return kind not in _SUBJECTS and " " not in kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """Far above the usual."""

    #: the hour in which it began
    since: datetime
    #: tellings since then, and how many would be usual
    count: int
    usual: float
    outlets: int

    @property
    def ratio(self) -> float:
        """How many times the usual."""
        return self.count / self.usual if self.usual else float(self.count)


def rise(hours: Hours, now: datetime, after: datetime | None = None) -> Rise | None:
    """What runs far above the usual by now; None where nothing does, or nobody can know yet. Only what came `after` the
    last surge counts."""
    recent = [hour for hour in _back(now) if hour in hours and (after is None or hour > after)]
    if sum(sum(hours[hour].values()) for hour in recent) < LEAST:
        return None
    usual = baseline(_totals(hours), now)
    if usual is None:
        return None
    found = max(_rises(hours, recent, usual), key=_likelihood, default=None)
    return found if found and _stands_without_loudest(hours, recent, found, now) else None


def near_usual(hours: Hours, now: datetime) -> bool:
    """Was the last day about as usual? Also where nobody can tell. Once that holds for `CALM`, a surge is over."""
    last = [hour for hour in _back(now) if hour in hours and now - hour <= DAY]
    usual = baseline(_totals(hours), now)
    count = sum(sum(hours[hour].values()) for hour in last)
    return usual is None or count < max(LEAST / 2, NEAR * usual.expected(last))


def by_day(hours: Mapping[datetime, int], now: datetime, timezone: str, days: int = CHART_DAYS) -> tuple[DayCount, ...]:
    """The counts of the last days in a zone, today the last; a day of which no hour was watched says so."""
    zone = ZoneInfo(timezone)
    counts: Counter[date] = Counter()
    for hour, count in hours.items():
        counts[hour.astimezone(zone).date()] += count
    today = now.astimezone(zone).date()
    return tuple(
        DayCount(day=day, count=counts[day], watched=day in counts)
        for day in (today - DAY * back for back in reversed(range(days)))
    )


def worth_drawing(days: Sequence[DayCount]) -> bool:
    """Is there anything to compare? Not in a watch's first days."""
    return sum(day.watched for day in days) >= _COMPARED


# ---------------------------------------------------------------- one look


def _back(now: datetime) -> Iterator[datetime]:
    """The hours from the present one back, as far as a surge is looked for."""
    last = hour_of(now)
    return (last - HOUR * step for step in range(RECENT // HOUR))


def _rises(hours: Hours, recent: Sequence[datetime], usual: Baseline) -> Iterator[Rise]:
    """Each stretch up to now that is far above the usual."""
    outlets: set[str] = set()
    count, expected = 0, 0.0
    for step, begin in enumerate(recent, start=1):
        told = hours[begin]
        count += sum(told.values())
        expected += usual.expected((begin,))
        outlets.update(source for source, number in told.items() if number)
        if not told or count < LEAST or len(outlets) < OUTLETS:
            continue
        if count >= TIMES * expected and usual.chance(count, expected, step) < CHANCE:
            yield Rise(since=begin, count=count, usual=expected, outlets=len(outlets))


def _likelihood(found: Rise) -> float:
    """By how much a raised rate explains it better than the usual one (Poisson, in nats)."""
    usual = max(found.usual, 0.1)
    return found.count * log(found.count / usual) - (found.count - usual)


def _stands_without_loudest(hours: Hours, recent: Sequence[datetime], found: Rise, now: datetime) -> bool:
    """Is it a surge, or one outlet's flood?"""
    stretch = [hour for hour in recent if hour >= found.since]
    told: Counter[str] = Counter()
    for hour in stretch:
        told.update(hours[hour])
    loudest, _ = told.most_common(1)[0]
    rest = {hour: {source: count for source, count in by.items() if source != loudest} for hour, by in hours.items()}
    count = told.total() - told[loudest]
    usual = baseline(_totals(rest), now)
    if usual is None:
        return False
    expected = usual.expected(stretch)
    return count >= _TIMES_WITHOUT * expected and usual.chance(count, expected, len(stretch)) < _CHANCE_WITHOUT


def _totals(hours: Hours) -> dict[datetime, int]:
    return {hour: sum(told.values()) for hour, told in hours.items()}
