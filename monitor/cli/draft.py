"""`monitor draft`: seed articles -> watch profiles, each line with the sentence behind it.

    seeds -> those that a profile lists already, or that speak of its affair: a patch for it -> the others: new profiles

Whom the seeds name again and again and no catalogue knows becomes an actor of the owner's own, in `config/actors.yaml`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from monitor.cli.context import home_of, now
from monitor.cli.draft_deliver import Draft, deliver, writes
from monitor.cli.draft_plans import named_profile, plans_for, seed_name
from monitor.cli.failures import FAILED
from monitor.cli.progress import Live
from monitor.cli.seed_inputs import add_seeds, read_inputs
from monitor.collect.seed import SeedReading, read_seed
from monitor.draft.merge.plan import Grown, grown_in, wanted
from monitor.draft.own import named_in, read_seeds
from monitor.draft.proposal import Proposal, Seed
from monitor.draft.propose import propose
from monitor.errors import MonitorError
from monitor.settings.document import shown
from monitor.settings.home import Home
from monitor.settings.index_file import shipped
from monitor.settings.schema_files import write_schemas
from monitor.settings.snapshot import load_lexicon
from monitor.settings.wording import visible

#: seeds that are read in about a second
_MANY = 8


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The seeds, and what to do with the drafts."""
    add_seeds(parser)
    parser.add_argument("--together", action="store_true", help="one profile for all, whatever they speak of")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--into", metavar="PROFILE", help="the profile that they are for: its id or its file")
    where.add_argument("--new", action="store_true", help="new profiles, also where one of the same affair is there")
    parser.add_argument("--name", metavar="NAME", help="name of the new profile")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--print", action="store_true", dest="only_print", help="show the drafts whole, and write nothing"
    )
    what.add_argument("--apply", action="store_true", help="make the changes in the profiles that are there")
    what.add_argument("--force", action="store_true", help="replace these by new drafts; the old files stay as *.bak")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object a draft; writes only with --apply, --force"
    )


def execute(options: argparse.Namespace) -> int:
    """Draft; write what is new, and show what would change in the profiles that are there. 1 if a seed cannot be
    read, or a draft cannot be made."""
    home = home_of(options, furnished=False)
    readings, status = read_inputs(options, home)
    grown = _grown(home)
    into = named_profile(options.into, grown) if options.into else None
    names = {one.name for one in readings}
    others, lost = _listed_besides(wanted(names, grown, into, new=options.new), home)
    if any(one.path in lost and (one is into or names & set(one.seeds)) for one in grown):
        status = max(status, FAILED)
        readings = [one for one in readings if into is None and not _listed_by(one.name, grown, lost)]
    with _progress(len(readings) + len(others)):
        seeds, own, lexicon = read_seeds([*readings, *others], partial(load_lexicon, home))
    # those whom the owner listed after an earlier draft are as much his own as those who are new
    listed = sorted(lexicon.actors.keys() - shipped().actors.keys())

    def drafting(some: Sequence[Seed], together: bool) -> tuple[Proposal, ...]:
        return propose(some, lexicon, together=together, own=listed, today=now().date())

    given = seeds[: len(readings)]
    made = plans_for(given, seeds, [one for one in grown if one.path not in lost], drafting, into, options)
    for plan in made:
        status = max(status, deliver(Draft(plan=plan, own=named_in(plan.proposal, own), home=home), options))
    if home.furnished and writes(options):
        write_schemas(home)  # editors learn of new actors and seeds
    return status


@contextmanager
def _progress(seeds: int) -> Iterator[None]:
    """A sign of life while many seeds are read."""
    if seeds <= _MANY:
        yield
        return
    with Live() as progress:
        progress.begin(f"Reading {seeds} seeds", None)
        yield


def _grown(home: Home) -> tuple[Grown, ...]:
    grown, faults = grown_in(home.profiles)
    for fault in faults:
        print(f"monitor: {visible(str(fault))} — this profile is left out", file=sys.stderr)
    return grown


def _listed_besides(names: Mapping[str, Grown], home: Home) -> tuple[list[SeedReading], set[Path]]:
    """The seeds that profiles list besides those that are given, and the profiles of which one cannot be read."""
    readings, lost = [], set()
    for name, one in names.items():
        try:
            readings.append(read_seed(home.seeds / seed_name(name), now()))
        except MonitorError as error:
            print(f"monitor: {visible(str(error))} — {shown(one.path)}, which lists it, is left out", file=sys.stderr)
            lost.add(one.path)
    return readings, lost


def _listed_by(name: str, grown: Iterable[Grown], paths: Collection[Path]) -> bool:
    return any(name in one.seeds for one in grown if one.path in paths)
