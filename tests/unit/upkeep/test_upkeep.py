"""What keeps the store in order, on a real one."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.outcomes import NOW, article, outcome, source

from monitor.model import Query, Search
from monitor.ports import Pruned, Store
from monitor.store import open_store, retention
from monitor.testing import CountingMeter, FixedClock
from monitor.upkeep import Upkeep, index_all

DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / "watch.db")) as opened:
        opened.sync_sources([source(1)], NOW)
        for number in range(1, 6):
            opened.commit(replace(outcome(number), story=None, verdicts=(), entry=None), NOW)
        yield opened


def upkeep(
    store: Store, keep: timedelta | None, meter: CountingMeter | None = None, *, later: timedelta = DAY
) -> Upkeep:
    return Upkeep(store=store, clock=FixedClock(NOW + later), meter=meter or CountingMeter(), keep=keep)


async def test_what_came_is_found_after_a_round(store: Store) -> None:
    assert await upkeep(store, None).index() == 5
    assert await upkeep(store, None).index() == 0
    assert store.search(Search(query=Query())).total == 5


async def test_what_is_kept_for_ever_stays(store: Store) -> None:
    assert await upkeep(store, None, later=9999 * DAY).prune() == Pruned()
    assert store.counts(NOW).articles == 5


async def test_what_is_over_goes_batch_by_batch_in_one_line(
    store: Store, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    meter = CountingMeter()
    with caplog.at_level(logging.INFO):
        assert not await upkeep(store, 90 * DAY, meter, later=89 * DAY).prune()
        assert (await upkeep(store, 90 * DAY, meter, later=91 * DAY).prune()).articles == 5
    assert [line.message for line in caplog.records] == [
        "older than 90 days, and let go: 5 articles, 0 stories, 0 messages, 0 entries of feeds"
    ]
    assert meter.total("pruned", kind="articles") == 5


def test_who_searches_finds_what_came_a_moment_ago_and_is_told_of_the_wait(store: Store) -> None:
    class Heard:
        begun: tuple[str, int | None] | None = None
        steps = 0

        def begin(self, what: str, total: int | None) -> None:
            self.begun = (what, total)

        def step(self, text: str = "") -> None:
            self.steps += 1

    heard = Heard()
    index_all(store, heard)
    assert (heard.begun, heard.steps, store.unindexed()) == (("Indexing stored articles", 5), 5, 0)
    index_all(store, heard)
    assert heard.steps == 5, "nothing is left to be told of"
    assert store.search(Search(query=Query())).articles[0].article.title == article(5).title
