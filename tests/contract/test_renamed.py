"""A profile whose file is renamed goes on with all that it told, holds and was told to keep quiet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.mutes import mute
from doubles.outcomes import CHANNEL, NOW, PROFILE, feedback, hold, match, outcome, story, tell, telling

from monitor.decide.code import code_of
from monitor.ports import Store
from monitor.store import open_store

LATER = NOW + timedelta(hours=2)
NEW = "south-caucasus"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """It alerted of story 1, and holds story 5 for its digest."""
    opened = open_store(tmp_path / "watch.db")
    opened.commit(outcome(1, tell(told=telling()), entry=None), NOW)
    line = telling(5, alerts=0, digests=1, kind="digest", due=LATER)
    opened.commit(outcome(5, hold(LATER, told=line), story=story(5), entry=None), NOW)
    yield opened
    opened.close()


def test_what_it_told_and_holds_is_its_own_under_its_new_name(store: Store) -> None:
    store.save_feedback(feedback())
    store.add_mute(mute(kind="profile", subject=PROFILE))
    assert store.heed_renamed({NEW: "v1", "other": "v2"}) == {PROFILE: NEW}
    assert {name: one.alerts for name, one in store.told("story-1").items()} == {NEW: 1}
    assert [one.profile for one in store.held(f"profile/{NEW}", LATER)] == [NEW]
    assert [(one.profile, one.channel) for one in store.lease(NOW, 60.0)] == [(NEW, CHANNEL)]
    telling_of = store.telling(code_of(PROFILE, "story-1"))
    assert telling_of is not None
    assert telling_of.profile == NEW, "codes in messages lead where they led"
    assert [one.profile for one in store.feedback()] == [NEW]
    assert [one.subject for one in store.mutes(NOW)] == [NEW]
    assert store.heed_renamed({NEW: "v1", "other": "v2"}) == {}


@pytest.mark.parametrize(
    "versions",
    [
        {PROFILE: "v1", NEW: "v1"},  # a copy of it
        {NEW: "v2"},  # means something else
        {NEW: "v1", "another": "v1"},  # which of the two?
        {},
    ],
)
def test_who_may_be_another_is_no_heir(store: Store, versions: dict[str, str]) -> None:
    assert store.heed_renamed(versions) == {}
    assert set(store.told("story-1")) == {PROFILE}


def test_one_that_the_store_knows_already_is_no_heir(store: Store) -> None:
    judged = outcome(9, tell(profile=NEW, action="drop"), story=story(9), matches=(match(profile=NEW),), entry=None)
    store.commit(judged, NOW)
    assert store.heed_renamed({NEW: "v1"}) == {}


def test_it_is_known_by_what_it_meant_last(store: Store) -> None:
    edited = replace(outcome(2, tell(told=telling(2)), story=story(2), entry=None), matches=(match(version="v2"),))
    store.commit(edited, LATER)
    assert store.heed_renamed({NEW: "v1"}) == {}
    assert store.heed_renamed({NEW: "v2"}) == {PROFILE: NEW}
