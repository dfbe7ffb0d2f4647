"""`monitor digest`: what the next digest would tell if it were due now, or what one told."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from monitor.atomic import replace_file
from monitor.cli.context import snapshot_of, terminal
from monitor.cli.json_lines import write_json
from monitor.cli.named import named_profile
from monitor.clock import SystemClock
from monitor.compose.preview import next_digest, readers_of, slots_told, told_digest
from monitor.decide import delivery
from monitor.decide.delivery import Templates
from monitor.decide.readers import Reader
from monitor.deliver.console import ConsoleChannel
from monitor.deliver.page import page
from monitor.errors import ConfigError, Fault, MonitorError
from monitor.model import Alert, Digest
from monitor.ports import Store
from monitor.settings.profiles import files_by_id
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import nearest, quoted
from monitor.store.sql import open_store


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Whose, and in which form."""
    whose = "a profile's id, or a channel (telegram/me); none: everybody's"
    parser.add_argument("wanted", metavar="PROFILE|CHANNEL", nargs="?", default="", help=whose)
    parser.add_argument("--slot", metavar="SLOT", help='one that was told, for instance "2026-11-21 07:30"')
    parser.add_argument("--html", metavar="FILE", help="write it as a page, as an e-mail shows it")
    parser.add_argument("--json", action="store_true", help="one JSON object a digest")


def execute(options: argparse.Namespace) -> int:
    """Nothing is told and nothing written but the page; the daemon may be running or not."""
    snapshot = snapshot_of(options)
    reading = _reading(snapshot, options.wanted)
    with closing(open_store(snapshot.runtime.database)) as store:
        digests = _told(store, snapshot, reading, options.slot) if options.slot else _next(store, snapshot, reading)
    if options.html:
        _write(Path(options.html), digests, snapshot.templates)
    elif options.json:
        for digest in digests:
            write_json(_record(digest))
    else:
        _print(digests, told=bool(options.slot))
    return 0


def _reading(snapshot: Snapshot, wanted: str) -> tuple[Reader, ...]:
    """Raises `ConfigError` for a name that nobody has, and where there is no digest."""
    channels = [channel.name for channel in snapshot.channels]
    known = (*snapshot.profiles, *channels)
    if wanted and wanted not in known:
        if wanted in files_by_id(snapshot.home.profiles):
            named_profile(wanted, snapshot)  # it has a mistake in it, and this says so
        hint = nearest(wanted, known) or f"there are: {', '.join(known)}"
        raise ConfigError(Fault(file=wanted, what="no profile has this id, and no channel this name", hint=hint))
    reading = readers_of(snapshot, wanted)
    if not reading:
        who = quoted(wanted) if wanted else "any profile"
        what = f"no digest is due to {who}, ever"
        raise ConfigError(Fault(file="config", what=what, hint=_why_none(snapshot, wanted)))
    return reading


def _why_none(snapshot: Snapshot, wanted: str) -> str:
    """What would have to be written for a digest to be due."""
    if wanted in snapshot.profiles and not snapshot.profiles[wanted].enabled:
        return "`enabled: false` lets it rest"
    told = [one for one in snapshot.profiles.values() if wanted in one.channels]
    if wanted and wanted not in snapshot.profiles and not told:
        return "no profile names it under `deliver`"
    if any(one.alert.digest for one in told):
        return "its `only` takes no digests, or the profiles that tell it rest"
    return "`alert: {digest: …}` in a profile says when"


def _next(store: Store, snapshot: Snapshot, reading: Sequence[Reader]) -> list[Digest]:
    return [next_digest(store, snapshot, SystemClock(), reader) for reader in reading]


def _told(store: Store, snapshot: Snapshot, reading: Sequence[Reader], slot: str) -> list[Digest]:
    """Raises `MonitorError` where none of them had that digest."""
    found = [told_digest(store, snapshot, SystemClock(), reader, slot) for reader in reading]
    if told := [digest for digest in found if digest]:
        return told
    named = ", ".join(quoted(one) for one in slots_told(store, reading)) or "none"
    raise MonitorError(f"{slot}: no digest of that name was told (the newest: {named})")


def _write(path: Path, digests: Sequence[Digest], templates: Templates) -> None:
    html = page(digests, "Digests", templates=templates)
    try:
        replace_file(path, html.encode())
    except OSError as error:
        raise MonitorError(f"{path}: cannot be written: {error.strerror}") from error
    print(f"monitor: {path}: {len(digests)} {'digest' if len(digests) == 1 else 'digests'}", file=sys.stderr)


def _print(digests: Sequence[Digest], *, told: bool) -> None:
    screen = ConsoleChannel(delivery.Console(), clock=SystemClock(), terminal=terminal())
    for digest in digests:
        if not told and digest.due:
            print(f"monitor: {digest.reader}: due {digest.slot} {digest.timezone}", file=sys.stderr)
        for message in screen.render(digest):
            screen.show(message)


# ---------------------------------------------------------------- for scripts


def _record(digest: Digest) -> dict[str, Any]:
    return {
        "reader": digest.reader,
        "slot": digest.slot,
        "timezone": digest.timezone,
        "due": digest.due.isoformat() if digest.due else None,
        "late": digest.late,
        "missed": list(digest.missed),
        "since": digest.since.isoformat() if digest.since else None,
        "articles_read": digest.articles_read,
        "sources_asked": digest.sources_asked,
        "sources_failed": digest.sources_failed,
        "sources_failing": digest.sources_failing,
        "muted": digest.muted,
        "stories": [_story(alert) for alert in digest.alerts],
    }


def _story(alert: Alert) -> dict[str, Any]:
    story, change = alert.story, alert.change
    return {
        "story": story.id,
        "profile": alert.profile,
        "also": list(alert.also),
        "score": alert.match.score,
        "reason": alert.reason,
        "title": story.lead.title,
        "url": story.lead.url,
        "language": story.lead.language,
        "outlets": list(story.outlets),
        "languages": list(story.languages),
        "summary": list(alert.summary),
        "new": alert.told is None,
        "change": {
            "outlets": change.outlets,
            "languages": list(change.languages),
            "actors": list(change.actors),
            "figures": list(change.figures),
            "tolls": list(change.tolls),
            "denied": change.denied,
        },
    }
