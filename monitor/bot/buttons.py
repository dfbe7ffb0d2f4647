"""A press of a button under an alert -> what was pressed in the store, an answer, and the buttons as they stand.

Why?            a reply in the chat: what was stored of the story, in words
👍 👎           the opinion is kept, and marked for all who see the message
Mute, Unmute    the story is muted for a week, and the button says by whom and until when
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, MaybeInaccessibleMessage, Message
from telegram.constants import ParseMode
from telegram.error import NetworkError, RetryAfter, TelegramError

from monitor.bot.chats import STRANGER, Chats
from monitor.bot.reasons import reasons
from monitor.control import Reader, answer, why
from monitor.decide.delivery import Telegram
from monitor.deliver.buttons import FACES, Press, chosen_of, keyboard, pressed
from monitor.deliver.calls import answering, topic
from monitor.deliver.markup import Part, parts
from monitor.deliver.text import clean, is_blank
from monitor.model import Mute, Opinion
from monitor.muting.acts import begin, story_mutes
from monitor.muting.sayings import badge, ending, lasting
from monitor.muting.spans import USUAL
from monitor.muting.subjects import Subject
from monitor.ports import Clock, Store, Telling
from monitor.settings.snapshot import Snapshot
from monitor.translation import Voice, marked, voice_of

#: within this time the same is not said again under the same message
AGAIN = timedelta(minutes=10)
#: answers that are remembered for it
REMEMBERED = 1000

_GONE: Final = marked("This story is no longer known here, so nothing was noted.")
_FOREIGN: Final = marked("Nobody here knows what this button is for.")
_SAID: Final = marked("The reasons stand in this chat already.")
_NOT_YOURS: Final = marked("Only an editor of this chat may mute stories.")

#: may this person (their number) of this channel's chat mute and unmute?
MayMute: TypeAlias = Callable[[Telegram, int], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What a press leads to in the chat."""

    text: str
    #: False where nothing is known of the buttons
    known: bool = True
    #: the story's address
    url: str = ""
    chosen: Opinion | None = None
    #: those that stand on the story, and the zone in which their end is told
    mutes: tuple[Mute, ...] = ()
    timezone: str = "UTC"
    #: to be said in reply to the message
    reply: tuple[Part, ...] = ()


