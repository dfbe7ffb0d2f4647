"""Whatever bytes come, reading them ends in a result or a `DocumentError`."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.collect.feeds.parse import parse as parse_feed
from monitor.collect.pages.extract import extract
from monitor.errors import DocumentError

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
FEED = (
    "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>"
    "<title>Desk</title><ttl>60</ttl><item><guid isPermaLink='false'>1</guid><title>Мир &amp;amp; &lt;b&gt;x</title>"
    "<link>https://example.org/1</link><pubDate>Sat, 21 Nov 2026 06:00:00 GMT</pubDate><dc:date>2026-11-21</dc:date>"
    "<description><![CDATA[<p>One</p>]]></description></item><item><title>2</title></item></channel></rss>"
).encode()
JSON = (
    b'{"version": "https://jsonfeed.org/version/1.1", "title": "Desk", "home_page_url": "https://example.org/",'
    b'"items": [{"id": "1", "url": "/1", "title": "T", "content_html": "<p>x</p>",'
    b'"date_published": "2026-11-20T10:00:00Z"}]}'
)
PAGE = (
    b"<!DOCTYPE html><html lang='en'><head><title>T</title><link rel='canonical' href='/1'>"
    b"<meta property='article:published_time' content='2026-11-20T10:00:00Z'></head><body><article><h1>T</h1>"
    b"<p>Words and more words about the talks, and the treaty that they may lead to.</p></article></body></html>"
)
READING = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def mutated(draw: st.DrawFn, original: bytes) -> bytes:
    """The original with pieces cut, doubled, and replaced."""
    body = bytearray(original)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(start + 40, len(body))))
        body[start:end] = draw(
            st.binary(max_size=12) | st.sampled_from([bytes(body[start:end]) * 2, b"<", b"]]>", b"&"])
        )
    return bytes(body)


@READING
@given(
    st.binary(max_size=400) | mutated(FEED) | mutated(JSON),
    st.sampled_from(["", "text/xml; charset=utf-7", "text/html; charset=x"]),
)
def test_any_bytes_are_a_feed_or_an_error(body: bytes, content_type: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            read = parse_feed(body, source_id="s", url="https://example.org/", content_type=content_type, now=NOW)
        except DocumentError:
            return
    assert len({entry.key for entry in read.entries}) == len(read.entries)
    for entry in read.entries:
        assert entry.title or entry.url
        assert "\n" not in entry.title
        (entry.title + entry.summary + entry.url + entry.key).encode()


@READING
@given(st.binary(max_size=400) | mutated(PAGE))
def test_any_bytes_are_a_page_or_an_error(body: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            read = extract(body, url="https://example.org/1")
        except DocumentError:
            return
    (read.title + read.text + read.author + read.canonical_url).encode()
