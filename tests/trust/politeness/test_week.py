"""A day and a quarter of sixty feeds, with all that can happen in it; `make trust` is the week of five hundred."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from trust.politeness.news import turns
from trust.politeness.week import Week, simulate

#: seconds; a fifth of it where nothing else runs
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Week]:
    folder: Path = tmp_path_factory.mktemp("world")
    return simulate(feeds=60, days=1.25, seed=5, folder=folder, tick_s=300)


def test_no_rule_is_broken_and_no_news_is_lost(week: Week) -> None:
    assert [f"{one.kind}: {one.where} at {one.at:.0f} s: {one.what}" for one in week.book.breaches] == []


def test_and_enough_happened_in_which_it_could_have_been(week: Week) -> None:
    seen = {0, 200, 301, 302, 304, 308, 403, 404, 410, 429, 500, 502, 503}
    assert seen <= set(week.site.statuses)
    assert week.book.requests["feed"] > 900
    assert min(week.book.requests["page"], week.book.requests["robots"]) > 5
    assert sum(map(len, week.site.handed.values())) > 1000
    assert len(week.house.down) == 4


def test_who_fails_for_long_or_is_gone_or_moved_is_told_once(week: Week) -> None:
    told = turns(week)
    assert {turn for of_one in told.values() for turn in of_one} >= {"failing", "gone", "moved"}
    assert {n for of_one in told.values() for n in of_one.values()} == {1}
