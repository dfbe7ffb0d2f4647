"""Sitemaps: what `tests/corpus/listings/sitemap-*` must give, and what large, broken and hostile ones do."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.collect.lists import MAX_ENTRIES, believed
from monitor.collect.sitemaps import parse as sitemap
from monitor.collect.sitemaps.children import worth_asking
from monitor.collect.sitemaps.places import MAX_BYTES
from monitor.errors import DocumentError
from monitor.model import ParsedFeed

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
CORPUS = Path(__file__).parents[2] / "corpus" / "listings"
DOCUMENTS = sorted(path for path in CORPUS.glob("sitemap-*") if path.suffix != ".json")


def parse(body: bytes | str, url: str = "https://example.org/sitemap.xml") -> ParsedFeed:
    return sitemap.parse(body.encode() if isinstance(body, str) else body, source_id="s", url=url, now=NOW)


def urlset(*addresses: str) -> str:
    return f"<urlset>{''.join(f'<url>{address}</url>' for address in addresses)}</urlset>"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
def test_a_sitemap_of_the_corpus_is_read(path: Path, packed: bool) -> None:
    wanted: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    body = path.read_bytes()
    read = parse(gzip.compress(body) if packed else body, wanted["url"])
    assert [
        {"url": one.url, "title": one.title, "published": one.published and one.published.isoformat()}
        for one in read.entries
    ] == wanted["entries"]
    assert (read.title, list(read.more)) == (wanted["name"], wanted.get("more", []))
    assert list(read.warnings) == wanted.get("warnings", [])


def test_keywords_are_what_a_hint_is_looked_for_in() -> None:
    entry = parse((CORPUS / "sitemap-news-en.xml").read_bytes()).entries[1]
    assert entry.summary == "trains, railways, capital"


def test_of_50_000_addresses_the_newest_500_are_taken() -> None:
    day = NOW - timedelta(days=50)
    dates = (day + timedelta(seconds=number) for number in range(50_000))
    addresses = (f"<loc>/{n}</loc><lastmod>{at.isoformat()}</lastmod>" for n, at in enumerate(dates))
    read = parse(urlset(*addresses))
    assert [entry.url for entry in read.entries[:2]] == ["https://example.org/49999", "https://example.org/49998"]
    assert len(read.entries) == MAX_ENTRIES
    assert read.warnings == ("only the newest 500 of 50000 addresses were taken",)


def test_without_dates_a_few_of_both_ends_are_taken() -> None:
    """Some write the newest address first, some last; nothing tells which, and the page of each is asked for."""
    read = parse(urlset(*(f"<loc>/{number}</loc>" for number in range(1000))))
    taken = [entry.url.rpartition("/")[2] for entry in read.entries]
    assert (taken[0], taken[49], taken[50], taken[-1]) == ("0", "49", "950", "999")
    assert read.warnings == ("only the first and last 50, in all 100 of 1000 addresses were taken",)


def test_the_words_of_an_address_are_what_a_hint_is_looked_for_in_where_nothing_else_is() -> None:
    read = parse(urlset("<loc>/2026/talks-resume-in-baku-77.html</loc>", "<loc>/news/8845</loc>"))
    assert [(entry.title, entry.summary) for entry in read.entries] == [("", "talks resume in baku"), ("", "")]


def test_a_sitemap_cut_short_gives_what_is_there() -> None:
    read = parse("<urlset><url><loc>/1</loc></url><url><loc>/2</loc></url><url><lo")
    assert [entry.url for entry in read.entries] == ["https://example.org/1", "https://example.org/2"]


def test_half_a_surrogate_pair_costs_only_its_address() -> None:
    read = parse(urlset("<loc>/a&#xD800;</loc>", "<loc>/b</loc>"))
    assert [entry.url for entry in read.entries] == ["https://example.org/b"]


def test_an_empty_sitemap_says_so() -> None:
    assert parse("<urlset/>").warnings == ("the sitemap has no addresses",)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "the answer is empty"),
        (b"words", "this is not a sitemap"),
        (b"<other/>", "this is not a sitemap"),
        (b"<!DOCTYPE html><html><body><p>Not found", "this is a web page, not a sitemap"),
        (b"<rss version='2.0'><channel/></rss>", "this is a feed, not a sitemap (leave out `kind`)"),
        (b'<!DOCTYPE u [<!ENTITY a "x">]><urlset/>', "the sitemap declares XML entities, which is refused"),
        (
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE u [<!ENTITY a "x">]><urlset/>'.encode("utf-16"),
            "the sitemap declares XML entities, which is refused",
        ),
        (b"\x1f\x8bnothing", "the sitemap cannot be unpacked (Error -3 while decompressing data: unknown compression "),
        (gzip.compress(b" " * (MAX_BYTES + 1)), "the sitemap is larger than 50 MB"),
    ],
    ids=range(9),
)
def test_what_is_no_sitemap_is_refused_in_words(body: bytes, said: str) -> None:
    with pytest.raises(DocumentError) as error:
        parse(body)
    assert str(error.value).startswith(said)


def test_depth_and_junk_cost_only_themselves() -> None:
    deep = "<urlset><url><loc>/1</loc></url>" + "<x>" * 100_000
    junk = "<urlset>" + "<x/>" * 100_000 + "<url><loc>/1</loc></url></urlset>"
    assert [len(parse(body).entries) for body in (deep, junk)] == [1, 1]


def test_parts_without_articles_and_of_other_sites_are_never_asked() -> None:
    index = "https://example.org/sitemap.xml"
    parts = ["/tag-sitemap.xml", "/sitemap-images.xml", "https://other.example/news.xml", index, "/authors.xml"]
    assert (
        worth_asking([(f"https://example.org{part}" if part[0] == "/" else part, NOW) for part in parts], index) == ()
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-11-21T07:00:00Z", NOW - timedelta(minutes=30)),
        ("2026-11-21T10:30:00Z", None),  # to come
        ("2026-11-22", None),
        ("1926-11-21", None),
        ("2010-01-01", None),  # longer ago than is believed
        ("", None),
    ],
)
def test_dates_are_believed_where_they_can_be_true(text: str, wanted: datetime | None) -> None:
    assert believed(text, NOW) == wanted


def test_a_day_that_has_begun_somewhere_is_today() -> None:
    evening = NOW.replace(hour=16)
    assert believed("2026-11-22", evening) == evening
