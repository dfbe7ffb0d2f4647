"""What people write to a bot, or press: "/mutes" and the like, which are looked up in `table`, done, and answered.

All other text is left alone: the chat may be a group that talks of other things. Only an article that /watch waits for
is taken, and a stranger who writes to the bot alone is turned away for it, once. A button whose data are a command
("/language fa") asks what its text would.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from telegram import Bot, CallbackQuery, Chat, MaybeInaccessibleMessage, Message
from telegram.error import NetworkError, RetryAfter, TelegramError

from monitor.bot.answering import Place, answer
from monitor.bot.asked import Answer, Asked, Command
from monitor.bot.chats import STRANGER, Chats, Visitor, visitor
from monitor.bot.desk import Desk
from monitor.bot.door import Door
from monitor.bot.making.watch import follows
from monitor.bot.table import COMMANDS
from monitor.bot.typing import typing
from monitor.control import Reader
from monitor.decide.delivery import Telegram
from monitor.deliver.buttons import pressed
from monitor.deliver.text import clean
from monitor.errors import ConfigError
from monitor.model import Role, allowed
from monitor.ports import Clock, Store
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import CUTOFF
from monitor.translation import Voice, marked, voice_of

#: "/mute@watch_bot ABCD2345 7d": core.telegram.org/bots/features#commands
_WRITTEN: Final = re.compile(r"/(?P<name>[a-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?: (?P<words>.*))?", re.IGNORECASE)
_WHO_MAY: Final[dict[Role, str]] = {
    "reader": marked("Whoever is known here may ask that."),
    "editor": marked("Editors and owners of this chat may ask that; an owner can invite you: /invite editor"),
    "owner": marked("Owners of this chat may ask that."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What is asked, by whom and where."""

    name: str
    words: tuple[str, ...]
    #: the bot that is named; empty: none
    bot: str
    who: Visitor
    place: Place

    @property
    def chat(self) -> Chat:
        return self.place.message.chat


