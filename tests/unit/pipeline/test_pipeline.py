"""The pipeline on a real SQLite store, with a scripted network: what it fetches, stores, decides and forgives."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from doubles import shipped

from monitor.collect.poll import Polled
from monitor.collect.robots import Robots
from monitor.compose import Composer
from monitor.decide.compile import compile_profiles
from monitor.decide.delivery import Console
from monitor.decide.profile import AlertPolicy, Profile, Term
from monitor.deliver.ways import Ways
from monitor.errors import DocumentError, FetchError, ForbiddenAddress, StoreError
from monitor.model import Alert, Entry, Fetched, Page, PagesMode, ParsedFeed, Source
from monitor.pipeline import Pipeline
from monitor.rounds import ATTEMPTS, Rounds
from monitor.settings.home import Home
from monitor.settings.runtime import load_runtime
from monitor.settings.snapshot import OwnWords, Snapshot
from monitor.store.sql import SqlStore, open_store
from monitor.testing import CountingMeter, FixedClock, RecordingChannel, ScriptedFetcher

FEED, ROBOTS = "https://paper.example/feed.xml", "https://paper.example/robots.txt"
T = TypeVar("T")
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
BODY = (
    "Baku and Yerevan agreed on the text of a peace treaty, the foreign ministries of Azerbaijan and Armenia said. " * 3
)
PROFILE = Profile(
    id="peace",
    name="Peace",
    watch=(
        Term(id="country/AZ", weight=2.5),
        Term(id="country/AM", weight=2.5),
        Term(id="topic/peace-treaty", weight=2),
    ),
    require=(("country/AZ",), ("country/AM",)),
    alert=AlertPolicy(instant=0.6),
    version="v1",
)


class Reader:
    """An Extractor that knows what each body holds, and fails where it is told to."""

    def __init__(self) -> None:
        self.feeds: dict[bytes, ParsedFeed | Exception] = {}
        self.pages: dict[str, Page | Exception] = {}
        self.parsed = 0

    async def parse_feed(self, body: bytes, **_: object) -> ParsedFeed:
        self.parsed += 1
        return _or_raise(self.feeds[body])

    async def extract_page(self, body: bytes, *, url: str) -> Page:
        return _or_raise(self.pages.get(url, Page(title="", text=BODY)))


def _or_raise(answer: T | Exception) -> T:
    if isinstance(answer, Exception):
        raise answer
    return answer


def answer(body: bytes = b"feed", status: int = 200, **headers: str) -> Fetched:
    return Fetched(url=FEED, status=status, headers=tuple(headers.items()), body=body, fetched_at=NOW)


def entry(number: int, *, hours_ago: float = 1.0, title: str = "Baku and Yerevan agree on a peace treaty") -> Entry:
    return Entry(
        source_id="paper",
        key=f"key-{number}",
        url=f"https://paper.example/{number}",
        title=title,
        summary="Azerbaijan and Armenia will sign the peace treaty.",
        published=NOW - timedelta(hours=hours_ago),
    )


class Bench:
    """A pipeline and its rounds, with everything that a test wants to look at."""

    def __init__(self, folder: Path, *, pages: PagesMode = "all") -> None:
        self.store: SqlStore = open_store(folder / "test.db")
        self.clock, self.reader, self.meter = FixedClock(NOW), Reader(), CountingMeter()
        self.channel = RecordingChannel(name="console")
        self.heard: list[Sequence[Polled]] = []
        self.source = Source(id="paper", url=FEED, name="The Paper", pages=pages)
        self.script: dict[str, Fetched | Exception | list[Fetched | Exception]] = {
            ROBOTS: FetchError("404", url=ROBOTS, status=404)
        }
        self.snapshot = Snapshot(
            home=Home(folder),
            runtime=load_runtime(Home(folder)),
            sources={"paper": self.source},
            channels=(Console(name="console"),),
            profiles={"peace": PROFILE},
            lexicon=shipped.lexicon(),
            own=OwnWords(actors=(), topics=(), phrases={}),
            matcher=compile_profiles([PROFILE]),
            faults=(),
        )
        self.store.sync_sources([self.source], NOW)

    @property
    def rounds(self) -> Rounds:
        self.fetcher = ScriptedFetcher(self.script)
        pipeline = Pipeline(
            store=self.store,
            fetcher=self.fetcher,
            extractor=self.reader,
            robots=Robots(self.fetcher, "news-monitor/1", clock=self.clock),
            clock=self.clock,
            meter=self.meter,
        )
        return Rounds(
            pipeline=pipeline,
            store=self.store,
            clock=self.clock,
            meter=self.meter,
            ways=Ways(self.clock, {"console": self.channel}),
            snapshot=lambda: self.snapshot,
            concurrency=4,
            heed=self.heard.append,
        )

    def publish(self, *entries: Entry, body: bytes = b"feed") -> None:
        """The feed holds these entries now, and each entry's page can be read."""
        self.script[FEED] = answer(body, etag='"1"')
        self.reader.feeds[body] = ParsedFeed(title="The Paper", entries=entries)
        for one in entries:
            self.script.setdefault(one.url, replace(answer(b"page"), url=one.url))

    async def known(self) -> None:
        """Let the source have been polled before, so that what comes next is news."""
        dull = replace(entry(0, title="A town hall is painted green", hours_ago=2), summary="It was grey before.")
        self.reader.pages[dull.url] = Page(title="", text="The painters will need three weeks, said the mayor. " * 6)
        self.publish(dull, body=b"first")
        await self.rounds.poll()
        await self.rounds.read()
        self.clock.advance(timedelta(days=2))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.store.close()


