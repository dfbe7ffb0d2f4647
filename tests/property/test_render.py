"""Whatever outlets write, every channel renders it and every part is one that its receiver takes."""

from __future__ import annotations

import io
from collections.abc import Set
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

import html5lib
import pytest
from doubles.bot_api_html import check, check_caption
from doubles.bot_api_links import rows_of
from doubles.random_news import AWKWARD, NOON, PATIENCE, news, texts, thorough
from doubles.told import alert as sample
from doubles.told import digest as sample_digest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from monitor.decide import delivery
from monitor.deliver.calls import call_of
from monitor.deliver.console import ConsoleChannel
from monitor.deliver.email import EmailChannel
from monitor.deliver.letter import letter
from monitor.deliver.markup import parts
from monitor.deliver.page import page
from monitor.deliver.telegram import TelegramChannel
from monitor.deliver.telling import document
from monitor.deliver.text import cap, clean, cut, isolated, utf16_units
from monitor.errors import DeliveryError
from monitor.model import (
    Message,
    News,
)
from monitor.translation import spoken, voice_of


class Noon:
    def now(self) -> datetime:
        return NOON


async def nothing() -> None:
    """Nobody notes the boundary."""


TELEGRAM_SETTINGS = delivery.Telegram(name="telegram/me", token=None, chat_id=42)
TELEGRAM = TelegramChannel(TELEGRAM_SETTINGS, clock=Noon())
#: what our own markup uses
OURS = {"html", "head", "meta", "title", "style", "body", "table", "tr", "td", "a", "b", "i", "span"}
DESK = delivery.Email(
    name="email/desk",
    host="127.0.0.1",
    port=25,
    security="none",
    sender="watch@news.example",
    to=("desk@news.example",),
)
EMAIL = EmailChannel(DESK, clock=Noon())
#: strict: any parse error of the standard is raised
HTML5 = html5lib.HTMLParser(strict=True)
pytestmark = pytest.mark.timeout(PATIENCE)


@thorough
@given(news)
def test_telegram_takes_every_part_as_html_and_as_plain_text_with_its_buttons(what: News) -> None:
    messages = TELEGRAM.render(what)
    assert messages
    assert len({message.key for message in messages}) == len(messages)
    assert [message.continued for message in messages] == [False, *[True] * (len(messages) - 1)]
    for part in messages:
        f"{part.text}{part.html}{part.key}".encode()  # the outbox keeps it
        check_part(part)
        if part.code:
            rows_of(call_of(part, TELEGRAM_SETTINGS).content(TELEGRAM_SETTINGS)["reply_markup"].to_json())


def check_part(part: Message) -> None:
    """Telegram takes it as it is put first, and in words where it refuses that."""
    check(part.text, "")
    if part.pictures:
        assert not part.html
        assert ends_what_it_isolates(check_caption(call_of(part, TELEGRAM_SETTINGS).photo()["caption"]).text)
    else:
        assert ends_what_it_isolates(check(part.html).text)


@thorough
@given(news)
def test_nothing_is_lost_between_the_parts(what: News) -> None:
    """Each part but the first begins with a title of its own; what follows is what the document says, in its order."""
    whole = document(what)
    shown = [check(part.html).text for part in parts(whole)]
    first, *others = shown
    together = "".join([first, *(text.partition("\n\n")[2] for text in others)])
    written = "".join(run.text for section in whole.sections for block in section for run in block.runs)
    assert inked(together) == inked(written)


def inked(text: str) -> str:
    """Without spaces and the isolates that are put around what runs against its line."""
    return "".join(c for c in text if not c.isspace() and c not in "\u200f\u2067\u2068\u2069")


def ends_what_it_isolates(text: str) -> bool:
    return text.count("\u2067") + text.count("\u2068") == text.count("\u2069")


@thorough
@given(news, st.sampled_from(spoken()))
def test_in_every_language_telegram_takes_every_part_and_a_page_has_our_tags_only(what: News, language: str) -> None:
    for part in TelegramChannel(replace(TELEGRAM_SETTINGS, language=language), clock=Noon()).render(what):
        check_part(part)
    assert Tags(page([what], what.profile_name, voice_of(language))).tags <= OURS | {"svg", "rect", "text"}


SENT = [
    "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "List-Id", "List-Unsubscribe",
    "Auto-Submitted", "MIME-Version", "Content-Type",
]  # fmt: skip


def check_letter(what: News) -> None:
    """Our headers and no others; it reads back as it was meant, and its HTML is whole, quiet and leads to the web."""
    (message,) = EMAIL.render(what)
    f"{message.subject}{message.text}{message.html}".encode()  # the outbox keeps it
    raw = letter(message, DESK, NOON).as_bytes()
    read = message_from_bytes(raw, policy=policy.default)
    assert isinstance(read, EmailMessage)
    assert read.keys() == SENT
    shown = ["multipart/related", "text/html", "image/png"] if message.pictures else ["text/html"]
    assert [part.get_content_type() for part in read.walk()] == ["multipart/alternative", "text/plain", *shown]
    assert not any(part.defects for part in read.walk())
    assert not [header for part in read.walk() for _, header in part.items() if header.defects]
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\0" not in raw
    assert utf16_units(read["Subject"]) <= 180
    plain, html = read.get_body(("plain",)), read.get_body(("html",))
    assert isinstance(plain, EmailMessage)
    assert isinstance(html, EmailMessage)
    assert "\0" not in plain.get_content()
    pictures = {f"cid:{part['Content-ID'][1:-1]}" for part in read.walk() if part["Content-ID"]}
    check_page(html.get_content(), OURS | {"img"}, pictures)


