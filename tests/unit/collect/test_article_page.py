"""An entry's page: through robots.txt, after a redirect stub, later where the host asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.collect.article_page import PageReader
from monitor.collect.robots import Robots
from monitor.errors import DocumentError, FetchError, HostResting, Postponed
from monitor.model import Entry, Fetched, Page, ParsedFeed, Source
from monitor.ports import Pending
from monitor.store import open_store
from monitor.store.sql import SqlStore
from monitor.testing import FixedClock, ScriptedFetcher

STUB, ARTICLE = "https://stub.example/1", "https://paper.example/1"
PAPER = Source(id="paper", url="https://paper.example/feed", name="P", headers=(("X-Key", "1"),))


class Reader:
    """An extractor whose stub leads to the article."""

    async def parse_feed(self, body: bytes, **_: object) -> ParsedFeed:
        raise NotImplementedError

    async def extract_page(self, body: bytes, *, url: str) -> Page:
        leads_to = ARTICLE if url == STUB else ""
        return Page(title=url, text="", leads_to=leads_to, obstacle="redirect" if leads_to else "")


def pending(url: str = ARTICLE, attempts: int = 0) -> Pending:
    entry = Entry(source_id="paper", key="1", url=url, title="T", summary="", published=None)
    return Pending(entry=entry, first_seen_at=FixedClock().now(), backlog=False, attempts=attempts)


def answer(url: str) -> Fetched:
    return Fetched(url=url, status=200, headers=(), body=b"page", fetched_at=FixedClock().now())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = open_store(tmp_path / "watch.db")
    yield store
    store.close()


def reader(store: SqlStore, script: dict[str, Any]) -> tuple[PageReader, ScriptedFetcher]:
    fetcher, clock = ScriptedFetcher(script), FixedClock()
    robots = Robots(fetcher, "news-monitor", clock=clock, store=store)
    return PageReader(store=store, fetcher=fetcher, extractor=Reader(), robots=robots, clock=clock), fetcher


async def test_a_page_that_only_redirects_is_followed_once(store: SqlStore) -> None:
    pages, fetcher = reader(store, {STUB: answer(STUB), ARTICLE: answer(ARTICLE)})
    assert (await pages.read(pending(STUB), PAPER)).title == ARTICLE
    assert [url for url, _ in fetcher.asked if "robots" not in url] == [STUB, ARTICLE]


async def test_the_owners_headers_go_to_the_sources_own_origin(store: SqlStore) -> None:
    pages, fetcher = reader(store, {STUB: answer(STUB), ARTICLE: answer(ARTICLE)})
    await pages.read(pending(STUB), PAPER)
    sent = {url: headers for (url, _), headers in zip(fetcher.asked, fetcher.headers, strict=True)}
    assert (sent[STUB], sent[ARTICLE]) == ((), PAPER.headers)


async def test_the_sites_crawl_delay_is_kept(store: SqlStore) -> None:
    robots = replace(answer("https://paper.example/robots.txt"), body=b"User-agent: *\nCrawl-delay: 7")
    pages, fetcher = reader(store, {robots.url: robots, ARTICLE: answer(ARTICLE)})
    await pages.read(pending(), PAPER)
    assert fetcher.gaps == [0.0, 7.0]


@pytest.mark.parametrize(
    "fault",
    [
        HostResting("rests", url=ARTICLE, retry_after_s=300.0),
        FetchError("429", url=ARTICLE, status=429, retry_after_s=300.0),
    ],
)
async def test_an_article_waits_for_a_host_that_asks_to_come_back_soon(store: SqlStore, fault: Exception) -> None:
    pages, _ = reader(store, {ARTICLE: fault})
    with pytest.raises(Postponed) as caught:
        await pages.read(pending(), PAPER)
    assert caught.value.until == FixedClock().now() + timedelta(minutes=5)


@pytest.mark.parametrize(("wait_s", "attempts"), [(3600.0, 0), (300.0, 2), (None, 0)])
async def test_but_not_for_long_and_not_for_ever(store: SqlStore, wait_s: float | None, attempts: int) -> None:
    pages, _ = reader(store, {ARTICLE: FetchError("503", url=ARTICLE, status=503, retry_after_s=wait_s)})
    with pytest.raises(FetchError, match="503"):
        await pages.read(pending(attempts=attempts), PAPER)


async def test_robots_txt_is_not_asked_for_again_after_a_restart(store: SqlStore) -> None:
    for asked in (1, 0):
        pages, fetcher = reader(store, {ARTICLE: answer(ARTICLE)})
        await pages.read(pending(), PAPER)
        assert [url for url, _ in fetcher.asked].count("https://paper.example/robots.txt") == asked


@pytest.mark.parametrize(
    ("kind", "body", "what"),
    [
        ("application/pdf; x=1", b"page", "a PDF"),
        ("text/html", b"%PDF-1.7 ...", "a PDF"),
        (" IMAGE/png", b"page", "a picture"),
        ("", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("audio/mpeg", b"ID3", "a recording"),
        ("application/octet-stream", b"PK\x03\x04", "an archive"),
    ],
)
async def test_what_is_no_page_is_not_read_as_one(store: SqlStore, kind: str, body: bytes, what: str) -> None:
    """Else the bytes of a PDF would be told as an article's text."""
    pages, _ = reader(store, {ARTICLE: replace(answer(ARTICLE), headers=(("content-type", kind),), body=body)})
    with pytest.raises(DocumentError, match=f"it is {what}, not a web page"):
        await pages.read(pending(), PAPER)


async def test_what_may_be_a_page_is_read(store: SqlStore) -> None:
    for kind in ("text/html", "application/xhtml+xml", "text/plain", "application/octet-stream", ""):
        pages, _ = reader(store, {ARTICLE: replace(answer(ARTICLE), headers=(("content-type", kind),))})
        assert (await pages.read(pending(), PAPER)).title == ARTICLE
