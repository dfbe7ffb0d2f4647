"""The parts of a sitemap index: asked politely, and never for less than what was saved."""

from __future__ import annotations

import pytest

from monitor.collect.sitemaps.parts import MOST_REQUESTS, Parts
from monitor.collect.validators import digest
from monitor.collect.worker import read_feed
from monitor.errors import FetchError
from monitor.model import Fetched, ParsedFeed, Source
from monitor.testing import Answer, FixedClock, ScriptedFetcher

CLOCK = FixedClock()
INDEX = "https://example.org/sitemap.xml"
SOURCE = Source(id="s", url=INDEX, name="S", kind="sitemap")


class Reader:
    """An Extractor that parses where it stands."""

    async def parse_feed(self, body: bytes, **asked: object) -> ParsedFeed:
        return read_feed(body, **asked)  # type: ignore[arg-type]

    async def extract_page(self, body: bytes, *, url: str) -> object:
        raise AssertionError("no page is read here")


def answer(path: str, body: str = "", status: int = 200, **headers: str) -> Fetched:
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    url = f"https://example.org{path}"
    return Fetched(url=url, status=status, headers=fields, body=body.encode(), fetched_at=CLOCK.now())


def urlset(*names: str) -> str:
    return f"<urlset>{''.join(f'<url><loc>/{name}</loc></url>' for name in names)}</urlset>"


def index(*paths: str) -> ParsedFeed:
    return ParsedFeed(title="", entries=(), more=tuple(f"https://example.org{path}" for path in paths))


def parts(*answers: Fetched | tuple[str, Answer | list[Answer]]) -> tuple[Parts, ScriptedFetcher]:
    script = dict(one if isinstance(one, tuple) else (one.url, one) for one in answers)
    fetcher = ScriptedFetcher(script)
    return Parts(fetcher, Reader(), clock=CLOCK), fetcher  # type: ignore[arg-type]


async def read(of: Parts, what: ParsedFeed, *, now: str = "i1", stored: str | None = None) -> list[str]:
    read = await of.read(what, SOURCE, digest=now, stored=stored)
    return [entry.url.rpartition("/")[2] for entry in read.entries]


async def test_the_entries_of_all_parts_are_the_indexs() -> None:
    of, _ = parts(answer("/a.xml", urlset("1", "2")), answer("/b.xml", urlset("2", "3")))
    assert await read(of, index("/a.xml", "/b.xml")) == ["1", "2", "3"]


async def test_what_is_no_index_asks_nothing() -> None:
    of, fetcher = parts()
    feed = ParsedFeed(title="T", entries=())
    assert await of.read(feed, SOURCE, digest="d", stored=None) == feed
    assert fetcher.asked == []


async def test_an_index_of_indexes_is_followed_within_its_bound() -> None:
    nested = (
        "<sitemapindex><sitemap><loc>/deep.xml</loc></sitemap><sitemap><loc>/deeper.xml</loc></sitemap></sitemapindex>"
    )
    loop = nested.replace("deep.xml", "b.xml")
    of, fetcher = parts(answer("/a.xml", nested), answer("/deeper.xml", loop), answer("/b.xml", urlset("1")))
    assert await read(of, index("/a.xml", "/b.xml")) == ["1"]
    assert len(fetcher.asked) <= MOST_REQUESTS


async def test_a_part_that_fails_costs_only_itself() -> None:
    of, _ = parts(answer("/b.xml", urlset("3")))
    assert await read(of, index("/a.xml", "/b.xml")) == ["3"]


async def test_where_no_part_can_be_read_the_first_ones_error_is_told() -> None:
    gone = FetchError("gone", url="https://example.org/a.xml", status=410, retry_after_s=60)
    of, _ = parts(("https://example.org/a.xml", gone), answer("/b.xml", "<html>"))
    with pytest.raises(FetchError, match="gone"):
        await read(of, index("/a.xml", "/b.xml"))


async def test_a_part_is_asked_by_its_validators_once_its_entries_are_saved() -> None:
    first = answer("/a.xml", urlset("1"), etag='"v1"')
    of, fetcher = parts(("https://example.org/a.xml", [first, first, answer("/a.xml", status=304)]))
    await read(of, index("/a.xml"), now="i1")
    assert await read(of, index("/a.xml"), now="i2", stored=None) == ["1"], "the first index was not saved"
    assert await read(of, index("/a.xml"), now="i3", stored="i2") == []
    assert [validators.etag for _, validators in fetcher.asked] == [None, None, '"v1"']


async def test_the_same_body_again_is_not_read_again() -> None:
    body = urlset("1")
    of, fetcher = parts(answer("/a.xml", body))
    await read(of, index("/a.xml"), now="i1")
    assert await read(of, index("/a.xml"), now="i2", stored="i1") == []
    assert fetcher.asked[1][1].digest == digest(body.encode(), SOURCE)
