"""`monitor outbox list|show|retry|drop`: messages, and what becomes of them."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Final, get_args

from monitor.cli.context import now, snapshot_of, terminal
from monitor.cli.failures import tell
from monitor.cli.json_lines import write_json
from monitor.cli.letters import letter_lines, letter_record, letter_table
from monitor.cli.since import instant
from monitor.clock import SystemClock
from monitor.deliver.ways import Ways
from monitor.errors import ConfigError, Fault
from monitor.model import DeliveryState
from monitor.outbox.by_hand import drop, found, retry
from monitor.ports import STRANDED, Letter, Store
from monitor.settings.snapshot import Snapshot
from monitor.store.sql import open_store

#: messages in a list where nobody says how many
LISTED: Final = 50
#: more than any outbox holds
_ALL: Final = 1_000_000


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """One of four."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    listed = verbs.add_parser("list", help="the newest messages, the newest last")
    states = get_args(DeliveryState)
    listed.add_argument("--state", metavar="STATE", action="append", choices=states, help=f"only: {', '.join(states)}")
    listed.add_argument("--channel", metavar="NAME", action="append", help="only to this one, for instance telegram/me")
    listed.add_argument("--profile", metavar="ID", action="append", help="only of this one")
    listed.add_argument("--since", metavar="WHEN", type=instant, help="queued since: 12h, 30d, 2w or a date (UTC)")
    listed.add_argument("--limit", metavar="N", type=_number, default=LISTED, help=f"at most (default: {LISTED})")
    listed.add_argument("--json", action="store_true", help="one JSON array")
    listed.add_argument("--jsonl", action="store_true", help="one JSON object a line")
    shown = verbs.add_parser("show", help="how a message stands, and what it says")
    shown.add_argument("wanted", metavar="ID", help="as `monitor outbox list` numbers them")
    shown.add_argument("--json", action="store_true", help="one JSON object")
    again = verbs.add_parser("retry", help="send at the next round what failed or waits")
    again.add_argument("wanted", metavar="ID", nargs="*", help="as `monitor outbox list` numbers them")
    again.add_argument("--all", action="store_true", help="all that failed or wait, with --channel")
    again.add_argument("--channel", metavar="NAME", help="with --all: those to this one")
    again.add_argument("--possible-repeat", action="store_true", help="also what may have arrived")
    dropped = verbs.add_parser("drop", help="never send these; they are kept as dead letters")
    dropped.add_argument("wanted", metavar="ID", nargs="+", help="as `monitor outbox list` numbers them")
    dropped.add_argument("--yes", action="store_true", help="do not ask")


def execute(options: argparse.Namespace) -> int:
    """Ask the store; the daemon may be running or not."""
    snapshot = snapshot_of(options, left_out="")
    with closing(open_store(snapshot.runtime.database)) as store:
        match options.verb:
            case "list":
                return _list(store, options)
            case "show":
                return _show(store, snapshot, options)
            case "retry":
                return _retry(store, snapshot, options)
            case _:
                return _drop(store, options)


def _list(store: Store, options: argparse.Namespace) -> int:
    letters = store.letters(
        options.limit,
        states=options.state or (),
        channels=options.channel or (),
        profiles=options.profile or (),
        since=options.since,
    )
    if options.jsonl:
        for letter in letters:
            write_json(letter_record(letter))
    elif options.json:
        write_json([letter_record(letter) for letter in letters])
    elif letters:
        terminal().print(letter_table(letters, now()), soft_wrap=False)
    else:
        terminal().print("no such message" if options.state or options.channel or options.profile else "no message")
    return 0


def _show(store: Store, snapshot: Snapshot, options: argparse.Namespace) -> int:
    letter = found(store, options.wanted)
    lane = _lanes(snapshot).get(letter.delivery.channel, letter.delivery.channel)
    at = now()
    rest = next((rest for rest in store.rests() if rest.lane == lane and rest.why and at < rest.until), None)
    if options.json:
        write_json(letter_record(letter, rest, whole=True))
    else:
        for line in letter_lines(letter, rest, at):
            terminal().print(line)
    return 0


def _retry(store: Store, snapshot: Snapshot, options: argparse.Namespace) -> int:
    if bool(options.wanted) == options.all or (options.all and not options.channel):
        raise ConfigError(Fault(file="retry", what="which messages?", hint="numbers, or --all --channel NAME"))
    lanes, status, again = _lanes(snapshot), 0, 0
    for letter in _meant(store, options):
        if isinstance(letter, ConfigError):
            status = max(status, tell(letter))
            continue
        channel = letter.delivery.channel
        try:
            retry(store, letter, lanes.get(channel, channel), now(), possible_repeat=options.possible_repeat)
        except ConfigError as refused:
            status = max(status, tell(refused))
        else:
            again += 1
    if again:
        what = "1 message is" if again == 1 else f"{again} messages are"
        terminal().print(f"{what} due now: `monitor run` sends within seconds, `monitor once` in its next pass")
    elif options.all and not status:
        terminal().print("nothing of this channel failed or waits")
    return status


def _drop(store: Store, options: argparse.Namespace) -> int:
    if not options.yes:
        if not sys.stdin.isatty():
            raise ConfigError(Fault(file="drop", what="there is no terminal to ask on", hint="--yes drops unasked"))
        if input(f"Never send {', '.join(options.wanted)}? [y/N] ").strip().casefold() not in ("y", "yes"):
            return 1
    status = 0
    for letter in _meant(store, options):
        try:
            if isinstance(letter, ConfigError):
                raise letter
            drop(store, letter)
        except ConfigError as refused:
            status = max(status, tell(refused))
        else:
            terminal().print(f"{letter.delivery.id} · dropped")
    return status


def _meant(store: Store, options: argparse.Namespace) -> Iterator[Letter | ConfigError]:
    """Those that were named, or in its place what is wrong with a name."""
    if options.verb == "retry" and options.all:
        states = STRANDED if options.possible_repeat else [state for state in STRANDED if state != "unknown"]
        yield from store.letters(_ALL, states=states, channels=[options.channel])
        return
    for wanted in dict.fromkeys(options.wanted):
        try:
            yield found(store, wanted)
        except ConfigError as unknown:
            yield unknown


def _lanes(snapshot: Snapshot) -> Mapping[str, str]:
    """Channel -> its lane. Nothing is connected."""

    async def asked() -> Mapping[str, str]:
        ways = Ways(SystemClock())
        ways.use(snapshot.channels)
        try:
            async with ways.held() as channels:
                return {name: channel.pace.lane for name, channel in channels.items()}
        finally:
            await ways.close()

    return asyncio.run(asked())


def _number(text: str) -> int:
    """A number of messages."""
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 9):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of messages")
    return int(text)
