"""The channels in force. A round in hand keeps those that it began with; what is no longer wanted closes behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager

from monitor.decide.delivery import ChannelSettings
from monitor.deliver.channels import build
from monitor.ports import Channel, Clock


class Ways:
    """Opens channels, hands them out, closes them."""

    def __init__(self, clock: Clock, given: Mapping[str, Channel] | None = None) -> None:
        """`given` channels take the place of those of the same names, whatever the configuration says."""
        self._clock = clock
        self._given = dict(given or {})
        self._settings: dict[str, ChannelSettings] = {}
        self._open: dict[str, Channel] = {}
        self._retired: list[Channel] = []
        self._holders = 0

    def use(self, wanted: Iterable[ChannelSettings]) -> None:
        """From now on these. One whose settings stay, secret included, stays itself; nothing is connected yet."""
        settings = {one.name: one for one in wanted}
        kept = {name: self._open[name] for name, one in settings.items() if self._settings.get(name) == one}
        self._retired += [channel for name, channel in self._open.items() if name not in kept]
        self._open = {
            name: kept[name] if name in kept else build(one, clock=self._clock) for name, one in settings.items()
        }
        self._settings = settings

    @asynccontextmanager
    async def held(self) -> AsyncIterator[Mapping[str, Channel]]:
        """The channels by name; none of them closes before the end of the block."""
        self._holders += 1
        try:
            yield {**self._open, **self._given}
        finally:
            self._holders -= 1
            if not self._holders:
                await self._close_retired()

    async def close(self) -> None:
        """Close all of them; nobody holds any."""
        self._retired += [*self._open.values(), *self._given.values()]
        self._open = {}
        await self._close_retired()

    async def _close_retired(self) -> None:
        retired, self._retired = self._retired, []
        for channel in retired:
            await channel.close()
