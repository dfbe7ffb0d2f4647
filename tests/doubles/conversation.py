"""A person who asks a command's function, and has its answers sent to the imitation of the Bot API."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from doubles.bot_api import BotApi, Received
from doubles.outcomes import CHANNEL, NOW
from telegram import Bot, Chat, InlineKeyboardMarkup, Message, User

from monitor.bot.answering import Place, answer
from monitor.bot.asked import Answer, Asked
from monitor.bot.desk import Desk
from monitor.bot.table import COMMANDS
from monitor.control import Reader
from monitor.decide.delivery import Telegram
from monitor.errors import ConfigError
from monitor.ports import Store
from monitor.settings.snapshot import Snapshot
from monitor.translation import voice_of


@dataclass(slots=True, kw_only=True)
class Conversation:
    """With one bot, in one chat."""

    api: BotApi
    bot: Bot
    store: Store
    snapshot: Snapshot
    channel: Telegram
    desk: Desk | None = None
    #: as the bot got them
    keyboards: list[InlineKeyboardMarkup | None] = field(default_factory=list)
    now: object = NOW

    async def ask(
        self, text: str, *, pressed: bool = False, about: str = "", language: str = "en", message: Message | None = None
    ) -> list[Received]:
        """What the bot says to "/last 3"; a slip is an answer too."""
        before = list(self.api.sent)
        name, *words = text.removeprefix("/").split()
        chat = Chat(id=42, type=Chat.PRIVATE)
        written = message or Message(
            message_id=len(before) or 1,
            date=NOW,
            chat=chat,
            text=text,
            from_user=User(id=42, first_name="Ana", is_bot=False),
        )
        for one in (written, written.reply_to_message):
            if one:
                one.set_bot(self.bot)
                if one.document:
                    one.document.set_bot(self.bot)
        place = Place(bot=self.bot, message=written, pressed=pressed)

        async def say(more: Answer) -> None:
            self.keyboards.append(more.keyboard)
            await answer(place, more)

        asked = Asked(
            words=tuple(words),
            reader=Reader(name="telegram:42", way=CHANNEL),
            role="owner",
            channel=replace(self.channel, language=language),
            voice=voice_of(language),
            store=self.store,
            snapshot=self.snapshot,
            home=self.snapshot.home,
            now=NOW,
            say=say,
            message=written,
            about=about,
            pressed=pressed,
            desk=self.desk,
        )
        try:
            found = await asyncio.to_thread(COMMANDS[name].run, asked)
            await say(found if isinstance(found, Answer) else await found)
        except ConfigError as slip:
            await say(Answer(text=str(slip)))
        return [one for one in self.api.sent if one not in before]

    async def press(self, label: str) -> list[Received]:
        """The button of that label under what was said last."""
        keyboard = next(one for one in reversed(self.keyboards) if one)
        found = (button for row in keyboard.inline_keyboard for button in row if label in button.text)
        return await self.ask(str(next(found).callback_data), pressed=True)


def texts(said: Sequence[Received]) -> str:
    """All of it, as a reader sees it."""
    return "\n".join(one.text for one in said)
