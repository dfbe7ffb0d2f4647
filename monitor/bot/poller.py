"""One bot, listening: getUpdates again and again, and what it brings, one update after the other.

Telegram keeps an update for 24 hours, until a later one is asked for (core.telegram.org/bots/api#getupdates). Which one
is next stands in the store and is moved on behind each update that was dealt with, so a stop in between loses nothing,
and repeats at most one, whose handler must not mind. The daemon runs it, `monitor once` asks once for what waits.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeAlias

from telegram import Bot, CallbackQuery, Message, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from monitor.deliver.bot_api import bot_of, seconds_of
from monitor.errors import StoreError
from monitor.ports import Store

#: seconds for which the server holds a question open while nothing happens; its documentation's examples take 50 to 60
HOLD_S = 50
#: seconds after the first, second, … trouble in a row; the last one again and again
PAUSES_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
#: seconds after what only the owner can mend: a wrong token, a second poller of the same bot, a webhook
MENDING_S = 300.0
#: what we ask for
ALLOWED: Final = (Update.CALLBACK_QUERY, Update.MESSAGE)

OnPress: TypeAlias = Callable[[Bot, CallbackQuery], Awaitable[None]]
OnMessage: TypeAlias = Callable[[Bot, Message], Awaitable[None]]
#: what the admin is told of a `Conflict`
_TAKEN: Final = "Bot {bot}: another program asks for its updates, or has set a webhook; its commands and buttons wait."
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
        #: the number in the token: what the bot is called in the store and the log
        self.name = token.partition(":")[0]
        self._token = token
        self._api_url = api_url
        self._store = store
        self._pressed = pressed
        self._written = written
        self._pause = pause
        self._warn = warn
        self._troubles = 0
        self._told = ""

    async def run(self) -> None:
        """Until cancelled; every trouble is waited out, and told once."""
        bot = bot_of(self._token, self._api_url)
        try:
            while True:
                try:
                    await self._listen(bot, HOLD_S)
                    self._troubles, self._told = 0, ""
                except (TelegramError, StoreError) as error:
                    await self._wait_out(error)
                except Exception:  # an update that the library cannot read: tomorrow it is gone
                    _log.exception("bot %s: what it is sent cannot be read", self.name)
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
            self._tell(error, "next time")
        finally:
            await bot.request.shutdown()

    async def _listen(self, bot: Bot, hold_s: int) -> bool:
        """One question, held open so long, and everything that it brings; whether that is anything."""
        offset = await asyncio.to_thread(self._store.bot_offset, self.name)
        try:
            updates = await bot.get_updates(offset=offset, timeout=hold_s, allowed_updates=ALLOWED)
        except BadRequest:
            # after a week of silence the server may count from anywhere (#update), and refuse what we counted up to
            updates = await bot.get_updates(timeout=hold_s, allowed_updates=ALLOWED)
        for update in updates:
            await self._deal_with(bot, update)
            await asyncio.to_thread(self._store.save_bot_offset, self.name, update.update_id + 1)
        return bool(updates)

    async def _deal_with(self, bot: Bot, update: Update) -> None:
        """Raises what makes the same update come again; one that cannot be dealt with is passed over."""
        try:
            if update.callback_query:
                await self._pressed(bot, update.callback_query)
            elif update.message:
                await self._written(bot, update.message)
        except (StoreError, RetryAfter):
            raise
        except TelegramError as error:
            _log.warning("bot %s: update %d: %s", self.name, update.update_id, self._worded(error))
        except Exception:
            _log.exception("bot %s: update %d is passed over", self.name, update.update_id)

    async def _wait_out(self, error: TelegramError | StoreError) -> None:
        self._troubles += 1
        if isinstance(error, RetryAfter):
            pause = seconds_of(error)
        elif isinstance(error, Conflict | Forbidden | InvalidToken):
            pause = MENDING_S
        else:
            pause = PAUSES_S[min(self._troubles, len(PAUSES_S)) - 1]
        self._tell(error, "again")
        await self._pause(pause)

    def _tell(self, error: TelegramError | StoreError, when: str) -> None:
        """Once, as long as it is the same."""
        if (said := self._worded(error)) != self._told:
            _log.warning("bot %s does not hear what is said to it: %s; it is tried %s", self.name, said, when)
            self._told = said
            if isinstance(error, Conflict):
                self._warn([_TAKEN.format(bot=self.name)])

    def _worded(self, error: Exception) -> str:
        return f"{type(error).__name__}: {error}".replace(self._token, "<token>")
