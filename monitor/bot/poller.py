"""One bot, listening: getUpdates again and again, and what it brings, one update after the other.

Telegram keeps an update for 24 hours, until a later one is asked for (core.telegram.org/bots/api#getupdates). Which one
is next stands in the store and is moved on behind each update that was dealt with, so a stop in between loses nothing,
and repeats at most one, whose handler must not mind. The daemon runs it, `monitor once` asks once for what waits.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot, Update
from telegram.error import BadRequest, Conflict, TelegramError

from monitor.bot.dispatch import ALLOWED, Dispatch, OnMessage, OnPress
from monitor.bot.trouble import MENDING_S, Trouble, name_of
from monitor.deliver.bot_api import bot_of
from monitor.errors import StoreError
from monitor.ports import Store

#: seconds for which the server holds a question open while nothing happens; its documentation's examples take 50 to 60
HOLD_S = 50
_log = logging.getLogger(__name__)


class Poller:
    """Listens for one bot. `pause` waits for so many seconds, `warn` has the admin told."""

    def __init__(
        self,
        token: str,
        api_url: str | None,
        *,
        store: Store,
        pressed: OnPress,
        written: OnMessage,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        warn: Callable[[Sequence[str]], None] = lambda _: None,
    ) -> None:
        self._name = name_of(token)
        self._token = token
        self._api_url = api_url
        self._store = store
        self._deal_with = Dispatch(token, pressed=pressed, written=written)
        self._pause = pause
        self._trouble = Trouble(token, pause, warn)

    async def run(self) -> None:
        """Until cancelled; every trouble is waited out, and told once."""
        bot = bot_of(self._token, self._api_url)
        try:
            while True:
                try:
                    await self._listen(bot, HOLD_S)
                    self._trouble.over()
                except (TelegramError, StoreError) as error:
                    await self._trouble.wait_out(error)
                except Exception:  # an update that the library cannot read: tomorrow it is gone
                    _log.exception("bot %s: what it is sent cannot be read", self._name)
                    await self._pause(MENDING_S)
        finally:
            await bot.request.shutdown()

    async def once(self) -> None:
        """Deal with what waits already. Trouble is told, and what it held up waits on."""
        bot = bot_of(self._token, self._api_url)
        try:
            while await self._listen(bot, 0):
                pass
        except (TelegramError, StoreError) as error:
            self._trouble.tell(error, "next time")
        finally:
            await bot.request.shutdown()

    async def _listen(self, bot: Bot, hold_s: int) -> bool:
        """One question, held open so long, and everything that it brings; whether that is anything."""
        updates = await self._asked(bot, hold_s)
        for update in updates:
            await self._deal_with(bot, update)
            await asyncio.to_thread(self._store.save_bot_offset, self._name, update.update_id + 1)
        return bool(updates)

    async def _asked(self, bot: Bot, hold_s: int) -> Sequence[Update]:
        offset = await asyncio.to_thread(self._store.bot_offset, self._name)
        try:
            return await bot.get_updates(offset=offset, timeout=hold_s, allowed_updates=ALLOWED)
        except BadRequest:
            # after a week of silence the server may count from anywhere (#update), and refuse what we counted up to
            return await bot.get_updates(timeout=hold_s, allowed_updates=ALLOWED)
        except Conflict:
            if not await self._unhooked(bot):
                raise
            return await bot.get_updates(offset=offset, timeout=hold_s, allowed_updates=ALLOWED)

    async def _unhooked(self, bot: Bot) -> bool:
        """Was it a webhook that kept us out? Then it is gone: whoever has no `webhook` in the file wants to ask."""
        if not (await bot.get_webhook_info()).url:
            return False
        await bot.delete_webhook(drop_pending_updates=False)
        _log.warning("bot %s: a webhook stood where none is configured; it was taken away", self._name)
        return True
