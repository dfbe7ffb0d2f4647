"""A mute is ended by whatever names it, and only while it is listed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.mutes import mute
from doubles.outcomes import NOW, PROFILE

from monitor.control import Reader
from monitor.decide.code import code_of
from monitor.errors import ConfigError
from monitor.model import Mute
from monitor.muting.acts import LISTED, NOTE, begin, end, story_mutes
from monitor.muting.subjects import Subject
from monitor.ports import Store
from monitor.store import open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """With the story 1 muted for one profile, and an actor for all."""
    opened = open_store(tmp_path / "watch.db")
    opened.add_mute(mute(profile=PROFILE))
    opened.add_mute(mute(kind="actor", subject="person/ilham-aliyev", name="Ilham Aliyev"))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        ("1", "1"),
        ("story-1", "1"),
        (code_of(PROFILE, "story-1"), "1"),
        (code_of(PROFILE, "story-1").lower(), "1"),
        ("2", "2"),
        ("person/ilham-aliyev", "2"),
        ("ilham aliyev", "2"),
    ],
)
def test_a_number_an_id_a_name_and_a_code_end_it(store: Store, wanted: str, number: str) -> None:
    (ended,) = end(store, wanted, NOW)
    assert (ended.id, ended.until) == (number, NOW)
    assert number not in {one.id for one in store.mutes(NOW)}


def test_a_note_is_short_and_one_that_is_not_mutes_nothing(store: Store) -> None:
    subject, reader = Subject(kind="profile", id=PROFILE, name="Caucasus"), Reader(name="ana", way="command")

    def muted(note: str) -> Mute:
        return begin(store, subject, None, reader, NOW, minor=lambda _: False, note=note)

    with pytest.raises(ConfigError, match="5,000 characters are too many for a note \\(at most 300\\)"):
        muted("x" * 5000)
    assert len(store.mutes(NOW)) == 2
    assert muted("x" * NOTE).note == "x" * NOTE


@pytest.mark.parametrize("wanted", ["", "3", "story-2", code_of("another", "story-1"), "Ilham"])
def test_what_is_not_muted_is_answered_with_what_is(store: Store, wanted: str) -> None:
    with pytest.raises(ConfigError, match="there is no such mute \\(those that stand: 1, 2\\)"):
        end(store, wanted, NOW)
    assert len(store.mutes(NOW)) == 2


def test_all_mutes_on_the_same_subject_end_together(store: Store) -> None:
    store.add_mute(mute(kind="actor", subject="person/ilham-aliyev", profile=PROFILE))
    assert [one.id for one in end(store, "person/ilham-aliyev", NOW)] == ["2", "3"]


def test_one_that_ended_long_ago_is_no_longer_known_by_its_number(store: Store) -> None:
    end(store, "2", NOW)
    assert end(store, "2", NOW + LISTED - timedelta(seconds=1))[0].until == NOW
    with pytest.raises(ConfigError):
        end(store, "2", NOW + LISTED + timedelta(seconds=1))


def test_the_mutes_of_a_story_are_those_for_the_profile_and_for_all(store: Store) -> None:
    for_all = store.add_mute(mute())
    store.add_mute(mute(profile="another"))
    assert [one.id for one in story_mutes(store, "story-1", PROFILE, NOW)] == ["1", for_all.id]
    assert story_mutes(store, "story-2", PROFILE, NOW) == ()
