"""A new file in `seeds/` -> a draft that rests, or a word why there is none. Nothing of a person's is written over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from monitor.atomic import create_file
from monitor.collect.keep import listable
from monitor.collect.seed import SeedReading, read_seed
from monitor.comprehend.analyse import analyse
from monitor.comprehend.catalogue import Actor
from monitor.decide.compile import Matcher, compile_profiles
from monitor.decide.match import match
from monitor.draft.own import named_in, read_seeds
from monitor.draft.proposal import Proposal
from monitor.draft.propose import propose
from monitor.draft.write import write
from monitor.errors import ConfigError, DocumentError
from monitor.settings.document import shown
from monitor.settings.enlist import enlist
from monitor.settings.home import Home
from monitor.settings.index_file import shipped
from monitor.settings.snapshot import Snapshot, load_lexicon
from monitor.settings.wording import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What became of a new seed."""

    #: its file name
    seed: str
    text: str

    @property
    def line(self) -> str:
        """For a person who does not see which seed it is about."""
        return f"seeds/{visible(self.seed)}: {self.text}"


def draft_newcomers(paths: Iterable[Path], snapshot: Snapshot, now: datetime) -> tuple[Announcement, ...]:
    """Read new seeds, and draft profiles of those that none matches yet, with `enabled: false`. Blocks.

    An affair of several seeds makes one profile. A profile that rests has its affair too.
    """
    told: list[Announcement] = []
    fresh: list[SeedReading] = []
    awake = [replace(one, enabled=True) for one in snapshot.profiles.values()]
    matcher = compile_profiles(awake, snapshot.lexicon.desks)
    for path in paths:
        try:
            listable(path)
            reading = read_seed(path, now)
        except DocumentError as error:
            why = str(error).removeprefix(f"{path}: ").removeprefix(f"{path.name}: ")
            told.append(Announcement(seed=visible(path.name), text=f"nothing is drafted: {why}"))
            continue
        known = _matched(reading, snapshot, matcher)
        if known:
            told.append(Announcement(seed=path.name, text=known))
        else:
            fresh.append(reading)
    return (*told, *_drafted(fresh, snapshot.home, now)) if fresh else tuple(told)


def _matched(reading: SeedReading, snapshot: Snapshot, matcher: Matcher) -> str:
    """Which profile has its affair already; empty where none does."""
    found = match(analyse(reading.article, snapshot.lexicon), matcher, snapshot.names)
    best = next((one for one in found if one.decision == "match"), None)
    if best is None:
        return ""
    return f"profile {best.profile} matches it already ({best.score:.2f}), nothing is drafted; its `seeds` may name it"


def _drafted(readings: Sequence[SeedReading], home: Home, now: datetime) -> Iterator[Announcement]:
    try:
        seeds, own, lexicon = read_seeds(readings, partial(load_lexicon, home))
    except ConfigError as error:
        yield from (Announcement(seed=one.name, text=f"nothing is drafted: {error.faults[0]}") for one in readings)
        return
    listed = lexicon.actors.keys() - shipped().actors.keys()
    for proposal in propose(seeds, lexicon, own=sorted(listed), today=now.date()):
        text = _written(proposal, own, home)
        yield from (Announcement(seed=seed, text=text) for seed in proposal.seeds)


def _written(proposal: Proposal, own: Sequence[Actor], home: Home) -> str:
    """What became of a proposal, in words; the file is new, or it is not written."""
    if not proposal.watch:
        return "nothing is drafted: nothing in it is known; add actors or topics of your own (config/README.md)"
    path = home.profiles / f"{proposal.id}.yaml"
    if path.exists():
        return f"nothing is drafted: {shown(path)} is there already (`monitor draft --print` shows the draft)"
    text = write(proposal, enabled=False)
    try:
        enlist(named_in(proposal, own), home.actors)
        create_file(path, text.encode())
    except (OSError, ConfigError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        return f"nothing is drafted: {shown(path)} cannot be written: {why}"
    return f"{shown(path)} is drafted, and rests; read it, and write `enabled: true`"
