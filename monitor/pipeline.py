"""READ FIRST. The way of an article through the house; every step is one call into a room.

poll(source)      fetch -> parse -> which entries are new -> save, and when to come back
read(pending)     page -> article -> analyse -> match
decide(reading)   group -> verdicts -> commit
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from monitor.collect.article import from_entry
from monitor.collect.article_page import PageReader
from monitor.collect.poll import Polled, Poller
from monitor.collect.robots import Robots
from monitor.comprehend.analyse import analyse
from monitor.decide.alert import too_old
from monitor.decide.match import match
from monitor.decide.presence import presences
from monitor.deciding import Decider, Reading
from monitor.errors import DocumentError, FetchError
from monitor.model import (
    Analysis,
    Article,
    Match,
    Outcome,
    Page,
    Source,
)
from monitor.ports import Clock, Extractor, Fetcher, Meter, Pending, SourceState, Store
from monitor.settings.snapshot import Snapshot

#: articles comprehended at once: it is Python, so that more threads only keep the event loop waiting for its turn
_COMPREHEND = 2

_log = logging.getLogger(__name__)


class Pipeline:
    """The stages in order, with the adapters that they need."""

    def __init__(
        self, *, store: Store, fetcher: Fetcher, extractor: Extractor, robots: Robots, clock: Clock, meter: Meter
    ) -> None:
        self._store = store
        self._clock = clock
        self._meter = meter
        self._poller = Poller(
            store=store, fetcher=fetcher, extractor=extractor, robots=robots, clock=clock, meter=meter
        )
        self._pages = PageReader(store=store, fetcher=fetcher, extractor=extractor, robots=robots, clock=clock)
        self._comprehending = asyncio.Semaphore(_COMPREHEND)
        # two articles that are read at once may join one story: one decides after the other
        self._deciding = asyncio.Lock()
        self._decider = Decider(store, meter)

    async def poll(self, source: Source, state: SourceState) -> Polled:
        """Ask a source for news and save what is new. Failures are saved and told, not raised."""
        return await self._poller.poll(source, state)

    async def read(self, pending: Pending, source: Source, snapshot: Snapshot) -> Reading:
        """Fetch an entry's article, and read and match it; nothing is decided or stored yet.

        Raises `Postponed` where its host asks to come back soon.
        """
        page, unread = await self._page(pending, source, snapshot)
        async with self._comprehending:
            now = self._clock.now()
            article = await asyncio.to_thread(from_entry, pending.entry, page, source, now, unread=unread)
            copy = await asyncio.to_thread(self._store.known_copy, article)
            if copy is not None and copy.article.id == article.id:
                return Reading(
                    pending=pending,
                    source=source,
                    article=copy.article,
                    analysis=copy.analysis,
                    matches=copy.matches,
                    seen_before=True,
                )
            analysis, matches = await asyncio.to_thread(_read, article, snapshot)
        self._meter.count("articles", method=article.method)
        return Reading(pending=pending, source=source, article=article, analysis=analysis, matches=matches)

    async def _page(self, pending: Pending, source: Source, snapshot: Snapshot) -> tuple[Page | None, str]:
        """The article's page; None where it is not wanted, or why it could not be read."""
        entry = pending.entry
        if not entry.url or source.pages == "none" or too_old(_entry_date(pending), pending.backlog, self._clock.now()):
            return None, ""
        if source.missing:  # entries from before its secret went away: its server is not asked without
            return None, source.missing
        if source.pages == "hinted":
            async with self._comprehending:
                hinted = await asyncio.to_thread(_hinted, pending, source, snapshot)
            if not hinted:
                return None, ""
        try:
            return await self._pages.read(pending, source), ""
        except (FetchError, DocumentError) as error:
            _log.info("%s: %s: %s; the feed's own text is used", source.id, entry.url, error)
            self._meter.count("pages_failed", reason=type(error).__name__)
            return None, str(error)

    async def decide(self, reading: Reading, snapshot: Snapshot, *, patient: bool = True) -> Outcome:
        """Find the article's story, decide what each profile is told, and store everything together.

        One after the other: two articles that are decided at once may join one story. Not `patient`: all that there
        is has been read, so that no message waits for another outlet's telling.
        """
        async with self._deciding:
            return await asyncio.to_thread(self._decider.decide, reading, snapshot, self._clock.now(), patient=patient)


def _read(article: Article, snapshot: Snapshot) -> tuple[Analysis, tuple[Match, ...]]:
    analysis = analyse(article, snapshot.lexicon)
    return analysis, match(analysis, snapshot.matcher, snapshot.names)


def _hinted(pending: Pending, source: Source, snapshot: Snapshot) -> bool:
    """Does the title or the summary name anything that any profile watches? An entry without words may."""
    if not (pending.entry.title or pending.entry.summary):
        return True
    hint = analyse(from_entry(pending.entry, None, source, pending.first_seen_at), snapshot.lexicon)
    return bool(snapshot.matcher.concerned(presences(hint)))


def _entry_date(pending: Pending) -> datetime:
    return pending.entry.published or pending.first_seen_at
