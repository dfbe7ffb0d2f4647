"""`monitor channels list|test`: the ways to people."""

from __future__ import annotations

import argparse
import asyncio
import sys

from monitor.app import SystemClock
from monitor.cli.context import snapshot_of, terminal
from monitor.compose import told_in
from monitor.decide.delivery import ChannelSettings
from monitor.deliver.channels import build
from monitor.deliver.sample import sample_alert
from monitor.errors import ConfigError, DeliveryError, Fault
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import nearest
from monitor.translation import voice_of


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """One of two."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("list", help="every channel, and what it lacks")
    tried = verbs.add_parser("test", help="send a sample alert, and say what the receiver answered")
    tried.add_argument("name", metavar="NAME", help="as in config/channels.yaml, for instance telegram/me")


def execute(options: argparse.Namespace) -> int:
    """A test ends with 1 when the receiver refused."""
    snapshot = snapshot_of(options)
    if options.verb == "test":
        return asyncio.run(_test(_named(snapshot, options.name), snapshot))
    screen = terminal()
    for channel in snapshot.channels:
        screen.print(f"{channel.name}  {channel.missing or 'ready'}")
    return 0


def _named(snapshot: Snapshot, name: str) -> ChannelSettings:
    for channel in snapshot.channels:
        if channel.name == name:
            return channel
    names = [channel.name for channel in snapshot.channels]
    hint = nearest(name, names) or f"there are: {', '.join(names)}"
    raise ConfigError(Fault(file="config/channels.yaml", what=f"no channel {name!r}", hint=hint))


async def _test(settings: ChannelSettings, snapshot: Snapshot) -> int:
    clock = SystemClock()
    alert = sample_alert(clock.now(), voice_of(settings.language))
    if settings.language:
        alert = told_in(settings.language, alert, None, snapshot.lexicon)
    channel = build(settings, clock=clock, terminal=terminal())

    async def written() -> None:
        """A test need not remember how far it came."""

    try:
        for message in channel.render(alert):
            receipt = await channel.send(message, request_written=written)
            print(f"monitor: {channel.name}: delivered {receipt.remote_id}".rstrip(), file=sys.stderr)
    except DeliveryError as error:
        print(f"monitor: {channel.name}: {str(error).removeprefix(f'{channel.name}: ')}", file=sys.stderr)
        return 1
    finally:
        await channel.close()
    return 0
