"""A look at one source, now: asked as the daemon asks it, with the pages of its newest entries.

may it be asked? -> poll -> the newest entries' pages -> how it fares

Where a daemon runs, what it remembers of the source is its own: then nothing of the poll is saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from monitor.collect.article import SHORTEST_PAGE
from monitor.collect.article_page import PageReader
from monitor.collect.cadence import pace_of
from monitor.collect.poll import Poller
from monitor.collect.robots import Robots
from monitor.errors import DocumentError, FetchError
from monitor.health import SourceHealth, judge, span
from monitor.model import Entry, Obstacle, Page, ParsedFeed, Source, SourceKind
from monitor.ports import Clock, Extractor, Fetcher, Meter, Pending, PollOutcome, SourceFigures, SourceState, Store

#: pages that are read of a source: the first may be an odd one
PAGES = 2
_OBSTACLES: dict[Obstacle, str] = {
    "consent": "it asks for consent first",
    "paywall": "it is for subscribers",
    "redirect": "it only leads elsewhere",
    "error": "it says that something went wrong",
    "empty": "there is no text on it",
}
#: an article that is read now or not at all
_LAST_TRY = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSeen:
    """What became of an entry's page."""

    url: str
    #: code points of its text
    length: int = 0
    #: why it cannot be read, in words; empty where it can
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a look at a source showed."""

    health: SourceHealth
    #: a request was sent
    asked: bool = True
    #: why it was not asked, in words; empty where it was, and where `health` says why
    unasked: str = ""
    #: what it lists; None where nothing was read, since nothing was new
    entries: tuple[Entry, ...] | None = None
    pages: tuple[PageSeen, ...] = ()
    #: nobody is reached anywhere: it is our own network that is not there
    offline: bool = False

    @property
    def newest(self) -> datetime | None:
        """The date of its newest entry."""
        return max((entry.published for entry in self.entries or () if entry.published), default=None)

    @property
    def dated(self) -> int:
        """Entries with a date that can be believed."""
        return sum(entry.published is not None for entry in self.entries or ())

    @property
    def unread(self) -> str:
        """Why no page could be read; empty where one could, or none was wanted."""
        return self.pages[0].error if self.pages and all(page.error for page in self.pages) else ""

    @property
    def well(self) -> bool:
        """Nobody need do anything about it."""
        return not (self.health.needs_a_look or self.unread or self.entries == ())


class Checkup:
    """Looks at sources, with the adapters that it needs; `keep` saves what a poll brings."""

    def __init__(
        self, *, store: Store, fetcher: Fetcher, extractor: Extractor, robots: Robots, clock: Clock, meter: Meter,
        keep: bool,
    ) -> None:  # fmt: skip
        self._desk = _Desk(store, keep=keep)
        self._noting = _Noting(extractor)
        self._clock = clock
        seen = cast(Store, self._desk)
        self._poller = Poller(
            store=seen, fetcher=fetcher, extractor=self._noting, robots=robots, clock=clock, meter=meter
        )
        self._pages = PageReader(store=seen, fetcher=fetcher, extractor=extractor, robots=robots, clock=clock)

    async def look(self, source: Source, state: SourceState, figures: SourceFigures) -> Seen:
        """Ask a source, unless its server wants to be left alone, it answered just now, is locked, or gone."""
        now = self._clock.now()
        before = judge(source, state, figures, now)
        if before.word in ("locked", "gone"):
            return Seen(health=before, asked=False)
        if unasked := _unasked(source, state, now):
            return Seen(health=before, asked=False, unasked="" if before.word == "waiting" else unasked)
        polled = await self._poller.poll(source, state)
        outcome, parsed = self._desk.outcomes.pop(source.id), self._noting.parsed.pop(source.id, None)
        after = outcome.state
        if _postponed(state, after):
            return Seen(health=before, asked=False, unasked=_unasked(source, after, now))
        now = self._clock.now()
        figures = replace(figures, last_new_at=now) if outcome.new else figures
        pages = await self._read(source, parsed.entries) if parsed and source.pages != "none" else ()
        return Seen(
            health=judge(source, after, figures, now),
            entries=parsed.entries if parsed else None,
            pages=tuple(pages),
            offline=polled.offline,
        )

    async def _read(self, source: Source, entries: Sequence[Entry]) -> list[PageSeen]:
        dated = sorted(entries, key=lambda entry: (entry.published is None, -_timestamp(entry)))
        newest = [entry for entry in dated if entry.url][:PAGES]
        return [await self._page(source, entry) for entry in newest]

    async def _page(self, source: Source, entry: Entry) -> PageSeen:
        pending = Pending(entry=entry, first_seen_at=self._clock.now(), backlog=False, attempts=_LAST_TRY)
        try:
            page = await self._pages.read(pending, source)
        except (FetchError, DocumentError) as error:
            return PageSeen(url=entry.url, error=str(error))
        return PageSeen(url=entry.url, length=len(page.text), error=_trouble(page))


def _unasked(source: Source, state: SourceState, now: datetime) -> str:
    """Why it may not be asked now; empty where it may. One that answered well just now need not say so again, and one
    that said 410 is given its day: the second is believed, and two looks in a minute are no second opinion."""
    if state.not_before is not None and state.not_before > now:
        return f"its server wants no request before {state.not_before:%Y-%m-%d %H:%M} UTC"
    if state.gone and state.next_check_at > now:
        return f"it is asked once more after {state.next_check_at:%Y-%m-%d %H:%M} UTC, before it is believed to be gone"
    fresh_s = pace_of(source).floor_s
    if state.last_success_at and not state.failures and (now - state.last_success_at).total_seconds() < fresh_s:
        return f"it answered {span(now - state.last_success_at)} ago"
    return ""


def _postponed(before: SourceState, after: SourceState) -> bool:
    """Its host wants to be left alone, and so nothing was asked."""
    same = (before.last_success_at, before.failures) == (after.last_success_at, after.failures)
    return same and after.not_before not in (None, before.not_before)


def _trouble(page: Page) -> str:
    if page.obstacle:
        return _OBSTACLES[page.obstacle]
    return "" if len(page.text) >= SHORTEST_PAGE else f"only {len(page.text)} characters of text were found on it"


def _timestamp(entry: Entry) -> float:
    return entry.published.timestamp() if entry.published else 0.0


class _Desk:
    """The store, with each poll's outcome laid aside; saved only where it is to be kept."""

    def __init__(self, store: Store, *, keep: bool) -> None:
        self._store = store
        self._keep = keep
        self.outcomes: dict[str, PollOutcome] = {}

    def save_poll(self, outcome: PollOutcome, now: datetime) -> None:
        self.outcomes[outcome.state.source_id] = outcome
        if self._keep:
            self._store.save_poll(outcome, now)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class _Noting:
    """An extractor that keeps what it read, by source."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self.parsed: dict[str, ParsedFeed] = {}

    async def parse_feed(
        self,
        body: bytes,
        *,
        source_id: str,
        url: str,
        content_type: str,
        now: datetime,
        kind: SourceKind = "feed",
        selector: str = "",
    ) -> ParsedFeed:
        parsed = await self._extractor.parse_feed(
            body, source_id=source_id, url=url, content_type=content_type, now=now, kind=kind, selector=selector
        )
        self.parsed[source_id] = parsed
        return parsed

    async def extract_page(self, body: bytes, *, url: str) -> Page:
        return await self._extractor.extract_page(body, url=url)
