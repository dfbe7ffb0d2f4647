"""`monitor draft`: seed articles -> watch profiles, each line with the sentence behind it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.syntax import Syntax

from monitor.cli.context import home_of, now, terminal
from monitor.collect.seed import read_seed
from monitor.comprehend.analyse import analyse
from monitor.draft.propose import Proposal, Seed, propose
from monitor.draft.write import write
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
    """Draft, and write what is new; 1 if a profile of that name is there and differs."""
    home = home_of(options, furnished=False)
    lexicon = load_lexicon(home)
    seeds = []
    for name in options.seeds:
        reading = read_seed(Path(name), now())
        seeds.append(Seed(reading=reading, analysis=analyse(reading.article, lexicon)))
        _tell_left_out(reading.name, reading.left_out)
    statuses = [_deliver(proposal, home, options) for proposal in propose(seeds, lexicon, together=options.together)]
    return max(statuses)


def _tell_left_out(name: str, left_out: tuple[str, ...]) -> None:
    if left_out:
        print(f"monitor: {name}: {len(left_out)} lines are no part of the article and are left out:", file=sys.stderr)
        for line in left_out[:3]:
            print(f"    {line[:_SHOWN]}", file=sys.stderr)
        if len(left_out) > 3:
            print(f"    … and {len(left_out) - 3} more", file=sys.stderr)


def _deliver(proposal: Proposal, home: Home, options: argparse.Namespace) -> int:
    text = write(proposal)
    if options.only_print:
        screen = terminal()
        screen.print(
            Syntax(text, "yaml", theme="ansi_dark", background_color="default") if screen.is_terminal else text
        )
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
