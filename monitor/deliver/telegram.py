"""A Telegram chat, through the Bot API.

What python-telegram-bot raises, and what it means (measured with 22.8):

    RetryAfter                             429      wait as long as it says
    Forbidden                              403      permanent: the bot was blocked or put out of the chat
    InvalidToken                           401 404  permanent: the token is wrong
    ChatMigrated                           400      once more, to the new chat id
    BadRequest "can't parse entities"      400      once more, as plain text
    BadRequest                             400      permanent
    TimedOut, NetworkError, anything else           ambiguous if the request was written, else safe to retry

An edit puts the same words in the same place however often it is made: it is never ambiguous, and repeated freely.

    BadRequest "message is not modified"   400      it says that already: done
    BadRequest "… not found", "can't be …" 400      the reader deleted it, or it is not ours: a new message
    ChatMigrated                           400      its number means nothing in the new chat: a new message
"""

from __future__ import annotations

import logging
import os
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

# Before the import of telegram: without it, every RetryAfter raises a deprecation warning (22.8, `error.py`).
os.environ.setdefault("PTB_TIMEDELTA", "true")

import httpx
from telegram import Bot
from telegram import Message as TelegramMessage
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from monitor.decide import delivery
from monitor.deliver import calls
from monitor.deliver.blocks import Document
from monitor.deliver.boundary import Boundary, attach, boundary
from monitor.deliver.chart.png import picture
from monitor.deliver.markup import parts
from monitor.deliver.stamp import stamp_of
from monitor.deliver.telling import answer_code, document, message
from monitor.deliver.text import cap
from monitor.errors import DeliveryError, SecretMissing
from monitor.model import Alert, Digest, Message, News, Pace, Receipt
from monitor.ports import Clock

log = logging.getLogger(__name__)
RequestHook: TypeAlias = Callable[[httpx.Request], Awaitable[None]]

#: Seconds. A long wait for the answer keeps "sent or not?" rare; the library's own 5 s make it common.
READ_TIMEOUT_S, CONNECT_TIMEOUT_S = 30.0, 10.0
#: seconds between two messages of a private chat, of a group or channel (20 a minute), and of all of a bot's (30 a
#: second): core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
CHAT_GAP_S, GROUP_GAP_S, BOT_GAP_S = 1.0, 3.0, 1 / 30
#: core.telegram.org/bots/api#sendphoto: UTF-16 units of a caption
MAX_CAPTION = 1024


class TelegramChannel:
    """Sends to one chat. Nothing is connected, and no token needed, before the first message."""

    def __init__(self, settings: delivery.Telegram, *, clock: Clock) -> None:
        self.name = settings.name
        self._settings = settings
        self._clock = clock
        self._chat_id = settings.chat_id
        self._bot: Bot | None = None

    def __repr__(self) -> str:
        return f"TelegramChannel({self.name!r})"

    def render(self, what: News) -> tuple[Message, ...]:
        """Parts of at most 4,096 UTF-16 units and 100 entities; under the last of an alert, buttons to answer with."""
        alert = what if isinstance(what, Alert) else None
        rendered = parts(_without_answer(document(what)) if alert else document(what))
        written = tuple(
            message(
                what,
                self.name,
                number,
                text=part.text,
                html=part.html,
                code=answer_code(alert) if alert and number == len(rendered) else "",
            )
            for number, part in enumerate(rendered, start=1)
        )
        return (*written, *self._chart(what, len(written) + 1))

    def _chart(self, what: News, number: int) -> Iterator[Message]:
        """The volume of a digest, behind its text: a picture that fails or comes late takes nothing with it."""
        if isinstance(what, Digest) and what.volume:
            drawn = picture(what.volume)
            yield message(what, self.name, number, text=drawn.alt, pictures=(drawn,))

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
        html = bool(message.html)
        try:
            return (await self._send_once(bot, message, html=html)).message_id
        except ChatMigrated as moved:
            self._chat_id = moved.new_chat_id
            log.warning("%s: the chat has a new id, write it into the configuration: %d", self.name, self._chat_id)
        except BadRequest as refused:
            if message.pictures:
                log.warning("%s: picture refused, sent in words: %s", self.name, refused)
                return (await self._send_once(bot, replace(message, pictures=()), html=html)).message_id
            self._unless_markup(refused, html)
            html = False
        return (await self._send_once(bot, message, html=html)).message_id

    async def _edit_mended(self, bot: Bot, number: int, message: Message) -> int:
        """The number itself. Raises `_NothingToEdit`."""
        html = bool(message.html)
        try:
            await self._edit_once(bot, number, message, html=html)
        except ChatMigrated as moved:
            self._chat_id = moved.new_chat_id
            raise _NothingToEdit(str(moved)) from None
        except BadRequest as refused:
            if calls.is_gone(refused):
                raise _NothingToEdit(str(refused)) from None
            if not calls.says_that_already(refused):
                self._unless_markup(refused, html)
                await self._edit_once(bot, number, message, html=False)
        return number

    def _unless_markup(self, refused: BadRequest, html: bool) -> None:
        """Raise it again, unless plain text would mend it."""
        if not html or not calls.is_about_markup(refused):
            raise refused
        log.warning("%s: markup refused, sent as plain text: %s", self.name, refused)

    async def _send_once(self, bot: Bot, message: Message, *, html: bool) -> TelegramMessage:
        if message.pictures:
            return await bot.send_photo(
                chat_id=self._chat_id,
                photo=message.pictures[0].png,
                filename=message.pictures[0].name,
                caption=cap(message.text, MAX_CAPTION),
                message_thread_id=self._settings.thread_id,
                disable_notification=True,  # it belongs to the message before it
            )
        return await bot.send_message(
            chat_id=self._chat_id,
            message_thread_id=self._settings.thread_id,
            disable_notification=self._settings.silent,
            reply_parameters=calls.answering(message),
            **calls.content(message, html=html),
        )

    async def _edit_once(self, bot: Bot, number: int, message: Message, *, html: bool) -> None:
        await bot.edit_message_text(chat_id=self._chat_id, message_id=number, **calls.content(message, html=html))

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
            case Forbidden() | InvalidToken() | BadRequest() | ChatMigrated():
                return DeliveryError(text, permanent=True)
            case _:
                return DeliveryError(text, ambiguous=crossing.crossed)


class _NothingToEdit(Exception):
    """The message is gone, or was never ours."""


def seconds_of(flood: RetryAfter) -> float:
    """How long the server wants to be left alone."""
    wait = flood.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())


def bot_of(token: str, api_url: str | None, *, on_request: RequestHook | None = None) -> Bot:
    """A bot that is never asked who it is: `initialize` would call getMe."""
    request = HTTPXRequest(
        read_timeout=READ_TIMEOUT_S,
        connect_timeout=CONNECT_TIMEOUT_S,
        httpx_kwargs={
            "event_hooks": {"request": [on_request] if on_request else []},
            "trust_env": api_url is None,  # a proxy leads to Telegram, not to a server of the owner's
        },
    )
    return Bot(token, base_url=_base_url(api_url), request=request, get_updates_request=request)


def _without_answer(whole: Document) -> Document:
    """The document without the line that says what to type: there are buttons."""
    sections = (tuple(block for block in section if block.role != "answer") for section in whole.sections)
    return replace(whole, sections=tuple(sections))


def _base_url(api_url: str | None) -> str:
    """What the library puts the token behind: "https://host" and "https://host/bot" mean the same."""
    return (api_url or "https://api.telegram.org").rstrip("/").removesuffix("/bot") + "/bot"
