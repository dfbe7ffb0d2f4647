"""`monitor sources list|import|export`: the feeds, in and out as OPML."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.table import Table

from monitor.cli.context import home_of, now, terminal
from monitor.cli.json_lines import write_json
from monitor.cli.progress import plural
from monitor.errors import MonitorError
from monitor.settings.home import Home
from monitor.settings.opml import write_opml
from monitor.settings.schema_files import write_schemas
from monitor.settings.sources import load_sources
from monitor.settings.subscribe import import_opml
from monitor.settings.wording import visible


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """One of three."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    listed = verbs.add_parser("list", help="every feed that is polled")
    listed.add_argument("--json", action="store_true", help="one JSON object a feed")
    brought = verbs.add_parser("import", help="add the feeds of an OPML file; folders become groups")
    brought.add_argument("opml", metavar="FILE.opml", type=Path)
    taken = verbs.add_parser("export", help="write the feeds as OPML")
    taken.add_argument("opml", metavar="FILE.opml", nargs="?", help="where to (default: standard output)")


def execute(options: argparse.Namespace) -> int:
    """Import says what it added, what was known, and what it could not take."""
    home = home_of(options)
    if options.verb == "import":
        return _import(options.opml, home)
    sources = load_sources(home.sources)
    if options.verb == "export":
        return _export(write_opml(sources, title="News Monitor", created=now()), options.opml)
    if options.json:
        for source in sources:
            write_json({"id": source.id, "name": source.name, "url": source.url, "language": source.language})
        return 0
    table = Table(box=None, pad_edge=False)
    for heading in ("id", "language", "group", "url"):
        table.add_column(heading, no_wrap=heading == "id", overflow="fold")
    for source in sources:
        table.add_row(source.id, source.language or "?", source.group, source.url)
    terminal().print(table)
    return 0


def _import(opml: Path, home: Home) -> int:
    done = import_opml(opml, home.sources)
    write_schemas(home)
    for fault in done.faults:
        print(f"monitor: {visible(str(fault))}", file=sys.stderr)
    added, known = plural(len(done.added), "feed"), plural(done.known, "feed")
    print(f"monitor: {added} added, {known} known already, {len(done.faults)} left out", file=sys.stderr)
    return 1 if done.faults else 0


def _export(document: bytes, target: str | None) -> int:
    if target is None:
        sys.stdout.buffer.write(document)
        return 0
    try:
        Path(target).write_bytes(document)
    except OSError as error:
        raise MonitorError(f"{target}: cannot be written: {error.strerror}") from error
    return 0