def fresh(number: int, bench: Bench, **changes: str) -> Entry:
    return replace(entry(number, **changes), published=bench.clock.now() - timedelta(minutes=5))


async def test_a_first_poll_ends_in_one_digest_and_no_alert(bench: Bench) -> None:
    bench.publish(entry(1), entry(2, title="Armenia and Azerbaijan to reopen the railway"))
    await bench.rounds.poll()
    await bench.rounds.read()
    assert await bench.rounds.deliver() == 0
    assert await bench.rounds.digests(caught_up=True) == 1
    assert await bench.rounds.deliver() == 1
    assert len(bench.channel.received) == 1


async def test_a_source_whose_secret_is_missing_is_not_asked_and_comes_as_it_was_once_it_is_there(bench: Bench) -> None:
    bench.publish(entry(1))
    locked = replace(bench.source, missing="the environment variable KEY is not set")
    bench.snapshot = replace(bench.snapshot, sources={"paper": locked})
    assert await bench.rounds.poll() == []
    assert bench.fetcher.asked == []
    bench.snapshot = replace(bench.snapshot, sources={"paper": bench.source})
    assert [one.new for one in await bench.rounds.poll()] == [1]


async def test_what_a_round_of_polls_brought_is_heard_of_once(bench: Bench) -> None:
    bench.publish(entry(1))
    polled = await bench.rounds.poll()
    assert bench.heard == [polled]


async def test_a_source_in_ones_own_network_says_what_permits_it(bench: Bench) -> None:
    bench.script[FEED] = ForbiddenAddress("intranet is at 10.0.0.1, a private address", url=FEED, private=True)
    await bench.rounds.poll()
    (state,) = bench.store.source_states()
    assert state.error == (
        "intranet is at 10.0.0.1, a private address (`allow_private: true` in sources.yaml permits it)"
    )


async def test_what_is_older_than_a_day_at_the_first_poll_is_stored_and_not_told_nor_its_page_read(
    bench: Bench,
) -> None:
    bench.publish(entry(1, hours_ago=30))
    await bench.rounds.poll()
    [outcome] = await bench.rounds.read()
    assert [verdict.reason for verdict in outcome.verdicts] == ["stale"]
    assert outcome.article.method == "feed"
    assert await bench.rounds.digests(caught_up=True) == 0


async def test_news_of_a_known_source_alerts_at_once_and_once(bench: Bench) -> None:
    await bench.known()
    bench.publish(fresh(1, bench))
    for _ in range(2):
        await bench.rounds.poll()
        await bench.rounds.read()
        await bench.rounds.deliver()
        bench.clock.advance(timedelta(days=2))
    assert len(bench.channel.received) == 1


async def test_the_same_story_from_a_second_article_joins_and_is_not_told_again(bench: Bench) -> None:
    await bench.known()
    bench.publish(fresh(1, bench), fresh(2, bench, title="Peace treaty between Baku and Yerevan agreed"))
    await bench.rounds.poll()
    outcomes = await bench.rounds.read()
    assert len({outcome.story.id for outcome in outcomes if outcome.story}) == 1
    assert sorted(verdict.reason for outcome in outcomes for verdict in outcome.verdicts) == ["instant", "told"]
    assert await bench.rounds.deliver() == 0, "it waits for other outlets"
    bench.clock.advance(AlertPolicy().group_wait)
    assert await bench.rounds.deliver() == 1


async def test_an_unchanged_body_is_not_parsed_and_keeps_its_validators(bench: Bench) -> None:
    bench.publish(entry(1))
    await bench.rounds.poll()
    bench.clock.advance(timedelta(days=1))
    await bench.rounds.poll()
    assert bench.reader.parsed == 1
    bench.script[FEED] = answer(b"", status=304)
    bench.clock.advance(timedelta(days=1))
    await bench.rounds.poll()
    [state] = bench.store.source_states()
    assert (state.validators.etag, state.failures) == ('"1"', 0)


