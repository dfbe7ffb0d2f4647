"""What is usual for a profile or an actor: tellings an hour, by hour of the day and day of the week, from its own past.

    hours (hour -> source -> tellings) -> whole days -> level, weekday, time of day, burstiness

News is no Poisson process: one affair is told by many outlets at once. So counts are held against a negative binomial
(variance = mean + burstiness * mean²), with all figures taken from counts cut at a robust bound: yesterday's surge
must not become today's usual. An hour in which nobody watched is absent, and says nothing; it is no zero.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import exp, lgamma, log, log1p, sqrt
from statistics import fmean, median
from typing import Final, TypeAlias

#: day (UTC) -> its 24 hours; None for one that was not watched
_Days: TypeAlias = Mapping[date, Sequence[int | None]]

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
#: between two answers of sources no further apart than this, what the feeds list covers all the time between
REACH: Final = timedelta(hours=6)
#: how much of the past counts, and how much of it must have been watched before anything can be called usual
HISTORY, LEAST_DAYS = timedelta(days=56), 14
#: what is being judged is no part of what it is judged by
RECENT: Final = timedelta(days=3)
#: a day counts of which so many hours were watched
_WATCHED_HOURS: Final = 18
#: days after which a day of the past counts half: a slow rise becomes the usual
_HALF_LIFE: Final = 14.0
#: a weekday's own figure is believed as if so many days of the general level stood beside it
_WEEKDAY_PRIOR: Final = 3.0
#: the same for an hour of the day, in tellings
_HOUR_PRIOR: Final = 2.0
#: robust deviations above the median where a day's count is cut
_CUT: Final = 3.0
#: the median absolute deviation of a normal distribution times this is its standard deviation
_MAD: Final = 1.4826
#: nobody's news is steadier than this, whatever a short history says (tests/trust/volume.py)
_LEAST_BURST: Final = 0.05


#: nor does its burstiness fall slower with the length of a stretch than this power of it
_LEAST_FALL: Final = 0.5


def hour_of(instant: datetime) -> datetime:
    """The hour that it falls in."""
    return instant.replace(minute=0, second=0, microsecond=0)


def watched(answered: Collection[datetime]) -> frozenset[datetime]:
    """The hours of which something is known, from those in which a source answered.

    The first one after a gap is left out: what it brings may have gathered all the while.
    """
    known: set[datetime] = set()
    for before, after in pairwise(sorted(answered)):
        if after - before <= REACH:
            known.update(before + HOUR * step for step in range(1, (after - before) // HOUR + 1))
    return frozenset(known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What is usual."""

    #: tellings a day
    level: float
    #: factor of each weekday, 0 Monday … 6 Sunday
    weekday: tuple[float, ...]
    #: share of a day's tellings in each hour of it, UTC
    share: tuple[float, ...]
    #: variance beyond Poisson's as a part of the mean squared: of whole days, and of quarters of a day
    burst: float
    burst_short: float

    def expected(self, hours: Iterable[datetime]) -> float:
        """How many tellings are usual in these hours together."""
        return self.level * sum(self.weekday[hour.weekday()] * self.share[hour.hour] for hour in hours)

    def chance(self, count: int, expected: float, hours: int) -> float:
        """How likely so many tellings or more are by mere chance, in so many hours that usually bring `expected`."""
        return _tail(count, expected, self.burst_of(hours))

    def burst_of(self, length: int) -> float:
        """Burstiness of a stretch of so many hours: by a power law through those of a quarter and of a whole day."""
        fall = log(self.burst_short / self.burst) / log(4) if self.burst else 0.0
        power: float = min(1.0, max(_LEAST_FALL, fall))
        return float(max(_LEAST_BURST, self.burst * (24 / length) ** power))


def baseline(counts: Mapping[datetime, int], now: datetime) -> Baseline | None:
    """What is usual by the whole days before the last three; None where too few of them were watched."""
    past = _past(counts, now)
    share = _shares(past)
    days = _whole_days(past, share)
    if len(days) < LEAST_DAYS:
        return None
    cut = _bound(days.values())
    kept = {day: min(count, cut) for day, count in days.items()}
    weekday = _weekdays(kept)
    level = _level({day: count / weekday[day.weekday()] for day, count in kept.items()})
    daily = {day: level * weekday[day.weekday()] for day in past}
    return Baseline(
        level=level,
        weekday=weekday,
        share=share,
        burst=_burst(past, daily, share, 24),
        burst_short=_burst(past, daily, share, 6),
    )


