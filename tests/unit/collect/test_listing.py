"""List pages: which of their links are articles, and what stands around them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.collect.listings.articles import address_points
from monitor.collect.listings.parse import parse
from monitor.errors import DocumentError
from monitor.model import ParsedFeed

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
PAGES = sorted((Path(__file__).parents[2] / "corpus" / "listings").glob("*.html"))
LIST = (
    "<title>News</title><main><ul>"
    "<li><h3><a href='/a/talks-resume-in-the-harbour-town'>Talks resume in the harbour town</a></h3><p>{}</p></li>"
    "<li><h3><a href='/a/night-trains-return-after-years'>Night trains return after years</a></h3></li>"
    "<li><h3><a href='/a/rain-fills-the-northern-dam'>Rain fills the northern dam</a></h3></li></ul></main>"
)


def read(body: str | bytes, selector: str = "", url: str = "https://example.org/news/", **more: Any) -> ParsedFeed:
    raw = body.encode() if isinstance(body, str) else body
    asked = {"source_id": "s", "content_type": "", "now": NOW}
    return parse(raw, url=url, selector=selector, **(asked | more))


def of_corpus(page: Path, selector: str) -> tuple[list[dict[str, object]], dict[str, Any]]:
    wanted: dict[str, Any] = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    found = read(page.read_bytes(), wanted["selector"] if selector == "given" else "", wanted["url"]).entries
    return [
        {"url": one.url, "title": one.title, "published": one.published and one.published.isoformat()} for one in found
    ], wanted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_selector_finds_the_list_of_a_page(page: Path) -> None:
    found, wanted = of_corpus(page, "given")
    assert found == wanted["entries"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_without_a_selector_the_articles_are_found_and_nothing_else(page: Path) -> None:
    """No menu, no tag, no author, no further page; other lists of articles on the page (`besides`) may come too."""
    found, wanted = of_corpus(page, "none")
    besides = wanted.get("besides", [])
    assert [one for one in found if one not in besides] == wanted["entries"]


def test_a_link_brings_title_and_summary() -> None:
    summary = "Two delegations met for a third day and settled where lorries will cross."
    entry = read(LIST.format(summary)).entries[0]
    assert (entry.title, entry.summary) == ("Talks resume in the harbour town", summary)
    assert entry.key == entry.url == "https://example.org/a/talks-resume-in-the-harbour-town"


@pytest.mark.parametrize("selector", ["li a", "li", "ul", "h3 > a[href^='/a/']", "li:nth-child(n)", "main, nav"])
def test_a_selector_may_mean_links_boxes_or_the_box_around_all(selector: str) -> None:
    assert [entry.title for entry in read(LIST, selector).entries] == [
        "Talks resume in the harbour town",
        "Night trains return after years",
        "Rain fills the northern dam",
    ]


def test_a_selector_that_finds_nothing_is_an_error_that_names_it() -> None:
    with pytest.raises(DocumentError, match=r"the selector `\.old` finds no links on the page: has its design changed"):
        read(LIST, ".old")


def test_a_page_without_a_list_is_an_error() -> None:
    with pytest.raises(DocumentError, match="no list of articles was found"):
        read("<p>We use cookies. <a href='/accept'>Accept all</a></p>")


@pytest.mark.parametrize("body", [b"", b"   ", b"<!-- -->"])
def test_what_is_no_page_is_refused(body: bytes) -> None:
    with pytest.raises(DocumentError):
        read(body)


def test_the_longer_title_is_taken_where_one_is_cut_short() -> None:
    whole = "Talks resume in the harbour town"
    cut = LIST.replace(f">{whole}<", f" title='{whole}'>Talks resume in…<")
    assert read(cut, "li a").entries[0].title == whole


def test_a_heading_beside_read_more_is_the_title() -> None:
    page = "<div class=c><h2>Rain fills the northern dam</h2><p>x</p><a href='/1'>Read the whole story</a></div>" * 2
    assert read(page, ".c").entries[0].title == "Rain fills the northern dam"


def test_encodings_are_found() -> None:
    page = LIST.replace("Rain fills the northern dam", "Дожди наполнили плотину")
    declared = read(f"<meta charset=windows-1251>{page}".encode("cp1251"))
    by_header = read(page.encode("cp1251"), content_type="text/html; charset=windows-1251")
    assert {one.entries[2].title for one in (declared, by_header)} == {"Дожди наполнили плотину"}


def test_links_of_other_sites_count_with_a_selector_alone() -> None:
    fourth = "<li><h3><a href='/a/fourth-article-of-the-day'>A fourth article of the day</a></h3></ul>"
    page = LIST.replace("/a/rain", "https://other.example/a/rain").replace("</ul>", fourth)
    assert len(read(page, "li a").entries) == 4
    assert all("other.example" not in entry.url for entry in read(page).entries)


@pytest.mark.parametrize(
    ("address", "points"),
    [
        ("https://e.org/2026/11/21/talks", 2),
        ("https://e.org/a/talks-resume-in-the-town", 2),
        ("https://e.org/2026/11/21/talks-resume-in-the-town", 3),
        ("https://e.org/news.php?id=77", 2),
        ("https://e.org/index.php?cat=1", 0),
        ("https://e.org/about-us", 0),
        ("https://e.org/tag/talks-resume-in-the-town", -3),
        ("https://e.org/news/?page=2", -3),
        ("https://e.org/news/page/2/", -3),
        ("https://e.org/index.php?page=article&id=77", 2),
        ("https://e.org/politics/archive/2026/11/talks-resume/6891/", 2),
        ("https://e.org/", -3),
    ],
)
def test_an_address_says_whether_it_is_an_articles(address: str, points: int) -> None:
    assert address_points(address) == points


def test_a_page_that_is_one_form_is_read_as_any() -> None:
    """ASP.NET puts all of a page into a form."""
    assert len(read(f"<form id=aspnetForm>{LIST}</form>").entries) == 3


def test_hostile_pages_are_read_within_their_bounds() -> None:
    many = "<ul>" + "".join(
        f"<li><a href='/news/{n}'>A headline of some length, number {n}</a>" for n in range(100_000)
    )
    deep = "<div>" * 50_000 + "<a href='/1'>x</a>"
    assert len(read(many).entries) == 500
    with pytest.raises(DocumentError):
        read(deep)
