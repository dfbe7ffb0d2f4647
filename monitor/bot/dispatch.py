"""An update -> whoever deals with it, however it came."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from telegram import Bot, CallbackQuery, Message, Update
from telegram.error import RetryAfter, TelegramError

from monitor.bot.trouble import name_of, worded
from monitor.errors import StoreError

#: what we ask for
ALLOWED: Final = (Update.CALLBACK_QUERY, Update.MESSAGE)

OnPress: TypeAlias = Callable[[Bot, CallbackQuery], Awaitable[None]]
OnMessage: TypeAlias = Callable[[Bot, Message], Awaitable[None]]
_log = logging.getLogger(__name__)


class Dispatch:
    """For the bot of one token."""

    def __init__(self, token: str, *, pressed: OnPress, written: OnMessage) -> None:
        self._token = token
        self._pressed = pressed
        self._written = written

    async def __call__(self, bot: Bot, update: Update) -> None:
        """Raises what makes the same update come again, `StoreError` and `RetryAfter`; one that cannot be dealt with is
        passed over."""
        name = name_of(self._token)
        try:
            if update.callback_query:
                await self._pressed(bot, update.callback_query)
            elif update.message:
                await self._written(bot, update.message)
        except (StoreError, RetryAfter):
            raise
        except TelegramError as error:
            _log.warning("bot %s: update %d: %s", name, update.update_id, worded(error, self._token))
        except Exception:
            _log.exception("bot %s: update %d is passed over", name, update.update_id)
