"""`monitor draft`: seed articles -> watch profiles, each line with the sentence behind it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.syntax import Syntax

from monitor.cli.context import home_of, now, terminal
from monitor.cli.failures import tell
from monitor.collect.seed import read_seed
from monitor.comprehend.analyse import analyse
from monitor.draft.propose import Proposal, Seed, propose
from monitor.draft.write import write
from monitor.errors import DocumentError
from monitor.settings.home import Home
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
    lexicon = load_lexicon(home)
    seeds, status = [], 0
    for name in options.seeds:
        try:
            reading = read_seed(Path(name), now())
        except DocumentError as error:
            status = tell(error)
            continue
        seeds.append(Seed(reading=reading, analysis=analyse(reading.article, lexicon)))
        _tell_left_out(reading.name, reading.left_out)
    proposals = propose(seeds, lexicon, together=options.together)
    return max([status, *(_deliver(proposal, home, options) for proposal in proposals)])


def _tell_left_out(name: str, left_out: tuple[str, ...]) -> None:
    if left_out:
        print(f"monitor: {name}: {len(left_out)} lines are no part of the article and are left out:", file=sys.stderr)
        for line in left_out[:3]:
            print(f"    {line[:_SHOWN]}", file=sys.stderr)
        if len(left_out) > 3:
            print(f"    … and {len(left_out) - 3} more", file=sys.stderr)


def _deliver(proposal: Proposal, home: Home, options: argparse.Namespace) -> int:
    if not proposal.watch:
        nothing = "nothing in it is known to the catalogue; add actors or topics of your own (config/README.md)"
        return tell(DocumentError(f"{', '.join(proposal.seeds)}: {nothing}"))
    text = write(proposal)
    if options.only_print:
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
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"monitor: {path}: written, from {', '.join(proposal.seeds)}", file=sys.stderr)
    return 0
