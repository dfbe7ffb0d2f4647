"""Whatever outlets write, every channel renders it and every part is one that its receiver takes."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from html.parser import HTMLParser

import pytest
from doubles.bot_api_html import check
from doubles.bot_api_links import rows_of
from doubles.random_news import news, texts, told
from doubles.told import alert as sample
from doubles.told import digest as sample_digest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from monitor.decide import delivery
from monitor.deliver.calls import call_of
from monitor.deliver.console import ConsoleChannel
from monitor.deliver.email import EmailChannel
from monitor.deliver.markup import parts
from monitor.deliver.page import page
from monitor.deliver.telegram import TelegramChannel
from monitor.deliver.telling import document
from monitor.deliver.text import cap, clean, cut, isolated, utf16_units
from monitor.model import (
    Alert,
    Digest,
    News,
)
from monitor.translation import spoken, voice_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Noon:
    def now(self) -> datetime:
        return NOON


async def nothing() -> None:
    """Nobody notes the boundary."""


TELEGRAM_SETTINGS = delivery.Telegram(name="telegram/me", token=None, chat_id=42)
TELEGRAM = TelegramChannel(TELEGRAM_SETTINGS, clock=Noon())
#: what our own markup uses
OURS = {"html", "head", "meta", "title", "style", "body", "table", "tr", "td", "a", "b", "i", "span"}
EMAIL = EmailChannel(
    delivery.Email(
        name="email/desk",
        host="127.0.0.1",
        port=25,
        security="none",
        sender="watch@news.example",
        to=("desk@news.example",),
    ),
    clock=Noon(),
)
thorough = settings(deadline=None, max_examples=60)
#: for Telegram, which refuses a message for a single character
WHOLE = bool(os.environ.get("MONITOR_TRUST"))


@pytest.mark.timeout(0 if WHOLE else 120)  # the whole takes minutes
@settings(deadline=None, max_examples=5000 if WHOLE else 100)
@given(news)
def test_telegram_takes_every_part_as_html_and_as_plain_text_with_its_buttons(what: News) -> None:
    messages = TELEGRAM.render(what)
    assert messages
    assert len({message.key for message in messages}) == len(messages)
    assert [message.continued for message in messages] == [False, *[True] * (len(messages) - 1)]
    for part in messages:
        f"{part.text}{part.html}{part.key}".encode()  # the outbox keeps it
        assert ends_what_it_isolates(check(part.html).text)
        check(part.text, "")
        if part.code:
            rows_of(call_of(part, TELEGRAM_SETTINGS).content(TELEGRAM_SETTINGS)["reply_markup"].to_json())


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
        assert ends_what_it_isolates(check(part.html).text)
        check(part.text, "")
    assert Tags(page([what], what.profile_name, voice_of(language))).tags <= OURS


@thorough
@given(told)
def test_an_email_has_our_headers_and_no_others(what: Alert | Digest) -> None:
    (message,) = EMAIL.render(what)
    f"{message.subject}{message.text}{message.html}".encode()  # the outbox keeps it
    read = message_from_bytes(EMAIL.letter(message).as_bytes(), policy=policy.SMTP)
    assert read.keys() == [
        "From", "To", "Subject", "Date", "Message-ID", "List-Id", "Auto-Submitted", "MIME-Version", "Content-Type",
    ]  # fmt: skip
    assert [part.get_content_type() for part in read.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert not any(part.defects for part in read.walk())
    assert all(len(line) <= 998 for line in EMAIL.letter(message).as_bytes().split(b"\r\n"))


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.hrefs: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.hrefs += [value or "" for name, value in attrs if name == "href"]


@thorough
@given(told)
def test_a_page_holds_our_tags_only_and_leads_to_web_addresses_only(what: Alert | Digest) -> None:
    read = Tags(page([what], what.profile_name))
    assert read.tags <= OURS
    assert all(href.startswith(("https://", "http://")) for href in read.hrefs)


@thorough
@given(told, st.sampled_from(["utf-8", "ascii", "cp1252"]), st.booleans())
async def test_any_terminal_shows_it_and_receives_no_control_of_theirs(
    what: Alert | Digest, encoding: str, terminal: bool
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
