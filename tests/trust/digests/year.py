"""Simulated years: `make trust`, or `python tests/trust/digests/year.py --zones 4 --days 90`.

A watch lives through made time, zone after zone: it is asked at odd moments what is due, is down for hours and days and
opens its database again, has its clock set back, and half-way its owner moves one profile to another zone. Every local
date must have each of its digests exactly once, by itself or counted in the late one that stands in for it, and every
story that was held must be told exactly once to everybody for whom it was. Prints the figures; exit status 1 where
anything was lost or doubled.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

from trust.digests.expected import slots
from trust.digests.watch import ANA, BEN, DESK, NATO, TREATY, WEEKLY, Watch
from trust.digests.zones import PLACES, Place

#: whose channel wants which profile's stories
WANTED = ((TREATY, DESK), (TREATY, ANA), (NATO, DESK), (NATO, BEN), (WEEKLY, ANA))
#: a digest that comes so long after its time says that it is late
LATE = timedelta(minutes=15)


@dataclass(slots=True, kw_only=True)
class Ledger:
    """What should have come, and what did."""

    #: (reader, slot) -> when it was due
    due: dict[tuple[str, str], datetime]
    #: digests that were told by themselves, and those that a late one stood in for
    told: int = 0
    stood_in: int = 0
    late: int = 0
    #: slots that passed with nothing in them, of a reader who wants no empty digest
    skipped: int = 0
    stories: int = 0
    tellings: int = 0
    breaches: list[str]

    def add(self, other: Ledger) -> None:
        """Both together."""
        self.due |= {(f"{reader} {len(self.due)}", slot): due for (reader, slot), due in other.due.items()}
        for name in ("told", "stood_in", "late", "skipped", "stories", "tellings"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.breaches += other.breaches

    def __str__(self) -> str:
        lost = sum(one.startswith("lost") for one in self.breaches)
        doubled = sum(one.startswith("doubled") for one in self.breaches)
        return (
            f"{len(self.due):,} slots due: {self.told:,} told ({self.late:,} late), {self.stood_in:,} by a late one,"
            f" {self.skipped:,} empty ones left out, doubled {doubled}, lost {lost};"
            f" {self.stories:,} stories held, {self.tellings:,} tellings; {len(self.breaches)} breaches"
        )


def live(place: Place, folder: Path, *, days: int = 365, first: int = 0, seed: int = 1) -> Ledger:
    """So many days of the place's year, from its day `first` on."""
    return asyncio.run(_live(place, folder, days, first, Random(f"{place.zone} {seed}")))  # noqa: S311


async def _live(place: Place, folder: Path, days: int, first: int, random: Random) -> Ledger:
    begin = datetime(place.year, 1, 1, tzinfo=UTC) + timedelta(days=first)
    end, moves = begin + timedelta(days=days), begin + timedelta(days=days / 2)
    watch = Watch(folder, place.zone, begin)
    await watch.tick()
    due = {(reader, slot): at for reader, slot, at in _due(watch, begin, moves)}
    moved, hours = False, sorted(due.values())
    while watch.clock.now() < end:
        if not moved and watch.clock.now() >= moves:
            moved = True
            due = {key: at for key, at in due.items() if at <= watch.clock.now()}
            _move(watch, place.then)
            await watch.tick()
            due = {(reader, slot): at for reader, slot, at in _due(watch, watch.clock.now(), end)} | due
            hours = sorted(due.values())
        await _something(watch, random, hours, until=end if moved else moves)
    watch.clock.set(max(end, watch.clock.now()))
    await watch.tick()
    ledger = Ledger(due=due, breaches=[])
    _settle(ledger, watch, place)
    watch.stop()
    return ledger


def _move(watch: Watch, zone: str) -> None:
    """Half-way the owner of one profile moves."""
    profile = watch.profiles[TREATY]
    watch.edit({**watch.profiles, TREATY: replace(profile, alert=replace(profile.alert, timezone=zone))})


