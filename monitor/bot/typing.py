"""The line that says that the bot is writing, where an answer takes a while."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram.constants import ChatAction
from telegram.error import TelegramError

from monitor.bot.answering import Place, topic_of

#: seconds that an answer may take without it
AFTER_S = 1.0
#: seconds between two; it stands for 5 (core.telegram.org/bots/api#sendchataction)
AGAIN_S = 4.5


@asynccontextmanager
async def typing(place: Place) -> AsyncIterator[None]:
    """While this lasts. That it cannot be shown is no trouble."""
    showing = asyncio.create_task(_shown(place))
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)


async def _shown(place: Place) -> None:
    chat, topic = place.message.chat.id, topic_of(place.message)
    await asyncio.sleep(AFTER_S)
    with suppress(TelegramError):
        while True:
            await place.bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=topic)
            await asyncio.sleep(AGAIN_S)