async def test_a_failed_poll_is_remembered_in_words_and_tried_later(bench: Bench) -> None:
    bench.script[FEED] = FetchError("the server answered 500", url=FEED, status=500, retry_after_s=7200)
    [polled] = await bench.rounds.poll()
    [state] = bench.store.source_states()
    assert polled.error == state.error == "the server answered 500"
    assert state.next_check_at >= NOW + timedelta(hours=2)
    assert not await bench.rounds.poll()


async def test_a_feed_that_cannot_be_parsed_is_told_and_not_asked_for_in_whole_again(bench: Bench) -> None:
    bench.script[FEED] = answer(b"broken", etag='"9"')
    bench.reader.feeds[b"broken"] = DocumentError("not a feed")
    await bench.rounds.poll()
    [state] = bench.store.source_states()
    assert (state.validators.etag, state.unreadable, state.error) == ('"9"', "not a feed", "not a feed")


@pytest.mark.parametrize(
    "trouble", [FetchError("404", url="x", status=404), DocumentError("not a page"), Page(title="", text="Log in.")]
)
async def test_where_a_page_cannot_be_read_the_feeds_own_text_is_used(bench: Bench, trouble: Exception | Page) -> None:
    await bench.known()
    news = fresh(1, bench)
    bench.publish(news)
    if isinstance(trouble, FetchError):
        bench.script[news.url] = trouble
    else:
        bench.reader.pages[FEED] = bench.reader.pages[news.url] = trouble
    await bench.rounds.poll()
    [outcome] = await bench.rounds.read()
    stored = bench.store.find_article(outcome.article.id)
    assert stored is not None
    assert (stored.article.method, stored.article.text) == ("feed", news.summary)


async def test_an_article_whose_host_asks_to_come_back_soon_is_read_then_and_not_lost(bench: Bench) -> None:
    await bench.known()
    news = fresh(1, bench)
    bench.publish(news)
    asks = FetchError("429", url=news.url, status=429, retry_after_s=300.0)
    bench.script[news.url] = [asks, asks, asks]
    await bench.rounds.poll()
    rounds = bench.rounds
    assert await rounds.read() == []
    assert await rounds.read() == []
    bench.clock.advance(timedelta(minutes=5))
    assert await rounds.read() == []
    bench.clock.advance(timedelta(minutes=5))
    [outcome] = await rounds.read()
    assert (outcome.article.method, outcome.article.unread) == ("feed", "429")


async def test_what_was_read_before_a_stop_is_stored_and_no_page_is_asked_for_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.known()
    read, unread = fresh(1, bench), fresh(2, bench, title="Baku and Yerevan, a slow peace treaty")
    bench.publish(read, unread)
    await bench.rounds.poll()
    one_is_read = asyncio.Event()

    async def page(body: bytes, *, url: str) -> Page:
        if url == unread.url:
            await asyncio.Event().wait()
        return Page(title=read.title, text=BODY)

    monkeypatch.setattr(bench.reader, "extract_page", page)
    monkeypatch.setattr(bench.meter, "count", lambda name, **_: one_is_read.set() if name == "articles" else None)
    reading = asyncio.create_task(bench.rounds.read())
    await one_is_read.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert [one.entry.key for one in bench.store.pending(bench.clock.now())] == [unread.key]


async def test_a_page_that_robots_txt_forbids_is_not_asked_for(bench: Bench) -> None:
    await bench.known()
    news = fresh(1, bench)
    bench.publish(news)
    bench.script[ROBOTS] = replace(answer(b"User-agent: *\nDisallow: /"), url=ROBOTS)
    rounds = bench.rounds
    await rounds.poll()
    [outcome] = await rounds.read()
    assert outcome.article.method == "feed"
    assert news.url not in [url for url, _ in bench.fetcher.asked]


@pytest.mark.parametrize(("title", "asked"), [("Baku and Yerevan agree", True), ("A new bakery opens", False)])
async def test_hinted_pages_are_read_only_where_the_feed_names_what_is_watched(
    tmp_path: Path, title: str, asked: bool
) -> None:
    bench = Bench(tmp_path, pages="hinted")
    await bench.known()
    news = replace(fresh(1, bench, title=title), summary=title)
    bench.publish(news)
    rounds = bench.rounds
    await rounds.poll()
    await rounds.read()
    assert (news.url in [url for url, _ in bench.fetcher.asked]) is asked
    bench.store.close()


async def test_where_a_secret_went_away_no_page_is_asked_without_it(bench: Bench) -> None:
    await bench.known()
    news = fresh(1, bench)
    bench.publish(news)
    await bench.rounds.poll()
    locked = replace(bench.source, missing="the environment variable KEY is not set")
    bench.snapshot = replace(bench.snapshot, sources={"paper": locked})
    [outcome] = await bench.rounds.read()
    assert (outcome.article.method, outcome.article.unread) == ("feed", locked.missing)
    assert news.url not in [url for url, _ in bench.fetcher.asked]