async def _something(watch: Watch, random: Random, hours: Sequence[datetime], until: datetime) -> None:
    """Mostly the watch looks just as something falls due; sometimes it is down for days, or its clock goes back."""
    clock, chance = watch.clock, random.random()
    if chance < 0.006:
        watch.stop()
        clock.set(min(until, clock.now() + timedelta(hours=random.uniform(1, 140))))
        watch.start()
    elif chance < 0.012:
        clock.set(clock.now() - timedelta(minutes=random.uniform(1, 200)))
    elif chance < 0.24:
        names = random.sample((TREATY, NATO, WEEKLY), k=random.randint(1, 3))
        watch.hold({name: random.uniform(0.5, 0.8) for name in names})
    elif chance < 0.34:
        clock.set(min(until, clock.now() + timedelta(minutes=random.expovariate(1 / 120))))
    else:
        following = hours[bisect(hours, clock.now()) :]
        clock.set(min([until, *following[:1]]) + timedelta(seconds=random.choice((0, 1, 2))))
    await watch.tick()


def _due(watch: Watch, after: datetime, until: datetime) -> Iterator[tuple[str, str, datetime]]:
    for reader, (plan, _) in watch.readers().items():
        for slot, at in slots(plan, after, until):
            yield reader, slot, at


# ---------------------------------------------------------------- the reckoning


def _settle(ledger: Ledger, watch: Watch, place: Place) -> None:
    for reader, (plan, channels) in watch.readers().items():
        for channel in channels:
            _settle_slots(ledger, watch, place, reader, channel, may_skip=plan.empty == "skip")
    _settle_stories(ledger, watch, place)


def _settle_slots(ledger: Ledger, watch: Watch, place: Place, reader: str, channel: str, *, may_skip: bool) -> None:
    """Each slot once, and nothing else."""
    got = [one for one in watch.boxes[channel].digests if one.reader == reader]
    seen = Counter(slot for one in got for slot in (one.slot, *one.missed))
    wanted = {slot: at for (whose, slot), at in ledger.due.items() if whose == reader}
    counts = channel == watch.readers()[reader][1][0]
    for slot, times in seen.items():
        if times > 1 or slot not in wanted:
            ledger.breaches.append(f"doubled: {place.zone} {reader} {channel} {slot}: {times}×")
    for slot in wanted.keys() - seen.keys():
        if not may_skip or watch.store.digest_opened(reader, slot) is None:
            ledger.breaches.append(f"lost: {place.zone} {reader} {channel} {slot}")
        ledger.skipped += counts
    for one in got:
        if one.due != wanted.get(one.slot):
            ledger.breaches.append(f"at the wrong time: {place.zone} {reader} {one.slot}: {one.due}")
        ledger.late += counts and one.late
        ledger.told += counts
        ledger.stood_in += counts * len(one.missed)


def _settle_stories(ledger: Ledger, watch: Watch, place: Place) -> None:
    """Each story once to each channel that any of its profiles tells, but for what still waits."""
    waiting = {
        (line.story.id, line.profile, channel)
        for reader in watch.readers()
        for line in watch.store.digest_to_come(reader)
        for channel in line.channels
    }
    wanted = {
        (story, channel)
        for story, profile in watch.waiting
        for name, channel in WANTED
        if name == profile and (story, profile, channel) not in waiting
    }
    told = Counter(
        (alert.story.id, channel, "" if channel == ANA else alert.profile)
        for channel, box in watch.boxes.items()
        for digest in box.digests
        for alert in digest.alerts
    )
    for (story, channel, profile), times in told.items():
        if times > 1:
            ledger.breaches.append(f"doubled: {place.zone} {story} of {profile or 'all'} to {channel}: {times}×")
    for story, channel in wanted - {(story, channel) for story, channel, _ in told}:
        ledger.breaches.append(f"lost: {place.zone} {story} to {channel}")
    ledger.stories += watch.held
    ledger.tellings += sum(told.values())


def main(arguments: Sequence[str] | None = None) -> int:
    """Live through the years, one zone after the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--zones", type=int, default=len(PLACES))
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    whole = Ledger(due={}, breaches=[])
    with TemporaryDirectory(prefix="monitor-digests-") as folder:
        for place in PLACES[: options.zones]:
            ledger = live(place, Path(folder), days=options.days, seed=options.seed)
            print(f"{place.zone} {place.year} ({place.odd}): {ledger}", flush=True)
            whole.add(ledger)
    print(f"{options.zones} zones: {whole}")
    for breach in whole.breaches[:40]:
        print(f"  {breach}")
    return 1 if whole.breaches else 0


if __name__ == "__main__":
    sys.exit(main())