class Buttons:
    """Deals with the presses of one bot's buttons."""

    def __init__(
        self,
        chats: Chats,
        snapshot: Callable[[], Snapshot],
        store: Store,
        clock: Clock,
        *,
        may_mute: MayMute = lambda channel, person: True,
    ) -> None:
        self._chats = chats
        self._snapshot = snapshot
        self._store = store
        self._clock = clock
        self._may_mute = may_mute
        #: chat and message -> when its reasons were said
        self._said: dict[tuple[int, int], datetime] = {}

    async def __call__(self, bot: Bot, query: CallbackQuery) -> None:
        """Do what was pressed, then answer, then mark the buttons; saying it again does no harm.

        Raises `StoreError` where it could not be kept, and `RetryAfter`: in both cases the press should come again.
        """
        message, person = query.message, query.from_user.id
        chat = message.chat if message else None
        channel = self._chats.channel(chat)
        if message is None or channel is None:
            if self._chats.first_of(chat.id if chat else person, "a button was pressed"):
                await _say(bot, query, STRANGER)
            return
        press, voice = pressed(query.data), voice_of(channel.language)
        if press is None:
            await _say(bot, query, voice.say(_FOREIGN))
        elif press.act in ("mute", "unmute") and not self._may_mute(channel, person):
            await _say(bot, query, voice.say(_NOT_YOURS))
        elif press.act == "why" and self._was_said(message):
            await _say(bot, query, voice.say(_SAID))
        else:
            before = message.reply_markup if isinstance(message, Message) else None
            reader = Reader(name=f"telegram:{person}", way=channel.name)
            found = await asyncio.to_thread(self._carry_out, press, reader, chosen_of(before), voice)
            await _say(bot, query, found.text)
            await self._reply(bot, message, channel, found.reply)
            await self._mark(bot, query, message, found, voice)

    # ------------------------------------------------------------ in the store

    def _carry_out(self, press: Press, reader: Reader, chosen: Opinion | None, voice: Voice) -> _Answer:
        telling, now = self._store.telling(press.code), self._clock.now()
        if telling is None:
            return _Answer(text=voice.say(_GONE), known=False)
        profile = self._snapshot().profiles.get(telling.profile)
        reply: tuple[Part, ...] = ()
        match press.act:
            case "up" | "down" as opinion:
                chosen = opinion
                answer(self._store, press.code, opinion, reader, now)
                text = f"{FACES[opinion]} " + voice.say("Noted, thank you.")
            case "why":
                found = why(self._store, self._snapshot(), telling)
                if found is None:
                    return _Answer(text=voice.say(_GONE), known=False)
                reply, text = parts(reasons(found, telling, profile.name if profile else "", voice)), ""
            case "mute":
                end = ending(self._muted(telling, reader, now), now, voice)
                text = voice.say("Muted {ending}. Nothing more of this story until then.", ending=end)
            case "unmute":
                for mute in story_mutes(self._store, telling.story_id, telling.profile, now):
                    self._store.end_mute(mute.id, now)
                text = voice.say("No longer muted.")
        return _Answer(
            text=text,
            url=self._address(telling),
            chosen=chosen,
            mutes=story_mutes(self._store, telling.story_id, telling.profile, now),
            timezone=profile.alert.timezone if profile else "UTC",
            reply=reply,
        )

    def _muted(self, telling: Telling, reader: Reader, now: datetime) -> Mute:
        """The mute that stands already, by whoever made it: a button of long ago moves no end. Else a new one."""
        if standing := lasting(story_mutes(self._store, telling.story_id, telling.profile, now)):
            return standing
        subject = Subject(kind="story", id=telling.story_id, name=telling.title, profile=telling.profile)
        until, minor = now + USUAL["story"], self._snapshot().lexicon.minor
        return begin(self._store, subject, until, reader, now, minor=minor, profile=telling.profile)

    def _address(self, telling: Telling) -> str:
        """Where the story can be read now; empty where its articles are gone."""
        stored = self._store.find_article(telling.article_id)
        return stored.story.lead.url if stored and stored.story else ""

    # ------------------------------------------------------------ in the chat

    async def _reply(
        self, bot: Bot, message: MaybeInaccessibleMessage, channel: Telegram, said: Sequence[Part]
    ) -> None:
        """The reasons, without a sound: whoever pressed is looking."""
        for part in said:
            await bot.send_message(
                message.chat.id,
                part.html,
                parse_mode=ParseMode.HTML,
                message_thread_id=_thread(message, channel),
                reply_parameters=answering(str(message.message_id)),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                disable_notification=True,
            )
        if said:
            if len(self._said) >= REMEMBERED:
                del self._said[next(iter(self._said))]
            self._said[message.chat.id, message.message_id] = self._clock.now()

    def _was_said(self, message: MaybeInaccessibleMessage) -> bool:
        said = self._said.get((message.chat.id, message.message_id))
        return said is not None and self._clock.now() - said < AGAIN

    async def _mark(
        self, bot: Bot, query: CallbackQuery, message: MaybeInaccessibleMessage, found: _Answer, voice: Voice
    ) -> None:
        if not found.known:
            return
        who = await _name(bot, query, lasting(found.mutes))
        muted = badge(found.mutes, found.timezone, who, voice)
        buttons = keyboard(_code(query), found.url, chosen=found.chosen, muted=muted, voice=voice)
        before = message.reply_markup if isinstance(message, Message) else None
        if buttons != before:
            await _set(bot, message, buttons)


async def _set(bot: Bot, message: MaybeInaccessibleMessage, marked: InlineKeyboardMarkup) -> None:
    """It may be gone, or marked so by another press: what was said is kept all the same."""
    with suppress(NetworkError):
        await bot.edit_message_reply_markup(message.chat.id, message.message_id, reply_markup=marked)


async def _say(bot: Bot, query: CallbackQuery, text: str) -> None:
    """Answer, so that the button stops turning; a press of long ago takes no answer any more."""
    with suppress(NetworkError):
        await bot.answer_callback_query(query.id, text)


async def _name(bot: Bot, query: CallbackQuery, mute: Mute | None) -> str:
    """What whoever muted is called in this chat; empty where nobody here did, or they cannot be asked for."""
    kind, _, number = mute.who.partition(":") if mute else ("", "", "")
    if kind != "telegram" or not number.isdecimal() or query.message is None:
        return ""
    person = query.from_user
    if int(number) != person.id:
        try:
            person = (await bot.get_chat_member(query.message.chat.id, int(number))).user
        except RetryAfter:
            raise
        except TelegramError:
            return ""
    return "" if is_blank(clean(person.first_name)) else person.first_name


def _code(query: CallbackQuery) -> str:
    press = pressed(query.data)
    return press.code if press else ""


def _thread(message: MaybeInaccessibleMessage, channel: Telegram) -> int | None:
    """The topic in which the message stands."""
    if isinstance(message, Message):
        return topic(message.message_thread_id) if message.is_topic_message else None
    return topic(channel.thread_id)