async def test_one_article_that_cannot_be_stored_does_not_stop_the_others_and_is_given_up_after_three_tries(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.known()
    good, bad = fresh(1, bench), fresh(2, bench, title="Baku and Yerevan, a cursed peace treaty")
    bench.publish(good, bad)
    await bench.rounds.poll()
    commit = bench.store.commit

    def cursed(outcome: object, now: datetime) -> None:
        if "cursed" in str(outcome):
            raise RuntimeError("cursed")
        commit(outcome, now)  # type: ignore[arg-type]

    monkeypatch.setattr(bench.store, "commit", cursed)
    assert len(await bench.rounds.read()) == 1
    for attempt in range(ATTEMPTS - 1):
        assert len(bench.store.pending(bench.clock.now())) == 1, attempt
        await bench.rounds.read()
    assert bench.store.pending(bench.clock.now()) == ()


async def test_no_article_is_given_up_for_what_the_store_refuses(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await bench.known()
    bench.publish(fresh(1, bench))
    await bench.rounds.poll()

    def full(outcome: object, now: datetime) -> None:
        raise StoreError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(bench.store, "commit", full)
        for _ in range(ATTEMPTS + 1):
            assert await bench.rounds.read() == []
    assert len(await bench.rounds.read()) == 1


async def test_a_source_that_fails_in_a_way_nobody_thought_of_is_put_off_like_any_other(bench: Bench) -> None:
    bench.script[FEED] = RuntimeError("a bug")
    (polled,) = await bench.rounds.poll()
    (state,) = bench.store.source_states()
    assert (polled.error, state.failures) == ("a bug", 1)
    assert state.next_check_at > NOW


async def test_a_round_that_the_store_ends_raises_its_one_error(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise StoreError("database is locked")

    monkeypatch.setattr(bench.store, "save_poll", refused)
    with pytest.raises(StoreError, match="locked"):
        await bench.rounds.poll()


async def test_articles_are_decided_in_the_order_of_publication(bench: Bench) -> None:
    await bench.known()
    entries = [
        replace(fresh(number, bench), published=bench.clock.now() - timedelta(minutes=50 - number))
        for number in (3, 1, 2)
    ]
    bench.publish(*entries)
    await bench.rounds.poll()
    outcomes = await bench.rounds.read()
    assert [outcome.entry.key for outcome in outcomes if outcome.entry] == ["key-1", "key-2", "key-3"]


async def test_an_alert_speaks_the_language_of_its_channel_by_the_snapshot_of_the_moment(bench: Bench) -> None:
    await bench.known()
    bench.publish(fresh(1, bench))
    await bench.rounds.poll()
    await bench.rounds.read(patient=False)
    [delivery] = bench.store.lease(bench.clock.now(), 60.0)
    composer = Composer(bench.store, lambda: bench.snapshot, bench.clock)
    plain = composer(delivery)
    assert isinstance(plain, Alert)
    assert plain.gist is None
    bench.snapshot = replace(bench.snapshot, channels=(Console(name="console", language="vi"),))
    told = composer(delivery)
    assert isinstance(told, Alert)
    assert told.gist is not None
    assert [label.text for label in told.gist.topics] == ["hiệp ước hòa bình"]
    assert "hiệp ước hòa bình" in [one.name for one in told.match.evidence]


async def test_an_alert_knows_the_country_that_the_owner_s_sources_give_its_outlet_and_guesses_none(
    bench: Bench,
) -> None:
    await bench.known()
    bench.publish(fresh(1, bench))
    await bench.rounds.poll()
    await bench.rounds.read(patient=False)
    [delivery] = bench.store.lease(bench.clock.now(), 60.0)
    composer = Composer(bench.store, lambda: bench.snapshot, bench.clock)
    unsaid = composer(delivery)
    named = {name: replace(source, country="VN") for name, source in bench.snapshot.sources.items()}
    bench.snapshot = replace(bench.snapshot, sources=named)
    said = composer(delivery)
    bench.snapshot = replace(bench.snapshot, sources={})
    gone = composer(delivery)
    assert [one.country for one in (unsaid, said, gone) if isinstance(one, Alert)] == ["", "VN", ""]


async def test_an_alert_is_composed_as_the_story_stands_when_it_is_sent(bench: Bench) -> None:
    await bench.known()
    bench.publish(fresh(1, bench), fresh(2, bench))
    await bench.rounds.poll()
    await bench.rounds.read(patient=False)
    [delivery] = bench.store.lease(bench.clock.now(), 60.0)
    alert = Composer(bench.store, lambda: bench.snapshot, bench.clock)(delivery)
    assert alert is not None
    assert len(alert.story.members) == 2  # type: ignore[union-attr]
    assert "peace treaty" in alert.quote  # type: ignore[union-attr]
