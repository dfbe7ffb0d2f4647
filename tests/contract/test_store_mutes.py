"""What every store must do with mutes, and with what they hold back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from doubles.mutes import mute
from doubles.outcomes import CHANNEL, NOW, PROFILE, article, hold, match, outcome, source, story, tell, telling

from monitor.errors import StoryConflict
from monitor.model import HeldBack, HeldFor, Message, Outcome, Receipt, Surge, Told
from monitor.ports import Store, Waiting
from monitor.store import open_store

LATER = NOW + timedelta(hours=2)


def _sqlite(folder: Path) -> Store:
    return open_store(folder / "watch.db")


@pytest.fixture(params=[pytest.param(_sqlite, id="sqlite")])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opener: Callable[[Path], Store] = request.param
    opened = opener(tmp_path)
    opened.sync_sources([source(1)], NOW)
    yield opened
    opened.close()


def muted(number: int, mute_id: str, *, of: int = 1, revision: int = 1, profile: str = PROFILE) -> Outcome:
    """The article of that number, which the mute keeps from the profile; it joins the story `of`."""
    verdict = tell(action="drop", reason="muted", mute=mute_id, profile=profile, channels=())
    found = (match(profile=profile),)
    return outcome(number, verdict, story=story(of, revision=revision), matches=found)


def test_a_mute_comes_back_as_it_was_made_with_a_number_of_its_own(store: Store) -> None:
    week = store.add_mute(mute(note="old news", profile=PROFILE))
    endless = store.add_mute(mute(kind="actor", subject="org/nato", name="NATO", until=None))
    assert week == mute(id=week.id, note="old news", profile=PROFILE)
    assert store.mutes(NOW) == (week, endless)
    assert week.id != endless.id


def test_a_mute_stands_until_its_end_and_not_at_it(store: Store) -> None:
    made = store.add_mute(mute(until=LATER))
    assert store.mutes(LATER - timedelta(microseconds=1)) == (made,)
    assert store.mutes(LATER) == ()


def test_muting_the_same_again_changes_the_mute_that_stands(store: Store) -> None:
    first = store.add_mute(mute(until=LATER))
    again = store.add_mute(mute(until=None, note="for good"))
    other = store.add_mute(mute(profile=PROFILE))
    assert (again.id, again.until, again.note) == (first.id, None, "for good")
    assert store.mutes(NOW) == (again, other)


def test_muting_what_was_muted_once_is_a_new_mute(store: Store) -> None:
    first = store.add_mute(mute(until=LATER))
    second = store.add_mute(mute(at=LATER))
    assert first.id != second.id
    assert store.mutes(LATER) == (second,)


def test_a_mute_is_ended_once_and_stays_ended(store: Store) -> None:
    made = store.add_mute(mute(until=None))
    ended = store.end_mute(made.id, NOW)
    assert ended is not None
    assert ended.until == NOW
    assert store.end_mute(made.id, LATER) == ended
    assert store.mutes(NOW) == ()


def test_a_mute_that_is_not_there_is_none(store: Store) -> None:
    for wanted in ("", "0", "7", "-1", "1.0", "٧", "one", "9" * 40):
        assert store.end_mute(wanted, NOW) is None
        assert store.held_back(wanted) == ()


def test_what_a_mute_held_back_is_counted_with_the_article_and_can_be_shown(store: Store) -> None:
    made = store.add_mute(mute())
    store.commit(muted(1, made.id), NOW)
    store.commit(muted(2, made.id, of=1, revision=2), LATER)
    (record,) = store.mute_records(NOW)
    assert (record.mute, record.stories, record.articles) == (made, 1, 2)
    assert store.held_back(made.id) == tuple(
        HeldBack(mute=made.id, profile=PROFILE, story_id="story-1", article_id=one.id, title=one.title, at=at)
        for one, at in ((article(1), NOW), (article(2), LATER))
    )


def test_nothing_is_counted_for_an_article_that_is_decided_again(store: Store) -> None:
    made = store.add_mute(mute())
    with pytest.raises(StoryConflict):
        store.commit(muted(1, made.id, revision=2), NOW)
    assert store.mute_records(NOW)[0].articles == 0


def test_a_story_kept_from_two_profiles_counts_for_each(store: Store) -> None:
    made = store.add_mute(mute())
    verdicts = [tell(action="drop", reason="muted", mute=made.id, profile=name, channels=()) for name in ("p", "q")]
    store.commit(outcome(1, *verdicts, matches=(match(profile="p"), match(profile="q"))), NOW)
    (record,) = store.mute_records(NOW)
    assert (record.stories, record.articles) == (2, 2)


def test_an_ended_mute_is_listed_for_as_long_as_is_asked_for(store: Store) -> None:
    past, standing = store.add_mute(mute(until=LATER)), store.add_mute(mute(kind="profile", subject="p"))
    assert [one.mute for one in store.mute_records(LATER)] == [standing]
    assert [one.mute for one in store.mute_records(LATER, NOW)] == [past, standing]
    assert [one.mute for one in store.mute_records(LATER, LATER)] == [standing]


def test_what_an_ended_mute_held_back_is_still_known(store: Store) -> None:
    made = store.add_mute(mute())
    store.commit(muted(1, made.id), NOW)
    store.end_mute(made.id, NOW)
    assert [one.title for one in store.held_back(made.id)] == [article(1).title]


def test_two_who_mute_the_same_at_once_make_one_mute(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: store.add_mute(mute()), range(8)))
    assert {one.id for one in made} == {store.mutes(NOW)[0].id}


def test_a_name_from_outside_is_kept_whatever_is_in_it(store: Store) -> None:
    made = store.add_mute(mute(name="'; DROP TABLE mutes; -- \u202e \ud800 علی‌اف"))
    assert store.mutes(NOW) == (made,)
    assert made.name == "'; DROP TABLE mutes; -- \u202e \ufffd علی‌اف"


def test_a_mute_of_the_command_line_is_seen_by_the_daemon_beside_it_at_once(store: Store, tmp_path: Path) -> None:
    beside = _sqlite(tmp_path)
    made = beside.add_mute(mute())
    assert store.mutes(NOW) == (made,)
    beside.end_mute(made.id, NOW)
    assert store.mutes(NOW) == ()
    beside.close()


def test_what_was_held_back_since_an_hour_is_counted_by_story(store: Store) -> None:
    made = store.add_mute(mute())
    store.commit(muted(1, made.id), NOW)
    store.commit(muted(2, made.id, of=1, revision=2), LATER)
    store.commit(muted(5, made.id, of=5), LATER)
    assert store.held_back_since([PROFILE], NOW) == 2
    assert store.held_back_since([PROFILE, "p"], LATER + timedelta(seconds=1)) == 0
    assert store.held_back_since(["p"], NOW) == 0
    assert store.held_back_since([], NOW) == 0


def test_what_is_said_of_a_muted_profile_or_actor_is_not_queued_and_may_be_when_the_mute_has_ended(
    store: Store,
) -> None:
    surge = Surge(
        profile=PROFILE, profile_name="P", subject="org/nato", name="NATO", ratio=3.8, count=19, usual=5.0, since=NOW
    )
    for muted_too in (mute(kind="actor", subject="org/nato"), mute(kind="profile", subject=PROFILE)):
        made = store.add_mute(muted_too)
        assert not store.queue_about(surge, [CHANNEL], NOW, NOW)
        store.end_mute(made.id, NOW)
    store.add_mute(mute(kind="profile", subject="another"))
    assert store.queue_about(surge, [CHANNEL], NOW, NOW)


class TestWhatWaits:
    """What was decided, and nobody has begun to tell."""

    def sent(self, store: Store, now: datetime = NOW) -> None:
        """All that is queued reaches its receiver."""
        for delivery in store.lease(now, 60.0):
            store.add_parts(delivery, [Message(text="told", key=f"key-{delivery.id}")])
            store.request_written(delivery.id)
            store.sent(delivery.id, Receipt(sent_at=now))

    def again(self, store: Store) -> Told:
        """The story was told, and is to be told again."""
        store.commit(outcome(1, tell(told=telling())), NOW)
        self.sent(store)
        bigger = replace(telling().extent, members=7)
        second = telling(alerts=2, due=LATER, reason="bigger", extent=bigger)
        store.commit(outcome(2, tell(reason="bigger", until=LATER, told=second), story=story(1, revision=2)), NOW)
        return second

    def test_a_first_message_is_taken_back_as_if_it_had_never_been_decided(self, store: Store) -> None:
        store.commit(outcome(1, tell(told=telling())), NOW)
        (one,) = store.waiting()
        assert one == Waiting(profile=PROFILE, story_id="story-1", article_id=article(1).id)
        made = store.add_mute(mute())
        store.withdraw_waiting(made.id, [one], NOW)
        assert (store.waiting(), store.lease(LATER, 60.0), store.told("story-1")) == ((), (), {})
        assert [one.article_id for one in store.held_back(made.id)] == [article(1).id]

    def test_a_further_message_is_taken_back_to_what_was_told_before_it(self, store: Store) -> None:
        self.again(store)
        made = store.add_mute(mute())
        store.withdraw_waiting(made.id, store.waiting(), NOW)
        (told,) = store.told("story-1").values()
        assert (told.alerts, told.waits, told.extent) == (1, False, telling().extent)
        assert store.lease(LATER, 60.0) == ()
        assert [one.article_id for one in store.held_back(made.id)] == [article(2).id]

    def test_a_turn_is_taken_back_with_the_growth_that_waits_in_front_of_it(self, store: Store) -> None:
        second = self.again(store)
        turn = replace(second, alerts=3, reason="contradicts")
        store.commit(outcome(3, tell(reason="contradicts", told=turn), story=story(1, revision=3)), NOW)
        made = store.add_mute(mute())
        store.withdraw_waiting(made.id, store.waiting(), NOW)
        assert (store.waiting(), store.lease(LATER, 60.0)) == ((), ())
        assert store.told("story-1")[PROFILE].alerts == 1
        assert {one.article_id for one in store.held_back(made.id)} == {article(2).id, article(3).id}

    def test_what_was_taken_back_may_be_decided_again_later(self, store: Store) -> None:
        second = self.again(store)
        store.withdraw_waiting(store.add_mute(mute()).id, store.waiting(), NOW)
        store.commit(outcome(3, tell(told=second), story=story(1, revision=3)), NOW)
        assert [one.revision for one in store.lease(LATER, 60.0)] == [1]

    def test_a_line_of_a_digest_is_taken_back_for_every_reader(self, store: Store) -> None:
        readers = tuple(HeldFor(reader=name, due=LATER, channels=(CHANNEL,)) for name in ("profile/p", "channel/me"))
        line = telling(alerts=0, digests=1, kind="digest", due=LATER)
        store.commit(outcome(1, hold(LATER, digests=readers, told=line)), NOW)
        store.withdraw_waiting(store.add_mute(mute()).id, store.waiting(), NOW)
        assert [store.held(one.reader, LATER) for one in readers] == [(), ()]
        assert store.told("story-1") == {}

    def test_what_one_reader_was_told_stays_told_where_it_is_taken_back_from_another(self, store: Store) -> None:
        readers = tuple(HeldFor(reader=name, due=LATER, channels=(CHANNEL,)) for name in ("profile/p", "channel/me"))
        line = telling(alerts=0, digests=1, kind="digest", due=LATER)
        store.commit(outcome(1, hold(LATER, digests=readers, told=line)), NOW)
        store.open_digest("profile/p", "2026-11-21 08:00", [CHANNEL], LATER, LATER)
        made = store.add_mute(mute())
        store.withdraw_waiting(made.id, store.waiting(), LATER)
        assert store.held("channel/me", LATER) == ()
        assert store.told("story-1") == {PROFILE: replace(line, waits=False)}
        assert [one.article_id for one in store.held_back(made.id)] == [article(1).id]

    def test_what_somebody_has_in_hand_is_told(self, store: Store) -> None:
        both = ("telegram/me", "email/desk")
        store.commit(outcome(1, tell(told=telling(), channels=both)), NOW)
        seen = store.waiting()
        assert len(store.lease(NOW, 60.0, limit=1)) == 1
        made = store.add_mute(mute())
        store.withdraw_waiting(made.id, seen, NOW)
        assert store.held_back(made.id) == ()
        assert store.told("story-1")[PROFILE].alerts == 1
        assert len(store.lease(NOW, 60.0)) == 1

    def test_nothing_is_taken_back_twice(self, store: Store) -> None:
        store.commit(outcome(1, tell(told=telling())), NOW)
        seen, first, second = store.waiting(), store.add_mute(mute()), store.add_mute(mute(profile=PROFILE))
        for made in (first, second):
            store.withdraw_waiting(made.id, seen, NOW)
        assert [len(store.held_back(made.id)) for made in (first, second)] == [1, 0]
