"""A folder of letters, one file each: for tests and archives, and for mail readers that open `.eml`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from monitor.atomic import replace_file
from monitor.decide import delivery
from monitor.deliver.layout import Layout
from monitor.deliver.letter import letter, message_id
from monitor.deliver.page import rendered
from monitor.deliver.unchanging import Unchanging
from monitor.errors import DeliveryError
from monitor.model import Message, News, Pace, Receipt
from monitor.ports import Clock

#: letters of a key that a file's name holds
_KEY: Final = 120


class EmlChannel(Unchanging):
    """Writes each message whole or not at all; a repeat takes its own place."""

    def __init__(self, settings: delivery.Eml, *, clock: Clock) -> None:
        self.name = settings.name
        self._settings = settings
        self._clock = clock
        self._layout = Layout(settings.templates)

    def __repr__(self) -> str:
        return f"EmlChannel({self.name!r})"

    def render(self, what: News) -> tuple[Message, ...]:
        """One message, whatever its length."""
        return rendered(what, self._settings, self._layout)

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """Never ambiguous: to write it again does no harm. Raises `DeliveryError` where the disk is full."""
        now = self._clock.now()
        raw = letter(message, self._settings, now).as_bytes()
        await request_written()
        try:
            path = await asyncio.to_thread(self._write, message.key, f"{now:%Y-%m-%d}", raw)
        except OSError as error:
            raise DeliveryError(f"{self.name}: {error.filename or ''}: {error.strerror or error}") from error
        return Receipt(sent_at=now, remote_id=f"{message_id(message, self._settings)} {path.name}")

    def _write(self, key: str, day: str, raw: bytes) -> Path:
        """0600 in a folder of 0700: what somebody watches is nobody else's concern."""
        folder = Path(self._settings.folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        safe = re.sub(r"[^A-Za-z0-9-]+", ".", key).strip(".")[:_KEY] or "message"
        path = next(iter(sorted(folder.glob(f"????-??-??_{safe}.eml"))), folder / f"{day}_{safe}.eml")
        replace_file(path, raw, mode=0o600)
        return path

    @property
    def pace(self) -> Pace:
        """As fast as the disk."""
        return Pace(lane=self.name)
