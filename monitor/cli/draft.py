"""`monitor draft`: seed articles -> watch profiles, each line with the sentence behind it.

Whom the seeds name again and again and no catalogue knows becomes an actor of the owner's own, in `config/actors.yaml`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from rich.syntax import Syntax

from monitor.cli.context import home_of, now, terminal
from monitor.cli.failures import tell
from monitor.collect.seed import read_seed
from monitor.comprehend.catalogue import Actor
from monitor.draft.own import read_seeds
from monitor.draft.propose import Proposal, propose
from monitor.draft.write import write
from monitor.errors import DocumentError
from monitor.settings.enlist import enlist, entries
from monitor.settings.home import Home
from monitor.settings.index_file import shipped
from monitor.settings.schema_files import write_schemas
from monitor.settings.snapshot import load_lexicon

#: characters of a line that was left out, as shown
_SHOWN = 72


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The seeds, and what to do with the drafts."""
    parser.add_argument("seeds", metavar="SEED", nargs="+", help="seed files, for instance seeds/*.txt")
    parser.add_argument("--together", action="store_true", help="one profile for all, whatever they speak of")
    parser.add_argument("--print", action="store_true", dest="only_print", help="show the drafts and write nothing")
    parser.add_argument("--force", action="store_true", help="replace a profile that is there already")


def execute(options: argparse.Namespace) -> int:
    """Draft, and write what is new; 1 if a seed cannot be read, or a profile of that name differs."""
    home = home_of(options, furnished=False)
    readings, status = [], 0
    for name in options.seeds:
        try:
            readings.append(read_seed(Path(name), now()))
        except DocumentError as error:
            status = tell(error)
            continue
        _tell_left_out(readings[-1].name, readings[-1].left_out)
    seeds, own, lexicon = read_seeds(readings, partial(load_lexicon, home))
    # those whom the owner listed after an earlier draft are as much his own as those who are new
    listed = lexicon.actors.keys() - shipped().actors.keys()
    proposals = propose(seeds, lexicon, together=options.together, own=sorted(listed))
    status = max([status, *(_deliver(proposal, _named_in(proposal, own), home, options) for proposal in proposals)])
    if home.furnished and not options.only_print:
        write_schemas(home)  # editors learn of new actors and seeds
    return status


def _named_in(proposal: Proposal, own: Iterable[Actor]) -> list[Actor]:
    """The new actors whom the profile watches or requires, and those whose they are."""
    by_id = {actor.id: actor for actor in own}
    named = {line.id for line in proposal.watch} | {term for group in proposal.require for term in group}
    named |= {actor.of for actor in by_id.values() if actor.id in named and actor.of}
    return [actor for actor in by_id.values() if actor.id in named]


def _tell_left_out(name: str, left_out: tuple[str, ...]) -> None:
    if left_out:
        print(f"monitor: {name}: {len(left_out)} lines are no part of the article and are left out:", file=sys.stderr)
        for line in left_out[:3]:
            print(f"    {line[:_SHOWN]}", file=sys.stderr)
        if len(left_out) > 3:
            print(f"    … and {len(left_out) - 3} more", file=sys.stderr)


def _deliver(proposal: Proposal, own: Sequence[Actor], home: Home, options: argparse.Namespace) -> int:
    if not proposal.watch:
        nothing = "nothing in it is known to the catalogue; add actors or topics of your own (config/README.md)"
        return tell(DocumentError(f"{', '.join(proposal.seeds)}: {nothing}"))
    text = write(proposal)
    if options.only_print:
        text += _for_the_owner(own)
        screen = terminal()
        shown = Syntax(text.rstrip("\n"), "yaml", theme="ansi_dark", background_color="default")
        screen.print(shown if screen.is_terminal else text.rstrip("\n"))
        return 0
    path = home.profiles / f"{proposal.id}.yaml"
    if path.exists() and not options.force:
        if path.read_text(encoding="utf-8") == text:
            print(f"monitor: {path}: unchanged", file=sys.stderr)
            return 0
        print(
            f"monitor: {path}: there already, and not touched (--print shows the new draft, --force replaces the file)",
            file=sys.stderr,
        )
        return 1
    for actor in enlist(own, home.actors):
        print(f"monitor: {home.actors}: {actor} added", file=sys.stderr)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"monitor: {path}: written, from {', '.join(proposal.seeds)}", file=sys.stderr)
    return 0


def _for_the_owner(own: Sequence[Actor]) -> str:
    """The entries that the profile needs, as comments beneath it."""
    if not own:
        return ""
    listed = "".join(f"# {line}\n" for line in entries(own).splitlines())
    return f"\n# In no catalogue; writing the profile adds them to config/actors.yaml:\n{listed}"
