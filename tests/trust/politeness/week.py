"""The simulated week: `make trust`, or `python tests/trust/politeness/week.py --feeds 60 --days 2`.

Prints what was asked, every breach by kind, and what became of the news. Exit status 1 where anything was broken.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import logging
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

from trust.politeness.exchange import DAY_S, EPOCH, Address
from trust.politeness.house import CONTACT, House
from trust.politeness.news import news
from trust.politeness.report import told
from trust.politeness.rules import Book
from trust.politeness.site import Site
from trust.politeness.virtual_time import HouseClock, VirtualLoop
from trust.politeness.world import World, world

Says = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What came of it."""

    world: World
    book: Book
    site: Site
    house: House
    length_s: float


def _silent(_: str) -> None:
    """Nobody listens."""


def simulate(*, feeds: int, days: float, seed: int, folder: Path, tick_s: int = 60, says: Says = _silent) -> Week:
    """Let a watch live in a world for so many days, stopped, edited and with a wrong clock in between.

    `tick_s`: seconds between two looks at what is due, as monitor.yaml may say. `says` is told of each day that ends.
    """
    os.environ["TZ"] = "Europe/Berlin"  # the machine stands where the clock changes
    time.tzset()
    random.seed(seed)  # the watch's own jitter
    try:
        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            return runner.run(_live(world(feeds=feeds, seed=seed), days * DAY_S, folder, tick_s, says))
    finally:
        del os.environ["TZ"]
        time.tzset()


async def _live(made: World, length_s: float, folder: Path, tick_s: int, says: Says) -> Week:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    clock = HouseClock(loop, EPOCH)
    book = Book(agent="news-monitor/", contact=CONTACT)
    site = Site(made, book, length_s=length_s)
    loop.under_way = lambda: site.under_way
    await site.start()
    house = House(folder, made, clock, port=site.port, tick_s=tick_s)
    await house.start()
    telling = asyncio.create_task(_tell_days(book, says))
    try:
        await _history(made, book, site, house, clock, length_s)
    finally:
        telling.cancel()
        await house.kill()
        await site.close()
    week = Week(world=made, book=book, site=site, house=house, length_s=length_s)
    news(week)
    return week


async def _tell_days(book: Book, says: Says) -> None:
    for day in itertools.count(1):
        await asyncio.sleep(DAY_S)
        says(f"day {day}: {book.requests.total():,} requests, {len(book.breaches)} breaches")


async def _history(made: World, book: Book, site: Site, house: House, clock: HouseClock, length_s: float) -> None:
    """What happens to the watch meanwhile, by parts of the whole time."""
    loop = asyncio.get_running_loop()

    async def until(part: float) -> None:
        await asyncio.sleep(max(part * length_s - loop.time(), 0.0))

    async def restart(part: float, down_s: float) -> None:
        """Killed while somebody is being waited for."""
        await until(part)
        for _ in range(600):
            if site.waiting:
                break
            await asyncio.sleep(0.5)
        await house.restart(down_s)

    def put_clock(fast_s: float) -> None:
        ahead_s, clock.fast_s = fast_s - clock.fast_s, fast_s
        book.reader_fast_s = fast_s
        if ahead_s > 0:
            book.reader_put_forward(ahead_s)

    patient = {paper.id: {"weight": 2.0} for paper in made.papers.values() if paper.role != "plain"}
    await until(0.0002)
    await restart(0, 5)  # in the first pass
    await until(0.22)
    await house.edit(patient)  # a line of each special paper is edited, also of those that were told to wait
    await restart(0.26, 0.001 * length_s)
    put_clock(120)
    await until(0.33)
    await house.edit({**patient, **dict.fromkeys(list(made.papers)[-5:])})  # five are left out
    await until(0.36)
    # and come back; who moved for good is written down where it lives now
    moved = {name: {"url": house.url(place)} for name, place in _moved(made)}
    await house.edit({**patient, **moved})
    await restart(0.405, 20)
    await until(0.6)
    put_clock(-1800)
    await until(0.66)
    put_clock(0)
    await restart(0.71, 0.01 * length_s)
    await until(0.8)
    await house.edit(moved)  # the other lines as they were at first, also of those that are gone
    await until(1)


def _moved(made: World) -> Iterator[tuple[str, Address]]:
    """Every second paper that moved for good from the beginning, and where to."""
    gone = [paper for paper in made.papers.values() if paper.role.startswith("moved for good")]
    return ((paper.id, paper.places[1]) for paper in gone[::2])


def main() -> None:
    """Run it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--days", type=float, default=7)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--tick", type=int, default=60)
    asked = parser.parse_args()
    logging.disable(logging.WARNING)  # what the watch tells of its sources, the table counts
    begin = time.perf_counter()

    def says(line: str) -> None:
        print(f"{line}, {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)

    with TemporaryDirectory() as folder:
        week = simulate(
            feeds=asked.feeds, days=asked.days, seed=asked.seed, folder=Path(folder), tick_s=asked.tick, says=says
        )
    print(told(week, taken_s=time.perf_counter() - begin))
    sys.exit(bool(week.book.breaches))


if __name__ == "__main__":
    main()
