"""A look at a source: asked only where it may be, told with its newest pages, saved only where nobody else saves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.checkup import Checkup, Seen
from monitor.collect.robots import Robots
from monitor.errors import DocumentError, FetchError, HostResting
from monitor.model import Entry, Fetched, Page, ParsedFeed, Source
from monitor.ports import GONE_AFTER, SourceFigures, SourceState
from monitor.store import open_store
from monitor.store.sql import SqlStore
from monitor.testing import CountingMeter, FixedClock, ScriptedFetcher

FEED, ROBOTS = "https://paper.example/feed", "https://paper.example/robots.txt"
PAPER = Source(id="paper", url=FEED, name="The Paper")
HOUR = timedelta(hours=1)


def page_of(number: int) -> str:
    return f"https://paper.example/{number}"


class Reader:
    """An extractor that finds what it is told."""

    def __init__(self) -> None:
        self.entries: tuple[Entry, ...] = ()
        self.pages: dict[str, Page] = {}

    async def parse_feed(self, body: bytes, **_: Any) -> ParsedFeed:
        if body == b"broken":
            raise DocumentError("this is not a feed")
        return ParsedFeed(title="", entries=self.entries)

    async def extract_page(self, body: bytes, *, url: str) -> Page:
        return self.pages.get(url, Page(title="", text="words " * 100))


class Desk:
    """A checkup over a real store, and all that a test looks at."""

    def __init__(self, folder: Path) -> None:
        self.store: SqlStore = open_store(folder / "watch.db")
        self.reader, self.clock = Reader(), FixedClock()
        self.script: dict[str, Any] = {ROBOTS: FetchError("404", url=ROBOTS, status=404)}
        self.store.sync_sources([PAPER], self.clock.now())
        self.asked: list[str] = []

    def lists(self, *hours_ago: float | None) -> None:
        """The feed lists entries 0, 1, … of these ages; None: without a date."""
        self.reader.entries = tuple(
            Entry(
                source_id="paper",
                key=str(n),
                url=page_of(n),
                title=f"Title {n}",
                summary="",
                published=None if age is None else self.clock.now() - age * HOUR,
            )
            for n, age in enumerate(hours_ago)
        )
        self.answers(FEED, b"feed")
        for n in range(len(hours_ago)):
            self.answers(page_of(n), b"page")

    def answers(self, url: str, body: bytes, **headers: str) -> None:
        self.script[url] = Fetched(
            url=url, status=200, headers=tuple(headers.items()), body=body, fetched_at=self.clock.now()
        )

    @property
    def state(self) -> SourceState:
        return self.store.source_states()[0]

    async def look(self, source: Source = PAPER, *, keep: bool = True, **state: Any) -> Seen:
        fetcher = ScriptedFetcher(self.script)
        checkup = Checkup(
            store=self.store,
            fetcher=fetcher,
            extractor=self.reader,
            robots=Robots(fetcher, "news-monitor/1", clock=self.clock),
            clock=self.clock,
            meter=CountingMeter(),
            keep=keep,
        )
        seen = await checkup.look(source, replace(self.state, **state), SourceFigures(last_new_at=self.clock.now()))
        self.asked = [url for url, _ in fetcher.asked]
        return seen


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.store.close()


async def test_a_source_that_is_well_is_told_with_its_newest_entries_and_their_pages(desk: Desk) -> None:
    desk.lists(5, 1, 3)
    seen = await desk.look()
    assert (seen.well, seen.health.word, seen.unasked) == (True, "ok", "")
    assert (len(seen.entries or ()), seen.dated, seen.newest) == (3, 3, desk.clock.now() - HOUR)
    assert [(page.url, page.length, page.error) for page in seen.pages] == [
        (page_of(1), 600, ""),
        (page_of(2), 600, ""),
    ]
    assert desk.asked == [FEED, ROBOTS, page_of(1), page_of(2)]


async def test_what_was_found_is_kept_where_no_daemon_runs_and_only_there(desk: Desk) -> None:
    desk.lists(1)
    before = desk.state
    await desk.look(keep=False)
    assert desk.state == before
    assert not desk.store.pending(desk.clock.now())
    await desk.look()
    assert desk.state.last_success_at == desk.clock.now()
    assert [one.entry.key for one in desk.store.pending(desk.clock.now())] == ["0"]


async def test_a_look_that_is_not_kept_says_what_a_poll_would_have(desk: Desk) -> None:
    desk.script[FEED] = FetchError("the server answered 404 Not Found", url=FEED, status=404)
    seen = await desk.look(keep=False)
    assert (seen.well, seen.health.word, seen.health.what) == (False, "trouble", "the server answered 404 Not Found")
    assert "`monitor sources add`" in seen.health.hint
    assert desk.state.failures == 0


@pytest.mark.parametrize(
    ("source", "state", "word"),
    [
        (replace(PAPER, missing="the environment variable KEY is not set"), {}, "locked"),
        (PAPER, {"gone": GONE_AFTER, "failures": 2, "error": "the server answered 410 Gone"}, "gone"),
    ],
)
async def test_the_locked_and_the_gone_are_not_asked(
    desk: Desk, source: Source, state: dict[str, Any], word: str
) -> None:
    seen = await desk.look(source, **state)
    assert (seen.health.word, seen.well, desk.asked) == (word, False, [])


async def test_two_looks_in_a_minute_make_no_source_gone(desk: Desk) -> None:
    desk.script[FEED] = FetchError("the server answered 410 Gone", url=FEED, status=410)
    first = await desk.look()
    assert (first.asked, first.health.word) == (True, "trouble")
    again = await desk.look()
    assert (again.asked, again.health.word, desk.asked) == (False, "trouble", [])
    assert again.unasked.startswith("it is asked once more after 2026-11-2")
    desk.clock.advance(timedelta(days=2))
    assert ((await desk.look()).health.word, desk.asked) == ("gone", [FEED])


async def test_a_server_is_never_asked_before_its_own_time(desk: Desk) -> None:
    desk.lists(1)
    until = desk.clock.now() + HOUR
    seen = await desk.look(not_before=until, last_success_at=desk.clock.now())
    assert (seen.well, seen.entries, desk.asked) == (True, None, [])
    assert seen.unasked == "its server wants no request before 2026-11-21 08:30 UTC"
    await desk.look(not_before=desk.clock.now())
    assert desk.asked


async def test_what_answered_well_just_now_is_not_asked_again_but_what_failed_is(desk: Desk) -> None:
    desk.lists(1)
    await desk.look()
    desk.clock.advance(timedelta(minutes=14))
    assert (await desk.look()).unasked == "it answered 14 min ago"
    assert desk.asked == []
    await desk.look(failures=1)
    assert desk.asked
    desk.clock.advance(timedelta(minutes=15))
    assert (await desk.look()).unasked == ""


@pytest.mark.parametrize("failures", [0, 2])
async def test_a_host_at_rest_is_not_asked_and_nothing_is_held_against_the_source(desk: Desk, failures: int) -> None:
    desk.script[FEED] = HostResting("paper.example asked to be left alone", url="paper.example", retry_after_s=600)
    seen = await desk.look(last_success_at=desk.clock.now() - HOUR, failures=failures, error="x" * failures)
    assert seen.unasked == "its server wants no request before 2026-11-21 07:40 UTC"
    assert seen.health.word == ("trouble" if failures else "ok")


async def test_where_nobody_is_reached_no_source_is_blamed(desk: Desk) -> None:
    sources = [replace(PAPER, id=f"paper-{n}", url=f"https://paper-{n}.example/") for n in range(4)]
    desk.store.sync_sources(sources, desk.clock.now())
    fetcher = ScriptedFetcher(
        {one.url: FetchError("the server could not be reached", url=one.url, reached=False) for one in sources}
    )
    checkup = Checkup(
        store=desk.store,
        fetcher=fetcher,
        extractor=desk.reader,
        robots=Robots(fetcher, "news-monitor/1", clock=desk.clock),
        clock=desk.clock,
        meter=CountingMeter(),
        keep=True,
    )
    states = {state.source_id: state for state in desk.store.source_states()}
    seen = [await checkup.look(one, states[one.id], SourceFigures()) for one in sources]
    assert [one.offline for one in seen] == [False, False, True, True]
    assert not any(one.well for one in seen)


async def test_an_empty_feed_and_one_without_dates_are_seen_to_be_so(desk: Desk) -> None:
    desk.lists()
    empty = await desk.look(keep=False)
    assert (empty.entries, empty.well) == ((), False)
    desk.lists(None, None, 1)
    undated = await desk.look()
    assert (undated.dated, undated.newest) == (1, desk.clock.now() - HOUR)
    assert [page.url for page in undated.pages] == [page_of(2), page_of(0)]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (Page(title="", text="short"), "only 5 characters of text were found on it"),
        (Page(title="", text="words " * 100, obstacle="consent"), "it asks for consent first"),
        (Page(title="", text="", obstacle="empty"), "there is no text on it"),
    ],
)
async def test_pages_without_their_article_are_told_with_the_reason(desk: Desk, page: Page, said: str) -> None:
    desk.lists(1, 2)
    desk.reader.pages = {page_of(0): page, page_of(1): page}
    seen = await desk.look()
    assert (seen.unread, seen.well, seen.health.word) == (said, False, "ok")


async def test_one_page_that_can_be_read_is_enough(desk: Desk) -> None:
    desk.lists(1, 2)
    desk.script[page_of(0)] = FetchError("the server answered 500", url=page_of(0), status=500)
    seen = await desk.look()
    assert [page.error for page in seen.pages] == ["the server answered 500", ""]
    assert (seen.unread, seen.well) == ("", True)


async def test_pages_that_robots_txt_forbids_are_not_asked_for(desk: Desk) -> None:
    desk.lists(1)
    desk.answers(ROBOTS, b"User-agent: *\nDisallow: /")
    seen = await desk.look()
    assert "robots.txt" in seen.unread
    assert page_of(0) not in desk.asked


async def test_pages_that_nobody_wants_are_not_read(desk: Desk) -> None:
    desk.lists(1)
    seen = await desk.look(replace(PAPER, pages="none"))
    assert (seen.pages, seen.well, desk.asked) == ((), True, [FEED])


async def test_a_feed_that_did_not_change_is_well_and_its_pages_are_left_alone(desk: Desk) -> None:
    desk.lists(1)
    await desk.look()
    desk.clock.advance(HOUR)
    seen = await desk.look()
    assert (seen.entries, seen.pages, desk.asked) == (None, (), [FEED])
