"""Before a channel is written down: does the server know us, and who is at the other end?"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from aiosmtplib import SMTP, SMTPException
from telegram import Chat, Update
from telegram.error import TelegramError

from monitor.decide import delivery
from monitor.deliver.bot_api import bot_of
from monitor.deliver.text import clean
from monitor.errors import DeliveryError

#: seconds that one getUpdates is held open: short, so that whoever waits can stop
_HELD_S: Final = 5
_SMTP_S: Final = 20.0
_ASKED: Final = ("message", "channel_post", "my_chat_member")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondent:
    """A chat in which somebody wrote to the bot, or into which it was taken."""

    chat_id: int
    #: a person's name, a group's or a channel's title
    name: str
    #: "private", "group", "supergroup" or "channel"
    kind: str
    #: what was written; empty where the bot was only added
    text: str


class Acquaintance:
    """A bot, as whoever made it gets to know it. Raises `DeliveryError` wherever it asks; the token is in no words."""

    def __init__(self, token: str, api_url: str | None = None) -> None:
        if not delivery.TOKEN.fullmatch(token):
            raise DeliveryError("this is not a bot's token: it is digits, a colon, and some 35 letters", permanent=True)
        self._bot = bot_of(token, api_url)
        self._token = token
        self._offset: int | None = None
        self._heard: deque[Correspondent] = deque()
        self._known: set[int] = set()

    async def who(self) -> tuple[str, str]:
        """(its name without the @, by which people find it; what it is called)."""
        try:
            me = await self._bot.get_me()
        except TelegramError as error:
            raise self._said(error) from None
        return me.username or "", clean(me.first_name)

    async def correspondent(self, wait_s: float) -> Correspondent | None:
        """The next chat that says something, each once; None where none does within so many seconds."""
        end = asyncio.get_running_loop().time() + wait_s
        while not self._heard and (left := end - asyncio.get_running_loop().time()) > 0:
            try:
                updates = await self._bot.get_updates(
                    offset=self._offset, timeout=math.ceil(min(left, _HELD_S)), allowed_updates=list(_ASKED)
                )
            except TelegramError as error:
                raise self._said(error) from None
            for update in updates:
                self._offset = update.update_id + 1
                found = _correspondent(update)
                if found and found.chat_id not in self._known:
                    self._known.add(found.chat_id)
                    self._heard.append(found)
        return self._heard.popleft() if self._heard else None

    async def close(self) -> None:
        """Release the connection."""
        await self._bot.request.shutdown()

    def _said(self, error: TelegramError) -> DeliveryError:
        return DeliveryError(f"{type(error).__name__}: {error}".replace(self._token, "<token>"))


async def log_in(settings: delivery.Email) -> str:
    """Connect and log in as the channel would, without a letter; the server's greeting. Raises `DeliveryError`."""
    client = SMTP(
        hostname=settings.host,
        port=settings.port,
        use_tls=settings.security == "tls",
        start_tls=settings.security == "starttls",
        username=settings.username,
        password=settings.password,
        timeout=_SMTP_S,
    )
    try:
        answer = await client.connect()
        with suppress(SMTPException, OSError):
            await client.quit()
    except (SMTPException, OSError) as error:
        raise DeliveryError(f"{type(error).__name__}: {clean(str(error))}") from None
    finally:
        client.close()
    return clean(answer.message)


def _correspondent(update: Update) -> Correspondent | None:
    chat = update.effective_chat
    if chat is None:
        return None
    message = update.effective_message
    text = clean(message.text or "") if message else ""
    return Correspondent(chat_id=chat.id, name=_called(chat), kind=chat.type, text=text)


def _called(chat: Chat) -> str:
    return clean(chat.title or chat.full_name or chat.username or str(chat.id))
