"""Whatever can be read becomes an article: its address decides the id, its words the fingerprint."""

from __future__ import annotations

from dataclasses import replace

import pytest
from doubles.shipped import NOW

from monitor.collect.article import SHORTEST_PAGE, from_entry, from_text
from monitor.model import Entry, Obstacle, Page, Source

SOURCE = Source(id="wire", url="https://wire.example/feed.xml", name="Wire", language="az")
ENTRY = Entry(
    source_id="wire",
    key="guid-1",
    url="https://wire.example/a?utm_source=feed",
    title="Talks in Baku",
    summary="The ministers met in Baku.",
    published=None,
)
PAGE = Page(
    title="Talks in Baku | Wire", text="The ministers met. " * 30, published=NOW, author="A. B.", method="trafilatura"
)


def test_a_page_worth_reading_gives_the_text_and_the_feed_the_title() -> None:
    article = from_entry(ENTRY, PAGE, SOURCE, NOW)
    assert (article.title, article.text, article.method) == (ENTRY.title, PAGE.text, "trafilatura")
    assert (article.published, article.author, article.language_hint) == (NOW, "A. B.", "az")


def test_a_stub_or_no_page_leaves_the_feeds_own_text() -> None:
    stub = replace(PAGE, text="x" * (SHORTEST_PAGE - 1))
    for page in (None, stub):
        article = from_entry(ENTRY, page, SOURCE, NOW)
        assert (article.text, article.method) == (ENTRY.summary, "feed")


@pytest.mark.parametrize("obstacle", ["consent", "redirect", "error", "empty", "paywall"])
def test_a_page_that_is_something_else_leaves_the_feeds_own_text_and_says_why(obstacle: Obstacle) -> None:
    wall = replace(PAGE, obstacle=obstacle, title="We value your privacy", canonical_url="https://wall.example/")
    article = from_entry(replace(ENTRY, title=""), wall, SOURCE, NOW)
    assert (article.text, article.method) == (ENTRY.summary, "feed")
    assert article.unread.startswith("the page ")
    if obstacle != "paywall":
        assert (article.title, article.author, article.published) == (ENTRY.summary, "", None)
        assert "wall.example" not in article.canonical_url


def test_the_beginning_that_a_paywall_shows_is_better_than_nothing() -> None:
    article = from_entry(replace(ENTRY, summary=""), replace(PAGE, obstacle="paywall"), SOURCE, NOW)
    assert (article.text, article.method) == (PAGE.text, PAGE.method)
    assert "subscribers" in article.unread


def test_what_was_wanted_and_could_not_be_fetched_is_said() -> None:
    assert from_entry(ENTRY, None, SOURCE, NOW, unread="robots.txt forbids it").unread == "robots.txt forbids it"
    assert from_entry(ENTRY, PAGE, SOURCE, NOW).unread == ""


def test_a_feed_that_brings_more_than_its_page_is_believed() -> None:
    whole = replace(ENTRY, summary="Every word of the article. " * 40)
    assert from_entry(whole, PAGE, SOURCE, NOW).text == whole.summary


def test_an_entry_without_a_title_takes_the_pages() -> None:
    assert from_entry(replace(ENTRY, title=""), PAGE, SOURCE, NOW).title == PAGE.title


def test_the_same_page_under_two_addresses_of_one_canonical_address_is_one_article() -> None:
    page = replace(PAGE, canonical_url="https://wire.example/a")
    one = from_entry(ENTRY, page, SOURCE, NOW)
    other = from_entry(replace(ENTRY, key="guid-2", url="https://m.wire.example/a?x=1"), page, SOURCE, NOW)
    assert one.id == other.id
    assert one.canonical_url == other.canonical_url


def test_entries_without_an_address_are_told_apart_by_source_and_key() -> None:
    bare = replace(ENTRY, url="")
    other_key, other_source = replace(bare, key="guid-2"), replace(bare, source_id="post")
    ids = {from_entry(entry, None, SOURCE, NOW).id for entry in (bare, other_key, other_source)}
    assert len(ids) == 3
    assert from_entry(bare, None, SOURCE, NOW) == from_entry(bare, None, SOURCE, NOW)


def test_the_fingerprint_follows_the_words_and_not_the_address() -> None:
    one = from_text(title="Talks", text="in Baku.", now=NOW, url="https://a.example/1")
    other = from_text(title="TALKS", text="  in «Baku»", now=NOW, url="https://b.example/2")
    assert one.fingerprint == other.fingerprint
    assert one.id != other.id
    assert from_text(title="Talks", text="in Yerevan.", now=NOW).fingerprint != one.fingerprint


def test_a_given_text_is_taken_as_it_is_under_the_id_that_is_given() -> None:
    article = from_text(title="T", text=" a\n\nb ", now=NOW, article_id="mine", published=NOW)
    assert (article.id, article.text, article.source_id, article.method) == ("mine", " a\n\nb ", "given", "given")
    assert article.document == "T\n a\n\nb "


def test_an_id_is_sixteen_hex_digits_for_any_text() -> None:
    for text in ("", "علی‌اف", "\ud800"):
        assert len(article_id := from_text(title="", text=text, now=NOW).id) == 16
        assert int(article_id, 16) >= 0
