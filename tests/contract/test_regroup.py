"""Stories that become one, or part, keep what was told of them: nothing is lost, and nothing is told twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.mutes import mute
from doubles.outcomes import CHANNEL, NOW, PROFILE, article, hold, match, outcome, source, story, tell, telling

from monitor.decide.code import code_of
from monitor.errors import StoryConflict
from monitor.model import Delivery, Message, Receipt, Regrouping, Story, Told, Verdict
from monitor.ports import Store
from monitor.store import open_store

LATER = NOW + timedelta(hours=2)
MINUTE = timedelta(minutes=1)
LEASE_S = 60.0
READER = f"profile/{PROFILE}"
DIGEST = NOW + timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "watch.db")
    opened.sync_sources([source(1), source(2)], NOW)
    yield opened
    opened.close()


def alerted(number: int, *, minutes: int = 0, **changes: object) -> Verdict:
    """The first message about the story of that number."""
    due = NOW + minutes * MINUTE
    return tell(until=due, told=telling(number, due=due), **changes)


def held(number: int) -> Verdict:
    """A line of the next digest."""
    return hold(DIGEST, told=telling(number, kind="digest", alerts=0, digests=1, reason="digest", due=DIGEST))


def came(store: Store, number: int, verdict: Verdict) -> Story:
    """The article of that number comes, as a story of its own."""
    store.commit(outcome(number, verdict), NOW)
    return story(number)


def merged(*stories: Story) -> Regrouping:
    """The first of them takes in the others."""
    kept = stories[0]
    members = tuple(member for one in stories for member in one.members)
    return Regrouping(
        stories=(replace(kept, members=members, revision=kept.revision + 1),),
        moves={member.article_id: (one.id, kept.id) for one in stories[1:] for member in one.members},
        gone=stories[1:],
        into={one.id: kept.id for one in stories[1:]},
    )


def parted(kept: Story, number: int) -> Regrouping:
    """The article of that number leaves the story, for one of its own."""
    leaves = article(number).id
    stays = tuple(member for member in kept.members if member.article_id != leaves)
    alone = tuple(member for member in kept.members if member.article_id == leaves)
    return Regrouping(
        stories=(
            replace(kept, members=stays, revision=kept.revision + 1),
            replace(kept, id="alone", members=alone, revision=1),
        ),
        moves={leaves: (kept.id, "alone")},
        gone=(),
        into={},
    )


def sent(store: Store) -> list[tuple[str, int]]:
    """All that is due goes out: what each tells of, and which telling of it that is."""
    found = []
    while rows := store.lease(LATER, LEASE_S):
        for row in rows:
            found.append((row.subject, row.revision))
            sent_to(store, row)
    return found


def sent_to(store: Store, row: Delivery) -> None:
    """This one goes out."""
    store.add_parts(row, (Message(text="told", key="k"),))
    store.request_written(row.id)
    store.sent(row.id, Receipt(remote_id="7", sent_at=LATER))


def told_of(store: Store, story_id: str) -> Told | None:
    return store.told(story_id).get(PROFILE)


class TestBecomingOne:
    def test_its_articles_are_found_in_the_story_that_is_left(self, store: Store) -> None:
        one, other = came(store, 1, alerted(1)), came(store, 2, alerted(2))
        change = merged(one, other)
        store.regroup(change)
        assert [story.id for story in store.open_stories(NOW)] == ["story-1"]
        found = store.find_article(article(2).id)
        assert found is not None
        assert found.story == change.stories[0]

    def test_of_two_messages_that_wait_the_sooner_goes_out(self, store: Store) -> None:
        store.regroup(merged(came(store, 1, alerted(1, minutes=5)), came(store, 2, alerted(2, minutes=1))))
        known = told_of(store, "story-1")
        assert known is not None
        assert (known.alerts, known.digests, known.due, known.waits) == (1, 0, NOW + MINUTE, True)
        assert sent(store) == [("story-1", 0)]

    @pytest.mark.parametrize("first", [1, 2])
    def test_what_waits_is_not_told_beside_a_message_that_was(self, store: Store, first: int) -> None:
        came(store, first, alerted(first))
        sent(store)
        came(store, 3 - first, alerted(3 - first))
        store.regroup(merged(story(1), story(2)))
        assert sent(store) == []
        known = told_of(store, "story-1")
        assert known is not None
        assert (known.alerts, known.waits) == (1, False)

    def test_two_that_were_told_were_told_both(self, store: Store) -> None:
        one, other = came(store, 1, alerted(1)), came(store, 2, alerted(2))
        sent(store)
        store.regroup(merged(one, other))
        known = told_of(store, "story-1")
        assert known is not None
        assert (known.alerts, known.waits, known.extent.members) == (2, False, 2)

    @pytest.mark.parametrize("first", [1, 2])
    def test_a_line_that_waits_gives_way_to_a_message(self, store: Store, first: int) -> None:
        came(store, first, alerted(first))
        came(store, 3 - first, held(3 - first))
        store.regroup(merged(story(1), story(2)))
        assert sent(store) == [("story-1", 0)]
        assert store.held(READER, LATER) == ()

    def test_a_message_goes_out_though_a_digest_told_a_line(self, store: Store) -> None:
        came(store, 1, held(1))
        assert store.open_digest(READER, "slot", [CHANNEL], DIGEST, DIGEST)
        came(store, 2, alerted(2))
        store.regroup(merged(story(1), story(2)))
        assert ("story-1", 0) in sent(store)
        known = told_of(store, "story-1")
        assert known is not None
        assert (known.alerts, known.digests, known.kind) == (1, 1, "alert")

    def test_of_two_lines_one_waits(self, store: Store) -> None:
        store.regroup(merged(came(store, 1, held(1)), came(store, 2, held(2))))
        assert [(one.story_id, one.profile) for one in store.held(READER, LATER)] == [("story-1", PROFILE)]

    def test_each_channel_hears_it_once(self, store: Store) -> None:
        """One has had the first message, the other had no time for either."""
        verdict = {"channels": (CHANNEL, "console/desk")}
        one = came(store, 1, alerted(1, **verdict))
        first, _ = store.lease(LATER, LEASE_S)
        sent_to(store, first)
        other = came(store, 2, alerted(2, **verdict))
        store.regroup(merged(one, other))
        later = LATER + timedelta(seconds=2 * LEASE_S)
        heard = [first.channel]
        while rows := store.lease(later, LEASE_S):
            for row in rows:
                sent_to(store, row)
                heard.append(row.channel)
        assert sorted(heard) == ["console/desk", CHANNEL]

    def test_channels_that_the_other_message_does_not_reach_hear_this_one(self, store: Store) -> None:
        came(store, 1, alerted(1))
        sent(store)
        came(store, 2, alerted(2, channels=(CHANNEL, "console/desk")))
        store.regroup(merged(story(1), story(2)))
        assert [row.channel for row in store.lease(LATER, LEASE_S)] == ["console/desk"]

    def test_a_message_whose_sender_was_killed_before_it_was_made_can_be_taken_back(self, store: Store) -> None:
        one, other = came(store, 1, alerted(1)), came(store, 2, alerted(2))
        later = LATER
        for _ in range(2):
            (row,) = store.lease(later, LEASE_S)
            later += timedelta(seconds=2 * LEASE_S)
        assert row.message is None
        store.lease(later, LEASE_S)
        store.regroup(merged(one, other))
        told = []
        later += timedelta(seconds=2 * LEASE_S)
        while rows := store.lease(later, LEASE_S):
            told += [row.subject for row in rows]
            sent_to(store, rows[0])
        assert told == ["story-1"]

    def test_further_tellings_of_both_are_numbered_on(self, store: Store) -> None:
        """What has gone elsewhere leaves a gap among them."""
        one, other, third = (came(store, number, alerted(number)) for number in (1, 2, 3))
        sent(store)
        both = merged(one, other)
        store.regroup(both)
        store.regroup(parted(both.stories[0], 1))
        left = replace(both.stories[0], members=other.members, revision=3)
        store.regroup(merged(left, third))
        known = told_of(store, "story-1")
        assert known is not None
        assert (known.alerts, known.waits) == (3, False)

    def test_each_channel_keeps_one_of_two_lines(self, store: Store) -> None:
        came(store, 1, held(1))
        wide = hold(
            DIGEST, channels=(CHANNEL, "console/desk"), told=replace(held(2).told or telling(2), story_id="story-2")
        )
        came(store, 2, wide)
        store.regroup(merged(story(1), story(2)))
        assert sorted(one.channels for one in store.held(READER, LATER)) == [("console/desk",), (CHANNEL,)]

    def test_a_message_in_hand_tells_the_story_that_is_left(self, store: Store) -> None:
        one, other = came(store, 1, held(1)), came(store, 2, alerted(2))
        (row,) = store.lease(NOW, LEASE_S)
        change = merged(one, other)
        store.regroup(change)
        assert row.subject == "story-2"
        assert store.alert_of(row) == (change.stories[0], match())

    def test_who_answers_a_message_means_the_story_that_is_left(self, store: Store) -> None:
        one, other = came(store, 1, alerted(1)), came(store, 2, alerted(2))
        sent(store)
        store.regroup(merged(one, other))
        answered = store.telling(code_of(PROFILE, "story-2"))
        assert answered is not None
        assert answered.story_id == "story-1"

    def test_a_mute_on_a_story_stays_on_it(self, store: Store) -> None:
        one, other = came(store, 1, alerted(1)), came(store, 2, alerted(2))
        store.add_mute(mute(kind="story", subject="story-2"))
        store.regroup(merged(one, other))
        assert [found.subject for found in store.mutes(NOW)] == ["story-1"]

    def test_somebody_elses_change_is_not_overwritten(self, store: Store) -> None:
        one, other = came(store, 1, alerted(1)), came(store, 2, alerted(2))
        store.commit(outcome(3, story=story(2, revision=2)), NOW)
        with pytest.raises(StoryConflict):
            store.regroup(merged(one, other))
        assert {found.id for found in store.open_stories(NOW)} == {"story-1", "story-2"}
        assert told_of(store, "story-2") is not None

    def test_what_is_old_can_go(self, store: Store) -> None:
        one, other = came(store, 1, alerted(1)), came(store, 2, alerted(2))
        sent(store)
        store.regroup(merged(one, other))
        while store.prune(LATER + timedelta(days=9)):
            pass
        assert store.open_stories(NOW - timedelta(days=1)) == ()


class TestParting:
    def of_two(self, store: Store, first: Verdict, second: Verdict) -> Story:
        """A story of two articles, with the verdicts of each."""
        came(store, 1, first)
        both = story(1, revision=2)
        store.commit(outcome(2, second, story=both), NOW + MINUTE)
        return both

    def test_a_message_goes_with_the_article_that_it_was_for(self, store: Store) -> None:
        both = self.of_two(store, alerted(1), tell(action="drop", reason="told", channels=()))
        store.regroup(parted(both, 1))
        assert sent(store) == [("alone", 0)]
        assert told_of(store, "story-1") is None
        assert told_of(store, "alone") is not None
        assert store.telling(code_of(PROFILE, "alone")) is not None

    def test_of_what_nobody_was_told_it_is_decided_again(self, store: Store) -> None:
        both = self.of_two(store, alerted(1), tell(action="drop", reason="told", channels=()))
        store.regroup(parted(both, 2))
        (found,) = store.parted()
        assert (found.story.id, found.article_id, found.match) == ("alone", article(2).id, match())
        store.settle(found, tell(told=replace(telling(), story_id="alone")), LATER)
        assert store.parted() == ()
        assert sorted(sent(store)) == [("alone", 0), ("story-1", 0)]
        assert told_of(store, "alone") is not None
        assert told_of(store, "story-1") is not None

    def test_of_what_stays_untold_in_the_old_story_it_is_decided_again_too(self, store: Store) -> None:
        both = self.of_two(store, alerted(1), tell(action="drop", reason="told", channels=()))
        store.regroup(parted(both, 1))
        assert [(one.story.id, one.article_id) for one in store.parted()] == [("story-1", article(2).id)]

    def test_a_line_goes_with_the_article_that_it_was_for(self, store: Store) -> None:
        both = self.of_two(store, held(1), tell(action="drop", reason="told", channels=()))
        store.regroup(parted(both, 1))
        assert [one.story_id for one in store.held(READER, LATER)] == ["alone"]
        assert told_of(store, "story-1") is None

    def test_where_both_were_told_nothing_is_decided_again(self, store: Store) -> None:
        one, other = came(store, 1, alerted(1)), came(store, 2, alerted(2))
        sent(store)
        change = merged(one, other)
        store.regroup(change)
        store.regroup(parted(change.stories[0], 2))
        assert store.parted() == ()
        one_told, other_told = told_of(store, "story-1"), told_of(store, "alone")
        assert one_told is not None
        assert other_told is not None
        assert (one_told.alerts, other_told.alerts) == (1, 1)

    @pytest.mark.parametrize("stays", [1, 2])
    def test_what_was_news_of_another_affair_is_decided_again(self, store: Store, stays: int) -> None:
        """That a story grew is told to some channels only, and the message about it is of the story that grew."""
        again = tell(reason="bigger", told=telling(1, alerts=2, due=NOW + MINUTE), until=NOW + MINUTE)
        both = self.of_two(store, alerted(1), again)
        sent(store)
        store.regroup(parted(both, stays))
        assert [one.article_id for one in store.parted()] == [article(2).id]

    def test_what_is_to_be_told_as_news_of_another_affair_is_not(self, store: Store) -> None:
        both = self.of_two(store, alerted(1), tell(action="drop", reason="told", channels=()))
        sent(store)
        grown = tell(reason="bigger", told=telling(1, alerts=2, due=LATER), until=LATER)
        store.commit(outcome(3, grown, story=story(1, revision=3)), NOW + MINUTE)
        store.regroup(parted(story(1, revision=3), 3))
        assert sent(store) == []
        assert both.id == "story-1"

    def test_what_was_taken_back_for_another_affair_is_decided_again(self, store: Store) -> None:
        one = came(store, 1, alerted(1))
        sent(store)
        change = merged(one, came(store, 2, held(2)))
        store.regroup(change)
        store.regroup(parted(change.stories[0], 2))
        assert [(one.story.id, one.article_id) for one in store.parted()] == [("alone", article(2).id)]

    def test_what_a_mute_took_back_is_not_told_after_all(self, store: Store) -> None:
        both = self.of_two(store, alerted(1), tell(action="drop", reason="told", channels=()))
        muted = store.add_mute(mute(kind="story", subject="story-1"))
        store.withdraw_waiting(muted.id, store.waiting(), NOW)
        store.regroup(parted(both, 2))
        assert store.parted() == ()
