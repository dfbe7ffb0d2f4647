"""How often volume and silence are told of without need, and how late with it: `make trust`, some minutes.

A year of made news for each rate and each rhythm: surges and silences in it are false, for nothing happens. Then a true
tripling that lasts five days, a burst of ten times the usual, and news that stop altogether. Exit status 1 where a
bound is broken.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from pathlib import Path
from statistics import fmean, median

sys.path.insert(0, str(Path(__file__).parents[1]))

from doubles.streams import BEGIN, DAY, HOUR, Stream, silences, surges

#: tellings a day
RATES = (1, 3, 8, 20, 60, 150)
YEAR, WARM = 365, 20
#: at most so many false ones a profile and year, on average over all rates and rhythms
FALSE_SURGES, FALSE_SILENCES = 1.0, 1.0


def rhythms(daily: float) -> tuple[Stream, ...]:
    """Steady, bursty, without weekends, almost silent on them, doubling and falling in a year."""
    return (
        Stream(daily=daily),
        Stream(daily=daily, size=4, largest=12),
        Stream(daily=daily, weekend=1.0),
        Stream(daily=daily, weekend=0.15),
        Stream(daily=daily, factor=lambda day: 0.7 + day / YEAR),
        Stream(daily=daily, factor=lambda day: 1.4 - day / YEAR),
    )


def year(job: tuple[float, int]) -> tuple[int, int]:
    """False surges and false silences of one profile."""
    daily, kind = job
    told = rhythms(daily)[kind].hours(YEAR, seed=kind)
    return len(list(surges(told, first=BEGIN + WARM * DAY, step=3 * HOUR))), len(list(silences(told)))


def delay(job: tuple[float, float, int]) -> float | None:
    """Hours from the begin of a burst until it is told; None where it never is."""
    daily, times, seed = job
    begins = 40 + seed * 0.9
    stream = Stream(daily=daily, factor=lambda day: times if begins <= day < begins + 5 else 1.0)
    began = BEGIN + timedelta(days=begins)
    found = surges(stream.hours(60, seed=1000 + seed), first=began.replace(minute=59, second=0))
    return next(((at - began) / HOUR for at, _ in found if at - began < 6 * DAY), None)


def hushed(job: tuple[float, int]) -> float | None:
    """Days from the last of the news until the silence is told."""
    daily, seed = job
    stream = Stream(daily=daily, factor=lambda day: 1.0 if day < 120 else 0.0)
    end = BEGIN + 120 * DAY
    return next(((at - end) / DAY for at, _ in silences(stream.hours(240, seed=seed)) if at > end + DAY), None)


def main() -> int:
    """Print the figures."""
    loud_years, still_years = [], []
    with ProcessPoolExecutor(2) as pool:
        for daily in RATES:
            years = list(pool.map(year, [(daily, kind) for kind in range(6)]))
            loud, still = (sum(one[place] for one in years) / len(years) for place in (0, 1))
            print(f"{daily:4} a day: {loud:.2f} false surges, {still:.2f} false silences a profile and year; ", end="")
            for times in (3.0, 10.0):
                print(
                    f"{times:g}× told {_spread(pool.map(delay, [(daily, times, s) for s in range(10)]), 'h')}; ", end=""
                )
            print(f"silence told {_spread(pool.map(hushed, [(daily, s) for s in range(6)]), 'd')}", flush=True)
            loud_years.append(loud)
            still_years.append(still)
    return int(fmean(loud_years) > FALSE_SURGES or fmean(still_years) > FALSE_SILENCES)


def _spread(found: Iterable[float | None], unit: str) -> str:
    delays = list(found)
    known = sorted(one for one in delays if one is not None)
    after = f" after {median(known):.0f} {unit} ({known[0]:.0f} to {known[-1]:.0f})" if known else ""
    return f"{len(known)} of {len(delays)}{after}"


if __name__ == "__main__":
    sys.exit(main())
