"""`monitor channels test`: a sample of each kind on its way, and what the other end said of it."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from rich.console import Console

from monitor.cli.context import terminal
from monitor.cli.json_lines import write_json
from monitor.clock import SystemClock
from monitor.compose import told_in
from monitor.decide.delivery import ChannelSettings, Telegram
from monitor.deliver.channels import build
from monitor.deliver.plain_words import plain_words
from monitor.deliver.sample import SAMPLES
from monitor.errors import DeliveryError, SecretMissing
from monitor.model import Alert, Digest, News
from monitor.ports import Channel
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import visible
from monitor.store.sql import open_store
from monitor.translation import voice_of

#: seconds for one message
_SEND_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of one sample."""

    channel: str
    kind: str
    #: what the receiver said of each of its messages: a number, the answer of a mail server
    answers: tuple[str, ...] = ()
    seconds: float = 0.0
    #: what was wrong, and what to do; empty where it was taken
    error: str = ""
    hint: str = ""

    @property
    def record(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "channel": self.channel,
            "kind": self.kind,
            "delivered": not self.error,
            "answers": list(self.answers),
            "seconds": round(self.seconds, 3),
            "error": self.error,
            "hint": self.hint,
        }


def test_channels(chosen: Sequence[ChannelSettings], snapshot: Snapshot, options: argparse.Namespace) -> int:
    """Send to one after the other; 1 where one sample or more was not taken."""
    tried = [one for settings in chosen for one in asyncio.run(_test(settings, snapshot, options))]
    return 1 if any(one.error for one in tried) else 0


async def _test(settings: ChannelSettings, snapshot: Snapshot, options: argparse.Namespace) -> list[Tried]:
    clock = SystemClock()
    # what the console channel prints is no part of the records
    shown = Console(stderr=True, highlight=False, markup=False) if options.json else terminal()
    # where a bot's chat is may have been learned by the watch
    store = open_store(snapshot.runtime.database) if isinstance(settings, Telegram) else None
    channel = build(settings, clock=clock, terminal=shown, chats=store)
    tried, voice = [], voice_of(settings.language)
    try:
        for kind in options.kind or SAMPLES:
            one = await _tried(channel, kind, _in_their_language(SAMPLES[kind](clock.now(), voice), settings, snapshot))
            tried.append(one)
            unreachable = bool(one.error) and not any(each.answers for each in tried)
            _report(one, as_json=options.json, of_channel=unreachable)
            if unreachable:  # it would be the same each time
                break
    finally:
        await channel.close()
        if store:
            store.close()
    return tried


async def _tried(channel: Channel, kind: str, what: News) -> Tried:
    answers: list[str] = []
    begun = time.perf_counter()
    one = Tried(channel=channel.name, kind=kind)

    async def written() -> None:
        """A test need not remember how far it came."""

    try:
        for message in channel.render(what):
            async with asyncio.timeout(_SEND_S):
                receipt = await channel.send(message, request_written=written)
            answers.append(receipt.remote_id)
    except SecretMissing as error:
        one = replace(one, error=_plain(error, channel))
    except TimeoutError:
        one = replace(one, error=f"no answer within {_SEND_S:.0f} s", hint="look at your connection")
    except DeliveryError as error:
        said, hint = plain_words(_plain(error, channel))
        if error.retry_after_s is not None:
            said, hint = f"the server asks for a pause of {error.retry_after_s:.0f} s", "try again after it"
        one = replace(one, error=said, hint=hint)
    return replace(one, answers=tuple(answers), seconds=time.perf_counter() - begun)


def _plain(error: DeliveryError, channel: Channel) -> str:
    return str(error).removeprefix(f"{channel.name}: ")


def _report(one: Tried, *, as_json: bool, of_channel: bool) -> None:
    """A line; `of_channel`: what is wrong is no matter of this kind."""
    if as_json:
        write_json(one.record)
    elif one.error:
        what = "" if of_channel else f"{one.kind}: "
        hint = f" ({one.hint})" if one.hint else ""
        print(f"monitor: {one.channel}: {what}{visible(one.error)}{hint}", file=sys.stderr)
    else:
        said = ", ".join(_said(one.answers))
        words = f"delivered{f', {visible(said)}' if said else ''} ({one.seconds:.1f} s)"
        print(f"monitor: {one.channel}: {one.kind}: {words}", file=sys.stderr)


def _said(answers: Sequence[str]) -> Iterator[str]:
    """The receiver's numbers are those of messages; anything else is its own words."""
    for answer in answers:
        if answer:
            yield f"message {answer}" if answer.isdecimal() else answer


def _in_their_language(what: News, settings: ChannelSettings, snapshot: Snapshot) -> News:
    """Actors and topics named as the channel's recipient calls them."""
    if not settings.language:
        return what
    if isinstance(what, Alert):
        return told_in(settings.language, what, None, snapshot.lexicon)
    if isinstance(what, Digest):
        alerts = (told_in(settings.language, one, None, snapshot.lexicon) for one in what.alerts)
        return replace(what, alerts=tuple(alerts))
    return what
