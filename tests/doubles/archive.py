"""A store with articles in it, read, judged and decided by the real pipeline, each at the hour when it came.

No network: the whole text stands in the feed's entry, and sources ask for no pages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from doubles.outcomes import article

from monitor.collect.robots import Robots
from monitor.demo.newsroom import read_newsroom, shipped
from monitor.model import Analysis, Entry, Page, ParsedFeed, Source, Validators
from monitor.pipeline import Pipeline
from monitor.ports import Archived, Pending, PollOutcome, SourceState, Store
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot, load_snapshot
from monitor.store import open_store
from monitor.testing import CountingMeter, FixedClock, ScriptedFetcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """An article, and when it came."""

    source: Source
    key: str
    title: str
    text: str
    at: datetime

    @property
    def entry(self) -> Entry:
        """What the feed says of it."""
        return Entry(
            source_id=self.source.id,
            key=self.key,
            url=self.url,
            title=self.title,
            summary=self.text,
            published=self.at,
        )

    @property
    def url(self) -> str:
        """Where nobody will ever look."""
        return f"https://{self.source.id}.example/{self.key}"


def outlet(name: str, *, language: str = "en", country: str | None = None) -> Source:
    """An outlet whose feed has whole articles."""
    feed = f"https://{name}.example/feed.xml"
    return Source(id=name, url=feed, name=name.title(), language=language, country=country, pages="none")


def archived(number: int, found: Analysis, *, at: datetime, **changes: Any) -> Archived:
    """A stored article of an analysis by hand: nothing was stored of it unless `changes` say so."""
    published = changes.pop("published", at)
    made = Archived(
        article=article(number, published=published, fetched_at=at),
        analysis=replace(found, article_id=f"{number:016x}"),
        matches=(),
        verdicts=(),
        story_id=None,
        stored_at=at,
        backlog=False,
    )
    return replace(made, **changes)


def newsroom(begins: datetime) -> tuple[Came, ...]:
    """The demo's articles, in the order of their publication."""
    read = read_newsroom(shipped())
    outlets = {one.id: outlet(one.id, language=one.language, country=one.country) for one in read.outlets}
    came = (
        Came(
            source=outlets[told.outlet],
            key=told.slug,
            title=told.title,
            text="\n".join((told.summary, *told.paragraphs)),
            at=begins + told.published,
        )
        for told in read.articles
    )
    return tuple(sorted(came, key=lambda one: (one.at, one.source.id, one.key)))


def fill(store: Store, snapshot: Snapshot, articles: Iterable[Came]) -> None:
    """Let the articles come, one after the other."""
    asyncio.run(_fill(store, snapshot, tuple(articles)))


async def _fill(store: Store, snapshot: Snapshot, articles: tuple[Came, ...]) -> None:
    clock = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))
    fetcher = ScriptedFetcher({})
    pipeline = Pipeline(
        store=store,
        fetcher=fetcher,
        extractor=Nothing(),
        robots=Robots(fetcher, "news-monitor", clock=clock),
        clock=clock,
        meter=CountingMeter(),
    )
    store.sync_sources(list({one.source.id: one.source for one in articles}.values()), clock.now())
    for one in articles:
        clock.advance(one.at - clock.now() + timedelta(minutes=1))
        state = SourceState(
            source_id=one.source.id,
            next_check_at=clock.now(),
            validators=Validators(),
            last_success_at=clock.now(),
        )
        store.save_poll(PollOutcome(state=state, new=(one.entry,)), clock.now())
        pending = Pending(entry=one.entry, first_seen_at=clock.now(), backlog=False, attempts=0)
        await pipeline.decide(await pipeline.read(pending, one.source, snapshot), snapshot)


def fill_home(folder: Path, articles: Iterable[Came]) -> None:
    """Let the articles come to the watch of this home, as its configuration is now."""
    snapshot = load_snapshot(Home(folder), {})
    store = open_store(snapshot.runtime.database)
    try:
        fill(store, snapshot, articles)
    finally:
        store.close()


class Nothing:
    """An `Extractor` that nobody asks."""

    async def parse_feed(
        self, body: bytes, *, source_id: str, url: str, content_type: str, now: datetime
    ) -> ParsedFeed:
        raise NotImplementedError

    async def extract_page(self, body: bytes, *, url: str) -> Page:
        raise NotImplementedError
