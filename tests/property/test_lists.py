"""Whatever bytes come, a sitemap or a list page ends in entries that can be stored, or in a `DocumentError`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.collect.discovery.hints import hints_of, looks_like_a_feed, sitemap_lines
from monitor.collect.listings.parse import parse
from monitor.collect.lists import MAX_ENTRIES, believed
from monitor.collect.sitemaps import parse as sitemap
from monitor.collect.text import MAX_TITLE
from monitor.css import check_selector, xpath
from monitor.errors import DocumentError
from monitor.model import ParsedFeed

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
HERE = "https://example.org/news/"
CORPUS = Path(__file__).parents[1] / "corpus" / "listings"
SITEMAPS = [path.read_bytes() for path in sorted(CORPUS.glob("sitemap-*")) if path.suffix != ".json"]
PAGES = [path.read_bytes() for path in sorted(CORPUS.glob("*.html"))]
READING = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ENTITY = b"<!DOCTYPE x [<!ENTITY a 'b'>]>"
TRICKS = [b"<", b"]]>", b"&", b"&amp;", b"<url>", b"</loc>", b"<loc>", ENTITY, b"&#xD800;", b"<a href='", b"\0"]
CONTENT_TYPES = ["", "text/html; charset=koi8-r", "text/html; charset=x"]


@st.composite
def mutated(draw: st.DrawFn, originals: list[bytes]) -> bytes:
    """One of them with pieces cut, doubled, and replaced."""
    body = bytearray(draw(st.sampled_from(originals)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(start + 60, len(body))))
        body[start:end] = draw(st.binary(max_size=12) | st.sampled_from([bytes(body[start:end]) * 2, *TRICKS]))
    return bytes(body)


def read(reading: Callable[[], ParsedFeed]) -> ParsedFeed:
    """What is read, with what must hold of it."""
    try:
        found = reading()
    except DocumentError:
        return ParsedFeed(title="", entries=())
    assert len({entry.key for entry in found.entries}) == len(found.entries) <= MAX_ENTRIES
    for entry in found.entries:
        assert entry.url.startswith(("http://", "https://"))
        assert "\n" not in entry.title
        assert len(entry.title) <= MAX_TITLE
        assert entry.published is None or entry.published <= NOW + timedelta(hours=1)
        (entry.title + entry.summary + entry.url + entry.key).encode()
    return found


@READING
@given(st.binary(max_size=400) | mutated(SITEMAPS))
def test_any_bytes_are_a_sitemap_or_an_error(body: bytes) -> None:
    found = read(lambda: sitemap.parse(body, source_id="s", url=HERE, now=NOW))
    assert len(found.more) <= 2


@READING
@given(st.binary(max_size=400) | mutated(PAGES), st.sampled_from(CONTENT_TYPES))
def test_any_bytes_are_a_list_page_or_an_error(body: bytes, content_type: str) -> None:
    for selector in ("", "li a, .item", "body"):
        read(lambda: parse(body, source_id="s", url=HERE, content_type=content_type, now=NOW, selector=selector))  # noqa: B023


@READING
@given(st.binary(max_size=400) | mutated(PAGES))
def test_any_bytes_give_hints_that_are_addresses_of_the_web(body: bytes) -> None:
    try:
        found = hints_of(body, url=HERE, content_type="")
    except DocumentError:
        return
    assert all(hint.url.startswith(("http://", "https://")) for hint in found.hints)
    assert all(url.startswith(("http://", "https://")) for url in sitemap_lines(body, HERE))


@given(st.text(max_size=60) | st.text(alphabet="a.#>+~[]=:()*'\" ,\\1n", max_size=60))
def test_a_selector_is_refused_with_a_value_error_or_can_be_used(text: str) -> None:
    try:
        selector = check_selector(text)
    except ValueError:
        return
    assert xpath(selector)


@given(st.text(max_size=80))
def test_any_text_is_a_date_that_can_be_true_or_none(text: str) -> None:
    when = believed(text, NOW)
    assert when is None or NOW - timedelta(days=3653) <= when <= NOW + timedelta(hours=1)


@given(st.text(max_size=80))
def test_any_address_may_be_asked_whether_it_looks_like_a_feed(text: str) -> None:
    assert looks_like_a_feed(f"https://example.org/{text}") in (True, False)