class Commands:
    """Deals with the messages that one bot gets."""

    def __init__(
        self,
        chats: Chats,
        snapshot: Callable[[], Snapshot],
        store: Store,
        clock: Clock,
        desk: Desk | None = None,
    ) -> None:
        self._desk = desk
        self._chats = chats
        self._snapshot = snapshot
        self._store = store
        self._clock = clock
        self._door = Door(chats, store, clock)
        #: the bot's name in chats, once it had to be asked for
        self._name = ""

    async def __call__(self, bot: Bot, message: Message) -> None:
        """Do what is asked, and answer in the same place; asking the same again does no harm.

        Raises `StoreError` and `TelegramError`: after the first, and after `RetryAfter`, it should come again.
        """
        await self._chats.refresh()
        who = visitor(message.from_user, message)
        if who is None:
            return
        place = Place(bot=bot, message=message)
        line = _line(message.text or message.caption or "", who, place)
        if line is not None and await self._is_meant(bot, line.bot):
            await self._ask(line)
        elif channel := self._channel(message.chat, who):
            if line is None and follows(message, channel.name, _reader(who), self._clock.now()):
                await self._ask(_Line(name="watch", words=(), bot="", who=who, place=place))
        elif message.chat.type == Chat.PRIVATE:
            await self._turn_away(place, who)

    async def pressed(self, bot: Bot, query: CallbackQuery, message: MaybeInaccessibleMessage) -> None:
        """As if the button's data had been written. Raises as a message does."""
        who = visitor(query.from_user)
        with suppress(NetworkError):  # a press of long ago takes no answer any more
            await bot.answer_callback_query(query.id)
        if who is not None and isinstance(message, Message):
            line = _line(query.data or "", who, Place(bot=bot, message=message, pressed=True))
            if line is not None:
                await self._ask(line)

    # ------------------------------------------------------------ who may

    async def _ask(self, line: _Line) -> None:
        channel, command = self._channel(line.chat, line.who), COMMANDS.get(line.name)
        if line.name == "start" and line.words and not line.place.pressed:
            if said := await self._door.show(line.who, line.chat, " ".join(line.words)):
                await answer(line.place, said)
        elif channel is None:
            if command or line.chat.type == Chat.PRIVATE:
                await self._turn_away(line.place, line.who)
        elif command is None:
            if line.chat.type == Chat.PRIVATE:
                await answer(line.place, Answer(text=_unknown(line.name, voice_of(channel.language))))
        else:
            await self._obey(line, channel, command)

    def _channel(self, chat: Chat, who: Visitor) -> Telegram | None:
        """Whose chat this is; None where this person has nothing to ask here."""
        channel = self._chats.channel(chat)
        return channel if channel and self._chats.role(channel, chat, who.number) else None

    async def _turn_away(self, place: Place, who: Visitor) -> None:
        """Once."""
        if self._chats.first_of(place.message.chat.id, "a command was written"):
            await answer(place, Answer(text=voice_of(who.language).say(STRANGER)))

    async def _obey(self, line: _Line, channel: Telegram, command: Command) -> None:
        voice, place = voice_of(channel.language), line.place
        role = self._chats.role(channel, line.chat, line.who.number) or "reader"
        if not allowed(role, command.role):
            await answer(place, Answer(text=voice.say(_WHO_MAY[command.role])))
            return
        snapshot = self._snapshot()
        asked = Asked(
            words=line.words,
            reader=Reader(name=_reader(line.who), way=channel.name),
            role=role,
            channel=channel,
            voice=voice,
            store=self._store,
            snapshot=snapshot,
            home=snapshot.home,
            now=self._clock.now(),
            say=lambda more: answer(place, more),
            busy=lambda: typing(place),
            message=place.message,
            about="" if place.pressed else _about(place.message.reply_to_message),
            pressed=place.pressed,
            desk=self._desk,
            bot_name=await self._called(place.bot) if command.role == "owner" else self._name,
        )
        await answer(place, await _run(command, asked))

    # ------------------------------------------------------------ the bot's name

    async def _is_meant(self, bot: Bot, name: str) -> bool:
        """A group may have several bots: what names another is the other's."""
        if name and not self._name:
            self._name = (await bot.get_me()).username or ""
        return not name or name.casefold() == self._name.casefold()

    async def _called(self, bot: Bot) -> str:
        """Empty where the server does not say."""
        if not self._name:
            try:
                self._name = (await bot.get_me()).username or ""
            except RetryAfter:
                raise
            except TelegramError:
                return ""
        return self._name


def _reader(who: Visitor) -> str:
    return f"telegram:{who.number}"


async def _run(command: Command, asked: Asked) -> Answer:
    """Slips are answered, not raised."""
    try:
        async with asked.busy():
            found = await asyncio.to_thread(command.run, asked)
            return found if isinstance(found, Answer) else await found
    except ConfigError as slip:
        return Answer(text=str(slip))


def _line(text: str, who: Visitor, place: Place) -> _Line | None:
    """None for what is no command."""
    written = _WRITTEN.fullmatch(clean(text))
    if written is None:
        return None
    words = tuple((written["words"] or "").split())
    return _Line(name=written["name"].lower(), words=words, bot=written["bot"] or "", who=who, place=place)


def _unknown(name: str, voice: Voice) -> str:
    """With the nearest of those that there are."""
    near = get_close_matches(name, COMMANDS, n=1, cutoff=CUTOFF)
    if near:
        return voice.say("There is no /{name}. Did you mean /{near}?", name=name, near=near[0])
    return voice.say("There is no /{name}. /help shows what there is.", name=name)


def _about(message: Message | None) -> str:
    """The code under an alert."""
    rows = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
    found = (pressed(str(button.callback_data)) for row in rows for button in row if button.callback_data)
    return next((press.code for press in found if press), "")
