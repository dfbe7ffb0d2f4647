"""`monitor status`: how the sources, stories and messages stand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing

from rich.text import Text

from monitor.cli.context import home_of, now, snapshot_of, terminal
from monitor.cli.health_table import health_record, health_table, tallied, worst_first
from monitor.cli.json_lines import write_json
from monitor.cli.mute_record import mute_record
from monitor.control import Status, status
from monitor.deliver.text import inline
from monitor.errors import ConfigError
from monitor.model import Rest
from monitor.muting import sayings
from monitor.ports import Notice, Undelivered
from monitor.settings.runtime import load_runtime
from monitor.settings.wording import visible
from monitor.store.sql import open_store


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The form of the answer, and how much of it."""
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--all", action="store_true", help="every source, not only those that need a look")


def execute(options: argparse.Namespace) -> int:
    """Ask the store; the daemon may be running or not. What it has to say is told even where nothing else can be read,
    for that may be what it complains of."""
    try:
        snapshot = snapshot_of(options, left_out="")  # a running daemon has not left it out
    except ConfigError:
        _tell_notices(options)
        raise
    with closing(open_store(snapshot.runtime.database)) as store:
        found = status(store, snapshot, now(), closely=True)
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
    for rest in found.closed:
        screen.print(Text(f"  closed: {_closed(rest)}", style="yellow"))
    for lost in found.undelivered:
        screen.print(Text(f"  not delivered to {_undelivered(lost)}", style="yellow"))
    for record in found.mutes:
        screen.print(Text(f"  mute {inline(sayings.line(record, found.at))}", style="yellow"))
    for profile in found.profiles:
        screen.print(f"  profile {profile.id}" + ("" if profile.enabled else " (paused)"))
    listed = worst_first(one for one in found.sources if everything or one.needs_a_look)
    if listed:
        screen.print(f"  sources: {tallied(found.sources)}")
        screen.print(health_table(listed, found.at, screen.width), soft_wrap=False)


def _undelivered(lost: Undelivered) -> str:
    return f"{lost.channel}: {lost.count}, the newest of {lost.newest:%Y-%m-%d %H:%M} UTC: {visible(lost.error)}"


def _closed(rest: Rest) -> str:
    """The reason begins with the name of the channel."""
    return f"{visible(rest.why)}; asked again at {rest.until:%Y-%m-%d %H:%M} UTC"


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
        "sources": [health_record(health) for health in found.sources],
        "notices": [
            {"kind": one.kind, "subject": one.subject, "lines": list(one.lines), "at": one.at.isoformat()}
            for one in found.notices
        ],
        "undelivered": [
            {"channel": one.channel, "error": one.error, "messages": one.count, "newest": one.newest.isoformat()}
            for one in found.undelivered
        ],
        "closed": [
            {"why": one.why, "refusals": one.refusals, "asked_again": one.until.isoformat()} for one in found.closed
        ],
        "mutes": [mute_record(one, found.at) for one in found.mutes],
    }
