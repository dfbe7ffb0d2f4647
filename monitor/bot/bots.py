"""Which bots listen: one for each token among the channels, whatever the channels become."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from monitor.bot.hook.server import Servers
from monitor.decide.delivery import TOKEN, Telegram
from monitor.errors import StoreError
from monitor.ports import Clock, Store
from monitor.settings.snapshot import Snapshot

if TYPE_CHECKING:
    from monitor.bot.desk import Desk
    from monitor.bot.listening import Listening

#: seconds between two looks at the channels, which a reload may have changed
LOOK_S = 5.0
_log = logging.getLogger(__name__)


def _unsaid(_: object) -> None:
    """Nobody is there to be told."""


class Bots:
    """Every bot that a channel of the `snapshot` in force names by its token.

    `say` prints a line where the watch runs, `warn` has the admin told.
    """

    def __init__(
        self,
        snapshot: Callable[[], Snapshot],
        *,
        store: Store,
        clock: Clock,
        say: Callable[[str], None] = _log.warning,
        warn: Callable[[Sequence[str]], None] = _unsaid,
        desk: Desk | None = None,
    ) -> None:
        self._desk = desk
        self._snapshot = snapshot
        self._store = store
        self._clock = clock
        self._say = say
        self._warn = warn
        #: where webhooks are told
        self.servers = Servers()
        #: token -> its bot
        self._listening: dict[str, Listening] = {}
        self._looking: asyncio.Task[None] | None = None
        self._trouble = ""

    def start(self) -> None:
        """Begin to listen; needs a running event loop."""
        self._looking = asyncio.create_task(self._keep_up(), name="bots")

    async def stop(self) -> None:
        """Listen no more. A press in hand that is not kept yet comes again at the next start."""
        if self._looking:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        await asyncio.gather(*(one.stop() for one in self._listening.values()), return_exceptions=True)
        self._listening.clear()
        self._looking = None

    async def once(self) -> None:
        """Deal with what waits for each bot already."""
        await self._heed()
        for token in self._by_token():
            if token not in self._listening:
                self._listening[token] = self._bot(token)
        await asyncio.gather(*(self._listening[token].once() for token in self._by_token()))

    async def _keep_up(self) -> None:
        """Follow the channels."""
        while True:
            try:
                await self._heed()
                await self._follow()
                self._trouble = ""
            except StoreError as error:  # a lock, a full disk: told once, tried at the next look
                if str(error) != self._trouble:
                    self._trouble = str(error)
                    _log.warning("bots: %s; it is tried again", error)
            await asyncio.sleep(LOOK_S)

    async def _heed(self) -> None:
        """What was learned of a chat while the configuration said something else of it is forgotten."""
        said = {one.name: str(one.chat_id or "") for one in self._snapshot().channels if isinstance(one, Telegram)}
        await asyncio.to_thread(self._store.heed_chats, said)

    async def _follow(self) -> None:
        wanted = self._by_token()
        for token, bot in list(self._listening.items()):
            if token not in wanted or bot.ended or not bot.fits(wanted[token]):
                del self._listening[token]
                await bot.stop()
        for token in wanted:
            if token not in self._listening:
                self._listening[token] = self._bot(token)
                self._listening[token].start()
            await self._listening[token].look()

    def _bot(self, token: str) -> Listening:
        # the library takes longer to load than all else together: it is loaded where there is a bot
        from monitor.bot.listening import Listening

        return Listening(
            token,
            lambda: self._by_token().get(token, []),
            self._snapshot,
            store=self._store,
            clock=self._clock,
            say=self._say,
            warn=self._warn,
            servers=self.servers,
            desk=self._desk,
        )

    def _by_token(self) -> dict[str, list[Telegram]]:
        """The channels of each bot, but those whose token or secret is missing or none."""
        found: dict[str, list[Telegram]] = {}
        for channel in self._snapshot().channels:
            if not isinstance(channel, Telegram) or channel.missing:
                continue
            if channel.token and TOKEN.fullmatch(channel.token):
                found.setdefault(channel.token, []).append(channel)
        return found
