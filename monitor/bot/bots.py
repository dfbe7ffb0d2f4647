"""Which bots listen: one poller for each token among the channels, whatever the channels become."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from monitor.decide.delivery import TOKEN, Telegram
from monitor.ports import Clock, Store
from monitor.settings.snapshot import Snapshot

if TYPE_CHECKING:
    from monitor.bot.poller import Poller

#: seconds between two looks at the channels, which a reload may have changed
LOOK_S = 5.0


class Bots:
    """Every bot that a channel of the `snapshot` in force names by its token."""

    def __init__(self, snapshot: Callable[[], Snapshot], *, store: Store, clock: Clock) -> None:
        self._snapshot = snapshot
        self._store = store
        self._clock = clock
        #: token -> its poller
        self._listening: dict[str, asyncio.Task[None]] = {}
        self._looking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen; needs a running event loop."""
        self._looking = asyncio.create_task(self._keep_up(), name="bots")

    async def stop(self) -> None:
        """Listen no more. A press in hand that is not kept yet comes again at the next start."""
        tasks = [*([self._looking] if self._looking else []), *self._listening.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._listening.clear()
        self._looking = None

    async def once(self) -> None:
        """Deal with what waits for each bot already."""
        bots = self._by_token().items()
        await asyncio.gather(*(self._poller(token, first.api_url).once() for token, (first, *_) in bots))

    async def _keep_up(self) -> None:
        """Follow the channels."""
        while True:
            wanted = self._by_token()
            for token, listening in list(self._listening.items()):
                if token not in wanted:
                    self._listening.pop(token).cancel()
                elif listening.done():
                    del self._listening[token]
            for token, (first, *_) in wanted.items():
                if token not in self._listening:
                    self._listening[token] = asyncio.create_task(self._poller(token, first.api_url).run())
            await asyncio.sleep(LOOK_S)

    def _poller(self, token: str, api_url: str | None) -> Poller:
        # the library takes longer to load than all else together: it is loaded where there is a bot
        from monitor.bot.buttons import Buttons
        from monitor.bot.chats import Chats
        from monitor.bot.commands import Commands
        from monitor.bot.poller import Poller

        def own() -> list[Telegram]:
            return self._by_token().get(token, [])

        chats = Chats(own)
        return Poller(
            token,
            api_url,
            store=self._store,
            pressed=Buttons(chats, self._snapshot, self._store, self._clock),
            written=Commands(chats, self._snapshot, self._store, self._clock),
        )

    def _by_token(self) -> dict[str, list[Telegram]]:
        """The channels of each bot, but those whose token is missing or none."""
        found: dict[str, list[Telegram]] = {}
        for channel in self._snapshot().channels:
            if isinstance(channel, Telegram) and channel.token and TOKEN.fullmatch(channel.token):
                found.setdefault(channel.token, []).append(channel)
        return found
