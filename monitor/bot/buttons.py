"""A press of a button under an alert -> the reader's word in the store, an answer, and a mark on the button."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress

from telegram import Bot, CallbackQuery, Chat, Message
from telegram.error import NetworkError

from monitor.control import Reader, answer
from monitor.decide.delivery import Telegram
from monitor.deliver.buttons import FACES, keyboard, pressed
from monitor.ports import Clock, Store

#: chats that are no channel's, as many as are remembered: each is answered and logged once
STRANGERS = 1000
_STRANGER = "This bot answers only in the chats that its owner has set up."
_GONE = "This story is no longer known here, so nothing was noted."
_FOREIGN = "Nobody here knows what this button is for."

_log = logging.getLogger(__name__)


class Buttons:
    """Deals with the presses of one bot's buttons. `channels`: the bot's own, as they are now."""

    def __init__(self, channels: Callable[[], Sequence[Telegram]], store: Store, clock: Clock) -> None:
        self._channels = channels
        self._store = store
        self._clock = clock
        self._strangers: dict[int, None] = {}

    async def __call__(self, bot: Bot, query: CallbackQuery) -> None:
        """Keep the word, then answer, then mark the button; saying it again does no harm.

        Raises `StoreError` where it could not be kept, and `RetryAfter`: in both cases the press should come again.
        """
        chat = query.message.chat if query.message else None
        channel = next((one for one in self._channels() if chat and _is(one, chat)), None)
        if channel is None:
            await self._turn_away(bot, query, chat)
            return
        read = pressed(query.data)
        if read is None:
            await _say(bot, query, _FOREIGN)
            return
        code, opinion = read
        reader = Reader(name=f"telegram:{query.from_user.id}", way=channel.name)
        said = await asyncio.to_thread(answer, self._store, code, opinion, reader, self._clock.now())
        if said is None:
            await _say(bot, query, _GONE)
            return
        await _say(bot, query, f"{FACES[opinion]} Noted, thank you.")
        marked = keyboard(code, opinion)
        message = query.message
        if message and not (isinstance(message, Message) and message.reply_markup == marked):
            with suppress(NetworkError):  # it is gone, or marked so by another press: the word is kept all the same
                await bot.edit_message_reply_markup(message.chat.id, message.message_id, reply_markup=marked)

    async def _turn_away(self, bot: Bot, query: CallbackQuery, chat: Chat | None) -> None:
        """One polite answer for each stranger's chat, and one line in the log."""
        place = chat.id if chat else query.from_user.id
        if place in self._strangers:
            return
        if len(self._strangers) >= STRANGERS:
            del self._strangers[next(iter(self._strangers))]
        self._strangers[place] = None
        _log.warning("a button was pressed in chat %d, which is no channel's; nothing is done for it", place)
        await _say(bot, query, _STRANGER)


def _is(channel: Telegram, chat: Chat) -> bool:
    if isinstance(channel.chat_id, int):
        return channel.chat_id == chat.id
    return chat.username is not None and channel.chat_id.casefold() == f"@{chat.username}".casefold()


async def _say(bot: Bot, query: CallbackQuery, text: str) -> None:
    """Answer, so that the button stops turning; a press of long ago takes no answer any more."""
    with suppress(NetworkError):
        await bot.answer_callback_query(query.id, text)
