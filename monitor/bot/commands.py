"""What people write to a bot: "/mutes" and the like, which are looked up in `table`, done, and answered.

All other text is left alone: the chat may be a group that talks of other things.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Final

from telegram import Bot, Message

from monitor.bot.answering import Place, answer
from monitor.bot.asked import Answer, Asked, Command
from monitor.bot.chats import STRANGER, Chats
from monitor.bot.table import COMMANDS
from monitor.control import Reader
from monitor.deliver.buttons import pressed
from monitor.deliver.text import clean
from monitor.errors import ConfigError
from monitor.ports import Clock, Store
from monitor.settings.snapshot import Snapshot
from monitor.translation import voice_of

#: "/mute@watch_bot ABCD2345 7d": core.telegram.org/bots/features#commands
_WRITTEN: Final = re.compile(r"/(?P<name>[a-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?: (?P<words>.*))?", re.IGNORECASE)


class Commands:
    """Deals with the messages that one bot gets."""

    def __init__(self, chats: Chats, snapshot: Callable[[], Snapshot], store: Store, clock: Clock) -> None:
        self._chats = chats
        self._snapshot = snapshot
        self._store = store
        self._clock = clock
        #: the bot's name in chats, once it had to be asked for
        self._name = ""

    async def __call__(self, bot: Bot, message: Message) -> None:
        """Do what is asked, and answer in the same place; asking the same again does no harm.

        Raises `StoreError` and `TelegramError`: after the first, and after `RetryAfter`, it should come again.
        """
        written = _WRITTEN.fullmatch(clean(message.text or ""))
        command = COMMANDS.get(written["name"].lower()) if written else None
        if written is None or command is None or not await self._is_meant(bot, written["bot"]):
            return
        place = Place(bot=bot, message=message)
        channel = self._chats.channel(message.chat)
        if channel is None:
            if self._chats.first_of(message.chat.id, "a command was written"):
                await answer(place, Answer(text=STRANGER))
            return
        person = message.from_user.id if message.from_user else message.chat.id
        snapshot = self._snapshot()
        asked = Asked(
            words=tuple((written["words"] or "").split()),
            reader=Reader(name=f"telegram:{person}", way=channel.name),
            role="owner",
            channel=channel,
            voice=voice_of(channel.language),
            store=self._store,
            snapshot=snapshot,
            home=snapshot.home,
            now=self._clock.now(),
            say=lambda more: answer(place, more),
            message=message,
            about=_about(message.reply_to_message),
        )
        await answer(place, await _run(command, asked))

    async def _is_meant(self, bot: Bot, name: str | None) -> bool:
        """A group may have several bots: what names another is the other's."""
        if name and not self._name:
            self._name = (await bot.get_me()).username or ""
        return not name or name.casefold() == self._name.casefold()


async def _run(command: Command, asked: Asked) -> Answer:
    """Slips are answered, not raised."""
    try:
        found = await asyncio.to_thread(command.run, asked)
        return found if isinstance(found, Answer) else await found
    except ConfigError as slip:
        return Answer(text=str(slip))


def _about(message: Message | None) -> str:
    """The code under an alert."""
    rows = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
    found = (pressed(str(button.callback_data)) for row in rows for button in row if button.callback_data)
    return next((press.code for press in found if press), "")