# ---------------------------------------------------------------- the figures


def _past(counts: Mapping[datetime, int], now: datetime) -> _Days:
    """The days that count, each with its 24 hours."""
    end = (now - RECENT).replace(hour=0, minute=0, second=0, microsecond=0)
    begin = end - HISTORY
    days: dict[date, list[int | None]] = {}
    for hour, count in counts.items():
        if begin <= hour < end:
            days.setdefault(hour.date(), [None] * 24)[hour.hour] = count
    return days


def _shares(past: _Days) -> tuple[float, ...]:
    """Of each hour of the day its share, drawn towards an even one where little was told."""
    known = [[count for count in hour if count is not None] for hour in zip(*past.values(), strict=True)]
    even = sum(map(sum, known)) / max(1, sum(map(len, known)))
    if not even:
        return (1 / 24,) * 24
    rates = [(sum(counts) + _HOUR_PRIOR) / (len(counts) + _HOUR_PRIOR / even) for counts in known]
    return tuple(rate / sum(rates) for rate in rates)


def _whole_days(past: _Days, share: Sequence[float]) -> dict[date, float]:
    """The count of each day that was watched for most of it, as if it had been watched for all of it."""
    days = {}
    for day, hours in past.items():
        counts = [count for count in hours if count is not None]
        if len(counts) >= _WATCHED_HOURS:
            days[day] = sum(counts) / sum(part for part, count in zip(share, hours, strict=True) if count is not None)
    return days


def _bound(counts: Iterable[float]) -> float:
    """Where a count is cut."""
    values = list(counts)
    middle = median(values)
    spread = max(_MAD * median(abs(value - middle) for value in values), sqrt(middle), 1.0)
    return middle + _CUT * spread


def _weekdays(days: Mapping[date, float]) -> tuple[float, ...]:
    general = fmean(days.values())
    if not general:
        return (1.0,) * 7
    own = [[count for day, count in days.items() if day.weekday() == weekday] for weekday in range(7)]
    return tuple((sum(one) / general + _WEEKDAY_PRIOR) / (len(one) + _WEEKDAY_PRIOR) for one in own)


def _level(days: Mapping[date, float]) -> float:
    """The mean, the latest days first."""
    last = max(days)
    weights: dict[date, float] = {day: 0.5 ** ((last - day).days / _HALF_LIFE) for day in days}
    return sum(weights[day] * count for day, count in days.items()) / sum(weights.values())


def _burst(past: _Days, daily: Mapping[date, float], share: Sequence[float], length: int) -> float:
    """Burstiness of stretches of so many hours, by moments, each count cut at the robust bound. `daily`: what is usual
    on each of the days."""
    parts = [(begin, sum(share[begin : begin + length])) for begin in range(0, 24, length)]
    expected, excess = [], []
    for day, hours in past.items():
        for begin, part in parts:
            counts = [count for count in hours[begin : begin + length] if count is not None]
            if len(counts) == length:
                expected.append(daily[day] * part)
                excess.append(abs(sum(counts) - daily[day] * part))
    squares = fmean(mean * mean for mean in expected) if len(expected) > 1 else 0.0
    if not squares:
        return _LEAST_BURST
    cut = _CUT * max(_MAD * median(excess), sqrt(fmean(expected)), 1.0)
    variance = sum(min(one, cut) ** 2 for one in excess) / (len(excess) - 1)
    return max(_LEAST_BURST, (variance - fmean(expected)) / squares)


def _tail(count: int, mean: float, burst: float) -> float:
    """P(N >= count) of a negative binomial with this mean and variance mean + burst * mean²."""
    if count <= 0:
        return 1.0
    if not mean:
        return 0.0
    size = 1 / burst
    odds = log(burst * mean) - log1p(burst * mean)
    term = exp(lgamma(count + size) - lgamma(size) - lgamma(count + 1) - size * log1p(burst * mean) + count * odds)
    total, ratio = 0.0, exp(odds)
    while term > total * 1e-9:
        total += term
        term *= ratio * (count + size) / (count + 1)
        count += 1
    return min(1.0, total)
