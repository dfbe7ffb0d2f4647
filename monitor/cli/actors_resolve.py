"""`monitor actors resolve`: whom a name stands for, in a script for which nobody has listed it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from rich.text import Text

from monitor.cli.context import home_of, terminal
from monitor.cli.failures import tell
from monitor.cli.json_lines import STANDARD_INPUT, write_json
from monitor.cli.name_lines import NameQuery, read_named, read_queries
from monitor.comprehend.sounds.resolve import PROBABLE, NameIndex
from monitor.errors import MonitorError
from monitor.settings.snapshot import load_lexicon
from monitor.settings.transcription import load_transliterator


def arguments(asked: argparse.ArgumentParser) -> None:
    """The names, and among whom to look."""
    asked.add_argument("names", metavar="NAME", nargs="*", help="names; with --jsonl, files (none: standard input)")
    asked.add_argument("--lang", metavar="CODE", default="", help="the language of the names, where they say none")
    asked.add_argument("--jsonl", action="store_true", help="read one JSON object a line, write one a line, in order")
    asked.add_argument("--catalogue", metavar="FILE", help="JSON lines: only these actors are known")
    asked.add_argument("--all", action="store_true", help=f"answer with a confidence under {PROBABLE} too")


def execute(options: argparse.Namespace) -> int:
    """Answer for every name, in order; one that cannot be read is named and passed over."""
    index, names = _index(options)
    status = 0
    for query in _queries(options):
        if isinstance(query, MonitorError):
            status = max(status, tell(query))
        else:
            _answer(query, index, names, options)
    return status


def _queries(options: argparse.Namespace) -> Iterable[NameQuery | MonitorError]:
    if options.jsonl:
        return read_queries(options.names or [STANDARD_INPUT])
    return [NameQuery(id=name, name=name) for name in options.names]


def _index(options: argparse.Namespace) -> tuple[NameIndex, dict[str, str]]:
    """The names to know, and what to call each actor."""
    if options.catalogue:
        rows = read_named(options.catalogue)
        names = {row.id: next((name for listed in row.names.values() for name in listed), row.id) for row in rows}
        return NameIndex(((row.id, row.type, row.names) for row in rows), load_transliterator()), names
    actors = load_lexicon(home_of(options, furnished=False)).actors.values()
    known = ((one.id, one.type, {**one.names, "": (one.name,)}) for one in actors)
    return NameIndex(known, load_transliterator()), {one.id: one.name for one in actors}


def _answer(query: NameQuery, index: NameIndex, names: dict[str, str], options: argparse.Namespace) -> None:
    least = 0.0 if options.all else PROBABLE
    found = index.resolve(query.name, query.language or options.lang, least=least)
    if options.jsonl:
        answer = (found.actor, found.confidence, found.rule) if found else (None, 0, None)
        write_json({"id": query.id, **dict(zip(("actor", "confidence", "rule"), answer, strict=True))})
        return
    line = Text(query.name, style="bold").append("  ", style="not bold")
    if found is None:
        line.append("nobody", style="not bold")
    else:
        line.append(f"{found.actor}  {names[found.actor]}  ({found.rule}, {found.confidence:.2f})", style="not bold")
    terminal().print(line)
