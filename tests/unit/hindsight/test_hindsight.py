"""Stories and verdicts of articles that came long ago."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from doubles.analyses import analysis
from doubles.archive import archived
from doubles.outcomes import NOW, match

from monitor.hindsight import Hindsight, PastStories, is_told
from monitor.model import Analysis, Match, Verdict
from monitor.ports import Archived
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot, load_snapshot

QUAKE = analysis({"place/izmir": 3, "topic/earthquake": 2, "org/afad": 2}, title=("place/izmir",))
VOTE = analysis({"country/GE": 3, "topic/elections": 4, "person/salome-zourabichvili": 2}, title=("country/GE",))
PROFILE = "lighthouses"


def came(number: int, found: Analysis = QUAKE, *, hours: float = 0, story: str | None = None) -> Archived:
    return archived(number, found, at=NOW + timedelta(hours=hours), story_id=story)


@pytest.fixture
def snapshot(home: Path) -> Snapshot:
    return load_snapshot(Home(home), {})


class TestStories:
    def place(self, snapshot: Snapshot, *articles: Archived) -> list[str]:
        stories, past = PastStories(), Hindsight(snapshot)
        return [stories.place(one, one.analysis, past.member(one, one.analysis)) for one in articles]

    def test_a_stored_story_stays_the_one_that_it_was_however_unlike_its_articles(self, snapshot: Snapshot) -> None:
        assert self.place(snapshot, came(1, story="s"), came(2, VOTE, hours=1, story="s")) == ["s", "s"]

    def test_an_article_of_which_nobody_was_told_joins_the_story_that_is_like_it(self, snapshot: Snapshot) -> None:
        quake, alike, other = came(1, story="s"), came(2, hours=1), came(3, VOTE, hours=2)
        first, second, third = self.place(snapshot, quake, alike, other)
        assert (first, second) == ("s", "s")
        assert third != "s"

    def test_two_of_which_nobody_was_told_form_one_story(self, snapshot: Snapshot) -> None:
        first, second, third = self.place(snapshot, came(1), came(2, hours=1), came(3, VOTE, hours=2))
        assert first == second != third

    def test_what_came_before_a_stored_story_and_is_like_it_is_its_beginning(self, snapshot: Snapshot) -> None:
        """The edit would only have told it earlier: that is no other story."""
        first, second, third = self.place(snapshot, came(1), came(2, hours=1, story="s"), came(3, hours=2, story="s"))
        assert first == second == third

    def test_two_stored_stories_are_never_taken_for_one(self, snapshot: Snapshot) -> None:
        assert self.place(snapshot, came(1, story="s"), came(2, hours=1, story="t")) == ["s", "t"]

    def test_a_story_without_news_for_days_is_joined_by_nobody(self, snapshot: Snapshot) -> None:
        first, second = self.place(snapshot, came(1, story="s"), came(2, hours=24 * 5))
        assert second != first


class TestVerdicts:
    def decide(self, past: Hindsight, snapshot: Snapshot, one: Archived, found: Match, story: str) -> Verdict:
        stored = replace(one, story_id=story)
        placed = past.story(stored, QUAKE, past.member(stored, QUAKE))
        return past.verdict(stored, found, snapshot.profiles[PROFILE], placed, QUAKE)

    def found(self, score: float = 0.9) -> Match:
        return match(score, profile=PROFILE)

    def test_a_story_is_told_once(self, snapshot: Snapshot) -> None:
        past = Hindsight(snapshot)
        reasons = [self.decide(past, snapshot, came(n), self.found(), story).reason for n, story in enumerate("sst")]
        assert reasons == ["instant", "told", "instant"]

    def test_it_is_decided_at_the_hour_when_the_article_came(self, snapshot: Snapshot) -> None:
        verdict = self.decide(Hindsight(snapshot), snapshot, came(1), self.found(0.6), "s")
        assert (verdict.reason, verdict.until) == ("digest", datetime.fromisoformat("2026-11-21T07:30+00:00"))

    def test_what_was_old_when_it_came_is_no_news(self, snapshot: Snapshot) -> None:
        old = archived(1, QUAKE, at=NOW, published=NOW - timedelta(days=30))
        assert self.decide(Hindsight(snapshot), snapshot, old, self.found(), "s").reason == "stale"

    def test_what_was_there_before_the_watch_began_is_told_in_a_digest(self, snapshot: Snapshot) -> None:
        backlog = replace(came(1), backlog=True)
        assert self.decide(Hindsight(snapshot), snapshot, backlog, self.found(), "s").reason == "first-pass"

    def test_a_source_that_is_no_longer_listed_goes_by_its_id(self, snapshot: Snapshot) -> None:
        assert Hindsight(snapshot).member(came(1), QUAKE).outlet == "source-1"

    @pytest.mark.parametrize(
        ("action", "reason", "told"),
        [("send", "instant", True), ("hold", "digest", True), ("drop", "told", True), ("drop", "stale", False)],
    )
    def test_told_is_what_a_reader_learnt_of(self, action: str, reason: str, told: bool) -> None:
        assert is_told(Verdict(profile=PROFILE, action=action, reason=reason)) is told  # type: ignore[arg-type]


def test_what_a_mute_held_back_is_as_good_as_told_and_no_loss_of_the_profile_s() -> None:
    assert is_told(Verdict(profile=PROFILE, action="drop", reason="muted", mute="1"))
    assert not is_told(Verdict(profile=PROFILE, action="drop", reason="stale"))
