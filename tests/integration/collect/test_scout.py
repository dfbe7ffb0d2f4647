"""What of a site can be subscribed to: found on sites of all kinds, and asked for politely."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from email.utils import format_datetime

import pytest

from monitor.collect.discovery.candidates import Found
from monitor.collect.discovery.scout import MOST_ASKED, Scout
from monitor.collect.fetch import HttpFetcher
from monitor.collect.workers import WorkerLimits, WorkerPool
from monitor.errors import FetchError, ForbiddenAddress
from monitor.rounds import Silent

from .conftest import NOW, Site, StoppedClock

HEADLINES = (
    "Talks resume in the harbour town",
    "Night trains return after eleven years",
    "Rain fills the northern dam",
    "Ministers meet over fishing quotas",
)


@pytest.fixture
async def pool() -> AsyncIterator[WorkerPool]:
    pool = WorkerPool(WorkerLimits(workers=1))
    yield pool
    await pool.close()


def rss(title: str, headlines: Sequence[str] = HEADLINES, *, path: str = "a") -> bytes:
    items = "".join(
        f"<item><title>{headline}</title><link>/{path}/{number}.html</link>"
        f"<pubDate>{format_datetime(NOW - timedelta(days=number))}</pubDate></item>"
        for number, headline in enumerate(headlines)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def page(head: str = "", body: str = "") -> bytes:
    return f"<!DOCTYPE html><html lang=en><title>Harbour Post</title>{head}<body>{body}</body></html>".encode()


def front(*links: str) -> bytes:
    return page("".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links))


def listed() -> str:
    return "".join(
        f"<li><h3><a href='/news/{'-'.join(line.lower().split())}'>{line}</a></h3></li>" for line in HEADLINES
    )


async def look(site: Site, fetcher: HttpFetcher, pool: WorkerPool, path: str = "/", *, private: bool = True) -> Found:
    scout = Scout(
        fetcher=fetcher,
        pool=pool,
        user_agent="news-monitor/0",
        clock=StoppedClock(),
        classify=lambda _: "en",
        progress=Silent(),
        allow_private=private,
    )
    return await scout.look(site.url(path))


def asked(site: Site) -> list[str]:
    return [request.path for request in site.requests]


async def test_the_address_of_a_feed_is_the_feed(site: Site, fetcher: HttpFetcher, pool: WorkerPool) -> None:
    site.answer("/feed.xml", rss("Harbour Post"))
    (one,) = (await look(site, fetcher, pool, "/feed.xml")).candidates
    assert (one.kind, one.trail, one.title, one.entries) == ("feed", "given", "Harbour Post", 4)
    assert (one.newest, one.language, one.titles) == (NOW, "en", HEADLINES[:3])
    assert one.daily == pytest.approx(4 / 3)
    assert asked(site) == ["/feed.xml"]


async def test_declared_feeds_are_shown_once_each_with_comments_last(
    site: Site, fetcher: HttpFetcher, pool: WorkerPool
) -> None:
    site.answer("/", front("/comments/feed/", "/rss", "/atom", "/sport.rss", "/gone.rss", "/empty.rss"))
    site.answer("/rss", rss("Harbour Post"))
    site.answer("/atom", rss("Harbour Post, again"))
    site.answer("/sport.rss", rss("Sport", path="sport"))
    site.answer("/comments/feed/", rss("Comments", path="comments"))
    site.answer("/empty.rss", rss("Nothing yet", ()))
    found = await look(site, fetcher, pool)
    assert [one.title for one in found.candidates] == ["Harbour Post", "Sport", "Comments", "Nothing yet"]
    assert set(found.notes) == {
        f"{site.url('/gone.rss')}: the server answered 404 Not Found",
        f"{site.url('/atom')}: the same entries as {site.url('/rss')}",
    }
    assert "/robots.txt" not in asked(site), "what a page declares is there to be asked"
    assert site.crowd == 1


async def test_from_an_article_the_front_page_is_looked_at(site: Site, fetcher: HttpFetcher, pool: WorkerPool) -> None:
    site.answer("/2026/talks.html", page(body="<p>An article.</p>"))
    site.answer("/", front("/rss"))
    site.answer("/rss", rss("Harbour Post"))
    found = await look(site, fetcher, pool, "/2026/talks.html")
    assert [one.url for one in found.candidates] == [site.url("/rss")]
    assert asked(site) == ["/2026/talks.html", "/robots.txt", "/", "/rss"]


async def test_a_page_that_lists_the_feeds_is_followed(site: Site, fetcher: HttpFetcher, pool: WorkerPool) -> None:
    site.answer("/", page(body="<a href='/rss.html'>no</a> <a href='/rss/'>RSS</a>"))
    site.answer("/rss/", page(body="<a href='/rss/world.rss'>World</a> <a href='/rss/sport.rss'>Sport</a>"))
    site.answer("/rss/world.rss", rss("World", path="world"))
    site.answer("/rss/sport.rss", rss("Sport", path="sport"))
    assert [one.title for one in (await look(site, fetcher, pool)).candidates] == ["World", "Sport"]


async def test_usual_places_are_asked_one_by_one_until_one_answers(
    site: Site, fetcher: HttpFetcher, pool: WorkerPool
) -> None:
    site.answer("/", page(body="<p>Hello.</p>"))
    site.answer("/robots.txt", b"User-agent: *\nDisallow: /feed/\n")
    site.answer("/rss", page(body="<p>All our pages answer 200.</p>"))
    site.answer("/rss.xml", rss("Harbour Post"))
    (one,) = (await look(site, fetcher, pool)).candidates
    assert (one.url, one.trail) == (site.url("/rss.xml"), "usual place")
    assert asked(site) == ["/", "/robots.txt", "/rss", "/rss.xml"]


async def test_without_a_feed_the_sitemap_that_has_news_is_offered(
    site: Site, fetcher: HttpFetcher, pool: WorkerPool
) -> None:
    site.answer("/", page(body="<p>Hello.</p>"))
    site.answer("/robots.txt", b"Sitemap: /old.xml\nSitemap: /map-news.xml\n")
    site.answer("/map-news.xml", b"<sitemapindex><sitemap><loc>/part.xml</loc></sitemap></sitemapindex>")
    part = f"<url><loc>/1</loc><lastmod>{NOW.isoformat()}</lastmod></url>"
    site.answer("/part.xml", f"<urlset>{part}</urlset>".encode())
    (one,) = (await look(site, fetcher, pool)).candidates
    assert (one.url, one.kind, one.trail, one.entries) == (site.url("/map-news.xml"), "sitemap", "robots.txt", 1)


async def test_without_either_the_page_itself_is_offered(site: Site, fetcher: HttpFetcher, pool: WorkerPool) -> None:
    site.answer("/news/", page(body=f"<ul>{listed()}</ul>"))
    old = "<url><loc>/1</loc><lastmod>2020-01-01</lastmod></url>"
    site.answer("/sitemap.xml", f"<urlset>{old}</urlset>".encode())
    (one,) = (await look(site, fetcher, pool, "/news/")).candidates
    assert (one.url, one.kind, one.titles) == (site.url("/news/"), "page", HEADLINES[:3])


async def test_a_page_that_robots_txt_forbids_is_not_offered(
    site: Site, fetcher: HttpFetcher, pool: WorkerPool
) -> None:
    site.answer("/news/", page(body=f"<ul>{listed()}</ul>"))
    site.answer("/robots.txt", b"User-agent: *\nDisallow: /\n")
    found = await look(site, fetcher, pool, "/news/")
    assert found.candidates == ()
    assert f"{site.url('/news/')}: the site's robots.txt asks us to stay away" in found.notes
    assert asked(site) == ["/news/", "/robots.txt"]


async def test_of_very_many_feeds_only_the_first_are_asked(site: Site, fetcher: HttpFetcher, pool: WorkerPool) -> None:
    site.answer("/", front(*(f"/{number}.rss" for number in range(100))))
    found = await look(site, fetcher, pool)
    assert sum(path.endswith(".rss") and path[1:-4].isdigit() for path in asked(site)) == MOST_ASKED
    assert f"{100 - MOST_ASKED} more addresses that the site links were not asked" in found.notes


async def test_an_address_that_does_not_answer_is_an_error(site: Site, fetcher: HttpFetcher, pool: WorkerPool) -> None:
    with pytest.raises(FetchError, match="the server answered 404"):
        await look(site, fetcher, pool, "/nothing")
    with pytest.raises(ForbiddenAddress):
        await look(site, fetcher, pool, private=False)
