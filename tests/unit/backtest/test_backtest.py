"""A profile against articles that came long ago."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.analyses import analysis
from doubles.archive import archived
from doubles.outcomes import NOW

from monitor.backtest import Backtest, backtest
from monitor.decide.profile import Profile
from monitor.ports import Archived
from monitor.rounds import Silent
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot, load_snapshot

PROFILE = """\
name: Georgia votes
watch:
  - actor: country/GE
  - topic: elections
threshold: 0.5
review: 0.2
alert: {instant: 0.75, digest: "07:30", timezone: Asia/Tbilisi}
"""
STRONG = analysis({"country/GE": 4, "topic/elections": 4}, title=("country/GE", "topic/elections"))
WEAK = analysis({"country/GE": 1}, sentences=30)
FOREIGN = analysis({"country/JP": 3})


@pytest.fixture
def snapshot(home: Path) -> Snapshot:
    (home / "config" / "profiles" / "georgia.yaml").write_text(PROFILE, encoding="utf-8")
    return load_snapshot(Home(home), {})


@pytest.fixture
def profile(snapshot: Snapshot) -> Profile:
    return snapshot.profiles["georgia"]


def run(profile: Profile, snapshot: Snapshot, *articles: Archived) -> Backtest:
    return backtest(articles, Silent(), profile=profile, snapshot=snapshot, read=lambda one: one.analysis)


def test_every_article_is_counted_and_what_names_nothing_watched_is_not_kept(
    profile: Profile, snapshot: Snapshot
) -> None:
    found = run(
        profile,
        snapshot,
        archived(1, STRONG, at=NOW),
        archived(2, WEAK, at=NOW + timedelta(hours=1)),
        archived(3, FOREIGN, at=NOW + timedelta(hours=2)),
    )
    assert (found.articles, len(found.looks)) == (3, 2)
    assert [look.member.article_id for look in found.of("match")] == [f"{1:016x}"]
    assert sum(count for _, count in found.histogram) == 2
    assert len(found.histogram) == 20


def test_stories_are_told_not_articles(profile: Profile, snapshot: Snapshot) -> None:
    same = (archived(number, STRONG, at=NOW + timedelta(hours=number), story_id="s") for number in range(3))
    other = archived(9, STRONG, at=NOW + timedelta(hours=9), story_id="t")
    found = run(profile, snapshot, *same, other)
    assert [(len(one.looks), one.verdict.reason) for one in found.told] == [(3, "digest"), (1, "digest")]


def test_what_would_not_be_told_is_counted_by_its_reason(profile: Profile, snapshot: Snapshot) -> None:
    elsewhere = replace(profile, sources=("another",))
    old = archived(2, STRONG, at=NOW, published=NOW - timedelta(days=9))
    assert run(elsewhere, snapshot, archived(1, STRONG, at=NOW)).not_told == {"source": 1}
    assert run(profile, snapshot, old).not_told == {"stale": 1}


def test_days_are_those_of_the_reader(profile: Profile, snapshot: Snapshot) -> None:
    late = NOW.replace(hour=21)
    found = run(profile, snapshot, archived(1, STRONG, at=late))
    assert [(day, dict(kinds)) for day, kinds in found.days] == [("2026-11-22", {"match": 1})]
    assert [(outlet, dict(kinds)) for outlet, kinds in found.outlets] == [("source-1", {"match": 1})]


def test_the_articles_around_the_threshold_are_its_neighbours(profile: Profile, snapshot: Snapshot) -> None:
    shades = [analysis({"country/GE": count, "topic/elections": 3}, sentences=40) for count in range(6)]
    articles = [archived(number, one, at=NOW) for number, one in enumerate(shades)]
    scores = sorted({look.match.score for look in run(profile, snapshot, *articles).looks})
    assert len(scores) >= 3
    found = run(replace(profile, threshold=scores[-2]), snapshot, *articles)
    assert [look.match.score for look in found.around(1)] == [scores[-2], scores[-3]]


def test_a_paused_profile_is_judged_as_if_it_were_not(profile: Profile, snapshot: Snapshot) -> None:
    assert run(replace(profile, enabled=False), snapshot, archived(1, STRONG, at=NOW)).of("match")


def test_nothing_stored_is_nothing_found(profile: Profile, snapshot: Snapshot) -> None:
    found = run(profile, snapshot)
    assert (found.articles, found.looks, found.told, found.days, found.around(3)) == (0, (), (), (), ())
