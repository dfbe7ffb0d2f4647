"""`monitor status`: how the sources, stories and messages stand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime, timedelta

from rich.table import Table
from rich.text import Text

from monitor.cli.context import home_of, now, snapshot_of, terminal
from monitor.cli.json_lines import write_json
from monitor.control import SourceHealth, Status, status
from monitor.errors import ConfigError
from monitor.ports import Notice
from monitor.settings.runtime import load_runtime
from monitor.settings.wording import visible
from monitor.store.sql import open_store

_COLOURS = {"ok": "green", "new": "dim", "trouble": "yellow", "failing": "red"}


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The form of the answer, and how much of it."""
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--all", action="store_true", help="every source, not only those in trouble")


def execute(options: argparse.Namespace) -> int:
    """Ask the store; the daemon may be running or not. What it has to say is told even where nothing else can be read,
    for that may be what it complains of."""
    try:
        snapshot = snapshot_of(options, left_out="")  # a running daemon has not left it out
    except ConfigError:
        _tell_notices(options)
        raise
    with closing(open_store(snapshot.runtime.database)) as store:
        found = status(store, snapshot, now())
    if options.json:
        write_json(_record(found))
    else:
        _print(found, everything=options.all)
    return 0


def _tell_notices(options: argparse.Namespace) -> None:
    with closing(open_store(load_runtime(home_of(options)).database)) as store:
        for line in _lines(store.notices()):
            print(f"monitor: {visible(line)}", file=sys.stderr)


def _lines(notices: Iterable[Notice]) -> Iterator[str]:
    for notice in notices:
        if notice.kind == "reload":
            yield f"since {notice.at:%Y-%m-%d %H:%M} UTC an edit is not taken, the daemon goes on with what it had:"
            yield from (f"  {line}" for line in notice.lines)
        else:
            yield f"seeds/{notice.subject}: {'; '.join(notice.lines)}"


def _print(found: Status, *, everything: bool) -> None:
    screen = terminal()
    screen.print(found.line)
    for line in _lines(found.notices):
        screen.print(Text(f"  {visible(line)}", style="yellow"))
    for profile in found.profiles:
        screen.print(f"  profile {profile.id}" + ("" if profile.enabled else " (paused)"))
    shown = [health for health in found.sources if everything or health.word in {"trouble", "failing"}]
    if not shown:
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("source", "state", "last answer", "next", "what it said"):
        table.add_column(heading)
    for health in shown:
        state = health.state
        table.add_row(
            health.source.id,
            Text(health.word, style=_COLOURS[health.word]),
            _ago(state.last_success_at if state else None, found.at),
            _ago(state.next_check_at, found.at) if state else "at once",
            Text(state.error if state else ""),
        )
    screen.print(table)


def _ago(instant: datetime | None, at: datetime) -> str:
    if instant is None:
        return "never"
    minutes = round((instant - at) / timedelta(minutes=1))
    size = f"{abs(minutes)} min" if abs(minutes) < 120 else f"{abs(minutes) // 60} h"
    return f"in {size}" if minutes > 0 else f"{size} ago"


def _record(found: Status) -> dict[str, object]:
    counts = found.counts
    return {
        "at": found.at.isoformat(),
        "articles": counts.articles,
        "articles_24h": counts.articles_since,
        "entries_pending": counts.entries_pending,
        "stories": counts.stories,
        "held": counts.held,
        "deliveries": dict(counts.deliveries),
        "profiles": [{"id": profile.id, "enabled": profile.enabled} for profile in found.profiles],
        "sources": [_source(health) for health in found.sources],
        "notices": [
            {"kind": one.kind, "subject": one.subject, "lines": list(one.lines), "at": one.at.isoformat()}
            for one in found.notices
        ],
    }


def _source(health: SourceHealth) -> dict[str, object]:
    state = health.state
    return {
        "id": health.source.id,
        "state": health.word,
        "failures": state.failures if state else 0,
        "error": state.error if state else "",
        "last_success_at": state.last_success_at.isoformat() if state and state.last_success_at else None,
        "next_check_at": state.next_check_at.isoformat() if state else None,
    }