@thorough
@given(news)
def test_an_email_has_our_headers_and_no_others_and_its_page_is_whole(what: News) -> None:
    check_letter(what)


NASTY = (
    *AWKWARD, *(chr(code) for code in range(0xA0)), "=?utf-8?q?x?=", "=?utf-8?b?AA==?=", "\u2029", "\u061c", "\ud83d",
)  # fmt: skip
nasty = st.lists(st.one_of(st.sampled_from(NASTY), st.characters()), max_size=12).map("".join)


@thorough
@given(nasty, nasty, nasty, nasty, nasty, nasty)
def test_no_name_makes_a_header(name: str, profile: str, channel: str, title: str, key: str, answers: str) -> None:
    way = replace(DESK, name=channel, sender=f"{name} <watch@news.example>", to=(f"{name}<desk@news.example>",))
    message = Message(subject=title, text=title, key=key, profile=profile, answers=f"<a@b>{answers}")
    try:
        raw = letter(message, way, NOON).as_bytes()
    except DeliveryError as error:
        assert error.permanent  # noqa: PT017  either end is right
        return
    read = message_from_bytes(raw, policy=policy.default)
    assert read.keys() == [*SENT[:10], "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    assert not read.defects
    assert [one.addr_spec for one in (*read["From"].addresses, *read["To"].addresses)] == [
        "watch@news.example", "desk@news.example",
    ]  # fmt: skip
    head = raw.split(b"\r\n\r\n")[0]
    assert head.isascii()
    assert not {byte for byte in head if byte < 32} - set(b"\r\n\t")
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(f"{read['From']}{read['Subject']}")


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.shown: set[str] = set()
        self.hrefs: list[str] = []
        self.styles: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.hrefs += [value or "" for name, value in attrs if name == "href"]
        self.styles += [value or "" for name, value in attrs if name == "style"]
        self.shown |= {value or "" for name, value in attrs if name == "src"}

    def handle_data(self, data: str) -> None:
        if self.lasttag == "style":
            self.styles.append(data)


def check_page(html: str, tags: Set[str] = OURS, pictures: Set[str] = frozenset()) -> None:
    """Valid HTML 5 of these `tags`; nothing in it runs, or is fetched but the `pictures` that come with it."""
    HTML5.parse(html)
    read = Tags(html)
    assert read.tags <= tags
    assert all(href.startswith(("https://", "http://")) for href in read.hrefs)
    assert read.shown == pictures
    assert not {name for name in read.attributes if name.startswith("on") or name in ("background", "srcset")}
    assert not [style for style in read.styles if "url(" in style or "@import" in style]


@thorough
@given(news)
def test_a_page_holds_our_tags_only_and_leads_to_web_addresses_only(what: News) -> None:
    check_page(page([what], what.profile_name), OURS | {"svg", "rect", "text"})


@thorough
@given(news, st.sampled_from(["utf-8", "ascii", "cp1252"]), st.booleans())
async def test_any_terminal_shows_it_and_receives_no_control_of_theirs(
    what: News, encoding: str, terminal: bool
) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    console = Console(file=stream, width=60, force_terminal=terminal, no_color=True, _environ={})
    channel = ConsoleChannel(delivery.Console(), clock=Noon(), terminal=console)
    for message in channel.render(what):
        await channel.send(message, request_written=nothing)
    stream.flush()
    assert b"\x1b[2J" not in raw.getvalue()
    assert b"\0" not in raw.getvalue()


@thorough
@given(texts, st.integers(3, 80))
def test_a_capped_text_is_within_its_cap_and_a_cut_loses_nothing(text: str, limit: int) -> None:
    cleaned = clean(text)
    assert utf16_units(cap(cleaned, limit)) <= limit
    head, rest = cut(cleaned, limit)
    assert head + rest == cleaned
    assert utf16_units(head) <= limit
    assert head or not rest


@thorough
@given(texts)
def test_cleaned_text_is_one_line_can_be_encoded_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert len(cleaned.splitlines()) <= 1
    assert clean(cleaned) == cleaned
    assert isolated(cleaned, "ltr").strip("\u2068\u2069") == cleaned


def test_the_samples_themselves_render_in_one_part_for_each_channel() -> None:
    for what in (sample(), sample_digest(), replace(sample(), quote="")):
        assert [len(channel.render(what)) for channel in (TELEGRAM, EMAIL)] == [1, 1]
