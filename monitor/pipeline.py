"""READ FIRST. The way of an article through the house; every step is one call into a room.

poll(source)      fetch -> parse -> which entries are new -> save, and when to come back
read(pending)     page -> article -> analyse -> match
decide(reading)   group -> verdicts -> commit
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.collect.article import from_entry
from monitor.collect.article_page import PageReader
from monitor.collect.poll import Polled, Poller
from monitor.collect.robots import Robots
from monitor.comprehend.analyse import analyse
from monitor.decide.alert import CAP_SPAN, Circumstances, decide_alert, too_old
from monitor.decide.group import OPEN_FOR, Shelf, place
from monitor.decide.match import match
from monitor.decide.mute import covering
from monitor.decide.presence import presences
from monitor.errors import DocumentError, FetchError, StoryConflict
from monitor.model import (
    Analysis,
    Article,
    Match,
    Member,
    Mute,
    Outcome,
    Page,
    Source,
    Story,
    Told,
    Verdict,
)
from monitor.ports import Clock, Extractor, Fetcher, Meter, Pending, SourceState, Store
from monitor.settings.snapshot import Snapshot

#: how often a story that somebody else changed is decided again
DECIDE_AGAIN = 8
#: articles comprehended at once: it is Python, so that more threads only keep the event loop waiting for its turn
_COMPREHEND = 2

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article that was read and matched, and waits to be decided."""

    pending: Pending
    source: Source
    article: Article
    analysis: Analysis
    matches: tuple[Match, ...]
    #: the same article came from another feed: there is nothing left to decide
    seen_before: bool = False

    @property
    def published(self) -> datetime:
        """The article's own date, else when its entry was first seen."""
        return self.article.published or self.pending.first_seen_at

    @property
    def member(self) -> Member:
        """What a story keeps of it."""
        return Member(
            article_id=self.article.id,
            source_id=self.source.id,
            outlet=self.source.name,
            title=self.article.title,
            url=self.article.url,
            language=self.analysis.language,
            published=self.published,
            weight=self.source.weight,
        )


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
        #: the open stories, and the watched terms by which they were weighed
        self._watched: Container[str] = ()
        self._shelf = Shelf()

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
            for _ in range(DECIDE_AGAIN):
                now = self._clock.now()
                outcome = await asyncio.to_thread(self._outcome, reading, snapshot, now, patient)
                try:
                    await asyncio.to_thread(self._store.commit, outcome, now)
                except StoryConflict:
                    continue
                return outcome
        raise StoryConflict(f"article {reading.article.id}: its story changed {DECIDE_AGAIN} times meanwhile")

    def _shelf_with(self, stories: Iterable[Story], snapshot: Snapshot) -> Shelf:
        """The shelf with exactly these stories, weighed for today's profiles."""
        watched = snapshot.matcher.watchers
        if watched is not self._watched:
            self._shelf, self._watched = Shelf(watched), watched
        self._shelf.hold(stories)
        return self._shelf

    def _outcome(self, reading: Reading, snapshot: Snapshot, now: datetime, patient: bool) -> Outcome:
        """What the article leads to, as the store stands. Blocks."""
        story: Story | None = None
        told: Mapping[str, Told] = {}
        mutes: Sequence[Mute] = ()
        if not reading.seen_before and any(found.decision == "match" for found in reading.matches):
            stories = self._store.open_stories(now - OPEN_FOR)
            story = place(reading.analysis, reading.member, self._shelf_with(stories, snapshot))
            told, mutes = self._store.told(story.id), self._store.mutes(now)

        def verdict(found: Match) -> Verdict:
            circumstances = Circumstances(
                source=reading.source,
                analysis=reading.analysis,
                story=story,
                told=told.get(found.profile),
                mute=_muting(mutes, found.profile, story, reading.analysis, snapshot, now),
                lately=self._store.alerts_since(found.profile, now - CAP_SPAN) if found.decision == "match" else 0,
                backlog=reading.pending.backlog,
                published=reading.published,
                now=now,
                editing=snapshot.editing,
                plans=snapshot.plans,
                patient=patient,
            )
            return decide_alert(found, snapshot.profiles[found.profile], circumstances)

        return Outcome(
            article=reading.article,
            analysis=reading.analysis,
            matches=reading.matches,
            story=story,
            verdicts=() if reading.seen_before else tuple(map(verdict, reading.matches)),
            entry=reading.pending.entry,
        )


def _read(article: Article, snapshot: Snapshot) -> tuple[Analysis, tuple[Match, ...]]:
    analysis = analyse(article, snapshot.lexicon)
    return analysis, match(analysis, snapshot.matcher, snapshot.names)


def _muting(
    mutes: Sequence[Mute], profile: str, story: Story | None, analysis: Analysis, snapshot: Snapshot, now: datetime
) -> str:
    """Id of the mute that keeps the article from a profile; empty where none does."""
    if not mutes or story is None:
        return ""
    minor = snapshot.lexicon.minor
    found = covering(mutes, profile=profile, story=story, analysis=analysis, minor=minor, now=now)
    return found.id if found else ""


def _hinted(pending: Pending, source: Source, snapshot: Snapshot) -> bool:
    """Does the title or the summary name anything that any profile watches? An entry without words may."""
    if not (pending.entry.title or pending.entry.summary):
        return True
    hint = analyse(from_entry(pending.entry, None, source, pending.first_seen_at), snapshot.lexicon)
    return bool(snapshot.matcher.concerned(presences(hint)))


def _entry_date(pending: Pending) -> datetime:
    return pending.entry.published or pending.first_seen_at
