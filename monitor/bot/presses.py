"""A press of a button -> whoever deals with it: `commands` for a button that is a command, `buttons` for an alert's."""

from __future__ import annotations

from contextlib import suppress

from telegram import Bot, CallbackQuery
from telegram.error import NetworkError

from monitor.bot.chats import STRANGER, Chats, visitor
from monitor.bot.commands import Commands
from monitor.bot.dispatch import OnPress
from monitor.translation import voice_of


class Presses:
    """Those of one bot. Whoever may not ask here is told so once, whatever the button was."""

    def __init__(self, chats: Chats, commands: Commands, buttons: OnPress) -> None:
        self._chats = chats
        self._commands = commands
        self._buttons = buttons

    async def __call__(self, bot: Bot, query: CallbackQuery) -> None:
        """Raises `StoreError` and `RetryAfter`: the press should come again."""
        await self._chats.refresh()
        who, message = visitor(query.from_user), query.message
        channel = self._chats.channel(message.chat) if message else None
        if who is None:
            return
        if message is None or channel is None or not self._chats.role(channel, message.chat, who.number):
            place = message.chat.id if message else who.number
            if self._chats.first_of(place, "a button was pressed"):
                with suppress(NetworkError):
                    await bot.answer_callback_query(query.id, voice_of(who.language).say(STRANGER))
        elif (query.data or "").startswith("/"):
            await self._commands.pressed(bot, query, message)
        else:
            await self._buttons(bot, query)
