"""Replaying any day gives the same alerts: again, with other ticks, with restarts in between, and by looking back."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from doubles.archive import Came, newsroom
from doubles.day import Day, watch
from doubles.days_of_news import going_on

from monitor.deciding import Reading
from monitor.hindsight import Hindsight
from monitor.settings.snapshot import Snapshot

#: how many of the newsroom's articles there are, and every how many-th goes on; all of them where MONITOR_TRUST is set
ARTICLES, EVERY = (None, 1) if os.environ.get("MONITOR_TRUST") else (30, 8)
BEGINS = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


class Lived:
    """A day that was lived once, to be compared with."""

    def __init__(self, folder: Path) -> None:
        articles = going_on(newsroom(BEGINS)[:ARTICLES], EVERY)
        self.snapshot: Snapshot = watch(folder, {one.source.id: one.source for one in articles}.values(), instant=0.95)
        self.day = Day(self.snapshot, folder / "first.db")
        self.readings: list[Reading] = asyncio.run(self._read(articles))
        self.told = asyncio.run(self.day.live(self.readings))

    async def _read(self, articles: tuple[Came, ...]) -> list[Reading]:
        return [await self.day.read(one, after=timedelta(milliseconds=number)) for number, one in enumerate(articles)]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    return Lived(tmp_path_factory.mktemp("day"))


def test_there_is_enough_in_it_to_be_told_differently(lived: Lived) -> None:
    reasons = Counter(one.reason for one in lived.told)
    assert {"instant", "digest", "bigger", "reopened"} <= set(reasons)
    assert lived.day.reader.edited


@pytest.mark.parametrize(
    ("tick", "restart_every"),
    [(timedelta(seconds=10), 0), (timedelta(seconds=28), 9)],
    ids=["again", "other ticks, and restarts"],
)
def test_lived_again_it_tells_the_same(lived: Lived, tmp_path: Path, tick: timedelta, restart_every: int) -> None:
    again = Day(lived.snapshot, tmp_path / "again.db", tick=tick)
    assert asyncio.run(again.live(lived.readings, restart_every=restart_every)) == lived.told


def test_looked_back_on_it_would_have_told_the_same(lived: Lived) -> None:
    past, compared = Hindsight(lived.snapshot), 0
    for one in lived.day.store.archive(BEGINS - timedelta(days=1)):
        then = {verdict.profile: verdict for verdict in one.verdicts}
        matches = [found for found in one.matches if found.decision == "match"]
        story = past.story(one, one.analysis, past.member(one, one.analysis)) if matches else ""
        for found in matches:
            verdict = past.verdict(one, found, lived.snapshot.profiles[found.profile], story, one.analysis)
            stored = then[found.profile]
            said = (verdict.action, verdict.reason, verdict.until, verdict.digest, verdict.channels)
            assert said == (stored.action, stored.reason, stored.until, stored.digest, stored.channels)
            compared += verdict.action != "drop"
    assert compared == len(lived.told)
