"""A Telegram chat, through the Bot API.

What python-telegram-bot raises, and what it means (measured with 22.8):

    RetryAfter                             429      wait as long as it says
    Forbidden                              403      permanent: the bot was blocked or put out of the chat
    InvalidToken                           401 404  permanent: the token is wrong
    ChatMigrated                           400      once more, to the new chat id
    BadRequest "can't parse entities"      400      once more, as plain text
    BadRequest                             400      permanent
    TimedOut, NetworkError, anything else           ambiguous if the request was written, else safe to retry
"""

from __future__ import annotations

import logging
import os
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import replace
from typing import Any, TypeAlias

# Before the import of telegram: without it, every RetryAfter raises a deprecation warning (22.8, `error.py`).
os.environ.setdefault("PTB_TIMEDELTA", "true")

import httpx
from telegram import Bot, LinkPreviewOptions
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from monitor.decide import delivery
from monitor.deliver.blocks import Document
from monitor.deliver.buttons import keyboard
from monitor.deliver.chart.png import picture
from monitor.deliver.markup import parts
from monitor.deliver.telling import answer_code, document, kind_of, message_key
from monitor.deliver.text import cap
from monitor.errors import DeliveryError, SecretMissing
from monitor.model import Alert, Digest, Message, News, Receipt
from monitor.ports import Clock

log = logging.getLogger(__name__)
RequestHook: TypeAlias = Callable[[httpx.Request], Awaitable[None]]

#: Seconds. A long wait for the answer keeps "sent or not?" rare; the library's own 5 s make it common.
READ_TIMEOUT_S, CONNECT_TIMEOUT_S = 30.0, 10.0
#: core.telegram.org/bots/api#sendphoto: UTF-16 units of a caption
MAX_CAPTION = 1024
_CANNOT_PARSE = "can't parse entities"


class _Boundary:
    """Tells when a request's first byte is about to be written: httpcore's trace extension knows, the library does not.

    Until then the connection was being made, and a failure is safe to retry.
    """

    def __init__(self, request_written: Callable[[], Awaitable[None]]) -> None:
        self._request_written = request_written
        self.crossed = False

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith(".send_request_headers.started") and not self.crossed:
            await self._request_written()
            self.crossed = True


_boundary: ContextVar[_Boundary] = ContextVar("_boundary")


async def _attach_boundary(request: httpx.Request) -> None:
    request.extensions["trace"] = _boundary.get()


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
            Message(
                text=part.text,
                html=part.html,
                key=message_key(what, self.name, number),
                code=answer_code(alert) if alert and number == len(rendered) else "",
            )
            for number, part in enumerate(rendered, start=1)
        )
        return (*written, *self._chart(what, len(written) + 1))

    def _chart(self, what: News, number: int) -> Iterator[Message]:
        """The volume of a digest, behind its text: a picture that fails or comes late takes nothing with it."""
        if isinstance(what, Digest) and what.volume:
            drawn = picture(what.volume)
            yield Message(text=drawn.alt, key=message_key(what, self.name, number), pictures=(drawn,))

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """One `sendMessage`, or two where the first was refused for a reason that can be mended at once."""
        bot = self._ready_bot()
        boundary = _Boundary(request_written)
        token = _boundary.set(boundary)
        try:
            sent = await self._send_mended(bot, message)
        except TelegramError as error:
            raise self._translated(error, boundary) from None  # the chain below holds the address, token included
        finally:
            _boundary.reset(token)
        return Receipt(sent_at=self._clock.now(), remote_id=str(sent.message_id))

    @property
    def edits(self) -> bool:
        """What was sent stays as it is."""
        return False

    async def edit(
        self, remote_id: str, message: Message, *, request_written: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Not here: a new message."""
        return await self.send(message, request_written=request_written)

    async def close(self) -> None:
        """Release the connections."""
        if self._bot is not None:
            await self._bot.request.shutdown()
            self._bot = None

    # ------------------------------------------------------------ sending

    async def _send_mended(self, bot: Bot, message: Message) -> TelegramMessage:
        html = bool(message.html)
        try:
            return await self._send_once(bot, message, html=html)
        except ChatMigrated as moved:
            self._chat_id = moved.new_chat_id
            log.warning("%s: the chat has a new id, write it into the configuration: %d", self.name, self._chat_id)
        except BadRequest as refused:
            if message.pictures:
                log.warning("%s: picture refused, sent in words: %s", self.name, refused)
                return await self._send_once(bot, replace(message, pictures=()), html=html)
            if not html or _CANNOT_PARSE not in str(refused).casefold():
                raise
            log.warning("%s: markup refused, sent as plain text: %s", self.name, refused)
            html = False
        return await self._send_once(bot, message, html=html)

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
            text=message.html if html else message.text,
            parse_mode=ParseMode.HTML if html else None,
            message_thread_id=self._settings.thread_id,
            disable_notification=self._settings.silent,
            link_preview_options=LinkPreviewOptions(is_disabled=kind_of(message) == "digest"),
            reply_markup=keyboard(message.code) if message.code else None,
        )

    def _ready_bot(self) -> Bot:
        if self._bot is None:
            token = self._settings.token
            if token is None:
                raise SecretMissing(self._settings.missing or f"{self.name}: the bot's token is missing")
            if not delivery.TOKEN.fullmatch(token):
                raise DeliveryError(f"{self.name}: this is not a bot token (digits, a colon, letters)", permanent=True)
            self._bot = bot_of(token, self._settings.api_url, on_request=_attach_boundary)
        return self._bot

    def _translated(self, error: TelegramError, boundary: _Boundary) -> DeliveryError:
        text = f"{self.name}: {error}".replace(str(self._settings.token), "<token>")
        match error:
            case RetryAfter():
                return DeliveryError(text, retry_after_s=seconds_of(error))
            case Forbidden() | InvalidToken() | BadRequest() | ChatMigrated():
                return DeliveryError(text, permanent=True)
            case _:
                return DeliveryError(text, ambiguous=boundary.crossed)


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
