"""One round of each kind of work. What is due is a question to the store, so a restart bursts and skips nothing.

first pass: poll all -> read all -> one digest
afterwards: poll what is due | read what is pending | open digests that are due | deliver
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from monitor.collect.poll import Polled
from monitor.compose import Composer
from monitor.decide.detour import Detour, detour
from monitor.deciding import Reading
from monitor.deliver.ways import Ways
from monitor.digests import open_due
from monitor.errors import MonitorError, Postponed, StoreError
from monitor.lookout.watch import Lookout
from monitor.model import Analysis, Delivery, Outcome, Source
from monitor.outbox import DeadLetters, Warn, deliver_due
from monitor.pipeline import Pipeline
from monitor.ports import Clock, Meter, Pending, Progress, SourceState, Store
from monitor.settings.snapshot import Snapshot

#: entries taken from the store and read side by side; nearly all of them wait for their host's turn
BATCH = 200
#: an entry that fails so often is given up
ATTEMPTS = 3
#: code points of the articles that wait to be decided, before those are decided; a usual batch has fewer
_WAITING = 1_000_000

_log = logging.getLogger(__name__)
_Item = TypeVar("_Item")


class Silent:
    """A `Progress` that says nothing."""

    def begin(self, what: str, total: int | None) -> None:
        """Nothing."""

    def step(self, text: str = "") -> None:
        """Nothing."""


def _unheeded(said: Sequence[object]) -> None:
    """Nobody wants to hear of it."""


def _silent(lines: Sequence[str], about: str = "") -> None:
    """Nobody is told."""


def _askable(source: Source | None) -> bool:
    """It is listed, and its secrets are where the configuration says: half a log-in is not even tried."""
    return source is not None and not source.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """The embedded engine's work, one method a kind."""

    pipeline: Pipeline
    store: Store
    clock: Clock
    meter: Meter
    ways: Ways
    snapshot: Callable[[], Snapshot]
    #: polls at the same time
    concurrency: int
    #: hears what each round of polls brought
    heed: Callable[[Sequence[Polled]], None] = _unheeded
    #: hears of what whoever looks after the watch should know
    warn: Warn = _silent
    dead_letters: DeadLetters = field(default_factory=DeadLetters)

    async def poll(self, progress: Progress | None = None) -> list[Polled]:
        """Poll every source that is due."""
        snapshot, now = self.snapshot(), self.clock.now()
        due = await asyncio.to_thread(self.store.due_sources, now)
        listed = [state for state in due if _askable(snapshot.sources.get(state.source_id))]
        said = progress or Silent()
        said.begin("Polling feeds", len(listed))
        polled: list[Polled] = []

        async def one(state: SourceState) -> None:
            source = snapshot.sources[state.source_id]
            polled.append(await self.pipeline.poll(source, state))
            said.step(source.name)

        await side_by_side(listed, one, self.concurrency)
        self.heed(polled)
        return polled

    async def read(self, progress: Progress | None = None, *, patient: bool = True) -> list[Outcome]:
        """Read every entry that is pending. Not `patient`: what is told of it waits for no other outlet."""
        said: Progress = progress or Silent()
        outcomes: list[Outcome] = []
        seen: set[tuple[str, str]] = set()
        said.begin("Reading articles", None)
        while True:
            pending = await asyncio.to_thread(self.store.pending, self.clock.now(), BATCH)
            fresh = [one for one in pending if (one.entry.source_id, one.entry.key) not in seen]
            if not fresh:
                return outcomes
            seen.update((one.entry.source_id, one.entry.key) for one in fresh)
            outcomes += await self._read_batch(fresh, said, patient)

    async def _read_batch(self, pending: Sequence[Pending], said: Progress, patient: bool) -> list[Outcome]:
        """Read side by side, decide one after the other in the order of publication: equal news, equal stories."""
        snapshot = self.snapshot()
        readings: list[Reading] = []
        outcomes: list[Outcome] = []

        async def read(waiting: Pending) -> None:
            source = snapshot.sources.get(waiting.entry.source_id)
            if source is None:
                raise MonitorError("its source is no longer listed")
            readings.append(await self.pipeline.read(waiting, source, snapshot))
            said.step(waiting.entry.title)
            if sum(len(reading.article.text) for reading in readings) > _WAITING:
                await decide_all()

        async def decide(reading: Reading) -> None:
            outcomes.append(_remembered(await self.pipeline.decide(reading, snapshot, patient=patient)))

        async def decide_all() -> None:
            read_so_far = sorted(readings, key=lambda one: (one.published, one.source.id, one.article.id))
            readings.clear()
            for reading in read_so_far:
                await self._guarded(reading.pending, decide(reading))

        try:
            await side_by_side(pending, lambda waiting: self._guarded(waiting, read(waiting)), BATCH)
        finally:  # at a stop too: what was read is stored, and no site is asked for it again
            await decide_all()
        return outcomes

    async def _guarded(self, waiting: Pending, work: Coroutine[Any, Any, None]) -> None:
        """One article that cannot be read or decided must not stop the others."""
        try:
            await work
        except Postponed as later:
            _log.info("%s: %s: %s; it is read then", waiting.entry.source_id, waiting.entry.url, later)
            await asyncio.to_thread(
                self.store.entry_failed, waiting.entry, str(later), give_up=False, not_before=later.until
            )
        except Exception as error:
            _log.warning("%s: %s: %s", waiting.entry.source_id, waiting.entry.url or waiting.entry.key, error)
            _log.debug("the whole of it", exc_info=not isinstance(error, MonitorError))
            # a full disk or a lock is no fault of the article's
            last = waiting.attempts + 1 >= ATTEMPTS and not isinstance(error, StoreError)
            await asyncio.to_thread(self.store.entry_failed, waiting.entry, str(error), give_up=last)

    async def digests(self, *, caught_up: bool = False) -> int:
        """Queue the digests whose time has come; how many.

        Once everything was read (`caught_up`), also one for each reader of what sources brought at their first poll.
        """
        snapshot = self.snapshot()
        channels = [channel.name for channel in snapshot.channels]
        return await asyncio.to_thread(
            open_due,
            self.store,
            snapshot.profiles,
            snapshot.plans,
            channels,
            self.clock.now(),
            routing=snapshot.routing,
            caught_up=caught_up,
            whole=snapshot.whole,
        )

    async def look_out(self) -> None:
        """Queue what is to be told of unusual volume and unusual silence."""
        lookout = Lookout(store=self.store, snapshot=self.snapshot, warn=self.warn)
        await asyncio.to_thread(lookout.look, self.clock.now())

    async def deliver(self) -> int:
        """Send what is due; how many messages."""
        composer = Composer(self.store, self._spoken, self.clock)
        async with self.ways.held() as channels:
            sent = await deliver_due(
                self.store,
                channels,
                composer,
                self.clock,
                self.meter,
                detour=self._detour,
                warn=self.warn,
                lost=self.dead_letters.note,
                fallbacks=self.snapshot().fallbacks,
                routing=self.snapshot().routing,
                parked=self.snapshot().parked,
            )
        for channel, lines in self.dead_letters.due(self.clock.now()):
            self.warn(lines, about=channel)
        return sent

    def _spoken(self) -> Snapshot:
        """The set in force, with each channel in the language of its chat."""
        snapshot = self.snapshot()
        if not self.ways.languages:
            return snapshot
        return replace(snapshot, channels=tuple(map(self.ways.spoken, snapshot.channels)))

    def _detour(self, delivery: Delivery) -> Detour | None:
        """Where a message goes whose channel is gone; None where that is not so, or its profile may only be broken."""
        snapshot = self.snapshot()
        profile, channels = snapshot.profiles.get(delivery.profile), [channel.name for channel in snapshot.channels]
        broken = profile is None and delivery.kind != "digest" and not snapshot.whole
        if broken or delivery.channel in channels:  # this round may have begun before the channel was there
            return None
        return detour(delivery, profile, channels, snapshot.editing)


def _remembered(outcome: Outcome) -> Outcome:
    """What a round keeps of an article that is stored: a first pass reads many thousands."""
    nothing = Analysis(
        article_id=outcome.article.id,
        language=outcome.analysis.language,
        mentions=(),
        implied=(),
        topics=(),
        phrases=(),
        sentences=(),
        title_end=0,
        sketch=(),
        figures=(),
    )
    return replace(outcome, article=replace(outcome.article, text=""), analysis=nothing)


async def side_by_side(items: Sequence[_Item], work: Callable[[_Item], Awaitable[None]], at_once: int) -> None:
    """Do the work for each item, so many at the same time. Raises the first error of them."""
    places = asyncio.Semaphore(at_once)

    async def placed(item: _Item) -> None:
        async with places:
            await work(item)

    try:
        async with asyncio.TaskGroup() as group:
            for item in items:
                group.create_task(placed(item))
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from failed  # what ends a round, ends it for one reason: the store refused
