"""Whatever outlets write, every channel renders it and every part is one that its receiver takes."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from html.parser import HTMLParser
from typing import get_args

import pytest
from doubles.bot_api_html import check
from doubles.bot_api_links import rows_of
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
    Change,
    Digest,
    Evidence,
    Extent,
    Gist,
    Label,
    Match,
    Member,
    News,
    Silence,
    SilenceCause,
    Story,
    Surge,
    Update,
)
from monitor.translation import spoken, voice_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Noon:
    def now(self) -> datetime:
        return NOON


async def nothing() -> None:
    """Nobody notes the boundary."""


AWKWARD = (
    "<b>", "</b>", "<a href='x'>", "&", "&amp;", "&#0;", "<", ">", '"', "'", "[bold]", "[/]", "{{", "{%", "\\",
    ":smile:", "\0", "\r\n", "\r\nBcc: victim@news.example", "\x1b[2J", "\x85", "\u2028", "\u202e", "\u2066",
    "\u2067", "\u2068", "\u2069", "\ufeff", "\u200c", "\u200f", "\ud800", "\udfff", "e\u0301", "\u0301" * 300,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e6", "😀" * 200, "x" * 400, "علی‌اف", "אבג", "阿利耶夫",
    "อาเซอร์ไบจาน", "Ադրբեջան", "Əliyev",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=40)), max_size=6).map("".join)
headlines = st.one_of(texts, st.builds(lambda text: (text or "x") * (10_000 // max(1, len(text))), texts))
urls = st.one_of(
    st.builds(lambda tail: f"https://news.example/{tail}", texts),
    st.sampled_from(["", "javascript:alert(1)", "https://[", "https://a.example/?q=\"'<>&[]", "http://" + "a" * 3000]),
    texts,
)
languages = st.one_of(st.sampled_from(["en", "fa", "ar", "he", "ur", "hy", "zh", "und", ""]), texts)
instants = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=UTC)
)
members = st.builds(
    Member,
    article_id=st.uuids().map(lambda uuid: uuid.hex[:16]),
    source_id=texts,
    outlet=texts,
    title=headlines,
    url=urls,
    language=languages,
    published=instants,
    weight=st.floats(0.1, 3),
)
terms = st.builds(
    Evidence,
    term=texts,
    name=texts,
    points=st.floats(-5, 5),
    count=st.integers(0, 99),
    in_title=st.booleans(),
    surfaces=st.lists(texts, max_size=4).map(tuple),
)
stories = st.builds(
    Story,
    id=texts,
    members=st.lists(members, min_size=1, max_size=12).map(tuple),
    first_seen=instants,
    last_seen=instants,
    revision=st.integers(0, 9),
)
matches = st.builds(
    Match,
    profile=texts,
    version=texts,
    score=st.floats(0, 1),
    decision=st.just("match"),
    evidence=st.lists(terms, max_size=10).map(tuple),
    missing=st.just(()),
)
labels = st.lists(
    st.builds(Label, text=st.sampled_from(AWKWARD), language=st.sampled_from(["en", "fa", "zh", "", "<"])), max_size=3
).map(tuple)
gists = st.builds(Gist, language=st.sampled_from(["en", "fa", "fr", "und", '"><b>']), actors=labels, topics=labels)
several = st.lists(texts, max_size=3).map(tuple)
alerts = st.builds(
    Alert,
    profile=texts,
    profile_name=texts,
    story=stories,
    match=matches,
    reason=st.one_of(st.just("instant"), texts),
    quote=headlines,
    timezone=st.one_of(st.sampled_from(["UTC", "Asia/Tehran", "America/St_Johns"]), texts),
    gist=st.none() | gists,
    told=st.none() | st.just(Extent(outlets=(), languages=(), actors=(), figures=(), members=1, last_seen=NOON)),
    summary=several,
    change=st.builds(
        Change, outlets=st.integers(0, 9), languages=several, actors=several, figures=several, tolls=several
    ),
    also=several,
)
digests = st.builds(
    Digest,
    profile=texts,
    profile_name=texts,
    slot=st.one_of(st.just("first"), texts),
    # few stories are drawn and then repeated: it is the length that matters, not that each is new
    alerts=st.builds(lambda few, times: tuple(few * times), st.lists(alerts, max_size=3), st.integers(1, 20)),
    articles_read=st.integers(0, 10**6),
    sources_asked=st.integers(0, 99),
    sources_failed=st.integers(0, 99),
    sources_failing=st.integers(0, 99),
    timezone=texts,
    late=st.booleans(),
    due=st.none() | instants,
    since=st.none() | instants,
    missed=several,
    muted=st.integers(0, 99),
)
updates = st.builds(
    replace,
    alerts,
    update=st.builds(
        Update,
        outlets=st.integers(0, 99),
        languages=st.integers(0, 9),
        cause=st.none() | members,
        actors=several,
        silence=st.timedeltas(timedelta(0), timedelta(days=400)),
        changed_at=st.none() | instants,
        message=st.sampled_from(["", "17", "<250 OK>"]),
    ),
    reason=st.sampled_from(["bigger", "new-actor", "contradicts", "reopened", "repeat", "?"]),
    critical=st.booleans(),
)
told = st.one_of(alerts, digests)
surges = st.builds(
    Surge,
    profile=texts,
    profile_name=texts,
    subject=texts,
    name=texts,
    ratio=st.floats(0, 1e6),
    count=st.integers(0, 10**6),
    usual=st.floats(0, 1e6),
    since=instants,
    because=st.lists(stories, max_size=3).map(tuple),
    timezone=texts,
)
figures = (
    "days",
    "sources",
    "failing",
    "articles",
    "usual_articles",
    "unread",
    "named",
    "usual_named",
    "review",
    "best",
)
silences = st.builds(
    Silence,
    profile=texts,
    profile_name=texts,
    since=instants,
    usual=st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
    cause=st.sampled_from(get_args(SilenceCause)),
    figures=st.lists(st.tuples(st.sampled_from(figures), st.floats(0, 1e6)), max_size=12).map(tuple),
    kept_out=st.lists(st.tuples(texts, st.integers(0, 10**6)), max_size=4).map(tuple),
    failing_since=st.none() | instants,
    timezone=texts,
)
news: st.SearchStrategy[News] = st.one_of(alerts, updates, digests, surges, silences)

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
