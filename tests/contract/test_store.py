"""What every store must do, whatever the database behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from doubles.outcomes import (
    CHANNEL,
    NOW,
    PROFILE,
    article,
    as_stored,
    entry,
    feedback,
    hold,
    match,
    outcome,
    polled,
    source,
    story,
    tell,
    telling,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.decide.code import code_of
from monitor.errors import StoreError, StoryConflict
from monitor.model import (
    FIRST_SLOT,
    HeldFor,
    Message,
    Missing,
    Picture,
    Receipt,
    Silence,
    Slot,
    Surge,
    Validators,
    Verdict,
)
from monitor.ports import (
    GONE_AFTER,
    DigestLine,
    KeptRobots,
    Notice,
    OpenedDigest,
    PollOutcome,
    SourceFigures,
    Store,
    Telling,
)
from monitor.store import open_store

LATER = NOW + timedelta(hours=2)
MINUTE = timedelta(minutes=1)
LEASE_S = 60.0
READER = f"profile/{PROFILE}"


def _sqlite(folder: Path) -> Store:
    return open_store(folder / "watch.db")


@pytest.fixture(params=[pytest.param(_sqlite, id="sqlite")])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opener: Callable[[Path], Store] = request.param
    opened = opener(tmp_path)
    opened.sync_sources([source(1), source(2)], NOW)
    yield opened
    opened.close()


@pytest.fixture
def again(store: Store, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """The same data, opened by another process."""
    opened = request.node.callspec.params["store"](tmp_path)
    yield opened
    opened.close()


def line(**changes: Any) -> DigestLine:
    """A story for the first time in a digest."""
    made = DigestLine(profile=PROFILE, story=story(), match=match(), reason="digest", before=None, channels=(CHANNEL,))
    return replace(made, **changes)


class TestSources:
    def test_a_new_source_is_due_at_once_and_has_not_been_polled(self, store: Store) -> None:
        due = store.due_sources(NOW)
        assert [state.source_id for state in due] == ["source-1", "source-2"]
        assert not any(state.polled_before for state in due)

    def test_the_longest_overdue_comes_first_within_the_limit(self, store: Store) -> None:
        store.save_poll(polled(next_check_at=NOW - timedelta(hours=3)), NOW)
        assert [state.source_id for state in store.due_sources(NOW, limit=1)] == ["source-1"]

    def test_a_poll_comes_back_as_it_was_saved(self, store: Store) -> None:
        outcome = polled(error="late", failures=2)
        store.save_poll(outcome, NOW)
        assert store.source_states()[0] == outcome.state
        assert store.source_states()[0].next_check_at.tzinfo is not None

    def test_syncing_again_keeps_what_is_known(self, store: Store) -> None:
        store.save_poll(polled(), NOW)
        store.sync_sources([source(1)], LATER)
        assert store.source_states() == (polled().state,)

    def test_a_source_no_longer_listed_sleeps_and_wakes_with_its_memory(self, store: Store) -> None:
        store.save_poll(polled(), NOW)
        store.sync_sources([source(2)], LATER)
        assert [state.source_id for state in store.due_sources(LATER)] == ["source-2"]
        store.sync_sources([source(1), source(2)], LATER)
        assert store.source_states()[0] == polled().state

    def test_validators_are_not_kept_for_another_address(self, store: Store) -> None:
        store.save_poll(polled(), NOW)
        store.sync_sources([source(1, url="https://elsewhere.example/feed")], NOW)
        state = store.source_states()[0]
        assert state.validators == Validators()
        assert not state.polled_before

    def test_a_source_whose_line_follows_its_move_goes_on_as_before(self, store: Store) -> None:
        store.sync_sources([source(1)], NOW)
        (state,) = store.source_states()
        new = "https://new.example/feed"
        known = Validators(etag='"1"', digest="d", url=new)
        moved = replace(state, next_check_at=LATER, validators=known, moved_to=new, moved_times=3, moved_since=NOW)
        store.save_poll(PollOutcome(state=moved), NOW)
        store.sync_sources([replace(source(1), url=new)], NOW)
        (state,) = store.source_states()
        assert state == replace(moved, moved_to="", moved_times=0, moved_since=None)

    def test_an_edited_source_that_failed_is_due_at_once_and_no_other(self, store: Store) -> None:
        store.sync_sources([source(1), source(2), source(3)], NOW)
        for number, failures in ((1, 3), (2, 3), (3, 0)):
            store.save_poll(polled(source_id=f"source-{number}", next_check_at=LATER, failures=failures), NOW)
        store.sync_sources([source(1), source(2), source(3)], NOW, edited=["source-1", "source-3", "source-9"])
        assert [(state.source_id, state.failures) for state in store.due_sources(NOW)] == [("source-1", 3)]

    def test_an_edit_does_not_undercut_the_server(self, store: Store) -> None:
        store.save_poll(polled(next_check_at=LATER, failures=3, not_before=LATER), NOW)
        store.sync_sources([source(1)], NOW, edited=["source-1"])
        assert store.due_sources(LATER - timedelta(seconds=1)) == ()
        assert [state.source_id for state in store.due_sources(LATER)] == ["source-1"]

    def test_a_source_that_is_gone_is_due_no_more_until_its_line_is_edited(self, store: Store) -> None:
        store.sync_sources([source(1)], NOW)
        store.save_poll(polled(next_check_at=NOW, failures=2, gone=GONE_AFTER), NOW)
        assert store.due_sources(LATER) == ()
        store.sync_sources([source(1)], LATER, edited=["source-1"])
        assert [state.gone for state in store.due_sources(LATER)] == [0]

    def test_a_source_that_was_never_synced_is_refused(self, store: Store) -> None:
        with pytest.raises(StoreError, match="source-9"):
            store.save_poll(polled(source_id="source-9"), NOW)


class TestEntries:
    def test_a_key_is_new_once_for_each_source(self, store: Store) -> None:
        store.save_poll(polled(entry(1), entry(2)), NOW)
        assert store.unseen("source-1", [entry(1), entry(3)]) == (entry(3),)
        assert store.unseen("source-2", [entry(1)]) == (entry(1),)
        store.save_poll(polled(entry(1, title="told anew"), entry(3)), LATER)
        assert [pending.entry for pending in store.pending(NOW)] == [entry(1), entry(2), entry(3)]

    def test_more_keys_than_a_query_may_have_parameters(self, store: Store) -> None:
        many = tuple(entry(1, key=f"key {number}") for number in range(40_000))
        assert store.unseen("source-1", many) == many

    def test_an_old_entry_under_a_new_guid_is_no_news(self, store: Store) -> None:
        store.save_poll(polled(entry(1), entry(2)), NOW)
        assert store.unseen("source-1", [entry(1, key="made up anew"), entry(2, key=entry(1).key)]) == ()

    def test_entries_that_share_an_address_are_told_apart_by_their_titles(self, store: Store) -> None:
        store.save_poll(polled(entry(1, url="https://news-1.example/")), NOW)
        other = entry(1, key="another", url="https://news-1.example/", title="Another matter")
        assert store.unseen("source-1", [other]) == (other,)

    def test_a_guid_that_was_given_out_again_is_news_once(self, store: Store) -> None:
        store.save_poll(polled(entry(1)), NOW)
        reused = entry(2, key=entry(1).key)
        (told,) = store.unseen("source-1", [reused])
        assert told.key.startswith(entry(1).key)
        assert replace(told, key=reused.key) == reused
        store.save_poll(polled(told), LATER)
        assert store.unseen("source-1", [reused]) == ()

    @pytest.mark.parametrize("edit", [{"title": "Mended headline"}, {"url": "https://news-1.example/mended"}])
    def test_an_entry_of_which_one_half_was_edited_is_no_news(self, store: Store, edit: dict[str, str]) -> None:
        store.save_poll(polled(entry(1)), NOW)
        assert store.unseen("source-1", [entry(1, **edit)]) == ()

    def test_an_entry_that_was_put_off_waits_until_then(self, store: Store) -> None:
        store.save_poll(polled(entry(1)), NOW)
        store.entry_failed(entry(1), "come back soon", give_up=False, not_before=LATER)
        assert store.pending(LATER - timedelta(seconds=1)) == ()
        assert [one.attempts for one in store.pending(LATER)] == [1]

    def test_entries_that_cannot_be_saved_take_the_validators_with_them(self, store: Store) -> None:
        with pytest.raises(StoreError):
            store.save_poll(polled(entry(1), entry(2, source_id="source-9")), NOW)
        assert store.pending(NOW) == ()
        assert store.source_states()[0].validators == Validators()

    def test_what_was_never_tried_comes_before_what_failed(self, store: Store) -> None:
        store.save_poll(polled(entry(1), entry(2)), NOW)
        store.entry_failed(entry(1), "timed out", give_up=False)
        assert [(pending.entry, pending.attempts) for pending in store.pending(NOW)] == [(entry(2), 0), (entry(1), 1)]

    def test_a_given_up_entry_is_neither_pending_nor_new(self, store: Store) -> None:
        store.save_poll(polled(entry(1)), NOW)
        store.entry_failed(entry(1), "gone", give_up=True)
        store.save_poll(polled(entry(1)), LATER)
        assert store.pending(NOW) == ()
        assert store.unseen("source-1", [entry(1)]) == ()

    def test_what_a_source_brought_sleeps_and_wakes_with_it(self, store: Store) -> None:
        store.save_poll(polled(entry(1)), NOW)
        store.sync_sources([source(2)], LATER)
        assert store.pending(NOW) == ()
        store.sync_sources([source(1), source(2)], LATER)
        assert [pending.entry for pending in store.pending(NOW)] == [entry(1)]

    def test_backlog_is_remembered(self, store: Store) -> None:
        store.save_poll(replace(polled(entry(1)), backlog=True), NOW)
        assert [(pending.backlog, pending.first_seen_at) for pending in store.pending(NOW)] == [(True, NOW)]

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(text=st.text(st.characters(), min_size=1), number=st.integers(0, 2**40))
    def test_any_text_from_outside_is_stored_and_known_again(self, store: Store, text: str, number: int) -> None:
        """NUL and lone surrogates included, which no database takes."""
        strange = entry(1, key=f"{number} {text}", title=text, summary=text, url=text)
        store.save_poll(polled(strange), NOW)
        assert store.unseen("source-1", [strange]) == ()
        told = replace(
            outcome(1),
            article=article(1, title=text, text=text, author=text),
            matches=(match(missing=(Missing(kind="absent", what=text),)),),
        )
        store.commit(replace(told, story=None, verdicts=(), entry=strange), NOW)
        found = store.find_article(article(1).id)
        assert found is not None
        assert len(found.article.document) == len(told.article.document)


class TestHosts:
    def test_a_host_rests_until_the_later_of_what_it_said(self, store: Store) -> None:
        store.rest("a.example", LATER)
        store.rest("a.example", NOW)
        store.rest("b.example", NOW)
        assert store.resting(NOW) == {"a.example": LATER}
        assert store.resting(LATER) == {}

    def test_robots_txt_is_kept_as_long_as_it_is_good(self, store: Store) -> None:
        kept = KeptRobots(origin="https://a.example", body=b"User-agent: *\xff\0", good_until=LATER)
        store.keep_robots(kept, NOW)
        assert store.robots("https://a.example", NOW) == kept
        assert store.robots("http://a.example", NOW) is None
        assert store.robots("https://a.example", LATER) is None
        unread = replace(kept, body=b"", unreadable="the server answered 500", status=500, permanent=True)
        store.keep_robots(unread, NOW)
        assert store.robots("https://a.example", NOW) == unread


class TestFiguresOfSources:
    def test_what_a_source_brought_and_how_much_of_it_could_be_read(self, store: Store) -> None:
        store.save_poll(polled(entry(1), entry(2)), NOW)
        store.save_poll(polled(entry(3)), NOW + timedelta(hours=5))
        for number, unread in ((1, ""), (2, "cookie wall"), (3, "cookie wall")):
            told = outcome(number, story=None, matches=(), verdicts=())
            written = replace(told.article, unread=unread, method="feed" if unread else "trafilatura")
            store.commit(replace(told, article=written), NOW + timedelta(hours=5))
        now = NOW + timedelta(days=1)
        assert store.source_figures(NOW - timedelta(days=1), now) == {
            "source-1": SourceFigures(
                entries=3,
                last_new_at=NOW + timedelta(hours=5),
                span_days=1.0,
                longest_gap_s=5 * 3600.0,
                pages_read=1,
                pages_unread=2,
                unread="cookie wall",
            )
        }

    def test_one_that_brought_nothing_lately_says_when_it_did(self, store: Store) -> None:
        store.save_poll(polled(entry(1)), NOW)
        later = NOW + timedelta(days=40)
        assert store.source_figures(later - timedelta(days=30), later) == {"source-1": SourceFigures(last_new_at=NOW)}


class TestArticles:
    def test_an_outcome_comes_back_as_it_was_committed(self, store: Store) -> None:
        told = outcome(1)
        store.commit(told, NOW)
        found = store.find_article(told.article.id)
        assert found is not None
        assert (found.article, found.analysis, found.matches) == (told.article, told.analysis, told.matches)
        assert (found.story, found.verdicts) == (told.story, told.verdicts)

    def test_the_entry_is_done_with_its_article(self, store: Store) -> None:
        store.save_poll(polled(entry(1)), NOW)
        store.commit(outcome(1), NOW)
        assert store.pending(NOW) == ()

    @pytest.mark.parametrize(
        "wanted", [article(1).id, article(1).url, article(1).canonical_url, entry(1).url, "alert-1"]
    )
    def test_an_article_is_found_by_each_of_its_names(self, store: Store, wanted: str) -> None:
        store.save_poll(polled(entry(1)), NOW)
        store.commit(outcome(1), NOW)
        found = store.find_article(wanted)
        assert found is not None
        assert found.article == article(1)

    @pytest.mark.parametrize("typed", [code_of(PROFILE, "story-1"), code_of(PROFILE, "story-1").lower()])
    def test_a_code_leads_to_the_article_of_its_story_that_fits_best(self, store: Store, typed: str) -> None:
        store.commit(outcome(1, matches=(match(0.6),)), NOW)
        store.commit(outcome(2, story=story(1, revision=2), matches=(match(0.9),)), NOW)
        found = store.find_article(typed)
        assert found is not None
        assert found.article == article(2)

    @pytest.mark.parametrize(
        "wanted", ["", "AAAAAAAA", "alert-222", "alert-2", "alert-", "alert-1 or 1=1", "%", "https://news.example/"]
    )
    def test_what_was_never_stored_is_not_found(self, store: Store, wanted: str) -> None:
        store.commit(outcome(1), NOW)
        assert store.find_article(wanted) is None

    def test_a_copy_is_known_by_its_address_or_its_words(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        same_address = article(2, canonical_url=article(1).canonical_url, source_id="source-2")
        same_words = article(3, fingerprint=article(1).fingerprint, source_id="source-2")
        for copy in (same_address, same_words):
            known = store.known_copy(copy)
            assert known is not None
            assert known.article == article(1)
        assert store.known_copy(article(4)) is None

    def test_nothing_is_a_copy_of_nothing(self, store: Store) -> None:
        bare = replace(outcome(1), article=article(1, canonical_url="", fingerprint=""))
        store.commit(bare, NOW)
        assert store.known_copy(article(2, canonical_url="", fingerprint="")) is None

    def test_an_article_read_again_is_one_article_and_stays_explained(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        dropped = replace(tell(), action="drop", reason="told already", channels=())
        again = outcome(1, dropped, story=None, matches=(match(0.6, version="v2"),))
        store.commit(again, LATER)
        found = store.find_article(article(1).id)
        assert found is not None
        assert (found.story, found.matches, found.verdicts) == (story(1), again.matches, (tell(),))
        assert store.articles_read(NOW) == 1
        assert store.articles_read(LATER) == 0


class TestArchive:
    def test_articles_come_back_as_they_were_committed(self, store: Store) -> None:
        told = outcome(1, tell(), hold(LATER, profile="other"))
        store.commit(told, NOW)
        store.commit(outcome(2, story=None, verdicts=(), matches=()), LATER)
        first, second = store.archive(NOW)
        assert (first.article, first.analysis, first.matches) == (told.article, told.analysis, told.matches)
        assert {verdict.profile: verdict for verdict in first.verdicts} == {
            one.profile: as_stored(one) for one in told.verdicts
        }
        assert (first.story_id, first.stored_at) == ("story-1", NOW)
        assert (second.story_id, second.stored_at, second.matches, second.verdicts) == (None, LATER, (), ())

    @pytest.mark.parametrize("batch", [1, 2, 3, 5, 200])
    def test_every_article_since_then_comes_once_and_the_oldest_first(self, store: Store, batch: int) -> None:
        """Also where several came at the same instant, over the bounds of a batch."""
        hours = {5: -1, 4: 0, 2: 0, 3: 0, 1: 1, 6: 1}
        for number, hour in hours.items():
            store.commit(outcome(number, story=story(number)), NOW + timedelta(hours=hour))
        walked = [one.article.id for one in store.archive(NOW, batch)]
        assert walked == [article(number).id for number in (2, 3, 4, 1, 6)]

    def test_an_empty_store_has_no_past(self, store: Store) -> None:
        assert list(store.archive(NOW)) == []

    def test_what_is_stored_on_the_way_comes_too(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        walk = store.archive(NOW, 1)
        assert next(walk).article.id == article(1).id
        store.commit(outcome(2, story=story(2)), LATER)
        assert [one.article.id for one in walk] == [article(2).id]

    def test_an_article_of_a_first_poll_is_backlog_unless_another_source_brought_it_as_news(self, store: Store) -> None:
        store.save_poll(replace(polled(entry(1), entry(2)), backlog=True), NOW)
        store.save_poll(polled(entry(2, source_id="source-2"), source_id="source-2"), NOW)
        store.commit(outcome(1), NOW)
        store.commit(outcome(2, story=story(2)), NOW)
        store.commit(outcome(2, story=None, verdicts=(), entry=entry(2, source_id="source-2")), LATER)
        assert [one.backlog for one in store.archive(NOW)] == [True, False]


class TestStories:
    def test_a_story_grows_revision_by_revision(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        store.commit(outcome(2, story=story(1, revision=2)), NOW)
        assert store.open_stories(NOW) == (story(1, revision=2),)
        assert store.open_stories(NOW + timedelta(days=4)) == ()
        assert store.open_revisions(NOW) == {"story-1": 2}
        assert store.open_revisions(NOW + timedelta(days=4)) == {}
        assert store.stories(["story-1", "of which nobody knows"]) == (story(1, revision=2),)

    @pytest.mark.parametrize("revision", [1, 3])
    def test_a_conflict_writes_nothing(self, store: Store, revision: int) -> None:
        """Somebody else made the story, or has not made the revision before this one."""
        store.commit(outcome(1), NOW)
        store.save_poll(polled(entry(2)), NOW)
        with pytest.raises(StoryConflict):
            store.commit(outcome(2, story=story(1, revision=revision)), NOW)
        assert store.find_article(article(2).id) is None
        assert [pending.entry for pending in store.pending(NOW)] == [entry(2)]
        assert store.open_stories(NOW) == (story(1),)

    def test_of_many_who_change_a_story_at_once_one_succeeds(self, store: Store) -> None:
        store.commit(outcome(1), NOW)

        def join(number: int) -> bool:
            try:
                store.commit(outcome(number, story=story(1, revision=2)), NOW)
            except StoryConflict:
                return False
            return True

        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(join, range(2, 18))) == 1
        assert store.counts(NOW).articles == 2

    def test_told_counts_what_is_queued_held_and_in_a_digest(self, store: Store) -> None:
        line = {"alerts": 0, "digests": 1, "kind": "digest"}
        verdicts = (
            tell(profile="a", told=telling(profile="a")),
            hold(LATER, profile="b", told=telling(profile="b", **line)),
            hold(LATER, profile="c", told=telling(profile="c", **line)),
        )
        dropped = replace(tell(profile="d"), action="drop")
        store.commit(outcome(1, *verdicts, dropped), NOW)
        assert store.open_digest("profile/c", "2026-11-21 08:00", [CHANNEL], LATER, LATER)
        told = store.told("story-1")
        assert told == {
            "a": telling(profile="a"),
            "b": telling(profile="b", **line),
            "c": telling(profile="c", waits=False, **line),
        }
        assert store.told("story-2") == {}

    def test_a_story_is_told_once_the_first_of_its_readers_has_it_and_the_others_get_it_once(
        self, store: Store
    ) -> None:
        weekly = LATER + timedelta(days=6)

        def both(due: datetime, digests: int) -> Verdict:
            told = telling(alerts=0, digests=digests, kind="digest", due=due)
            waits = (
                HeldFor(reader=READER, due=due, channels=("email/desk",)),
                HeldFor(reader=f"channel/{CHANNEL}", due=weekly, channels=(CHANNEL,)),
            )
            return hold(due, digests=waits, told=told)

        store.commit(outcome(1, both(LATER, 1)), NOW)
        assert store.told("story-1")[PROFILE].waits
        assert store.open_digest(READER, "2026-11-21 08:00", ["email/desk"], LATER, LATER)
        assert not store.told("story-1")[PROFILE].waits
        tomorrow = LATER + timedelta(days=1)
        store.commit(outcome(2, both(tomorrow, 2), story=story(1, revision=2)), LATER)
        assert store.told("story-1")[PROFILE].waits
        assert [one.before for one in store.digest_to_come(READER)] == [telling().extent]
        assert [one.before for one in store.digest_to_come(f"channel/{CHANNEL}")] == [None]

    def test_a_telling_waits_until_it_is_rendered_and_the_next_one_anew(self, store: Store) -> None:
        store.commit(outcome(1, tell(told=telling())), NOW)
        assert store.told("story-1")[PROFILE].waits
        (row,) = store.lease(NOW, LEASE_S)
        assert store.told("story-1")[PROFILE].waits
        store.add_parts(row, [Message(text="first", key="k")])
        assert not store.told("story-1")[PROFILE].waits
        again = tell(reason="contradicts", until=LATER, told=telling(alerts=2, due=LATER, reason="contradicts"))
        store.commit(outcome(2, again, story=story(1, revision=2)), NOW)
        assert store.told("story-1")[PROFILE] == telling(alerts=2, due=LATER, reason="contradicts")
        store.sent(row.id, Receipt(sent_at=NOW, remote_id="77"))
        (second,) = store.lease(LATER, LEASE_S)
        assert (second.revision, second.reason, second.before) == (1, "contradicts", telling().extent)
        assert (second.article_id, store.standing(second)) == (article(2).id, ("77",))

    def test_what_is_told_by_itself_was_told_before_what_a_digest_told_and_nothing_that_waited_for_one(
        self, store: Store
    ) -> None:
        line = telling(alerts=0, digests=1, kind="digest")
        store.commit(outcome(1, hold(LATER, told=line)), NOW)
        store.commit(outcome(2, tell(told=telling()), story=story(1, revision=2)), NOW)
        (first,) = store.lease(NOW, LEASE_S)
        assert first.before is None
        store.commit(outcome(5, hold(LATER, told=replace(line, story_id="story-5"))), NOW)
        assert store.open_digest(READER, "2026-11-21 08:00", [CHANNEL], LATER, LATER)
        grown = replace(line, story_id="story-5", digests=2, extent=replace(line.extent, members=7))
        store.commit(outcome(6, hold(LATER, told=grown), story=story(5, revision=2)), LATER)
        store.commit(outcome(7, tell(told=telling(5, digests=1)), story=story(5, revision=3)), LATER)
        store.sent(first.id, Receipt(sent_at=NOW, remote_id="1"))
        (digest,) = store.lease(LATER, LEASE_S)
        store.sent(digest.id, Receipt(sent_at=LATER, remote_id="2"))
        assert [(one.kind, one.before) for one in store.lease(LATER, LEASE_S)] == [("alert", line.extent)]
        assert store.digest_to_come(READER) == ()

    def test_what_waited_for_a_digest_and_is_told_by_itself_leaves_it(self, store: Store) -> None:
        store.commit(outcome(1, hold(LATER, told=telling(alerts=0, digests=1, kind="digest"))), NOW)
        store.commit(outcome(2, tell(told=telling()), story=story(1, revision=2)), NOW)
        assert store.counts(NOW).held == 0
        assert not store.open_digest(READER, "2026-11-21 08:00", [CHANNEL], LATER, LATER)

    def test_a_message_that_waits_is_hurried_on_and_never_put_off(self, store: Store) -> None:
        store.commit(outcome(1, tell(until=LATER, told=telling(due=LATER))), NOW)
        for number, until in ((2, NOW), (3, LATER)):
            told = telling(due=until)
            store.commit(outcome(number, tell(until=until, told=told), story=story(1, revision=number)), NOW)
        (row,) = store.lease(NOW, LEASE_S)
        assert (row.not_before, row.revision) == (NOW, 0)

    def test_only_first_alerts_of_the_time_asked_for_are_counted(self, store: Store) -> None:
        store.commit(outcome(1, tell(channels=(CHANNEL, "email/desk"))), NOW)
        half = NOW + 30 * MINUTE
        store.commit(outcome(2, tell(told=telling(alerts=2)), story=story(1, revision=2)), half)
        store.commit(outcome(5, tell(), story=story(5)), half)
        assert [store.alerts_since(PROFILE, at) for at in (NOW, half, half + timedelta(seconds=1))] == [2, 1, 0]
        assert store.alerts_since("other", NOW) == 0

    def test_what_was_queued_before_the_clock_was_set_back_counts_for_no_cap(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        store.commit(outcome(5, tell(), story=story(5)), NOW + timedelta(days=1))
        assert store.alerts_since(PROFILE, NOW - 30 * MINUTE) == 1

    def test_a_story_is_queued_once_for_a_profile_and_channel(self, store: Store) -> None:
        store.commit(outcome(1, tell(channels=(CHANNEL, "email/desk", CHANNEL))), NOW)
        store.commit(outcome(2, story=story(1, revision=2)), NOW)
        assert store.counts(NOW).deliveries == {"pending": 2}

    def test_a_verdict_that_would_tell_nobody_or_nothing_is_refused_whole(self, store: Store) -> None:
        for wrong in (outcome(1, tell(channels=())), outcome(1, story=None)):
            with pytest.raises(StoreError):
                store.commit(wrong, NOW)
        assert store.counts(NOW).articles == 0


class TestDigests:
    SLOT = "2026-11-21 08:00"

    def test_a_slot_takes_what_is_due_and_is_used_once(self, store: Store) -> None:
        store.commit(outcome(1, hold(LATER, channels=(CHANNEL, "email/desk"))), NOW)
        store.commit(outcome(2, hold(LATER + timedelta(days=1))), NOW)
        assert [held.story_id for held in store.held(READER, LATER)] == ["story-1"]
        assert store.open_digest(READER, self.SLOT, [CHANNEL, "email/desk"], LATER, LATER)
        assert store.held(READER, LATER) == ()
        assert store.counts(NOW).held == 1
        rows = store.lease(LATER, LEASE_S)
        assert [(row.kind, row.subject, row.revision, row.channel) for row in rows] == [
            ("digest", self.SLOT, 0, CHANNEL),
            ("digest", self.SLOT, 0, "email/desk"),
        ]
        store.commit(outcome(3, hold(LATER)), LATER)
        assert not store.open_digest(READER, self.SLOT, [CHANNEL], LATER, LATER)
        assert [held.story_id for held in store.held(READER, LATER)] == ["story-3"]

    def test_a_slot_with_nothing_to_tell_stays_unused(self, store: Store) -> None:
        assert not store.open_digest(READER, self.SLOT, [CHANNEL], LATER, LATER)
        store.commit(outcome(1, hold(LATER)), NOW)
        assert store.open_digest(READER, self.SLOT, [CHANNEL], LATER, LATER)

    def test_a_digest_for_nobody_is_refused_and_keeps_what_is_held(self, store: Store) -> None:
        store.commit(outcome(1, hold(LATER)), NOW)
        with pytest.raises(StoreError):
            store.open_digest(READER, self.SLOT, [], LATER, LATER)
        assert store.counts(NOW).held == 1

    def test_each_story_comes_with_the_best_match_of_its_members(self, store: Store) -> None:
        store.commit(outcome(1, hold(LATER), matches=(match(0.6),)), NOW)
        store.commit(outcome(2, hold(LATER), matches=(match(0.9),), story=story(1, revision=2)), NOW)
        store.commit(outcome(5, hold(LATER, reason="quiet"), matches=(match(0.95),)), NOW)
        store.open_digest(READER, self.SLOT, [CHANNEL], LATER, LATER)
        assert store.digest_lines(READER, self.SLOT) == (
            line(story=story(5), match=match(0.95), reason="quiet"),
            line(story=story(1, revision=2), match=match(0.9), reason="digest"),
        )
        assert store.digest_opened(READER, self.SLOT) == OpenedDigest(due=LATER, opened_at=LATER, before=None)
        assert store.digest_opened(READER, "2026-11-22 08:00") is None

    def test_a_story_that_goes_on_is_told_again_with_what_was_told_before(self, store: Store) -> None:
        first = telling(alerts=0, digests=1, kind="digest")
        store.commit(outcome(1, hold(LATER, told=first)), NOW)
        assert [one.now for one in store.digest_to_come(READER)] == [first.extent]
        store.open_digest(READER, self.SLOT, [CHANNEL], LATER, LATER)
        assert store.digest_to_come(READER) == ()
        later = LATER + timedelta(days=1)
        again = replace(first, digests=2, due=later)
        store.commit(outcome(2, hold(later, reason="bigger", told=again), story=story(1, revision=2)), LATER)
        assert store.open_digest(READER, "2026-11-22 08:00", [CHANNEL], later, later)
        (line,) = store.digest_lines(READER, "2026-11-22 08:00")
        assert (line.reason, line.before) == ("bigger", first.extent)
        opened = store.digest_opened(READER, "2026-11-22 08:00")
        assert opened is not None
        assert opened.before == LATER

    def test_an_empty_digest_is_queued_where_that_is_wanted_and_once(self, store: Store) -> None:
        for expected in (True, False):
            opened = store.open_digest(READER, self.SLOT, [CHANNEL], LATER, LATER, even_empty=True)
            assert opened is expected
        assert store.digest_lines(READER, self.SLOT) == ()

    def test_a_reader_is_known_since_it_was_first_asked_for(self, store: Store) -> None:
        assert [store.since(READER, at) for at in (NOW, LATER)] == [NOW, NOW]
        assert store.since("channel/email/desk", LATER) == LATER

    def test_what_is_owed_begins_with_the_last_slot_that_was_opened(self, store: Store) -> None:
        assert store.since(READER, NOW, plan="08:00 UTC") == NOW
        store.open_digest(READER, self.SLOT, [CHANNEL], LATER, LATER + MINUTE, missed=())
        assert store.since(READER, LATER + MINUTE, plan="08:00 UTC") == LATER
        store.commit(outcome(1, hold(NOW)), NOW)
        store.open_digest(READER, f"{FIRST_SLOT} 2026-11-21", [CHANNEL], LATER + MINUTE, LATER + MINUTE)
        assert store.since(READER, LATER + MINUTE, plan="08:00 UTC") == LATER, "a first pass is no slot"

    def test_with_other_times_or_a_clock_that_was_ahead_a_reader_begins_anew(self, store: Store) -> None:
        assert store.since(READER, NOW, plan="08:00 UTC") == NOW
        assert store.since(READER, LATER, plan="09:00 UTC") == LATER
        assert store.since(READER, LATER + MINUTE, plan="09:00 UTC") == LATER
        assert store.since(READER, NOW, plan="09:00 UTC") == NOW
        assert store.since(READER, LATER, plan="09:00 UTC") == NOW

    def test_a_reader_whose_times_nobody_kept_goes_on(self, store: Store) -> None:
        assert store.since(READER, NOW) == NOW
        assert [store.since(READER, LATER, plan=plan) for plan in ("08:00 UTC", "09:00 UTC")] == [NOW, LATER]

    def test_a_slot_in_turn_is_used_with_nothing_in_it_and_takes_what_was_held_for_later(self, store: Store) -> None:
        assert not store.open_digest(READER, self.SLOT, [CHANNEL], LATER, LATER, missed=())
        store.commit(outcome(1, hold(LATER + timedelta(days=7))), LATER)
        assert not store.open_digest(READER, self.SLOT, [CHANNEL], LATER, LATER, missed=())
        assert store.open_digest(READER, "2026-11-22 08:00", [CHANNEL], LATER, LATER, missed=())
        assert store.digest_slots(READER, 5) == ("2026-11-22 08:00", self.SLOT)

    def test_the_slots_that_were_missed_are_used_too_and_stand_in_the_one_that_came(self, store: Store) -> None:
        missed = [Slot(f"2026-11-{day} 08:00", NOW + timedelta(days=day - 21)) for day in (19, 20)]
        store.open_digest(READER, self.SLOT, [CHANNEL], LATER, LATER, missed=missed, even_empty=True)
        opened = store.digest_opened(READER, self.SLOT)
        assert opened == OpenedDigest(
            due=LATER, opened_at=LATER, before=None, missed=("2026-11-19 08:00", "2026-11-20 08:00")
        )
        assert not store.open_digest(READER, "2026-11-20 08:00", [CHANNEL], LATER, LATER, missed=(), even_empty=True)
        assert store.digest_slots(READER, 5) == (self.SLOT,)

    def test_a_digest_goes_to_the_channels_for_which_its_lines_were_held(self, store: Store) -> None:
        store.commit(outcome(1, hold(LATER, channels=("telegram/left", "telegram/gone"))), NOW)
        assert store.waiting_readers(LATER - MINUTE) == ()
        assert store.waiting_readers(LATER) == (READER,)
        store.open_digest(READER, self.SLOT, [CHANNEL], LATER, LATER, known=["telegram/left", CHANNEL])
        assert [row.channel for row in store.lease(LATER, LEASE_S)] == ["telegram/left"]
        assert store.waiting_readers(LATER) == ()

    def test_what_was_held_for_channels_that_are_no_more_goes_to_those_that_there_are(self, store: Store) -> None:
        store.commit(outcome(1, hold(LATER, channels=("telegram/gone",))), NOW)
        store.open_digest(READER, self.SLOT, [CHANNEL], LATER, LATER, known=[CHANNEL])
        assert [row.channel for row in store.lease(LATER, LEASE_S)] == [CHANNEL]

    def test_a_story_is_held_once_also_after_its_digest(self, store: Store) -> None:
        store.commit(outcome(1, hold(LATER)), NOW)
        store.open_digest(READER, self.SLOT, [CHANNEL], LATER, LATER)
        store.commit(outcome(2, hold(LATER), story=story(1, revision=2)), NOW)
        assert store.counts(NOW).held == 0


class TestOutbox:
    def test_what_is_told_of_a_profile_as_a_whole_is_queued_once_and_comes_back_whole(self, store: Store) -> None:
        surge = Surge(profile=PROFILE, profile_name="P", name="P", ratio=3.8, count=19, usual=5.0, since=NOW)
        silence = Silence(profile=PROFILE, profile_name="P", since=NOW, usual=timedelta(hours=9), cause="narrow")
        for about in (surge, silence):
            assert [store.queue_about(about, [CHANNEL], NOW, NOW) for _ in range(2)] == [True, False]
        (first,) = store.lease(NOW, LEASE_S)
        store.dead(first.id, error="")
        (second,) = store.lease(NOW, LEASE_S)
        assert [(row.kind, row.about) for row in (first, second)] == [("surge", surge), ("silence", silence)]

    def test_a_row_held_over_the_quiet_goes_out_by_itself_when_due(self, store: Store) -> None:
        store.commit(outcome(1, hold(LATER, digest=False)), NOW)
        assert store.lease(NOW, LEASE_S) == ()
        (row,) = store.lease(LATER, LEASE_S)
        assert (row.kind, row.subject, row.reason, row.state) == ("alert", "story-1", "digest", "claimed")

    def test_a_channel_sends_one_row_at_a_time_in_the_order_of_queueing(self, store: Store) -> None:
        for number in (1, 5, 9):
            store.commit(outcome(number, tell(channels=(CHANNEL, "email/desk"))), NOW)
        sent = []
        while rows := store.lease(NOW, LEASE_S):
            assert [row.channel for row in rows] == [CHANNEL, "email/desk"]
            assert store.lease(NOW, LEASE_S) == ()
            sent.append(rows[0].subject)
            for row in rows:
                store.sent(row.id, Receipt(sent_at=NOW))
        assert sent == ["story-1", "story-5", "story-9"]
        assert store.counts(NOW).deliveries == {"sent": 6}

    def test_a_row_that_waits_for_its_retry_lets_others_pass(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        store.commit(outcome(5), NOW)
        (poisoned,) = store.lease(NOW, LEASE_S)
        store.add_parts(poisoned, [Message(text="poison", key="p")])
        store.put_back(poisoned.id, not_before=LATER, error="refused")
        (other,) = store.lease(NOW, LEASE_S)
        assert other.subject == "story-5"
        store.sent(other.id, Receipt(sent_at=NOW))
        assert store.lease(NOW, LEASE_S) == ()
        (again,) = store.lease(LATER, LEASE_S)
        assert (again.id, again.attempts) == (poisoned.id, 1)

    def test_the_parts_of_a_message_go_out_together_and_in_order(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        store.commit(outcome(5), NOW)
        parts = [Message(text=f"part {number}", key=f"key-{number}") for number in (1, 2, 3)]
        (first,) = store.lease(NOW, LEASE_S)
        store.add_parts(first, parts)
        store.sent(first.id, Receipt(sent_at=NOW))
        (second,) = store.lease(NOW, LEASE_S)
        assert (second.part, second.message) == (2, parts[1])
        store.put_back(second.id, not_before=LATER, error="refused")
        (other,) = store.lease(NOW, LEASE_S)
        assert other.subject == "story-5"
        store.sent(other.id, Receipt(sent_at=NOW))
        for number in (2, 3):
            (row,) = store.lease(LATER, LEASE_S)
            assert (row.part, row.message) == (number, parts[number - 1])
            store.sent(row.id, Receipt(sent_at=LATER))
        assert store.lease(LATER, LEASE_S) == ()

    def test_parts_are_frozen_once(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        (row,) = store.lease(NOW, LEASE_S)
        store.add_parts(row, [Message(text="one", key="1"), Message(text="two", key="2")])
        store.add_parts(row, [Message(text="else", key="1")])
        store.put_back(row.id, not_before=NOW, error="")
        (again,) = store.lease(NOW, LEASE_S)
        assert again.message == Message(text="one", key="1")
        assert store.counts(NOW).deliveries == {"claimed": 1, "pending": 1}

    def test_a_picture_comes_back_as_it_was(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        (row,) = store.lease(NOW, LEASE_S)
        chart = Picture(name="chart.png", png=bytes(range(256)), alt="every byte", width=16, height=16)
        store.add_parts(row, [Message(text="one", key="1", pictures=(chart,))])
        store.put_back(row.id, not_before=NOW, error="")
        (again,) = store.lease(NOW, LEASE_S)
        assert again.message == Message(text="one", key="1", pictures=(chart,))

    def test_a_send_is_counted_when_one_was_begun(self, store: Store) -> None:
        """Not when a row was put back untried, nor when nothing was rendered yet."""
        store.commit(outcome(1), NOW)
        (row,) = store.lease(NOW, LEASE_S)
        store.put_back(row.id, not_before=NOW, error="no such channel")
        (row,) = store.lease(NOW, LEASE_S)
        store.add_parts(row, [Message(text="x", key="x")])
        store.put_back(row.id, not_before=NOW, error="")
        (row,) = store.lease(NOW, LEASE_S)
        assert row.attempts == 0
        store.put_back(row.id, not_before=NOW, error="refused")
        assert store.lease(NOW, LEASE_S)[0].attempts == 1

    def test_a_lapsed_claim_is_safe_to_send_again(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        (row,) = store.lease(NOW, LEASE_S)
        assert store.lease(NOW + timedelta(seconds=LEASE_S - 1), LEASE_S) == ()
        (again,) = store.lease(NOW + timedelta(seconds=LEASE_S), LEASE_S)
        assert (again.id, again.attempts) == (row.id, 1)

    def test_a_claim_of_a_dead_sender_is_over_once_the_clock_is_set_back_and_ones_own_goes_on(
        self, store: Store, again: Store
    ) -> None:
        before = NOW - timedelta(days=1)
        store.commit(outcome(1, tell(channels=(CHANNEL, "email/desk"), until=before)), NOW)
        rows = {row.channel: row for row in store.lease(NOW, LEASE_S)}
        store.request_written(rows["email/desk"].id)
        assert store.lease(before, LEASE_S) == (), "it may be sending"
        assert again.lease(NOW, LEASE_S) == (), "so long a claim may last"
        found = again.lease(before, LEASE_S)
        assert {(row.channel, row.attempts) for row in found} == {(CHANNEL, 1), ("email/desk", 1)}

    def test_a_row_that_kills_its_sender_each_time_dies(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        now = NOW
        for _ in range(20):
            store.lease(now, LEASE_S)
            now += timedelta(seconds=LEASE_S)
        assert store.counts(NOW).deliveries == {"dead": 1}

    def test_an_unread_answer_is_repeated_once_and_then_unknown(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        now = NOW
        for _ in range(2):
            (row,) = store.lease(now, LEASE_S)
            store.request_written(row.id)
            now += timedelta(seconds=LEASE_S)
        assert store.lease(now, LEASE_S) == ()
        assert store.counts(NOW).deliveries == {"unknown": 1}

    def test_an_ambiguous_send_is_repeated_once_and_then_unknown(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        for _ in range(2):
            (row,) = store.lease(NOW, LEASE_S)
            store.request_written(row.id)
            store.put_back(row.id, not_before=NOW, error="no answer", ambiguous=True)
        assert store.counts(NOW).deliveries == {"unknown": 1}

    @pytest.mark.parametrize(("ambiguous", "state"), [(False, "dead"), (True, "unknown")])
    def test_a_dead_row_never_comes_again(self, store: Store, ambiguous: bool, state: str) -> None:
        store.commit(outcome(1), NOW)
        (row,) = store.lease(NOW, LEASE_S)
        store.dead(row.id, error="blocked", ambiguous=ambiguous)
        assert store.lease(LATER, LEASE_S) == ()
        assert store.counts(NOW).deliveries == {state: 1}

    def test_a_busy_channel_starves_no_other_within_the_limit(self, store: Store) -> None:
        for number in range(1, 40, 2):
            store.commit(outcome(number), NOW)
        store.commit(outcome(99, tell(channels=("email/desk",))), NOW)
        assert {row.channel for row in store.lease(NOW, LEASE_S, limit=2)} == {CHANNEL, "email/desk"}

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(fates=st.lists(st.sampled_from(["sent", "retry", "untried", "died", "died written"]), max_size=25))
    def test_whatever_happens_parts_stay_in_order_and_nothing_is_lost(self, store: Store, fates: list[str]) -> None:
        """Three messages of two parts to one channel; after the fates given, all goes well."""
        for number in (1, 5, 9):
            told = outcome(number, tell(profile=f"{PROFILE} {uuid4()}"))
            store.commit(replace(told, story=story(number, id=f"story-{uuid4()}")), NOW)
        before = store.counts(NOW).deliveries
        now, ended = NOW, []
        waiting = list(reversed(fates))
        while open_now := _open(store):
            rows = store.lease(now, LEASE_S)
            assert len(rows) <= 1, "one row of a channel at a time"
            for row in rows:
                parts = [Message(text=part, key=f"{row.subject}/{part}") for part in "12"]
                if row.message is None:
                    store.add_parts(row, parts)
                match waiting.pop() if waiting else "sent":
                    case "sent":
                        store.sent(row.id, Receipt(sent_at=now))
                        ended.append((row.subject, row.part))
                    case "retry":
                        store.put_back(row.id, not_before=now + timedelta(minutes=5), error="refused")
                    case "untried":
                        store.put_back(row.id, not_before=now, error="")
                    case "died written":
                        store.request_written(row.id)
                    case _:
                        pass
            now += timedelta(seconds=LEASE_S)
            assert now < NOW + timedelta(days=1), f"{open_now} rows never end"
        after = store.counts(NOW).deliveries
        lost = sum(after.get(state, 0) - before.get(state, 0) for state in ("dead", "unknown"))
        assert len(ended) + lost == 6
        assert len(set(ended)) == len(ended)
        for subject in {subject for subject, _ in ended}:
            assert [part for told, part in ended if told == subject] in ([1, 2], [1], [2])

    def test_an_alert_is_about_its_story_as_it_stands_now(self, store: Store) -> None:
        store.commit(outcome(1), NOW)
        (row,) = store.lease(NOW, LEASE_S)
        store.commit(outcome(2, story=story(1, revision=2), matches=(match(0.9),)), NOW)
        assert store.alert_of(row) == (story(1, revision=2), match(0.9))
        assert store.alert_of(replace(row, id=row.id + 1, subject="story-9")) is None


class TestFeedback:
    CODE = code_of(PROFILE, "story-1")

    def test_a_code_stands_for_what_was_told_by_the_member_that_fits_best(self, store: Store) -> None:
        store.commit(outcome(1, matches=(match(0.6),)), NOW)
        store.commit(outcome(2, story=story(1, revision=2), matches=(match(0.9),)), NOW)
        assert store.telling(self.CODE) == Telling(
            profile=PROFILE, story_id="story-1", article_id=article(2).id, title=article(2).title, match=match(0.9)
        )

    def test_what_waits_for_a_digest_has_its_code_and_what_is_not_told_has_none(self, store: Store) -> None:
        dropped = replace(tell(profile="dropped"), action="drop")
        store.commit(outcome(1, hold(LATER), dropped), NOW)
        assert store.telling(self.CODE) is not None
        assert store.telling(code_of("dropped", "story-1")) is None
        assert store.telling("AAAAAAAA") is None

    def test_a_word_comes_back_as_it_was_said(self, store: Store) -> None:
        said = feedback(1, note="ничего \0 нового", who="telegram:7", way=CHANNEL)
        store.save_feedback(said)
        assert store.feedback() == (replace(said, note="ничего \ufffd нового"),)

    def test_a_later_word_of_the_same_person_takes_the_place_of_the_earlier(self, store: Store) -> None:
        store.save_feedback(feedback(1, opinion="up", note="yes"))
        store.save_feedback(feedback(1, opinion="down", at=LATER))
        assert store.feedback() == (feedback(1, opinion="down", at=LATER),)

    def test_words_of_others_and_on_other_subjects_and_profiles_stand_beside_it(self, store: Store) -> None:
        said = [
            feedback(1),
            feedback(1, who="another"),
            feedback(1, profile="other"),
            feedback(1, story_id=None),
            feedback(2),
        ]
        for one in said:
            store.save_feedback(one)
        assert sorted(map(repr, store.feedback())) == sorted(map(repr, said))
        assert store.feedback(profile="other") == (feedback(1, profile="other"),)

    def test_words_come_in_the_order_in_which_they_were_said(self, store: Store) -> None:
        for number, at in ((1, LATER), (2, NOW)):
            store.save_feedback(feedback(number, at=at))
        assert [one.at for one in store.feedback()] == [NOW, LATER]
        assert store.feedback(since=LATER) == (feedback(1, at=LATER),)

    def test_how_far_a_bot_has_read_is_remembered_for_each(self, store: Store) -> None:
        assert store.bot_offset("123") is None
        for offset in (5, 2**40):
            store.save_bot_offset("123", offset)
        store.save_bot_offset("456", 9)
        assert (store.bot_offset("123"), store.bot_offset("456")) == (2**40, 9)


def _open(store: Store) -> int:
    return sum(n for state, n in store.counts(NOW).deliveries.items() if state in ("pending", "claimed", "written"))


def test_counts_are_of_everything(store: Store) -> None:
    store.save_poll(polled(entry(1), entry(2), failures=3), NOW)
    store.commit(outcome(1, tell(), hold(LATER, profile="b")), NOW)
    counts = store.counts(LATER)
    assert (counts.entries_pending, counts.articles, counts.articles_since) == (1, 1, 0)
    assert (counts.stories, counts.held) == (1, 1)
    assert counts.deliveries == {"pending": 1}


class TestMovedSource:
    def test_a_poll_of_the_address_that_a_source_had_leaves_no_trace(self, store: Store) -> None:
        moved = replace(source(1), url="https://elsewhere.example/feed")
        before = replace(polled(entry(1), next_check_at=LATER), url=source(1).url)
        store.sync_sources([moved], NOW)
        store.save_poll(before, NOW)
        (due,) = store.due_sources(NOW)
        assert (due.polled_before, due.validators) == (False, Validators())
        assert store.pending(NOW) == ()
        store.save_poll(replace(before, url=moved.url), NOW)
        assert [one.entry.key for one in store.pending(NOW)] == [entry(1).key]

    def test_one_of_a_source_that_nobody_knows_is_an_error_all_the_same(self, store: Store) -> None:
        with pytest.raises(StoreError):
            store.save_poll(replace(polled(source_id="source-9"), url="https://elsewhere.example/feed"), NOW)


class TestNotices:
    def test_a_newer_notice_takes_the_place_of_the_older_one_on_the_same_subject(self, store: Store) -> None:
        seed = Notice(kind="seed", subject="one.txt", lines=("drafted",), at=NOW)
        store.post(Notice(kind="reload", subject="", lines=("a.yaml:1:1: wrong",), at=NOW))
        store.post(seed)
        newer = Notice(kind="reload", subject="", lines=("a.yaml:2:1: wrong", "b.yaml: wrong"), at=LATER)
        store.post(newer)
        assert store.notices() == (seed, newer)

    def test_what_is_withdrawn_is_gone_and_only_that(self, store: Store) -> None:
        first, second = (Notice(kind="seed", subject=name, lines=("x",), at=NOW) for name in ("a.txt", "b.txt"))
        store.post(first)
        store.post(second)
        store.withdraw("seed", "a.txt")
        store.withdraw("seed", "never there")
        store.withdraw("reload")
        assert store.notices() == (second,)

    def test_words_that_no_database_can_hold_are_kept_as_far_as_they_can(self, store: Store) -> None:
        store.post(Notice(kind="seed", subject="\ud83d.txt", lines=("\ud83d \0",), at=NOW))
        (kept,) = store.notices()
        assert kept.subject.endswith(".txt")
        store.withdraw("seed", "\ud83d.txt")
        assert store.notices() == ()
