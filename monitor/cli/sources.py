"""`monitor sources list|add|check|import|export`: what is polled, how it fares, in and out as OPML."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rich.table import Table
from rich.text import Text

from monitor.cli import sources_add
from monitor.cli.context import home_of, now, terminal
from monitor.cli.json_lines import STANDARD_INPUT, called, standard_input, write_json
from monitor.cli.progress import plural
from monitor.cli.sources_choice import NO_SOURCE, add_choice, chosen
from monitor.errors import MonitorError
from monitor.model import Source
from monitor.settings.document import shown
from monitor.settings.home import Home
from monitor.settings.opml import MAX_BYTES, load_opml, write_opml
from monitor.settings.schema_files import write_schemas
from monitor.settings.sources import load_sources
from monitor.settings.subscribe import Imported, import_opml
from monitor.settings.wording import visible

#: new sources of a group that are named; more are counted
_NAMED = 5


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """One verb of five."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    listed = verbs.add_parser("list", help="all that is polled")
    add_choice(listed)
    listed.add_argument("--json", action="store_true", help="one JSON object a source")
    asked = verbs.add_parser("check", help="ask them now, and say what is wrong and what to do")
    asked.add_argument("ids", metavar="ID", nargs="*", help="ids of sources (default: all)")
    add_choice(asked)
    asked.add_argument("--json", action="store_true", help="one JSON object a source")
    sources_add.arguments(verbs.add_parser("add", help="find the feeds of a site, and add those that you choose"))
    brought = verbs.add_parser("import", help="add the feeds of an OPML file; folders become groups")
    brought.add_argument("opml", metavar="FILE.opml", help=f"the file, or {STANDARD_INPUT} for standard input")
    taken = verbs.add_parser("export", help="write the sources as OPML, without log-ins and header fields")
    add_choice(taken)
    taken.add_argument(
        "opml", metavar="FILE.opml", nargs="?", help=f"where to (default, and {STANDARD_INPUT}: standard output)"
    )


def execute(options: argparse.Namespace) -> int:
    """Import says what it added where, what was known, and what it could not take."""
    if options.verb == "check":
        from monitor.cli import sources_check  # with it comes the whole daemon

        return sources_check.execute(options)
    if options.verb == "add":
        return sources_add.execute(options)
    home = home_of(options)
    if options.verb == "import":
        return _import(options.opml, home)
    sources = chosen(load_sources(home.sources), home, group=options.group, tag=options.tag)
    if options.verb == "export":
        return _export(write_opml(sources, title="News Monitor", created=now()), options.opml)
    if options.json:
        for source in sources:
            write_json(_record(source))
    elif sources:
        _print(sources)
    else:
        print(f"monitor: {NO_SOURCE}", file=sys.stderr)
    return 0


def _record(source: Source) -> dict[str, object]:
    """All that the file says, but no header field and no log-in."""
    return {
        "id": source.id,
        "name": source.name,
        "url": source.url,
        "kind": source.kind,
        "selector": source.selector,
        "group": source.group,
        "tags": list(source.tags),
        "language": source.language,
        "country": source.country,
        "weight": source.weight,
        "pages": source.pages,
        "interval_min_s": source.floor_s,
        "interval_max_s": source.ceiling_s,
        "allow_private": source.allow_private,
    }


def _print(sources: Iterable[Source]) -> None:
    """A column that would be empty, or say the usual of all, is left out."""
    listed = list(sources)
    columns: list[tuple[str, Callable[[Source], str], str]] = [
        ("kind", lambda source: source.kind, "feed"),
        ("language", lambda source: source.language or "?", ""),
        ("weight", lambda source: f"{source.weight:g}", "1"),
        ("group", lambda source: source.group, ""),
        ("tags", lambda source: ", ".join(source.tags), ""),
        ("url", lambda source: source.url, ""),
    ]
    shown_columns = [(name, of) for name, of, usual in columns if any(of(source) != usual for source in listed)]
    table = Table(box=None, pad_edge=False)
    for heading in ("id", *(name for name, _ in shown_columns)):
        table.add_column(heading, no_wrap=heading == "id", overflow="fold")
    for source in listed:
        table.add_row(source.id, *(Text(visible(of(source))) for _, of in shown_columns))
    terminal().print(table)


def _import(opml: str, home: Home) -> int:
    if opml == STANDARD_INPUT:
        raw, file = standard_input().read(MAX_BYTES + 1), called(opml)
    else:
        raw, file = load_opml(Path(opml)), shown(Path(opml))
    done = import_opml(raw, home.sources, file=file)
    write_schemas(home)
    for line in _told(done):
        print(f"monitor: {visible(line)}", file=sys.stderr)
    return 1 if done.faults else 0


def _told(done: Imported) -> Iterator[str]:
    yield from map(str, (*done.faults, *done.dropped))
    for group, ids in done.groups.items():
        more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
        yield f"{group}: {', '.join(ids[:_NAMED])}{more}"
    added, known = plural(len(done.added), "feed"), plural(done.known, "feed")
    yield f"{added} added, {known} known already, {len(done.faults)} left out"


def _export(document: bytes, target: str | None) -> int:
    if target in (None, STANDARD_INPUT):
        sys.stdout.buffer.write(document)
        return 0
    try:
        Path(target).write_bytes(document)
    except OSError as error:
        raise MonitorError(f"{target}: cannot be written: {error.strerror}") from error
    return 0
