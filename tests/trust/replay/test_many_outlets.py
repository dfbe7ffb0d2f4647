"""The demo's twelve stories arrive as twelve messages whatever the number of outlets."""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from doubles.archive import newsroom
from doubles.day import Day, watch
from doubles.days_of_news import retold

from monitor.demo.expect import profiles_of
from monitor.demo.newsroom import read_newsroom, shipped

TIMES = int(os.environ.get("OUTLETS", "3"))
BEGINS = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


async def test_three_times_the_outlets_make_no_message_more(tmp_path: Path) -> None:
    room = read_newsroom(shipped())
    articles = [came for came in newsroom(BEGINS) if came.key in room.concerns]
    many = retold(articles, TIMES)
    snapshot = watch(tmp_path, {one.source.id: one.source for one in many}.values())
    day, story_of = Day(snapshot, tmp_path / "watch.db"), {}
    for number, came in enumerate(many):
        reading = await day.read(came, after=timedelta(milliseconds=number))
        story_of[reading.article.id] = came.key
        await day.decide(reading)
    await day.until(BEGINS + timedelta(days=3))
    told = Counter((story_of[one.articles[0]], one.profile) for one in day.reader.told if one.number < 2)
    expected = {
        (story, profile)
        for story, concerns in room.concerns.items()
        for profile in profiles_of(concerns, snapshot.profiles.values())
    }
    assert told == dict.fromkeys(expected, 1)
    assert all(len({story_of[each] for each in one.articles}) == 1 for one in day.reader.told)
    assert len({story for story, _ in told}) == 12
    turns = [one for one in day.reader.told if one.number > 1 and one.reason not in ("bigger", "new-actor")]
    assert turns == []
    alerts = sum(one.number == 1 for one in day.reader.told)
    assert sum(one.key.count("/") == 3 for one in day.reader.received) == alerts, "what they grew by changed them"
