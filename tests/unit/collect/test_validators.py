"""What an answer gives to ask with next time stands for one way of reading it."""

from __future__ import annotations

from dataclasses import replace

from monitor.collect.validators import digest, standing, validators_of
from monitor.model import Fetched, Source, Validators
from monitor.testing import FixedClock

PAGE = Source(id="p", url="https://example.org/", name="P", kind="page", selector="li a")
FETCHED = Fetched(url=PAGE.url, status=200, headers=(("etag", '"1"'),), body=b"x", fetched_at=FixedClock().now())


def test_with_another_selector_or_kind_they_stand_for_nothing() -> None:
    given = validators_of(FETCHED, Validators(), PAGE)
    assert (given.etag, given.digest) == ('"1"', digest(b"x", PAGE))
    assert standing(given, PAGE) == given
    assert standing(given, replace(PAGE, selector="h3 a")) == Validators()
    assert standing(given, replace(PAGE, kind="sitemap")) == Validators()
    assert standing(given, replace(PAGE, kind="feed", selector="")) == Validators()


def test_those_of_a_feed_stand_whatever_else_is_edited() -> None:
    feed = replace(PAGE, kind="feed", selector="")
    given = validators_of(FETCHED, Validators(), feed)
    assert standing(given, replace(feed, name="Q", weight=2.0)) == given


def test_an_unchanged_answer_keeps_what_stood_before() -> None:
    before = Validators(etag='"0"', digest="d")
    assert validators_of(replace(FETCHED, status=304), before, PAGE) == before
