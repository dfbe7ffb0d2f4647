"""A press of a button under an alert -> what was pressed in the store, an answer, and the buttons as they stand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, Message
from telegram.error import NetworkError

from monitor.bot.chats import STRANGER, Chats
from monitor.control import Reader, answer
from monitor.deliver.buttons import FACES, Press, chosen_of, keyboard, pressed
from monitor.model import Mute, Opinion
from monitor.muting.acts import begin, story_mutes
from monitor.muting.sayings import badge, ending
from monitor.muting.spans import USUAL
from monitor.muting.subjects import Subject
from monitor.ports import Clock, Store, Telling
from monitor.settings.snapshot import Snapshot

_GONE = "This story is no longer known here, so nothing was noted."
_FOREIGN = "Nobody here knows what this button is for."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What a press leads to in the chat."""

    text: str
    #: as the buttons are to look; None where nothing is known of them
    marked: InlineKeyboardMarkup | None = None


class Buttons:
    """Deals with the presses of one bot's buttons."""

    def __init__(self, chats: Chats, snapshot: Callable[[], Snapshot], store: Store, clock: Clock) -> None:
        self._chats = chats
        self._snapshot = snapshot
        self._store = store
        self._clock = clock

    async def __call__(self, bot: Bot, query: CallbackQuery) -> None:
        """Do what was pressed, then answer, then mark the buttons; saying it again does no harm.

        Raises `StoreError` where it could not be kept, and `RetryAfter`: in both cases the press should come again.
        """
        message = query.message
        chat = message.chat if message else None
        channel = self._chats.channel(chat)
        if channel is None:
            if self._chats.first_of(chat.id if chat else query.from_user.id, "a button was pressed"):
                await _say(bot, query, STRANGER)
            return
        press = pressed(query.data)
        if press is None:
            await _say(bot, query, _FOREIGN)
            return
        before = message.reply_markup if isinstance(message, Message) else None
        reader = Reader(name=f"telegram:{query.from_user.id}", way=channel.name)
        found = await asyncio.to_thread(self._carry_out, press, reader, chosen_of(before))
        await _say(bot, query, found.text)
        if message and found.marked and found.marked != before:
            # it may be gone, or marked so by another press: what was said is kept all the same
            with suppress(NetworkError):
                await bot.edit_message_reply_markup(message.chat.id, message.message_id, reply_markup=found.marked)

    def _carry_out(self, press: Press, reader: Reader, chosen: Opinion | None) -> _Answer:
        telling, now = self._store.telling(press.code), self._clock.now()
        if telling is None:
            return _Answer(text=_GONE)
        match press.act:
            case "up" | "down" as opinion:
                chosen = opinion
                answer(self._store, press.code, opinion, reader, now)
                text = f"{FACES[opinion]} Noted, thank you."
            case "mute":
                text = f"Muted {ending(self._mute(telling, reader, now), now)}. Nothing more of this story until then."
            case "unmute":
                for mute in story_mutes(self._store, telling.story_id, telling.profile, now):
                    self._store.end_mute(mute.id, now)
                text = "No longer muted."
        return _Answer(text=text, marked=keyboard(press.code, chosen, self._badge(telling, now)))

    def _mute(self, telling: Telling, reader: Reader, now: datetime) -> Mute:
        subject = Subject(kind="story", id=telling.story_id, name=telling.title, profile=telling.profile)
        until, minor = now + USUAL["story"], self._snapshot().lexicon.minor
        return begin(self._store, subject, until, reader, now, minor=minor, profile=telling.profile)

    def _badge(self, telling: Telling, now: datetime) -> str:
        """Until when the story is muted, on its profile's clock; empty where it is not."""
        mutes = story_mutes(self._store, telling.story_id, telling.profile, now)
        profile = self._snapshot().profiles.get(telling.profile)
        return badge(mutes, profile.alert.timezone if profile else "UTC")


async def _say(bot: Bot, query: CallbackQuery, text: str) -> None:
    """Answer, so that the button stops turning; a press of long ago takes no answer any more."""
    with suppress(NetworkError):
        await bot.answer_callback_query(query.id, text)
