"""What every store must do about volume: count what is news, once, and remember what was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from doubles.outcomes import CHANNEL, NOW, PROFILE, article, entry, match, outcome, polled, source, story, tell
from doubles.told import alert

from monitor.decide.baseline import hour_of
from monitor.decide.volume import profile_subject
from monitor.model import Outcome, Silence, Surge
from monitor.ports import Store, SurgeState
from monitor.store import open_store

ITS, HIS = profile_subject(PROFILE), "person/ilham-aliyev"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PUBLISHED = hour_of(NOW - timedelta(minutes=30))


def _sqlite(folder: Path) -> Store:
    return open_store(folder / "watch.db")


@pytest.fixture(params=[pytest.param(_sqlite, id="sqlite")])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opener: Callable[[Path], Store] = request.param
    opened = opener(tmp_path)
    opened.sync_sources([source(1), source(2)], NOW)
    opened.save_poll(polled(entry(1), entry(2), entry(3)), NOW)
    yield opened
    opened.close()


def volume(store: Store, subject: str = ITS) -> dict[datetime, int]:
    return {hour: count for hour, count in store.volume(subject, NOW - 30 * DAY, NOW + DAY).items() if count}


def told(number: int, **changes: object) -> Outcome:
    """An article of a story of its own."""
    return replace(outcome(number), story=story(number), **changes)  # type: ignore[arg-type]


class TestWhatCounts:
    def test_an_article_counts_for_its_profile_and_its_actor_in_the_hour_of_its_publication(self, store: Store) -> None:
        store.commit(told(1), NOW)
        store.commit(told(2), NOW)
        assert volume(store) == volume(store, HIS) == {PUBLISHED: 2}
        assert store.last_told(ITS) == PUBLISHED
        assert store.last_told("country/AM") is None
        assert set(store.busy(PUBLISHED, 2)) == {ITS, HIS}
        assert not store.busy(PUBLISHED, 3)
        assert not store.busy(PUBLISHED + HOUR, 1)

    def test_a_wire_copy_does_not_count(self, store: Store) -> None:
        copied = story(1, members=(replace(story(1).members[0], copy_of="another"),))
        store.commit(replace(told(1), story=copied), NOW)
        assert not volume(store)

    def test_what_a_first_poll_brought_does_not_count(self, store: Store) -> None:
        store.save_poll(replace(polled(entry(4)), backlog=True), NOW)
        store.commit(told(4), NOW)
        assert not volume(store)

    def test_what_is_too_old_to_be_news_does_not_count(self, store: Store) -> None:
        store.commit(told(1, article=article(1, published=NOW - 4 * DAY)), NOW)
        assert not volume(store)

    def test_what_the_profile_does_not_listen_to_does_not_count(self, store: Store) -> None:
        store.commit(told(1, verdicts=(tell(action="drop", reason="source"),)), NOW)
        assert not volume(store)

    def test_what_was_kept_for_review_does_not_count(self, store: Store) -> None:
        store.commit(told(1, matches=(match(0.4, decision="review"),)), NOW)
        assert not volume(store)

    def test_a_date_in_the_future_counts_as_now(self, store: Store) -> None:
        store.commit(told(1, article=article(1, published=NOW + HOUR)), NOW)
        assert volume(store) == {hour_of(NOW): 1}


class TestWatchedHours:
    def test_an_hour_is_zero_where_somebody_watched_and_absent_where_nobody_did(self, store: Store) -> None:
        for hours in (1, 2, 3, 20, 21):
            store.save_poll(polled(last_success_at=NOW + hours * HOUR), NOW + hours * HOUR)
        known = store.tellings(ITS, NOW, NOW + DAY)
        assert [(hour - NOW) / HOUR for hour in sorted(known)] == [1, 2, 3, 21]
        assert not any(known.values())

    def test_polls_that_fail_are_a_watch_but_no_knowledge(self, store: Store) -> None:
        """The volume of such an hour is unknown, but its silence counts: the sources may be why."""
        for hours in (10, 11, 12):
            store.save_poll(polled(failures=3), NOW + hours * HOUR)  # it answered at NOW
        assert not [hour for hour in store.tellings(ITS, NOW, NOW + DAY) if hour > NOW + 6 * HOUR]
        assert [(hour - NOW) / HOUR for hour in store.volume(ITS, NOW, NOW + DAY) if hour > NOW] == [11, 12]

    def test_tellings_come_by_source(self, store: Store) -> None:
        store.save_poll(polled(last_success_at=NOW - HOUR), NOW - HOUR)
        store.commit(told(1, article=article(1, published=NOW)), NOW)
        store.commit(told(2, article=article(2, published=NOW, source_id="source-2")), NOW)
        assert store.tellings(ITS, NOW - DAY, NOW)[hour_of(NOW)] == {"source-1": 1, "source-2": 1}


def test_the_stories_behind_it_come_the_most_told_first_and_without_what_only_grouping_needs(store: Store) -> None:
    store.commit(told(1), NOW)
    store.commit(told(2), NOW)
    store.commit(replace(outcome(3), story=story(2, revision=2)), NOW)
    behind = store.stories_behind(ITS, PUBLISHED, 5)
    assert [one.id for one in behind] == ["story-2", "story-1"]
    assert not any(member.features for one in behind for member in one.members)
    assert len(store.stories_behind(ITS, PUBLISHED, 1)) == 1
    assert not store.stories_behind(ITS, NOW + DAY, 5)


def test_hours_of_long_ago_become_days_and_days_go_after_a_year(store: Store) -> None:
    store.commit(told(1), NOW)
    store.commit(told(2, article=article(2, published=NOW - DAY)), NOW)
    later = NOW + 80 * DAY
    store.compact_volume(later)
    store.compact_volume(later)
    kept = {hour: count for hour, count in store.volume(ITS, NOW - 9 * DAY, later).items() if count}
    assert kept == {PUBLISHED.replace(hour=12): 1, (PUBLISHED - DAY).replace(hour=12): 1}
    store.compact_volume(NOW + 500 * DAY)
    assert not store.volume(ITS, NOW - 9 * DAY, NOW + 500 * DAY)


class TestWhatWasTold:
    SURGE = Surge(
        profile=PROFILE, profile_name="Caucasus", name="Caucasus", ratio=3.8, count=30, usual=7.9, since=PUBLISHED,
        because=(alert().story,),
    )  # fmt: skip
    SILENCE = Silence(
        profile=PROFILE, profile_name="Caucasus", since=PUBLISHED, usual=5 * HOUR, cause="narrow",
        figures=(("named", 12.0),), kept_out=(("required, not there: country/AM", 9),),
    )  # fmt: skip

    def test_a_surge_is_queued_once_and_comes_back_as_it_was(self, store: Store) -> None:
        assert store.tell_surge(self.SURGE, [CHANNEL], NOW, NOW)
        assert not store.tell_surge(self.SURGE, [CHANNEL], NOW, NOW)
        (row,) = store.lease(NOW, 60)
        assert (row.kind, row.about) == ("surge", self.SURGE)

    def test_how_a_surge_goes_on_is_remembered(self, store: Store) -> None:
        store.tell_surge(self.SURGE, [CHANNEL], NOW, NOW)
        state = SurgeState(profile=PROFILE, subject="", since=PUBLISHED, ratio=3.8, told_at=NOW)
        assert store.surges(PROFILE) == (state,)
        ended = replace(state, calm_since=NOW + HOUR, ended_at=NOW + DAY)
        store.save_surge(ended)
        assert store.surges(PROFILE) == (ended,)
        assert store.surges("another") == ()

    def test_a_silence_is_queued_once_and_comes_back_as_it_was(self, store: Store) -> None:
        assert not store.knows_silence(PROFILE, PUBLISHED)
        assert store.tell_silence(self.SILENCE, [CHANNEL], NOW + HOUR, NOW)
        assert not store.tell_silence(self.SILENCE, [CHANNEL], NOW, NOW)
        assert store.knows_silence(PROFILE, PUBLISHED)
        assert not store.knows_silence(PROFILE, NOW + HOUR), "the next one"
        assert not store.lease(NOW, 60), "it waits for the end of the quiet"
        (row,) = store.lease(NOW + HOUR, 60)
        assert (row.kind, row.about) == ("silence", self.SILENCE)
