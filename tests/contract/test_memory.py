"""What every store must do with what it keeps: find it again, and let it go in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from doubles.outcomes import (
    NOW,
    PROFILE,
    analysis,
    article,
    entry,
    feedback,
    hold,
    match,
    outcome,
    polled,
    source,
    story,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.comprehend.seeking.marks import mark
from monitor.comprehend.seeking.query import parse_query
from monitor.decide.code import code_of
from monitor.model import Outcome, Query, Receipt, Search
from monitor.ports import Pruned, Store
from monitor.store import indexing, open_store, retention

LATER = NOW + timedelta(days=200)
DAY = timedelta(days=1)


def _sqlite(folder: Path) -> Store:
    return open_store(folder / "watch.db")


@pytest.fixture(params=[pytest.param(_sqlite, id="sqlite")])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opener: Callable[[Path], Store] = request.param
    opened = opener(tmp_path)
    opened.sync_sources([source(1), source(2)], NOW)
    yield opened
    opened.close()


def alone(number: int, **changes: Any) -> Outcome:
    """An article of which nobody is told."""
    told = article(number, **changes)
    return Outcome(
        article=told, analysis=analysis(number), matches=(match(),), story=None, verdicts=(), entry=entry(number)
    )


def keep(store: Store, *outcomes: Outcome, at: datetime = NOW) -> None:
    for one in outcomes:
        store.save_poll(polled(one.entry) if one.entry else polled(), at)
        store.commit(one, at)
    while store.index():
        pass


def found(store: Store, typed: str = "", *marks: str, **changes: Any) -> list[str]:
    """Titles of what is found."""
    wanted = Search(query=parse_query(typed), marks=tuple((one,) for one in marks), **changes)
    return [one.article.title for one in store.search(wanted).articles]


def deliver(store: Store, now: datetime = NOW) -> None:
    """Send all that is due."""
    while due := store.lease(now, 60.0):
        for one in due:
            store.sent(one.id, Receipt(sent_at=now))


def prune(store: Store, before: datetime) -> Pruned:
    """To the end."""
    total = Pruned()
    while more := store.prune(before):
        total += more
    return total


class TestSearch:
    def test_an_article_is_found_by_its_words_once_it_is_indexed(self, store: Store) -> None:
        store.commit(alone(1, title="Hà Nội mở hội nghị"), NOW)
        assert (found(store, "ha noi"), store.unindexed()) == ([], 1)
        assert (store.index(), store.index(), store.unindexed()) == (1, 0, 0)
        assert found(store, "ha noi") == ["Hà Nội mở hội nghị"]

    @pytest.mark.parametrize(
        "typed", ["pashin*", '"with Pashinyan"', "阿利", "利", "علی‌اف", "eliyev", "zzz OR aliyev", "day -night"]
    )
    def test_words_of_any_script_phrases_beginnings_and_alternatives_find_it(self, store: Store, typed: str) -> None:
        keep(store, alone(1))
        assert found(store, typed) == ["Baku and Yerevan, day 1"]

    @pytest.mark.parametrize("typed", ["pashin", '"Pashinyan with"', "利阿", "day -pashinyan", "aliyev zzz"])
    def test_what_it_does_not_hold_does_not_find_it(self, store: Store, typed: str) -> None:
        keep(store, alone(1))
        assert found(store, typed) == []

    def test_the_newest_come_first_and_the_rest_is_counted(self, store: Store) -> None:
        keep(store, *(alone(number, published=NOW - number * DAY) for number in (2, 1, 3)))
        result = store.search(Search(query=parse_query("baku"), limit=2))
        assert [one.article.id[-1] for one in result.articles] == ["1", "2"]
        assert result.total == 3

    def test_the_best_are_those_that_say_it_in_the_headline(self, store: Store) -> None:
        text = "A long report on much else. " * 20
        keep(
            store,
            alone(1, title="Quake in Van", text=text, published=NOW - DAY),
            alone(2, title="Markets", text=text + "A quake was felt.", published=NOW),
        )
        assert found(store, "quake") == ["Markets", "Quake in Van"]
        assert found(store, "quake", best=True) == ["Quake in Van", "Markets"]

    def test_a_span_of_time_takes_what_was_published_in_it(self, store: Store) -> None:
        keep(store, *(alone(number, published=NOW - number * DAY) for number in (1, 2, 3)))
        assert found(store, since=NOW - 2 * DAY, until=NOW - DAY) == ["Baku and Yerevan, day 2"]

    def test_articles_of_one_second_are_all_found(self, store: Store) -> None:
        keep(store, *(alone(number, published=NOW) for number in range(1, 6)))
        assert len(found(store, "baku")) == 5

    def test_marks_say_whom_whence_and_whose(self, store: Store) -> None:
        other = replace(alone(2), matches=(match(decision="review"),), article=article(2, source_id="source-2"))
        keep(store, alone(1), replace(other, analysis=replace(analysis(2), language="vi", mentions=(), implied=())))
        assert found(store, "", mark("term", "person/ilham-aliyev")) == ["Baku and Yerevan, day 1"]
        assert found(store, "", mark("profile", PROFILE)) == ["Baku and Yerevan, day 1"]
        assert found(store, "", mark("language", "vi")) == ["Baku and Yerevan, day 2"]
        assert found(store, "", mark("source", "source-2"), mark("term", "topic/peace-treaty")) == [
            "Baku and Yerevan, day 2"
        ]
        assert found(store, "", mark("source", "source-2"), mark("language", "en")) == []

    def test_an_article_that_was_read_again_is_found_by_its_new_words_alone(self, store: Store) -> None:
        keep(store, alone(1, title="First words"))
        keep(store, alone(1, title="Second thoughts"))
        assert (found(store, "first"), found(store, "second")) == ([], ["Second thoughts"])

    def test_an_index_made_with_other_terms_is_made_anew(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        keep(store, alone(1), alone(2))
        monkeypatch.setattr(indexing, "VERSION", "another")
        keep(store, alone(1, title="Changed meanwhile"), alone(3))
        assert found(store, "baku") == ["Baku and Yerevan, day 3", "Baku and Yerevan, day 2"]
        assert found(store, "changed") == ["Changed meanwhile"]

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(typed=st.text(max_size=30) | st.text(alphabet="ab \"*-()^:{}+OR|中国'\\", max_size=20))
    def test_whatever_is_typed_is_a_query(self, store: Store, typed: str) -> None:
        """No sign of the database's own language has a meaning there: nothing fails."""
        store.search(Search(query=parse_query(typed)))
        store.search(Search(query=parse_query(typed), best=True))

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(min_size=1, max_size=60), marks=st.lists(st.text(max_size=9), max_size=2))
    def test_what_was_stored_finds_itself_as_a_phrase(self, store: Store, text: str, marks: list[str]) -> None:
        keep(store, alone(1, title=text, text=""))
        query = parse_query(f'"{text}"')
        if '"' not in text and query.wanted and not set(text) & set("“”„«»「」『』"):
            assert store.search(Search(query=query)).total == 1
        assert store.search(Search(query=Query(), marks=tuple((mark("term", one),) for one in marks))).total in (0, 1)


