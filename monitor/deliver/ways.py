"""The channels in force. A round in hand keeps those that it began with; what is no longer wanted closes behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from monitor.decide.delivery import ChannelSettings
from monitor.deliver.channels import build
from monitor.ports import AccessStore, Channel, Clock


class Ways:
    """Opens channels, hands them out, closes them."""

    def __init__(
        self, clock: Clock, given: Mapping[str, Channel] | None = None, *, chats: AccessStore | None = None
    ) -> None:
        """`given` channels take the place of those of the same names, whatever the configuration says; `chats` knows
        what was learned of chats, and the languages that people set there."""
        self._clock = clock
        self._chats = chats
        #: channel -> the language that was set in its chat
        self.languages: Mapping[str, str] = {}
        self._configured: tuple[ChannelSettings, ...] = ()
        self._given = dict(given or {})
        self._settings: dict[str, ChannelSettings] = {}
        self._open: dict[str, Channel] = {}
        self._retired: list[Channel] = []
        self._holders = 0

    def use(self, wanted: Iterable[ChannelSettings]) -> None:
        """From now on these. One whose settings stay, secret included, stays itself; nothing is connected yet."""
        self._configured = tuple(wanted)
        settings = {one.name: self.spoken(one) for one in self._configured}
        kept = {name: self._open[name] for name, one in settings.items() if self._settings.get(name) == one}
        self._retired += [channel for name, channel in self._open.items() if name not in kept]
        self._open = {
            name: kept[name] if name in kept else build(one, clock=self._clock, chats=self._chats)
            for name, one in settings.items()
        }
        self._settings = settings

    @asynccontextmanager
    async def held(self) -> AsyncIterator[Mapping[str, Channel]]:
        """The channels by name, each in the language of its chat as it is now; none of them closes before the end of
        the block. Raises `StoreError`."""
        await self._heed_languages()
        self._holders += 1
        try:
            yield {**self._open, **self._given}
        finally:
            self._holders -= 1
            if not self._holders:
                await self._close_retired()

    def spoken(self, channel: ChannelSettings) -> ChannelSettings:
        """The channel in the language of its chat, as it was at the last look."""
        language = self.languages.get(channel.name)
        return replace(channel, language=language) if language else channel

    async def _heed_languages(self) -> None:
        if self._chats is None:
            return
        states = await asyncio.to_thread(self._chats.chats)
        languages = {one.channel: one.language for one in states if one.language}
        if languages != self.languages:
            self.languages = languages
            self.use(self._configured)

    async def close(self) -> None:
        """Close all of them; nobody holds any."""
        self._retired += [*self._open.values(), *self._given.values()]
        self._open = {}
        await self._close_retired()

    async def _close_retired(self) -> None:
        retired, self._retired = self._retired, []
        for channel in retired:
            await channel.close()
