"""What people write to a bot: "/mutes" and the like. A command is a function of what was asked, named in `COMMANDS`.

All other text is left alone: the chat may be a group that talks of other things.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import Final

from telegram import Bot, LinkPreviewOptions, Message

from monitor.bot import mutes
from monitor.bot.asked import Asked, Command
from monitor.bot.chats import STRANGER, Chats
from monitor.control import Reader
from monitor.deliver.markup import MAX_UNITS
from monitor.deliver.text import cap, clean
from monitor.errors import ConfigError
from monitor.ports import Clock, Store
from monitor.settings.snapshot import Snapshot

COMMANDS: Final[Mapping[str, Command]] = {
    "mute": mutes.mute,
    "mutes": mutes.mutes,
    "unmute": mutes.unmute,
}
#: "/mute@watch_bot ABCD2345 7d": core.telegram.org/bots/features#commands
_WRITTEN = re.compile(r"/(?P<name>[a-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?: (?P<words>.*))?", re.IGNORECASE)


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
        channel = self._chats.channel(message.chat)
        if channel is None:
            if self._chats.first_of(message.chat.id, "a command was written"):
                await _reply(bot, message, STRANGER)
            return
        person = message.from_user.id if message.from_user else message.chat.id
        asked = Asked(
            words=tuple((written["words"] or "").split()),
            reader=Reader(name=f"telegram:{person}", way=channel.name),
            store=self._store,
            snapshot=self._snapshot(),
            now=self._clock.now(),
        )
        await _reply(bot, message, await asyncio.to_thread(_answer, command, asked))

    async def _is_meant(self, bot: Bot, name: str | None) -> bool:
        """A group may have several bots: what names another is the other's."""
        if name and not self._name:
            self._name = (await bot.get_me()).username or ""
        return not name or name.casefold() == self._name.casefold()


def _answer(command: Command, asked: Asked) -> str:
    """Slips are answered, not raised."""
    try:
        return command(asked)
    except ConfigError as slip:
        return str(slip)


async def _reply(bot: Bot, message: Message, text: str) -> None:
    await bot.send_message(
        message.chat.id,
        cap(text, MAX_UNITS),
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
