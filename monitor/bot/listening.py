"""One bot at work: it hears what is said to it, offers codes to channels without a chat, and keeps its menus."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence

from telegram.error import TelegramError

from monitor.bot.buttons import Buttons
from monitor.bot.chats import Chats
from monitor.bot.commands import Commands
from monitor.bot.desk import Desk
from monitor.bot.hook.hooked import Hooked
from monitor.bot.hook.server import Servers
from monitor.bot.menu import Menus
from monitor.bot.pairing import Pairing
from monitor.bot.poller import Poller
from monitor.bot.presses import Presses
from monitor.bot.trouble import name_of
from monitor.decide.delivery import Hook, Telegram
from monitor.deliver.bot_api import bot_of
from monitor.ports import Clock, Store
from monitor.settings.snapshot import Snapshot


def hook_of(channels: Iterable[Telegram]) -> Hook | None:
    """Where the bot of these is told; None: it asks. The channels of a bot that name a webhook name the same."""
    return next((one.hook for one in channels if one.hook), None)


class Listening:
    """The bot of one token. `own`: its channels, as they are now; `servers`: what a webhook needs."""

    def __init__(
        self,
        token: str,
        own: Callable[[], Sequence[Telegram]],
        snapshot: Callable[[], Snapshot],
        *,
        store: Store,
        clock: Clock,
        say: Callable[[str], None],
        warn: Callable[[Sequence[str]], None],
        servers: Servers,
        desk: Desk | None = None,
    ) -> None:
        self._token = token
        self._api_url = own()[0].api_url
        self._chats = Chats(own, store)
        self._pairing = Pairing(store, clock, say, self._called)
        commands = Commands(self._chats, snapshot, store, clock, desk)
        buttons = Buttons(self._chats, snapshot, store, clock, may_mute=self._chats.may_mute)
        pressed = Presses(self._chats, commands, buttons)
        self._hook = hook_of(own())
        self._ear: Poller | Hooked
        if self._hook is None:
            self._ear = Poller(token, self._api_url, store=store, pressed=pressed, written=commands, warn=warn)
        else:
            self._ear = Hooked(
                token,
                self._api_url,
                self._hook,
                servers,
                store=store,
                pressed=pressed,
                written=commands,
                warn=warn,
            )
        self._menus = Menus(name_of(token), self._chats, store)
        self._task: asyncio.Task[None] | None = None
        self._name = ""

    @property
    def ended(self) -> bool:
        """It was started, and hears nothing any more."""
        return self._task is not None and self._task.done()

    def fits(self, channels: Sequence[Telegram]) -> bool:
        """Does it hear in the way that its channels want?"""
        return hook_of(channels) == self._hook

    def start(self) -> None:
        """Begin to listen."""
        self._task = asyncio.create_task(self._ear.run())

    async def stop(self) -> None:
        """Listen no more."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def once(self) -> None:
        """Deal with what waits already."""
        await self._ear.once()

    async def look(self) -> None:
        """Offer codes and set menus, where something has changed. Raises `StoreError`."""
        await self._chats.refresh()
        await self._pairing.offer(self._chats.channels())
        bot = bot_of(self._token, self._api_url)
        try:
            await self._menus.keep_up(bot)
        finally:
            await bot.request.shutdown()

    async def _called(self, _: Telegram) -> str:
        """The bot's name; empty where the server does not say."""
        if not self._name:
            bot = bot_of(self._token, self._api_url)
            try:
                self._name = (await bot.get_me()).username or ""
            except TelegramError:
                return ""
            finally:
                await bot.request.shutdown()
        return self._name
