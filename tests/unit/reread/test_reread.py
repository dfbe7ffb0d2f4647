"""Which stored articles are read again before they are judged anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from doubles.archive import archived
from doubles.outcomes import NOW, article

from monitor.comprehend.analyse import analyse
from monitor.model import TopicHit
from monitor.ports import Archived
from monitor.reread import Rereading, needed, reader
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot, load_snapshot

ACTORS = "- {id: org/golden-ridge, name: Golden Ridge Mining, names: {en: [Golden Ridge Mining]}}\n"
TOPICS = "- {id: topic/lighthouses, name: lighthouses, terms: {en: [lighthouse*]}}\n"
HEAD = "name: Mine\nwatch:\n"

LONG_AGO = NOW.replace(year=2001)

Load = Callable[[str], Snapshot]


@pytest.fixture
def load(home: Path) -> Load:
    def write(watch: str) -> Snapshot:
        (home / "config" / "profiles" / "mine.yaml").write_text(HEAD + watch, encoding="utf-8")
        return load_snapshot(Home(home), {})

    (home / "config" / "actors.yaml").write_text(ACTORS, encoding="utf-8")
    (home / "config" / "topics.yaml").write_text(TOPICS, encoding="utf-8")
    return write


@pytest.mark.parametrize(
    ("watch", "expected"),
    [
        ("  - actor: country/GE\n", "none"),
        ("  - actor: unlisted/Jane Doe\n", "none"),
        ("  - phrase: {en: grain deal}\n", "terms"),
        ("  - topic: lighthouses\n", "terms"),
        ("  - actor: country/GE\nexclude:\n  - all: [topic/sport, topic/lighthouses]\n", "terms"),
        ("  - actor: country/GE\nrequire: [[country/GE, org/golden-ridge]]\n", "actors"),
    ],
)
def test_what_is_read_again_is_what_an_older_analysis_cannot_hold(load: Load, watch: str, expected: Rereading) -> None:
    snapshot = load(watch)
    assert needed([snapshot.profiles["mine"]], snapshot) == expected


def stored(text: str, snapshot: Snapshot) -> Archived:
    """As it was read by an earlier configuration, long before any file was saved."""
    one = replace(article(1), title="Notes", text=text)
    return replace(archived(1, analyse(one, snapshot.lexicon), at=LONG_AGO), article=one)


class TestByTerms:
    def test_a_phrase_that_is_newer_than_the_article_is_found_in_it(self, load: Load) -> None:
        one = stored("The grain deals were signed in Odesa. Ministers left.", load("  - actor: country/GE\n"))
        snapshot = load("  - phrase: {en: grain deal*}\n")
        assert one.analysis.phrases == ()
        found = reader("terms", [snapshot.profiles["mine"]], snapshot)(one)
        assert [hit.surface for hit in found.phrases] == ["grain deals"]
        assert found == analyse(one.article, snapshot.lexicon)

    def test_an_article_without_the_words_keeps_its_analysis(self, load: Load) -> None:
        before = load("  - actor: country/GE\n")
        one = stored("Ministers left Tbilisi in a hurry.", before)
        snapshot = load("  - phrase: {en: grain deal}\n")
        marked = replace(one, analysis=replace(one.analysis, figures=("17",)))
        assert reader("terms", [snapshot.profiles["mine"]], snapshot)(marked) == marked.analysis

    def test_words_that_were_behind_a_phrase_once_no_longer_count(self, load: Load) -> None:
        before = load("  - phrase: {en: [grain deal, wheat deal]}\n")
        one = stored("The wheat deal was signed in Odesa.", before)
        assert one.analysis.phrases
        snapshot = load("  - phrase: {en: [grain deal, corn deal]}\n")
        assert reader("terms", [snapshot.profiles["mine"]], snapshot)(one).phrases == ()

    def test_a_topic_whose_terms_have_changed_no_longer_counts_by_its_old_ones(self, load: Load) -> None:
        snapshot = load("  - topic: lighthouses\n")
        one = stored("Ministers left Tbilisi.", snapshot)
        hit = TopicHit(topic="topic/lighthouses", surface="beacon", start=0, end=6)
        stale = replace(one, analysis=replace(one.analysis, topics=(hit,)))
        assert reader("terms", [snapshot.profiles["mine"]], snapshot)(stale).topics == ()


@pytest.mark.parametrize(("saved", "again"), [(NOW - timedelta(hours=1), False), (NOW + timedelta(hours=1), True)])
@pytest.mark.parametrize("rereading", ["terms", "actors"])
def test_what_came_after_the_words_were_saved_was_read_with_them(
    load: Load, home: Path, rereading: Rereading, saved: datetime, again: bool
) -> None:
    snapshot = load("  - phrase: {en: Tbilisi}\n")
    for file in home.rglob("*.yaml"):
        os.utime(file, (saved.timestamp(), saved.timestamp()))
    one = replace(stored("Ministers left Tbilisi.", snapshot), stored_at=NOW)
    marked = replace(one, analysis=replace(one.analysis, figures=("17",)))
    assert (reader(rereading, [snapshot.profiles["mine"]], snapshot)(marked) == one.analysis) is again


def test_a_file_that_lies_elsewhere_may_be_newer_than_anything(load: Load, home: Path) -> None:
    snapshot = load("  - phrase: {en: Tbilisi}\n")
    (home / "config" / "profiles" / "mine.yaml").unlink()
    one = replace(stored("Ministers left Tbilisi.", snapshot), stored_at=NOW + timedelta(days=9999))
    marked = replace(one, analysis=replace(one.analysis, figures=("17",)))
    assert reader("terms", [snapshot.profiles["mine"]], snapshot)(marked) == one.analysis


@pytest.mark.parametrize(("rereading", "again"), [("none", False), ("all", True)])
def test_all_or_nothing_is_read_again_on_demand(load: Load, rereading: Rereading, again: bool) -> None:
    snapshot = load("  - actor: country/GE\n")
    one = stored("Ministers left Tbilisi.", snapshot)
    marked = replace(one, analysis=replace(one.analysis, figures=("17",)))
    found = reader(rereading, [snapshot.profiles["mine"]], snapshot)(marked)
    assert (found == one.analysis) is again
