"""A word on what was told is kept with what it was told by, however it is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.outcomes import NOW, PROFILE, article, match, outcome, source, story, tell

from monitor.control import Reader, answer, judge_article
from monitor.decide.code import code_of
from monitor.errors import MonitorError
from monitor.ports import Store
from monitor.store import open_store

ANA = Reader(name="ana", way="command")
CODE = code_of(PROFILE, "story-1")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """With a story of one profile, and an article that two match."""
    opened = open_store(tmp_path / "watch.db")
    opened.sync_sources([source(1)], NOW)
    opened.commit(outcome(1), NOW)
    both = (match(), match(0.6, profile="other"))
    opened.commit(outcome(5, tell(), tell(profile="other"), matches=both), NOW)
    opened.commit(outcome(9, replace(tell(), action="drop"), matches=(), story=None), NOW)
    yield opened
    opened.close()


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), f"{CODE[:4]}-{CODE[4:]}", article(1).id, article(1).url])
def test_a_code_an_id_and_an_address_name_the_same(store: Store, typed: str) -> None:
    said = judge_article(store, typed, "down", ANA, NOW, note="old news")
    assert (said.profile, said.story_id, said.article_id, said.note) == (PROFILE, "story-1", article(1).id, "old news")
    assert (said.version, said.score, said.evidence) == (match().version, match().score, match().evidence)
    assert store.feedback() == (said,)


def test_an_answer_to_a_code_is_the_same_word(store: Store) -> None:
    said = answer(store, CODE, "up", ANA, NOW)
    assert said == judge_article(store, CODE, "up", ANA, NOW)
    assert store.feedback() == (said,)


def test_a_code_that_nothing_was_told_under_changes_nothing(store: Store) -> None:
    assert answer(store, "AAAAAAAA", "up", ANA, NOW) is None
    with pytest.raises(MonitorError, match="AAAAAAAA: no message has this code"):
        judge_article(store, "AAAAAAAA", "up", ANA, NOW)
    assert store.feedback() == ()


def test_an_article_of_two_profiles_must_be_named_with_one(store: Store) -> None:
    with pytest.raises(MonitorError, match=r"say with --profile whose affair it is .*caucasus, other"):
        judge_article(store, article(5).id, "up", ANA, NOW)
    assert judge_article(store, article(5).id, "up", ANA, NOW, profile="other").score == 0.6


def test_an_article_that_no_profile_matched_can_be_given_to_one(store: Store) -> None:
    """It should have been told: that is what can be learnt from."""
    with pytest.raises(MonitorError, match="no profile matched it"):
        judge_article(store, article(9).id, "up", ANA, NOW)
    said = judge_article(store, article(9).id, "up", ANA, NOW, profile=PROFILE)
    assert (said.story_id, said.subject, said.version, said.evidence) == (None, article(9).id, "", ())


def test_a_code_may_be_judged_for_another_profile(store: Store) -> None:
    said = judge_article(store, CODE, "down", ANA, NOW, profile="other")
    assert (said.profile, said.story_id, said.score) == ("other", "story-1", 0.0)


def test_a_later_word_takes_the_place_of_an_earlier_also_when_the_story_grew(store: Store) -> None:
    judge_article(store, CODE, "up", ANA, NOW)
    store.commit(outcome(2, story=story(1, revision=2), matches=(match(0.95),)), NOW)
    later = NOW + timedelta(hours=1)
    judge_article(store, CODE, "down", ANA, later)
    (said,) = store.feedback()
    assert (said.opinion, said.at, said.article_id) == ("down", later, article(2).id)