class TestRetention:
    def test_what_is_over_goes_with_all_that_was_told_of_it(self, store: Store) -> None:
        keep(store, outcome(1))
        deliver(store)
        gone = prune(store, LATER)
        assert (gone.articles, gone.stories) == (1, 1)
        assert store.counts(NOW).articles == store.counts(NOW).stories == 0
        assert store.counts(NOW).deliveries == {}
        assert store.find_article(article(1).id) is None
        assert store.telling(code_of(PROFILE, "story-1")) is None
        assert found(store, "baku") == []
        assert not store.prune(LATER)

    def test_what_is_younger_stays(self, store: Store) -> None:
        keep(store, outcome(1), alone(2))
        deliver(store)
        assert not prune(store, NOW)
        assert store.counts(NOW).articles == 2

    def test_a_story_with_later_news_stays_as_a_whole(self, store: Store) -> None:
        keep(store, outcome(1))
        keep(store, outcome(2, story=story(1, revision=2, last_seen=NOW + 20 * DAY)), at=NOW + 20 * DAY)
        deliver(store, NOW + 20 * DAY)
        assert not prune(store, NOW + 10 * DAY).articles
        assert prune(store, NOW + 21 * DAY).articles == 2

    def test_what_is_not_sent_yet_stays(self, store: Store) -> None:
        keep(store, outcome(1))
        assert not prune(store, LATER)
        deliver(store)
        assert prune(store, LATER).stories == 1

    def test_what_nobody_knows_the_end_of_stays(self, store: Store) -> None:
        keep(store, outcome(1))
        (claimed,) = store.lease(NOW, 60.0)
        store.request_written(claimed.id)
        store.dead(claimed.id, error="the connection broke", ambiguous=True)
        assert not prune(store, LATER)

    def test_what_waits_for_a_digest_stays_until_that_is_sent(self, store: Store) -> None:
        keep(store, outcome(1, hold(NOW)))
        assert not prune(store, LATER)
        (waiting,) = store.held(f"profile/{PROFILE}", NOW)
        store.open_digest(waiting.reader, "2026-11-21 07:30", waiting.channels, NOW, NOW)
        assert not prune(store, LATER)
        deliver(store)
        gone = prune(store, LATER)
        assert (gone.stories, gone.deliveries) == (1, 1)
        assert store.digest_lines(waiting.reader, "2026-11-21 07:30") == ()

    def test_what_readers_said_stays_as_it_is(self, store: Store) -> None:
        keep(store, outcome(1))
        store.save_feedback(feedback(1))
        deliver(store)
        prune(store, LATER)
        assert store.feedback() == (feedback(1),)

    def test_an_entry_that_its_feed_still_lists_never_is_news_again(self, store: Store) -> None:
        keep(store, alone(1))
        deliver(store)
        for days in range(0, 200, 20):
            at = NOW + days * DAY
            store.save_poll(replace(polled(), listed=(entry(1),)), at)
            prune(store, at - 90 * DAY)
        assert store.find_article(article(1).id) is None
        assert store.unseen("source-1", [entry(1)]) == ()

    def test_an_entry_under_a_new_key_at_the_same_address_still_counts_as_listed(self, store: Store) -> None:
        keep(store, alone(1))
        again = entry(1, key="another")
        for days in range(0, 200, 20):
            store.save_poll(replace(polled(), listed=(again,)), NOW + days * DAY)
        prune(store, LATER)
        assert store.unseen("source-1", [again]) == ()

    def test_an_entry_that_its_feed_lists_no_more_goes_long_after(self, store: Store) -> None:
        keep(store, alone(1))
        store.save_poll(replace(polled(), listed=(entry(2),)), NOW + 10 * DAY)
        assert prune(store, NOW + 10 * DAY) == Pruned(articles=1)
        store.save_poll(replace(polled(), listed=(entry(2),)), NOW + 40 * DAY)
        assert prune(store, NOW + 40 * DAY) == Pruned(entries=1)

    def test_of_a_source_that_never_said_all_it_has_every_entry_is_remembered(self, store: Store) -> None:
        keep(store, alone(1))
        prune(store, LATER)
        assert store.unseen("source-1", [entry(1)]) == ()

    def test_it_goes_a_batch_at_a_time(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(retention, "BATCH", 3)
        keep(store, *(alone(number) for number in range(1, 8)))
        assert [store.prune(LATER).articles for _ in range(4)] == [3, 3, 1, 0]


def test_room_that_a_large_batch_left_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    store = open_store(path)
    store.sync_sources([source(1)], NOW)
    keep(
        store,
        *(
            alone(number, text="".join(chr(0x4E00 + (number * 7919 + at * 31) % 20000) for at in range(4000)))
            for number in range(1, 12)
        ),
    )
    assert store.shrink() == 0, "nothing is free"
    prune(store, LATER)
    freed = store.shrink()
    assert freed > 50_000
    assert store.shrink() == 0
    store.close()
