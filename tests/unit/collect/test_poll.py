"""One source is asked: what is saved of it, what is told, and what it costs the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.collect.cadence import failing
from monitor.collect.poll import Polled, Poller
from monitor.collect.robots import Robots
from monitor.errors import DocumentError, FetchError, HostResting, WorkerKilled
from monitor.model import Entry, Fetched, ParsedFeed, Source, Validators, Wishes
from monitor.ports import PollOutcome, SourceState
from monitor.store import open_store
from monitor.store.sql import SqlStore
from monitor.testing import CountingMeter, FixedClock, ScriptedFetcher

FEED, NEW_FEED, ELSEWHERE = "https://paper.example/feed", "https://paper.example/new", "https://other.example/feed"
PAPER = Source(id="paper", url=FEED, name="The Paper", headers=(("X-Key", "1"),))


class Reader:
    """An extractor that finds so many entries in a body as it is told."""

    def __init__(self) -> None:
        self.numbers: range = range(1)
        self.clock = FixedClock()

    async def parse_feed(self, body: bytes, **_: object) -> ParsedFeed:
        if body == b"broken":
            raise DocumentError("this is not a feed")
        entries = (
            Entry(
                source_id="paper",
                key=f"key {n}",
                url=f"https://paper.example/{n}",
                title=f"Title {n}",
                summary="",
                published=self.clock.now() - timedelta(hours=n % 24),
            )
            for n in self.numbers
        )
        return ParsedFeed(title="", entries=tuple(entries))

    async def extract_page(self, body: bytes, *, url: str) -> Any:
        raise NotImplementedError


class Desk:
    """A poller, and all that a test looks at."""

    def __init__(self, folder: Path) -> None:
        self.store: SqlStore = open_store(folder / "watch.db")
        self.reader, self.clock = Reader(), FixedClock()
        self.reader.clock = self.clock
        self.script: dict[str, Fetched | Exception | list[Fetched | Exception]] = {}
        self.fetcher = ScriptedFetcher({})
        self.poller = self._poller()
        self.sources = {PAPER.id: PAPER}
        self.store.sync_sources([PAPER], self.clock.now())

    def _poller(self) -> Poller:
        return Poller(
            store=self.store,
            fetcher=self.fetcher,
            extractor=self.reader,
            robots=Robots(self.fetcher, "news-monitor/0", clock=self.clock),
            clock=self.clock,
            meter=CountingMeter(),
        )

    def answers(self, **by_address: Fetched | Exception) -> None:
        """From now on."""
        script = {{"feed": FEED, "new": NEW_FEED}[name]: answer for name, answer in by_address.items()}
        self.fetcher = ScriptedFetcher(script)
        self.poller._fetcher = self.fetcher

    def state(self, source_id: str = "paper") -> SourceState:
        return next(one for one in self.store.source_states() if one.source_id == source_id)

    async def poll(self, source: Source = PAPER, *, after: timedelta = timedelta()) -> Polled:
        self.clock.advance(after)
        return await self.poller.poll(source, self.state(source.id))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.store.close()


def answer(body: bytes = b"feed", url: str = FEED, moved_to: str = "", **headers: str) -> Fetched:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Fetched(url=url, status=200, headers=pairs, body=body, fetched_at=FixedClock().now(), moved_to=moved_to)


async def test_validators_are_kept_with_the_address_that_gave_them(desk: Desk) -> None:
    desk.answers(feed=answer(url=ELSEWHERE, etag='"1"', last_modified="yesterday"))
    await desk.poll()
    validators = desk.state().validators
    assert (validators.etag, validators.last_modified, validators.url) == ('"1"', "yesterday", ELSEWHERE)
    await desk.poll(after=timedelta(hours=1))
    assert desk.fetcher.asked[-1] == (FEED, validators)


async def test_those_of_a_document_that_cannot_be_read_keep_it_from_being_sent_again(desk: Desk) -> None:
    desk.answers(feed=answer(b"broken", etag='"1"', cache_control="max-age=7200"))
    assert (await desk.poll()).error == "this is not a feed"
    assert desk.state().validators.etag == '"1"'
    assert desk.state().not_before == desk.clock.now() + timedelta(hours=2)
    desk.answers(feed=replace(answer(b""), status=304))
    polled = await desk.poll(after=timedelta(hours=3))
    assert (polled.error, desk.state().failures) == ("this is not a feed", 2)
    desk.answers(feed=answer(b"feed", etag='"2"'))
    assert (await desk.poll(after=timedelta(hours=3))).new == 1
    assert (desk.state().unreadable, desk.state().validators.etag) == ("", '"2"')


async def test_a_failing_source_is_asked_for_the_whole_document_from_time_to_time(desk: Desk) -> None:
    desk.answers(feed=answer(b"broken", etag='"1"'))
    await desk.poll()
    desk.answers(feed=replace(answer(b""), status=304))
    for _ in range(4):
        assert desk.state().validators.etag == '"1"'
        await desk.poll(after=timedelta(hours=24))
    assert (failing(desk.state()), desk.state().validators) == (True, Validators())


async def test_a_worker_that_dies_says_nothing_of_the_document(desk: Desk) -> None:
    async def killed(body: bytes, **_: object) -> ParsedFeed:
        raise WorkerKilled("reading it took longer than 10 s")

    desk.reader.parse_feed = killed  # type: ignore[method-assign]
    desk.answers(feed=answer(etag='"1"'))
    await desk.poll()
    assert (desk.state().validators, desk.state().unreadable) == (Validators(), "")


async def test_a_permanent_redirect_is_asked_directly_once_it_is_believed_and_left_when_it_fails(desk: Desk) -> None:
    desk.answers(feed=answer(url=NEW_FEED, moved_to=NEW_FEED), new=answer(url=NEW_FEED))
    turns = [(await desk.poll(after=timedelta(hours=13))).turn for _ in range(3)]
    assert turns == ["", "", "moved"]
    await desk.poll(after=timedelta(hours=1))
    assert desk.fetcher.asked[-1][0] == NEW_FEED
    desk.answers(feed=answer(), new=FetchError("404", url=NEW_FEED, status=404))
    await desk.poll(after=timedelta(hours=1))
    await desk.poll(after=timedelta(hours=1))
    assert [url for url, _ in desk.fetcher.asked] == [NEW_FEED, FEED]


async def test_the_owners_headers_go_with_it_but_not_to_another_origin(desk: Desk) -> None:
    desk.answers(feed=answer(url=ELSEWHERE, moved_to=ELSEWHERE))
    for _ in range(3):
        await desk.poll(after=timedelta(hours=13))
    assert desk.fetcher.headers == [PAPER.headers] * 3
    await desk.poll(after=timedelta(hours=1))
    assert (desk.fetcher.asked[-1][0], desk.fetcher.headers[-1]) == (ELSEWHERE, ())


async def test_a_flood_is_kept_and_is_no_news(desk: Desk) -> None:
    desk.answers(feed=answer(b"1"))
    await desk.poll()
    desk.answers(feed=answer(b"2"))
    desk.reader.numbers = range(3)
    await desk.poll(after=timedelta(hours=1))
    desk.answers(feed=answer(b"3"))
    desk.reader.numbers = range(1000, 1200)
    assert (await desk.poll(after=timedelta(hours=1))).new == 200
    backlog = {one.entry.key: one.backlog for one in desk.store.pending(desk.clock.now(), 500)}
    assert (backlog["key 0"], backlog["key 1"], backlog["key 1000"]) == (True, False, True)


async def test_a_feed_that_republishes_everything_under_new_guids_brings_nothing_new(desk: Desk) -> None:
    desk.reader.numbers = range(60)
    desk.answers(feed=answer(b"1"))
    await desk.poll()
    made_up = desk.reader.parse_feed

    async def renamed(body: bytes, **more: object) -> ParsedFeed:
        read = await made_up(body, **more)
        return replace(read, entries=tuple(replace(one, key=f"{one.key} again") for one in reversed(read.entries)))

    desk.reader.parse_feed = renamed  # type: ignore[method-assign]
    desk.answers(feed=answer(b"2"))
    assert (await desk.poll(after=timedelta(hours=1))).new == 0


async def test_a_host_that_rests_costs_the_source_nothing_and_is_waited_for(desk: Desk) -> None:
    desk.answers(feed=HostResting("rests", url=FEED, retry_after_s=7200.0))
    polled = await desk.poll()
    state = desk.state()
    assert (polled.error, state.failures, state.error) == ("", 0, "")
    assert state.next_check_at >= desk.clock.now() + timedelta(hours=2)


@pytest.mark.parametrize("status", [429, 503])
async def test_a_pause_that_a_server_asks_for_is_kept_across_restarts(desk: Desk, status: int) -> None:
    desk.answers(feed=FetchError("not now", url=FEED, status=status, retry_after_s=7200.0))
    await desk.poll()
    assert desk.store.resting(desk.clock.now()) == {"paper.example": desk.clock.now() + timedelta(hours=2)}


async def test_a_source_that_is_overdue_is_not_asked_in_an_hour_that_it_skips(desk: Desk) -> None:
    hour = desk.clock.now().replace(minute=0)
    resting = replace(desk.state(), wishes=Wishes(skip_hours=(hour.hour, hour.hour + 1)))
    desk.store.save_poll(PollOutcome(state=resting), desk.clock.now())
    await desk.poll()
    assert desk.fetcher.asked == []
    assert desk.state().next_check_at == hour + timedelta(hours=2)
    assert desk.state().failures == 0


async def test_a_source_without_its_secret_is_not_asked(desk: Desk) -> None:
    polled = await desk.poll(replace(PAPER, missing="the environment variable KEY is not set"))
    assert polled.error == "the environment variable KEY is not set"
    assert desk.fetcher.asked == []


class TestNetwork:
    SOURCES = tuple(Source(id=name, url=f"https://{name}.example/", name=name) for name in "abcd")

    async def polls(self, desk: Desk, fault: Exception | None = None) -> None:
        desk.store.sync_sources([PAPER, *self.SOURCES], desk.clock.now())
        script = {
            one.url: fault or FetchError("the server could not be reached", url=one.url, reached=False)
            for one in self.SOURCES
        }
        desk.poller._fetcher = ScriptedFetcher(script)
        for source in self.SOURCES:
            await desk.poll(source)

    async def test_where_nobody_is_reached_it_is_counted_against_nobody(self, desk: Desk) -> None:
        for _ in range(8):
            await self.polls(desk)
            desk.clock.advance(timedelta(minutes=10))
        assert [desk.state(one.id).failures for one in self.SOURCES] == [1, 1, 1, 1]

    async def test_where_somebody_answered_lately_it_is(self, desk: Desk) -> None:
        desk.answers(feed=answer())
        for _ in range(6):
            await desk.poll(PAPER, after=timedelta(hours=1))
            await self.polls(desk)
            desk.answers(feed=answer())
        assert desk.state("a").failures == 6

    async def test_servers_that_are_gone_for_good_say_nothing_of_our_network(self, desk: Desk) -> None:
        desk.answers(feed=answer())
        await desk.poll()
        desk.poller = desk._poller()  # a restart: nobody was heard since
        for _ in range(6):
            await self.polls(desk)
            desk.clock.advance(timedelta(hours=1))
        assert desk.state("a").failures == 6

    async def test_servers_that_answered_the_last_time_do(self, desk: Desk) -> None:
        desk.poller._fetcher = ScriptedFetcher({one.url: answer(url=one.url) for one in self.SOURCES})
        desk.store.sync_sources(self.SOURCES, desk.clock.now())
        for source in self.SOURCES:
            await desk.poll(source)
        for _ in range(8):
            desk.clock.advance(timedelta(hours=1))
            await self.polls(desk)
        assert max(desk.state(one.id).failures for one in self.SOURCES) == 1

    async def test_servers_that_answer_badly_are_servers(self, desk: Desk) -> None:
        for _ in range(6):
            await self.polls(desk, FetchError("the server answered 500", url="x", status=500))
        assert desk.state("d").failures == 6
