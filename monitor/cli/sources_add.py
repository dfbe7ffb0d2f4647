"""`monitor sources add ADDRESS`: find what of a site can be subscribed to, show it, and write what is chosen."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime

from rich.text import Text

from monitor.cli.context import home_of, now, terminal
from monitor.cli.failures import FAILED
from monitor.cli.json_lines import write_json
from monitor.cli.pages import add_allow_private
from monitor.cli.progress import plural
from monitor.cli.selector import add_selector
from monitor.cli.sources_find import find
from monitor.collect.discovery.candidates import Candidate
from monitor.control import choice_of
from monitor.errors import ConfigError, Fault, MonitorError
from monitor.settings.addition import UNFILED, add_sources, known_as
from monitor.settings.document import shown
from monitor.settings.home import Home
from monitor.settings.runtime import load_runtime
from monitor.settings.schema_files import write_schemas
from monitor.settings.secrets import Keyring
from monitor.settings.sources import load_sources
from monitor.settings.wording import visible

#: what a person answers, or gives to --select
_NUMBERS = re.compile(r"\d{1,3}(?:[ ,]+\d{1,3})*")


def arguments(parser: argparse.ArgumentParser) -> None:
    """An address, and what to take of what is found there."""
    parser.add_argument("address", metavar="ADDRESS", help="of a site, of one of its articles, or of a feed")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--select", metavar="N", help="take these: numbers (1 or 1,3), or all")
    which.add_argument("--yes", action="store_true", help="take the first, without asking")
    add_selector(parser, "take the page itself: this selector finds its links")
    parser.add_argument("--group", metavar="NAME", default=UNFILED, help=f"file it there (default: {UNFILED})")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    parser.add_argument("--json", action="store_true", help="one JSON object for each that was found")
    add_allow_private(parser)


def execute(options: argparse.Namespace) -> int:
    """0 where something was added or is there already; 1 where nothing was found, or nothing chosen."""
    home = home_of(options)
    if options.select is not None and options.select != "all" and not _NUMBERS.fullmatch(options.select):
        raise ConfigError(Fault(file="--select", what="neither numbers nor `all`", hint="for instance 1, or 1,3"))
    present = load_sources(home.sources)
    runtime = load_runtime(home, keyring=Keyring(os.environ, home.path))
    found = find(options.address, runtime, selector=options.selector or "", allow_private=options.allow_private)
    for note in found.notes:
        print(f"monitor: {visible(note)}", file=sys.stderr)
    if not found.candidates:
        hint = "`kind: page` with a `selector` reads any list of links, see config/README.md"
        raise MonitorError(f"{options.address}: no feed, no sitemap and no list of articles was found ({hint})")
    known = [known_as(one.url, present) for one in found.candidates]
    if not options.json:
        for number, one in enumerate(found.candidates, start=1):
            _show(number, one, known[number - 1])
    chosen = _chosen(options, found.candidates, known)
    added = _write(options, [found.candidates[at] for at in chosen or ()], home)
    if options.json:
        for at, one in enumerate(found.candidates):
            write_json(_record(at + 1, one, known[at], added.get(one.url)))
    return FAILED if chosen is None else 0


def _show(number: int, one: Candidate, known: str | None) -> None:
    """A candidate in a few lines."""
    screen = terminal()
    facts = [one.kind, plural(one.entries, "entry", "entries"), one.language]
    facts += [f"{one.daily:.2g} a day"] if one.daily else []
    facts += [f"newest {_moment(one.newest)}"] if one.newest else []
    line = Text(f"{number:>3}  ", style="bold").append(visible(one.title) or one.url)
    screen.print(line.append(f"  (there already: {known})" if known else "", style="green"))
    screen.print(Text(f"     {' · '.join(filter(None, facts))} · {one.trail}", style="dim"))
    screen.print(Text(f"     {visible(one.url)}"))
    for title in one.titles if one.kind != "feed" else ():
        screen.print(Text(f"       {visible(title)}", style="dim"))


def _moment(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}" if instant.year == now().year else f"{instant:%Y-%m-%d}"


def _chosen(
    options: argparse.Namespace, candidates: Sequence[Candidate], known: Sequence[str | None]
) -> list[int] | None:
    """Indexes of those to take, without those that are there already; None where the person chose nothing.

    Raises `ConfigError` for a number that no candidate has.
    """
    new = [at for at, id_ in enumerate(known) if id_ is None]
    if not new:
        print("monitor: all of it is in config/sources.yaml already", file=sys.stderr)
        return []
    answer = "1" if options.yes else options.select
    if answer is None and sys.stdin.isatty() and not options.json:
        answer = _asked(len(candidates), first=new[0] + 1)
    if answer is None:
        print("monitor: nothing is written; --select N, --select all or --yes takes what is listed", file=sys.stderr)
        return None
    if answer == "all":
        return new
    wanted = [number - 1 for number in _numbers(answer)]
    if any(not 0 <= at < len(candidates) for at in wanted):
        hint = f"there are {len(candidates)}" if len(candidates) > 1 else "there is one"
        raise ConfigError(Fault(file="--select", what=f"no candidate has that number: {answer}", hint=hint))
    for at in wanted:
        if at not in new:
            print(f"monitor: {at + 1} is in config/sources.yaml already, as {known[at]}", file=sys.stderr)
    return [at for at in dict.fromkeys(wanted) if at in new]


def _asked(count: int, *, first: int) -> str | None:
    """What the person says; None where it is nothing."""
    many = f"1-{count}, all, " if count > 1 else ""
    while True:
        try:
            said = input(f"Which? [{many}Enter: {first}, n: none] ").strip().lower()
        except EOFError:
            return None
        if said in {"n", "no", "none"}:
            return None
        if said in {"", "y", "yes"}:
            return str(first)
        if said == "all" or (
            _NUMBERS.fullmatch(said) and all(1 <= int(one) <= count for one in re.findall(r"\d+", said))
        ):
            return said


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _write(options: argparse.Namespace, chosen: Sequence[Candidate], home: Home) -> Mapping[str, str]:
    """The ids that were added, by address."""
    if not chosen:
        return {}
    if options.dry_run:
        print(f"monitor: {plural(len(chosen), 'source')} would be added; nothing is written", file=sys.stderr)
        return {}
    choices = [choice_of(one, allow_private=options.allow_private) for one in chosen]
    added = add_sources(choices, home.sources, group=options.group)
    write_schemas(home)
    told = f"{', '.join(added.values()) or 'nothing'} added to the group {options.group}"
    print(f"monitor: {shown(home.sources)}: {visible(told)}", file=sys.stderr)
    return added


def _record(number: int, one: Candidate, known: str | None, added: str | None) -> dict[str, object]:
    return {
        "number": number,
        "url": one.url,
        "kind": one.kind,
        "selector": one.selector or None,
        "title": one.title,
        "found": one.trail,
        "entries": one.entries,
        "newest": one.newest.isoformat() if one.newest else None,
        "daily": round(one.daily, 2) if one.daily else None,
        "language": one.language or None,
        "titles": list(one.titles),
        "known": known,
        "added": added,
    }
