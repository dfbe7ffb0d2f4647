"""`monitor channels list|test|template`: the ways to people, and how letters look."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from rich.text import Text

from monitor.cli.context import snapshot_of, terminal
from monitor.cli.json_lines import write_json
from monitor.decide.delivery import OWN_TEMPLATES, ChannelSettings
from monitor.decide.profile import DEFAULT_CHANNEL
from monitor.deliver.sample import SAMPLES
from monitor.errors import ConfigError, Fault
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import nearest


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """One of three."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    listed = verbs.add_parser("list", help="every channel: what it lacks, who tells it, what it takes")
    tried = verbs.add_parser("test", help="send a sample of each kind, and say what the receiver answered")
    tried.add_argument("name", metavar="NAME", nargs="*", help="as in config/channels.yaml, for instance telegram/me")
    tried.add_argument("--all", action="store_true", help="every channel")
    tried.add_argument("--kind", action="append", choices=tuple(SAMPLES), help="this kind alone; may be repeated")
    shown = verbs.add_parser("template", help="print a template of ours, to be changed in config/templates/")
    shown.add_argument("name", metavar="NAME", choices=tuple(OWN_TEMPLATES), help=", ".join(OWN_TEMPLATES))
    for one in (listed, tried):
        one.add_argument("--json", action="store_true", help="one JSON object a line")


def execute(options: argparse.Namespace) -> int:
    """A test ends with 1 when a receiver refused."""
    if options.verb == "template":  # the file that it is written to may be there already, and empty
        from monitor.deliver.layout import ours

        print(ours(options.name))
        return 0
    snapshot = snapshot_of(options)
    if options.verb == "list":
        _list(snapshot, as_json=options.json)
        return 0
    from monitor.cli.channels_test import test_channels  # with it come the libraries of Telegram and SMTP

    if bool(options.name) == options.all:
        what, hint = "name the channels, or say --all", f"there are: {', '.join(_names(snapshot))}"
        raise ConfigError(Fault(file="channels test", what=what, hint=hint))
    chosen = snapshot.channels if options.all else [_named(snapshot, name) for name in options.name]
    return test_channels(chosen, snapshot, options)


def _list(snapshot: Snapshot, *, as_json: bool) -> None:
    screen = terminal()
    for channel in snapshot.channels:
        record = _record(channel, snapshot)
        if as_json:
            write_json(record)
            continue
        screen.print(f"{channel.name}  {channel.missing or 'ready'}")
        for line in _lines(record):
            screen.print(Text(f"    {line}", style="dim"))
        if not record["profiles"] and not record["admin"] and channel.name != DEFAULT_CHANNEL:
            hint = "name it under `deliver` in a profile"
            print(f"monitor: {channel.name}: no profile is told there ({hint})", file=sys.stderr)


def _record(channel: ChannelSettings, snapshot: Snapshot) -> dict[str, Any]:
    told = [one.id for one in snapshot.profiles.values() if one.enabled and channel.name in one.channels]
    only = channel.only
    return {
        "name": channel.name,
        "missing": channel.missing,
        "profiles": told,
        "admin": snapshot.runtime.admin == channel.name,
        "only": None
        if only is None
        else {"levels": only.levels, "languages": only.languages, "profiles": only.profiles},
        "takes": str(only) if only else "",
        "language": channel.language,
        "digest": bool(channel.digest),
        "fallback": getattr(channel, "fallback", None) or None,
    }


def _lines(record: dict[str, Any]) -> list[str]:
    """What there is to say beside its name, in words."""
    said = (
        (record["profiles"], f"told by {', '.join(record['profiles'])}"),
        (record["admin"], "told what concerns the watch itself (`admin` in monitor.yaml)"),
        (record["takes"], f"takes {record['takes']}"),
        (record["language"], f"names actors and topics in {record['language']}"),
        (record["digest"], "has a digest of its own"),
        (record["fallback"], f"where it is down, {record['fallback']} is told"),
    )
    return [words for there, words in said if there]


def _named(snapshot: Snapshot, name: str) -> ChannelSettings:
    for channel in snapshot.channels:
        if channel.name == name:
            return channel
    names = _names(snapshot)
    hint = nearest(name, names) or f"there are: {', '.join(names)}"
    raise ConfigError(Fault(file="config/channels.yaml", what=f"no channel {name!r}", hint=hint))


def _names(snapshot: Snapshot) -> Sequence[str]:
    return [channel.name for channel in snapshot.channels]
