"""Sources that are no feeds are polled as feeds are: list pages where robots.txt lets us, sitemaps with their parts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitor.collect.article import from_entry
from monitor.collect.poll import Polled, Poller
from monitor.collect.robots import Robots
from monitor.collect.worker import read_feed
from monitor.model import Entry, Fetched, Page, ParsedFeed, Source, SourceKind
from monitor.store import open_store
from monitor.store.sql import SqlStore
from monitor.testing import CountingMeter, FixedClock, ScriptedFetcher

HOME = "https://paper.example"
CLOCK = FixedClock()
NEWS = "".join(
    f"<li><h3><a href='/news/{n}000.html'>A headline of some length, number {n}</a></h3>" for n in range(1, 5)
)
Poll = Callable[..., Awaitable[Polled]]


class Reader:
    """An extractor that reads where it stands."""

    async def parse_feed(self, body: bytes, **asked: Any) -> ParsedFeed:
        return read_feed(body, **asked)

    async def extract_page(self, body: bytes, *, url: str) -> Any:
        raise NotImplementedError


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = open_store(tmp_path / "watch.db")
    yield store
    store.close()


@pytest.fixture
def poll(store: SqlStore) -> Poll:
    """Poll a source of this kind once, on a site with these documents."""

    async def once(kind: SourceKind, *, selector: str = "", **documents: str) -> Polled:
        pages = {f"{HOME}/{name.replace('_', '.')}": text for name, text in documents.items()}
        script = {
            url: Fetched(url=url, status=200, headers=(), body=text.encode(), fetched_at=CLOCK.now())
            for url, text in pages.items()
        }
        fetcher = ScriptedFetcher(script)
        source = Source(id="paper", url=f"{HOME}/list", name="The Paper", kind=kind, selector=selector)
        store.sync_sources([source], CLOCK.now())
        robots = Robots(fetcher, "news-monitor/0", clock=CLOCK)
        poller = Poller(
            store=store, fetcher=fetcher, extractor=Reader(), robots=robots, clock=CLOCK, meter=CountingMeter()
        )
        return await poller.poll(source, store.source_states()[0])

    return once


async def test_a_list_page_brings_its_articles(poll: Poll, store: SqlStore) -> None:
    assert (await poll("page", list=f"<ul>{NEWS}</ul>")).new == 4
    assert {one.entry.url for one in store.pending(CLOCK.now())} == {f"{HOME}/news/{n}000.html" for n in range(1, 5)}


async def test_a_list_page_is_left_alone_where_robots_txt_asks_for_it(poll: Poll) -> None:
    polled = await poll("page", list=f"<ul>{NEWS}</ul>", robots_txt="User-agent: *\nDisallow: /list")
    assert polled.error == "the site's robots.txt asks us to stay away"


async def test_a_selector_that_finds_nothing_is_what_status_shows(poll: Poll, store: SqlStore) -> None:
    assert (await poll("page", selector=".old a", list=f"<ul>{NEWS}</ul>")).error.startswith(
        "the selector `.old a` finds"
    )
    assert store.source_states()[0].error.startswith("the selector `.old a` finds no links")


async def test_another_selector_reads_the_same_page_again(poll: Poll) -> None:
    page = f"<ul>{NEWS}</ul>"
    assert (await poll("page", selector=".old a", list=page)).error
    assert (await poll("page", selector="li a", list=page)).new == 4
    assert (await poll("page", selector="li a", list=page)).new == 0


async def test_an_index_brings_the_entries_of_its_parts(poll: Poll) -> None:
    part = "<urlset><url><loc>/1</loc></url><url><loc>/2</loc></url></urlset>"
    index = "<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"
    assert (await poll("sitemap", list=index, news_xml=part, robots_txt="User-agent: *\nDisallow: /")).new == 2


async def test_an_index_whose_parts_are_gone_is_a_failure(poll: Poll) -> None:
    polled = await poll("sitemap", list="<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>")
    assert polled.error.endswith("/news.xml answered 404")


def test_the_page_knows_better_than_a_sitemap_when_it_was_published() -> None:
    changed, published = CLOCK.now(), CLOCK.now().replace(year=2025)
    entry = Entry(source_id="s", key="k", url=f"{HOME}/1", title="", summary="", published=changed)
    page = Page(title="A title", text="Words. " * 50, published=published)
    source = Source(id="s", url=HOME, name="S", kind="sitemap")
    article = from_entry(entry, page, source, CLOCK.now())
    assert (article.published, article.title) == (published, "A title")
    assert from_entry(entry, page, replace(source, kind="feed"), CLOCK.now()).published == changed
    assert from_entry(entry, None, source, CLOCK.now()).published == changed
