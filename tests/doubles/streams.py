"""A profile's news as it comes: affairs that many outlets tell at once, a rhythm of days and weeks, trends, bursts;
and a watch that looks at it, as `lookout` does, without a database."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.decide.baseline import HISTORY, RECENT
from monitor.decide.silence import Hush, hush
from monitor.decide.volume import CALM, Rise, near_usual, rise

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Told = dict[datetime, dict[str, int]]


def busy(hour: int) -> float:
    """How busy an hour of the day is."""
    return 0.3 if hour < 5 else 1.0 if hour < 8 else 1.6 if hour < 17 else 1.0 if hour < 21 else 0.5


_BUSY = sum(map(busy, range(24)))


def always(day: float) -> float:
    """No trend, no burst."""
    return 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """How the news of one profile comes."""

    #: tellings a day on a working day
    daily: float
    #: factor of Saturday and Sunday
    weekend: float = 0.5
    #: tellings of an affair, on average, over some hours after the first; and at most
    size: float = 2.5
    largest: int = 9
    outlets: int = 12
    #: factor on a day of the stream, counted from 0: a trend, a burst
    factor: Callable[[float], float] = always

    def hours(self, days: int, seed: int) -> Told:
        """Every hour of so many days, with what each outlet told in it."""
        chance = random.Random(seed)  # noqa: S311  made news, no secret
        told: Told = {BEGIN + HOUR * step: {} for step in range(days * 24)}
        loudness = [1 / (1 + place) ** 0.7 for place in range(self.outlets)]
        for hour in list(told):
            rate = self.daily * busy(hour.hour) / _BUSY * self.factor((hour - BEGIN) / DAY)
            rate *= self.weekend if hour.weekday() >= 5 else 1.0
            for _ in range(_poisson(chance, rate / self.size)):
                for after in self._affair(chance):
                    if (when := hour + HOUR * int(after)) in told:
                        outlet = f"outlet-{chance.choices(range(self.outlets), loudness)[0]}"
                        told[when][outlet] = told[when].get(outlet, 0) + 1
        return told

    def _affair(self, chance: random.Random) -> Iterator[float]:
        """Hours after its begin at which an affair is told."""
        yield 0.0
        for _ in range(min(self.largest, 1 + _geometric(chance, self.size)) - 1):
            yield chance.expovariate(1 / 5)


def steady(daily: int = 24, *, days: int = 40, outlets: int = 6) -> Told:
    """The same every day, spread evenly over hours and outlets."""
    hours: Told = {BEGIN + HOUR * step: {} for step in range(days * 24)}
    for day in range(days):
        for number in range(daily):
            hour = BEGIN + day * DAY + HOUR * int(number * 24 / daily)
            outlet = f"outlet-{number % outlets}"
            hours[hour][outlet] = hours[hour].get(outlet, 0) + 1
    return hours


def burst(hours: Told, begin: datetime, counts: dict[str, int], *, length: int = 4) -> datetime:
    """Add so many tellings of each outlet, spread over some hours; the last minute of them."""
    for outlet, count in counts.items():
        for number in range(count):
            hour = begin + HOUR * (number % length)
            hours[hour][outlet] = hours[hour].get(outlet, 0) + 1
    return begin + HOUR * length - timedelta(minutes=1)


def surges(told: Told, *, first: datetime, step: timedelta = HOUR) -> Iterator[tuple[datetime, Rise]]:
    """What a watch tells that looks at the end of each step: when, and of what; one surge at a time, once each."""
    hours, now, standing, calm, ended = sorted(told), first, False, None, None
    while now <= hours[-1]:
        begin = max(0, int((now - HISTORY - RECENT - DAY - BEGIN) / HOUR))
        known = {hour: told[hour] for hour in hours[begin : int((now - BEGIN) / HOUR) + 1]}
        if standing:
            calm = (calm or now) if near_usual(known, now) else None
            if calm and now - calm >= CALM:
                standing, ended = False, now
        elif found := rise(known, now, ended):
            standing, calm = True, None
            yield now, found
        now += step


def silences(told: Told, *, step: timedelta = 6 * HOUR) -> Iterator[tuple[datetime, Hush]]:
    """The silences that a watch tells of, once each, and when."""
    counts: Mapping[datetime, int] = {hour: sum(by.values()) for hour, by in told.items()}
    hours, now, last = sorted(counts), BEGIN + DAY, None
    while now <= hours[-1]:
        at = int((now - BEGIN) / HOUR)
        found = hush({hour: counts[hour] for hour in hours[max(0, at - 365 * 24) : at]}, BEGIN, now)
        if found and found.since != last:
            last = found.since
            yield now, found
        now += step


def _poisson(chance: random.Random, mean: float) -> int:
    total, number = chance.expovariate(1.0), 0
    while total < mean:
        total += chance.expovariate(1.0)
        number += 1
    return number


def _geometric(chance: random.Random, mean: float) -> int:
    """How many follow the first, so that there are `mean` on average."""
    number = 0
    while chance.random() < 1 - 1 / mean:
        number += 1
    return number
