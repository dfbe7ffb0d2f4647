"""Puts what is told into a folder of feeds.

Whatever is put there twice stands there once: no send is ambiguous, and each that failed is repeated freely.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from monitor.decide import delivery
from monitor.deliver.blocks import plain
from monitor.deliver.feed.entry import ENTRY, entry_of
from monitor.deliver.feed.shelf import put
from monitor.deliver.telling import message
from monitor.errors import DeliveryError
from monitor.model import Message, News, Pace, Receipt
from monitor.ports import Clock
from monitor.translation import voice_of


class FeedChannel:
    """Writes feeds and pages into one folder."""

    def __init__(self, settings: delivery.Feed, *, clock: Clock) -> None:
        self.name = settings.name
        self._settings = settings
        self._clock = clock

    def __repr__(self) -> str:
        return f"FeedChannel({self.name!r})"

    def render(self, what: News) -> tuple[Message, ...]:
        """One entry, whatever its length."""
        entry = entry_of(what, self.name, self._clock.now(), voice_of(self._settings.language))
        text = plain(entry.body.sections)
        return (message(what, self.name, subject=entry.title, text=text, payload=ENTRY.dump_json(entry).decode()),)

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """Add it to its feed, where it stands once however often it is added."""
        return await self._put(message, "")

    @property
    def edits(self) -> bool:
        """An entry can be put in place of another."""
        return True

    @property
    def pace(self) -> Pace:
        """However fast messages come."""
        return Pace(lane=self.name)

    async def edit(
        self, remote_id: str, message: Message, *, request_written: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Put it in place of the entry with this key; where the feed has it no longer, add it under that key."""
        return await self._put(message, remote_id)

    async def close(self) -> None:
        """Nothing is kept open."""

    async def _put(self, message: Message, replaces: str) -> Receipt:
        if not message.payload:
            text = f"{self.name}: what the watch says of itself is not for the public; name another channel in `admin`"
            raise DeliveryError(text, permanent=True)
        entry, settings = ENTRY.validate_json(message.payload), self._settings
        try:
            await asyncio.to_thread(
                put, Path(settings.folder), settings.base_url, entry, keep=settings.keep, replaces=replaces
            )
        except OSError as error:
            raise DeliveryError(f"{self.name}: {settings.folder}: {error.strerror or error}") from error
        return Receipt(sent_at=self._clock.now(), remote_id=replaces or entry.key)
