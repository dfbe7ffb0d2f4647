"""One source is asked for news: fetch -> parse -> which entries are new -> save, and when to come back.

Failures are saved and told, not raised: whatever one source does, it must not stop the others.
"""

from __future__ import annotations

import asyncio
import logging
import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.collect import cadence
from monitor.collect.cadence import Turn
from monitor.collect.fetch import headers_for, host_of
from monitor.collect.permission import LONGEST_PAUSE_S, open_hour
from monitor.collect.robots import Robots
from monitor.collect.sitemaps.parts import Parts
from monitor.collect.validators import digest, standing, validators_of
from monitor.errors import DocumentError, FetchError, ForbiddenAddress, HostResting, WorkerKilled
from monitor.model import Entry, Fetched, ParsedFeed, Source
from monitor.ports import Clock, Extractor, Fetcher, Meter, PollOutcome, SourceState, Store

#: polls are spread by this part of their interval, so that sources do not fall together
JITTER = 0.1
#: so many sources that nobody reached, and nobody heard of for so long: it is our own network
_OURS_AFTER = 3
_SILENCE = timedelta(minutes=15)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What a poll brought."""

    source_id: str
    #: entries never seen before
    new: int = 0
    #: in words, where the poll failed
    error: str = ""
    #: nobody is reached anywhere: it is our own network that is not there
    offline: bool = False
    #: what a person should be told of it, once
    turn: Turn = ""
    #: where it lives, with the turn "moved"
    moved_to: str = ""


@dataclass(slots=True)
class _Network:
    """Whether it is our own network that is not there."""

    #: sources that nobody reached, each with whether it had answered before
    unreached: dict[str, bool] = field(default_factory=dict)
    heard_at: datetime | None = None

    def heard(self, now: datetime) -> None:
        """Somebody answered."""
        self.unreached.clear()
        self.heard_at = now

    def missed(self, state: SourceState, now: datetime, *, anybody: bool) -> bool:
        """Nobody was reached there; True where nobody is reached anywhere.

        Servers that are gone for good say nothing of our network: among those that are missed must be one that did
        answer before, unless no source ever did (`anybody`).
        """
        self.unreached[state.source_id] = state.polled_before and state.failures <= 1
        silent = self.heard_at is None or now - self.heard_at >= _SILENCE
        telling = any(self.unreached.values()) or not anybody
        return silent and telling and len(self.unreached) >= _OURS_AFTER


class Poller:
    """Asks sources, with the adapters that it needs."""

    def __init__(
        self, *, store: Store, fetcher: Fetcher, extractor: Extractor, robots: Robots, clock: Clock, meter: Meter
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._extractor = extractor
        self._clock = clock
        self._meter = meter
        self._robots = robots
        self._parts = Parts(fetcher, extractor, clock=clock)
        self._network = _Network()

    async def poll(self, source: Source, state: SourceState) -> Polled:
        """Ask a source for news and save what is new."""
        opens = open_hour(self._clock.now(), state.wishes)
        if opens > self._clock.now():  # it is overdue, since the watch was stopped for instance
            await self._save(source, PollOutcome(state=replace(state, next_check_at=opens)))
            return Polled(source_id=source.id)
        jitter = random.uniform(-JITTER, JITTER)  # noqa: S311  spreads load, hides nothing
        fetched: Fetched | None = None
        try:
            fetched = await self._fetch(source, state)
            self._network.heard(self._clock.now())
            parsed = await self._parse(fetched, source, state)
        except HostResting as resting:
            until = self._clock.now() + timedelta(seconds=resting.retry_after_s or 0.0)
            await self._save(source, PollOutcome(state=cadence.postponed(state, until, jitter=jitter)))
            return Polled(source_id=source.id)
        except Exception as error:  # whatever it is, it is this source's affair
            if not isinstance(error, FetchError | DocumentError):
                _log.exception("%s: polling failed", source.id)
            return await self._failed(source, state, fetched, error, jitter)
        return await self._succeeded(source, state, fetched, parsed, jitter)

    async def _fetch(self, source: Source, state: SourceState) -> Fetched:
        if source.missing:
            raise FetchError(source.missing, url=source.url, permanent=True, reached=False)
        url = cadence.address(source, state)
        page, gap_s = source.kind == "page", 0.0
        if page:  # feeds and sitemaps are there for programs, pages only where robots.txt says so
            gap_s = await self._robots.admit(url, allow_private=source.allow_private)
        return await self._fetcher.fetch(
            url,
            kind="page" if page else "feed",
            validators=standing(state.validators, source),
            allow_private=source.allow_private,
            headers=headers_for(source, url),
            gap_s=gap_s,
        )

    async def _parse(self, fetched: Fetched, source: Source, state: SourceState) -> ParsedFeed | None:
        """The feed, or None where it is the same as last time. Raises `DocumentError`."""
        found, stored = digest(fetched.body, source), state.validators.digest
        if fetched.status == 304 or found == stored:
            if state.unreadable:
                raise DocumentError(state.unreadable)
            return None
        parsed = await self._extractor.parse_feed(
            fetched.body,
            source_id=source.id,
            url=fetched.url,
            content_type=fetched.header("content-type") or "",
            now=self._clock.now(),
            kind=source.kind,
            selector=source.selector,
        )
        for warning in parsed.warnings:
            _log.debug("%s: %s", source.id, warning)
        return await self._parts.read(parsed, source, digest=found, stored=stored)

    async def _succeeded(
        self, source: Source, state: SourceState, fetched: Fetched, parsed: ParsedFeed | None, jitter: float
    ) -> Polled:
        entries = {entry.key: entry for entry in parsed.entries} if parsed else {}
        new = await asyncio.to_thread(self._store.unseen, source.id, tuple(entries.values()))
        now = self._clock.now()
        after = cadence.after_success(
            state,
            fetched=fetched,
            validators=validators_of(fetched, state.validators, source),
            published=[entry.published for entry in entries.values() if entry.published],
            new=len(new),
            wishes=parsed.wishes if parsed else None,
            now=now,
            jitter=jitter,
            pace=cadence.pace_of(source),
        )
        backlog = not state.polled_before or cadence.flood(len(new), state, now)
        await self._save(source, PollOutcome(state=after, new=new, backlog=backlog, listed=_listed(source, parsed)))
        self._meter.count("polls", result="read" if parsed else "unchanged")
        turn = cadence.turn(state, after)
        return Polled(source_id=source.id, new=len(new), turn=turn, moved_to=after.moved_to if turn == "moved" else "")

    async def _failed(
        self, source: Source, state: SourceState, fetched: Fetched | None, error: Exception, jitter: float
    ) -> Polled:
        now, said, pace = self._clock.now(), _said(error), cadence.pace_of(source)
        reached = getattr(error, "reached", True)
        refused = isinstance(error, ForbiddenAddress) or bool(source.missing)
        if reached:
            self._network.heard(now)
        offline = not (reached or refused) and self._network.missed(state, now, anybody=await self._anybody())
        if offline:
            after = cadence.offline(state, error=said, now=now, jitter=jitter, pace=pace)
        else:
            after = cadence.after_failure(
                state,
                error=said,
                status=getattr(error, "status", None),
                reached=reached,
                retry_after_s=getattr(error, "retry_after_s", None),
                now=now,
                jitter=jitter,
                pace=pace,
            )
        if fetched and isinstance(error, DocumentError) and not isinstance(error, WorkerKilled):
            after = cadence.after_unreadable(
                after, fetched=fetched, validators=validators_of(fetched, state.validators, source), error=said, now=now
            )
        await remember_rest(self._store, error, now)
        await self._save(source, PollOutcome(state=after))
        self._meter.count("polls", result="failed")
        return Polled(source_id=source.id, error=said, offline=offline, turn=cadence.turn(state, after))

    async def _anybody(self) -> bool:
        """Has any source ever answered?"""
        if self._network.heard_at is not None:
            return True
        return any(one.polled_before for one in await asyncio.to_thread(self._store.source_states))

    async def _save(self, source: Source, outcome: PollOutcome) -> None:
        await asyncio.to_thread(self._store.save_poll, replace(outcome, url=source.url), self._clock.now())


async def remember_rest(store: Store, error: Exception, now: datetime) -> None:
    """Keep across restarts that a host asked to be left alone."""
    if isinstance(error, FetchError) and error.status in (429, 503) and error.retry_after_s:
        until = now + timedelta(seconds=min(error.retry_after_s, LONGEST_PAUSE_S))
        await asyncio.to_thread(store.rest, host_of(error.url), until)


def _listed(source: Source, parsed: ParsedFeed | None) -> tuple[Entry, ...] | None:
    """All that a source has, where that is known: of a sitemap's parts only some are read at a time."""
    return None if parsed is None or source.kind == "sitemap" else parsed.entries


def _said(error: Exception) -> str:
    """What `monitor status` shows of a poll that failed; with the cure where the source's own line holds it."""
    if isinstance(error, ForbiddenAddress) and error.private:
        return f"{error} (`allow_private: true` in sources.yaml permits it)"
    return str(error)
