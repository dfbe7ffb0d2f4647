"""A Telegram chat, through the Bot API.

What python-telegram-bot raises, and what it means (measured with 22.8):

    RetryAfter                             429      wait as long as it says
    Forbidden                              403      the bot was blocked, or put out of the chat: it is closed
    InvalidToken                           401 404  the token is wrong: the bot is closed
    ChatMigrated                           400      once more, to the new chat id, which is kept
    BadRequest "chat not found" …          400      the chat is closed
    BadRequest, see `calls`                400      once more, as it may be taken
    BadRequest                             400      permanent
    TimedOut, NetworkError, anything else           ambiguous if the request was written, else safe to retry

An edit puts the same words in the same place however often it is made: it is never ambiguous, and repeated freely.

    BadRequest "message is not modified"   400      it says that already: done
    BadRequest "… not found", "can't be …" 400      the reader deleted it, or it is not ours: a new message
    ChatMigrated                           400      its number means nothing in the new chat: a new message
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from monitor.decide import delivery
from monitor.deliver import calls
from monitor.deliver.blocks import Document
from monitor.deliver.bot_api import bot_of, seconds_of
from monitor.deliver.boundary import Boundary, attach, boundary
from monitor.deliver.chart.png import picture
from monitor.deliver.markup import MAX_UNITS, parts
from monitor.deliver.repeat import marked
from monitor.deliver.stamp import stamp_of
from monitor.deliver.telling import answer_code, document, message
from monitor.errors import DeliveryError, SecretMissing, StoreError
from monitor.model import Alert, Digest, Message, News, Pace, Receipt
from monitor.ports import ChatBook, Clock
from monitor.translation import voice_of

log = logging.getLogger(__name__)

#: seconds between two messages of a private chat, of a group or channel (20 a minute), and of all of a bot's (30 a
#: second): core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
CHAT_GAP_S, GROUP_GAP_S, BOT_GAP_S = 1.0, 3.0, 1 / 30
#: more than `calls` can find to mend in one message: what is refused after so many is refused
MENDINGS = 8


class TelegramChannel:
    """Sends to one chat. Nothing is connected, and no token needed, before the first message."""

    def __init__(self, settings: delivery.Telegram, *, clock: Clock, chats: ChatBook | None = None) -> None:
        """`chats` is asked before each call, and told of a group that has another number from now on."""
        self.name = settings.name
        self._settings = settings
        self._clock = clock
        self._chats = chats
        #: where it goes, as far as is known without asking the book
        self._voice = voice_of(settings.language)
        self._chat_id = settings.chat_id
        #: the same as the server said it last, should the book not take it
        self._moved_to = settings.chat_id
        self._bot: Bot | None = None

    def __repr__(self) -> str:
        return f"TelegramChannel({self.name!r})"

    def render(self, what: News) -> tuple[Message, ...]:
        """Parts of at most 4,096 UTF-16 units and 100 entities; under the last of an alert, buttons to answer with."""
        alert = what if isinstance(what, Alert) else None
        told = document(what, self._voice)
        rendered = parts(_without_answer(told) if alert else told)
        written = tuple(
            message(
                what,
                self.name,
                number,
                text=part.text,
                html=part.html,
                code=answer_code(alert) if alert and number == len(rendered) else "",
                continued=number > 1,
            )
            for number, part in enumerate(rendered, start=1)
        )
        return (*written, *self._chart(what, len(written) + 1))

    def _chart(self, what: News, number: int) -> Iterator[Message]:
        """The volume of a digest, behind its text: a picture that fails or comes late takes nothing with it."""
        if isinstance(what, Digest) and what.volume:
            drawn = picture(what.volume, self._voice)
            yield message(what, self.name, number, text=drawn.alt, pictures=(drawn,), continued=True)

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """One `sendMessage`, or two where the first was refused for a reason that can be mended at once."""
        return await self._calling(lambda bot: self._send_mended(bot, message), request_written)

    @property
    def pace(self) -> Pace:
        """That of the chat, which other channels may write to with the same bot."""
        bot = f"telegram/{(self._settings.token or '').partition(':')[0]}"
        chat = self._chat_id
        return Pace(
            lane=f"{bot}/{chat}",
            gap_s=CHAT_GAP_S if isinstance(chat, int) and chat > 0 else GROUP_GAP_S,
            whole=bot,
            whole_gap_s=BOT_GAP_S,
            stamp=stamp_of(self._settings.secrets),
        )

    @property
    def edits(self) -> bool:
        """Bots may edit what they sent, however old it is."""
        return True

    async def edit(
        self, remote_id: str, message: Message, *, request_written: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """One `editMessageText`; a new message, with its own id in the receipt, where there is nothing to edit.

        `request_written` is awaited for the new message alone: an edit that may have been made is made again.
        """
        try:
            if not remote_id.isdecimal():
                raise _NothingToEdit("no message of Telegram's has this number")
            return await self._calling(lambda bot: self._edit_mended(bot, int(remote_id), message), None)
        except _NothingToEdit as why:
            log.info("%s: message %s cannot be edited, a new one is sent: %s", self.name, remote_id, why)
        return await self.send(message, request_written=request_written)

    async def close(self) -> None:
        """Release the connections."""
        if self._bot is not None:
            await self._bot.request.shutdown()
            self._bot = None

    # ------------------------------------------------------------ sending

    async def _calling(
        self, call: Callable[[Bot], Awaitable[int]], request_written: Callable[[], Awaitable[None]] | None
    ) -> Receipt:
        """What comes of a call that gives a message's number. Raises `DeliveryError`."""
        bot = self._ready_bot()
        crossing = Boundary(request_written)
        token = boundary.set(crossing)
        try:
            number = await call(bot)
        except TelegramError as error:
            raise self._translated(error, crossing) from None  # the chain below holds the address, token included
        finally:
            boundary.reset(token)
        return Receipt(sent_at=self._clock.now(), remote_id=str(number))

    async def _send_mended(self, bot: Bot, message: Message) -> int:
        call = calls.call_of(marked(message, self._voice, MAX_UNITS), self._settings)
        for _ in range(MENDINGS):
            try:
                return await self._send_once(bot, call)
            except ChatMigrated as moved:
                await self._moves(moved.new_chat_id)
            except BadRequest as refused:
                call = self._mended(call, refused)
        return await self._send_once(bot, call)

    async def _edit_mended(self, bot: Bot, number: int, message: Message) -> int:
        """The number itself. Raises `_NothingToEdit`."""
        call = calls.call_of(message, self._settings)
        for _ in range(MENDINGS):
            try:
                await self._edit_once(bot, number, call)
            except ChatMigrated as moved:
                await self._moves(moved.new_chat_id)
                raise _NothingToEdit(str(moved)) from None
            except BadRequest as refused:
                if calls.is_gone(refused):
                    raise _NothingToEdit(str(refused)) from None
                if not calls.says_that_already(refused):
                    call = self._mended(call, refused)
                    continue
            break
        return number

    def _mended(self, call: calls.Call, refused: BadRequest) -> calls.Call:
        """The call as it may be taken. Raises `refused` again where nothing can be mended."""
        if (found := call.mended(refused)) is None:
            raise refused
        mended, how = found
        log.warning("%s: %s: %s", self.name, how, refused)
        return mended

    async def _moves(self, chat_id: int) -> None:
        """The group has become a supergroup, with a number of its own."""
        self._chat_id = self._moved_to = chat_id
        if self._chats is not None:
            try:
                await asyncio.to_thread(self._chats.remember_chat, self.name, chat_id)
            except StoreError as error:  # the server says it again after the next start
                log.warning("%s: %s", self.name, error)
        log.warning("%s: the chat has a new id, write it into the configuration: %d", self.name, chat_id)

    async def _chat(self) -> int | str:
        """Where it goes now: what was learned since stands before what the configuration says."""
        if self._chats is not None:
            self._chat_id = await asyncio.to_thread(self._chats.chat, self.name) or self._moved_to
        if self._chat_id is None:
            raise SecretMissing(f"{self.name}: it has no chat yet; `monitor run` shows the code to write to its bot")
        return self._chat_id

    async def _send_once(self, bot: Bot, call: calls.Call) -> int:
        place = call.place(await self._chat(), self._settings)
        if call.message.pictures:
            return (await bot.send_photo(**place, **call.photo())).message_id
        return (await bot.send_message(**place, **call.content(self._settings))).message_id

    async def _edit_once(self, bot: Bot, number: int, call: calls.Call) -> None:
        content = call.content(self._settings)
        await bot.edit_message_text(chat_id=await self._chat(), message_id=number, **content)

    def _ready_bot(self) -> Bot:
        if self._bot is None:
            token = self._settings.token
            if token is None:
                raise SecretMissing(self._settings.missing or f"{self.name}: the bot's token is missing")
            if not delivery.TOKEN.fullmatch(token):
                raise DeliveryError(f"{self.name}: this is not a bot token (digits, a colon, letters)", permanent=True)
            self._bot = bot_of(token, self._settings.api_url, on_request=attach)
        return self._bot

    def _translated(self, error: TelegramError, crossing: Boundary) -> DeliveryError:
        text = f"{self.name}: {error}".replace(str(self._settings.token), "<token>")
        match error:
            case RetryAfter():
                return DeliveryError(text, retry_after_s=seconds_of(error))
            case Forbidden() | InvalidToken():
                return DeliveryError(text, permanent=True, closes=True)
            case BadRequest():
                return DeliveryError(text, permanent=True, closes=calls.is_closed(error))
            case ChatMigrated():
                return DeliveryError(text, permanent=True)
            case _:
                return DeliveryError(text, ambiguous=crossing.crossed)


class _NothingToEdit(Exception):
    """The message is gone, or was never ours."""


def _without_answer(whole: Document) -> Document:
    """The document without the line that says what to type: there are buttons."""
    sections = (tuple(block for block in section if block.role != "answer") for section in whole.sections)
    return replace(whole, sections=tuple(sections))
