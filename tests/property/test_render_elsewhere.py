"""Whatever outlets write, webhooks are valid by their schema, feeds well-formed, pages quiet, and services get a part
within their limit."""

from __future__ import annotations

import json
import re
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from doubles.feeds import is_sound
from doubles.random_news import NOON, PATIENCE, news, thorough
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from pydantic import TypeAdapter

from monitor.decide import delivery
from monitor.deliver.apprise.channel import AppriseChannel
from monitor.deliver.apprise.fitting import Form, fitted
from monitor.deliver.blocks import Document
from monitor.deliver.feed.channel import FeedChannel
from monitor.deliver.webhook import json_schema
from monitor.deliver.webhook.channel import WebhookChannel
from monitor.model import News
from monitor.testing import FixedClock

CLOCK = FixedClock(NOON)
pytestmark = pytest.mark.timeout(PATIENCE)
SCHEMA = Draft202012Validator(json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
WEBHOOK = WebhookChannel(delivery.Webhook(name="webhook/desk", url=None), clock=CLOCK)
APPRISE = AppriseChannel(delivery.Apprise(name="apprise/desk", url=None), clock=CLOCK)
DOCUMENT = TypeAdapter(Document)
#: a control, or a lone surrogate, as JSON writes them
ESCAPED = re.compile(r"\\u(00[01]|d[89a-f])", re.IGNORECASE)


async def nothing() -> None:
    """Nobody notes the boundary."""


@thorough
@given(news)
def test_a_webhook_is_valid_by_its_schema_and_holds_no_control(what: News) -> None:
    (message,) = WEBHOOK.render(what)
    message.payload.encode()
    SCHEMA.validate(json.loads(message.payload))
    assert not ESCAPED.search(message.payload.replace("\\\\", ""))


@thorough
@given(st.lists(news, min_size=1, max_size=3))
async def test_feeds_are_well_formed_and_pages_are_quiet(told: list[News]) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "public"
        channel = FeedChannel(
            delivery.Feed(name="feed/world", folder=str(folder), base_url="https://example.org/news"), clock=CLOCK
        )
        for what in told:
            (message,) = channel.render(what)
            f"{message.subject}{message.text}{message.payload}".encode()  # the outbox keeps it
            await channel.send(message, request_written=nothing)
        is_sound(folder)


class Read(HTMLParser):
    """Tags and addresses; what is open at the end."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.hrefs: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.hrefs += [value or "" for name, value in attrs if name == "href"]
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@thorough
@given(news, st.sampled_from(["text", "markdown", "html"]), st.sampled_from([0, 160, 1000, 4096, 35000]))
def test_a_service_gets_whole_blocks_within_its_limit_and_no_markup_of_theirs(
    what: News, form: Form, limit: int
) -> None:
    (message,) = APPRISE.render(what)
    body = fitted(DOCUMENT.validate_json(message.payload), form, limit)
    assert 0 < len(body) <= (limit or len(body))
    if form == "text":
        return
    read = Read(body if form == "html" else MarkdownIt("commonmark").render(body))
    assert not read.open
    assert read.tags <= {"a", "b", "i", "br", *(("p", "strong", "em") if form == "markdown" else ())}
    assert all(href.startswith(("https://", "http://")) for href in read.hrefs)
