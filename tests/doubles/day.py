"""A day as the watch lives it, on virtual time: articles come, are decided and stored, and what is due is told.

Every part is the real one but the network, the clock and the reader at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from pathlib import Path

from doubles.archive import Came, Nothing

from monitor.collect.robots import Robots
from monitor.decide.compile import compile_profiles
from monitor.decide.delivery import Telegram
from monitor.deciding import Reading
from monitor.deliver.ways import Ways
from monitor.model import Alert, Digest, Message, News, Outcome, Source, Validators
from monitor.pipeline import Pipeline
from monitor.ports import Channel, Clock, Pending, PollOutcome, SourceState, Store
from monitor.rounds import Rounds
from monitor.settings.home import Home, starter
from monitor.settings.snapshot import Snapshot, load_snapshot
from monitor.store import SqlStore, open_store
from monitor.testing import CountingMeter, FixedClock, RecordingChannel, ScriptedFetcher

BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
CHAT = "telegram/me"
#: from an article's publication until it is decided: off the minutes at which digests are due
READ_AFTER = timedelta(seconds=61)


def rounds_on(store: Store, clock: Clock, channels: Mapping[str, Channel], snapshot: Callable[[], Snapshot]) -> Rounds:
    """All that works on a store, but for the network: nothing is polled, no page is read."""
    fetcher, meter = ScriptedFetcher({}), CountingMeter()
    pipeline = Pipeline(
        store=store,
        fetcher=fetcher,
        extractor=Nothing(),
        robots=Robots(fetcher, "news-monitor", clock=clock),
        clock=clock,
        meter=meter,
    )
    return Rounds(
        pipeline=pipeline,
        store=store,
        clock=clock,
        meter=meter,
        ways=Ways(clock, channels),
        snapshot=snapshot,
        concurrency=1,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A story as it reached the reader."""

    profile: str
    #: titles of its articles, in the order in which they came
    articles: tuple[str, ...]
    reason: str
    #: 1 for the first telling in a message of its own, 2 for the next; 0 for a line of a digest
    number: int


@dataclass(slots=True)
class Reader(RecordingChannel):
    """Somebody's chat, and what was told there."""

    told: list[Telling] = field(default_factory=list)

    def render(self, what: News) -> tuple[Message, ...]:
        alerts = what.alerts if isinstance(what, Digest) else (what,) if isinstance(what, Alert) else ()
        for alert in alerts:
            articles = tuple(member.article_id for member in alert.story.members)
            number = alert.number if what is alert else 0
            self.told.append(Telling(profile=alert.profile, articles=articles, reason=alert.reason, number=number))
        return RecordingChannel.render(self, what)


def watch(folder: Path, sources: Iterable[Source], **policy: object) -> Snapshot:
    """The shipped profiles on these sources, told in one chat; `policy` changes when."""
    snapshot = load_snapshot(Home(starter()), {})
    profiles = {
        one.id: replace(one, deliver=(CHAT,), sources=(), alert=replace(one.alert, **policy))  # type: ignore[arg-type]
        for one in snapshot.profiles.values()
        if one.enabled
    }
    return replace(
        snapshot,
        home=Home(folder),
        sources={one.id: one for one in sources},
        channels=(Telegram(name=CHAT, token=None, chat_id=1),),
        profiles=profiles,
        matcher=compile_profiles(profiles.values(), snapshot.lexicon.desks),
    )


class Day:
    """A watch whose clock is in our hands; its database survives it."""

    def __init__(self, snapshot: Snapshot, path: Path, *, tick: timedelta = timedelta(seconds=10)) -> None:
        self._snapshot, self._path, self._tick = snapshot, path, tick
        self.clock = FixedClock(BEFORE)
        self.reader = Reader(CHAT, edits=True, clock=self.clock)
        self.outcomes: list[Outcome] = []
        self._due: list[datetime] = []
        self.restart()

    def restart(self) -> None:
        """Begin again with what lies in the database."""
        if hasattr(self, "store"):
            self.store.close()
        self.store: SqlStore = open_store(self._path)
        self.store.sync_sources(list(self._snapshot.sources.values()), self.clock.now())
        self.rounds = rounds_on(self.store, self.clock, {CHAT: self.reader}, lambda: self._snapshot)
        self.pipeline = self.rounds.pipeline

    async def read(self, came: Came, after: timedelta = timedelta(0)) -> Reading:
        """As its page says: nothing is decided yet. `after` more, so that no two come at once, as none do."""
        pending = Pending(entry=came.entry, first_seen_at=came.at + READ_AFTER + after, backlog=False, attempts=0)
        return await self.pipeline.read(pending, came.source, self._snapshot)

    async def decide(self, reading: Reading) -> Outcome:
        """It comes: at its hour, after everything that is due before."""
        await self.until(reading.pending.first_seen_at)
        entry, now = reading.pending.entry, self.clock.now()
        state = SourceState(
            source_id=entry.source_id, next_check_at=now, validators=Validators(), last_success_at=BEFORE
        )
        self.store.save_poll(PollOutcome(state=state, new=(entry,)), now)
        outcome = await self.pipeline.decide(reading, self._snapshot)
        self.outcomes.append(outcome)
        for verdict in outcome.verdicts:
            if verdict.action != "drop":
                heappush(self._due, verdict.until or now)
        return outcome

    async def until(self, instant: datetime) -> None:
        """Tell what is due before then, each at the first tick after its hour."""
        while self._due and (at := self._tick_after(self._due[0])) < instant:
            heappop(self._due)
            await self.look(at)
        self.clock.advance(max(instant - self.clock.now(), timedelta(0)))

    async def look(self, at: datetime) -> None:
        """One tick."""
        self.clock.advance(max(at - self.clock.now(), timedelta(0)))
        await self.rounds.digests(caught_up=True)
        await self.rounds.deliver()

    async def live(self, readings: Sequence[Reading], *, restart_every: int = 0) -> list[Telling]:
        """The whole of it; what was told."""
        for number, reading in enumerate(readings, start=1):
            await self.decide(reading)
            if restart_every and number % restart_every == 0:
                self.restart()
        await self.until(self.clock.now() + timedelta(days=2))
        return self.reader.told

    def _tick_after(self, due: datetime) -> datetime:
        ticks = -((BEFORE - due) // self._tick)
        return BEFORE + ticks * self._tick
