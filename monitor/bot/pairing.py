"""Channels without a chat: a code for each, told to whoever looks after the watch, and a new one when it expires."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

from monitor.decide.delivery import Telegram
from monitor.people.acts import Code, pairing
from monitor.people.codes import shown
from monitor.ports import Clock, Store

_log = logging.getLogger(__name__)


class Pairing:
    """`say` prints a line where the watch runs; `called` asks a bot's name, empty where nobody knows."""

    def __init__(
        self, store: Store, clock: Clock, say: Callable[[str], None], called: Callable[[Telegram], Awaitable[str]]
    ) -> None:
        self._store = store
        self._clock = clock
        self._say = say
        self._called = called
        #: channel -> the code that stands on the terminal
        self._offered: dict[str, Code] = {}

    async def offer(self, channels: Iterable[Telegram]) -> None:
        """Of these, as they are now, each that has no chat is offered one. Raises `StoreError`."""
        waiting = {one.name: one for one in channels if one.chat_id is None}
        for name in self._offered.keys() - waiting.keys():
            del self._offered[name]
        now = self._clock.now()
        for name, channel in waiting.items():
            standing = self._offered.get(name)
            if standing is None or standing.expires <= now:
                code = await asyncio.to_thread(pairing, self._store, name, now)
                self._offered[name] = code
                minutes = round((code.expires - now).total_seconds() / 60)
                self._say(invitation(name, code.text, await self._called(channel), minutes))
                _log.info("%s has no chat yet: a pairing code stands on the terminal", name)


def invitation(channel: str, code: str, bot: str, minutes: int) -> str:
    """The line that tells it; `bot` is the bot's name, or empty."""
    whom, link = (f"@{bot}", f", or open https://t.me/{bot}?start={code}") if bot else ("your bot", "")
    return f"{channel}: write /start {shown(code)} to {whom} (valid {minutes} minutes){link}"
