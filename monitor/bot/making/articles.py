"""The article that a message means: a page, an attached file, or its own text.

It stands in the message of the command, or in the one that this replies to; of each the file counts first, then a link,
then the text. All of it is read as seeds are.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from telegram import Document, Message
from telegram.error import TelegramError

from monitor.bot.asked import Asked
from monitor.bot.desk import Desk
from monitor.bot.making.links import links_in
from monitor.collect.forms.form import LOOKED_AT, form_of, form_of_answer
from monitor.collect.keep import name_of_page
from monitor.collect.seed import LARGEST, SeedReading, seed_from
from monitor.deliver.text import web_address
from monitor.errors import DocumentError
from monitor.translation import Voice

#: letters of a text that can be an article: a headline and two sentences
LONG: Final = 200
#: bytes of a file that a bot can have (core.telegram.org/bots/api#getfile)
MOST: Final = 20_000_000
#: pages of Telegram's own hold no article of their own; what is forwarded from its channels links to them
_TELEGRAM: Final = ("t.me", "telegram.me")
_COMMAND: Final = re.compile(r"\A\s*/\S+\s*")

#: an address, a file, or a text
Meant: TypeAlias = "Link | Document | str"


@dataclass(frozen=True, slots=True)
class Link:
    """To a page."""

    url: str


def meant_by(message: Message | None) -> Meant | None:
    """The article that the message, or the one that it replies to, means; None: none."""
    for one in (message, message.reply_to_message if message else None):
        if one and (found := _in(one)):
            return found
    return None


async def read(asked: Asked, meant: Meant, desk: Desk) -> tuple[SeedReading, str]:
    """The article, and the address that led to it, "" where none did. Raises `FetchError` and `DocumentError`."""
    if isinstance(meant, str):
        return await asyncio.to_thread(_read_text, asked, meant), ""
    if isinstance(meant, Document):
        raw = await _downloaded(meant, asked.voice)
        return await asyncio.to_thread(_read_file, asked, raw, meant.file_name or ""), ""
    gap_s = await desk.robots.admit(meant.url, allow_private=desk.allow_private)
    page = await desk.fetcher.fetch(meant.url, kind="page", allow_private=desk.allow_private, gap_s=gap_s)
    form = form_of_answer(page.header("content-type") or "", page.body[:LOOKED_AT])
    reading = await asyncio.to_thread(seed_from, page.body, form=form, name="", now=asked.now, url=page.url)
    return _called(reading, page.url), meant.url


def _in(message: Message) -> Meant | None:
    if message.document:
        return message.document
    text = _COMMAND.sub("", message.text or message.caption or "").strip()
    is_long = len(text) >= LONG
    links = [one for one in links_in(message) if web_address(one)]
    found = next((one for one in links if not (is_long and urlsplit(one).hostname in _TELEGRAM)), "")
    if found:
        return Link(found)
    return text if is_long else None


def _read_text(asked: Asked, text: str) -> SeedReading:
    return _called(seed_from(text.encode("utf-8", "replace"), form="text", name="", now=asked.now))


def _read_file(asked: Asked, raw: bytes, name: str) -> SeedReading:
    """Its name says what form it has, and nothing else."""
    return _called(seed_from(raw, form=form_of(name, raw), name="", now=asked.now))


def _called(reading: SeedReading, url: str = "") -> SeedReading:
    return replace(reading, name=name_of_page(url, reading.article.title))


async def _downloaded(document: Document, voice: Voice) -> bytes:
    """Raises `DocumentError`."""
    most = min(MOST, LARGEST[form_of(document.file_name or "", b"")])
    _weigh(document.file_size, most, voice)
    try:
        file = await document.get_file()
        _weigh(file.file_size, most, voice)
        # the library would read a path of this machine where there is such a file
        if not (file.file_path or "").startswith(("http://", "https://")):
            raise DocumentError(voice.say("Telegram does not give this file to a bot."))
        raw = bytes(await file.download_as_bytearray())
    except TelegramError as error:
        raise DocumentError(voice.say("Telegram does not give this file to a bot.")) from error
    _weigh(len(raw), most, voice)
    return raw


def _weigh(size: int | None, most: int, voice: Voice) -> None:
    """Raises `DocumentError`."""
    if (size or 0) > most:
        raise DocumentError(voice.say("The file is too large: at most {n} MB.", n=most // 1_000_000))
