"""Plays a newsroom to a watch: the daemon's own code, on a clock that leaps from one thing that is due to the next."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from monitor.app import App, Collected, open_app
from monitor.decide.calendar import next_due
from monitor.decide.compile import compile_profiles
from monitor.decide.delivery import Console
from monitor.decide.profile import DEFAULT_CHANNEL
from monitor.demo.expect import Arrived
from monitor.demo.newsroom import Newsroom
from monitor.demo.press import Press, on_air
from monitor.model import Alert, Digest, Message, News, Pace, Receipt
from monitor.ports import Channel
from monitor.settings.snapshot import Snapshot

#: the demo's day begins here, UTC: before breakfast, so that the digest of 07:30 is still to come
DAWN = time(6, 30)
_MOMENT = timedelta(minutes=1)


class DemoClock:
    """A clock that stands still until it is set."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The demo's instant."""
        return self._at

    def set(self, at: datetime) -> None:
        """Leap forward; never back."""
        self._at = max(self._at, at)


@dataclass(slots=True)
class Witness:
    """A channel that passes everything on, but for codes to answer by, and remembers what it was."""

    behind: Channel
    told: list[News] = field(default_factory=list)
    _rendered: dict[str, News] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.behind.name

    @property
    def edits(self) -> bool:
        return self.behind.edits

    @property
    def pace(self) -> Pace:
        return self.behind.pace

    def render(self, what: News) -> tuple[Message, ...]:
        """As the channel behind does."""
        shown = _unanswerable(what)
        messages = self.behind.render(shown)
        self._rendered[messages[0].key] = shown
        return messages

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """As the channel behind does; what was sent is remembered."""
        receipt = await self.behind.send(message, request_written=request_written)
        if message.key in self._rendered:
            self.told.append(self._rendered[message.key])
        return receipt

    async def edit(
        self, remote_id: str, message: Message, *, request_written: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """As the channel behind does."""
        return await self.behind.edit(remote_id, message, request_written=request_written)

    async def close(self) -> None:
        """Close the channel behind."""
        await self.behind.close()

    def arrived(self) -> list[Arrived]:
        """Every story that was told, one item each time."""
        found: list[Arrived] = []
        for what in self.told:
            told = (what,) if isinstance(what, Alert) else what.alerts if isinstance(what, Digest) else ()
            how = "alert" if isinstance(what, Alert) else "digest"
            for alert in told:
                found.append(Arrived(profile=alert.profile, story=alert.story, how=how))
        return found


def _unanswerable(what: News) -> News:
    """What is answered is looked up in a database, and the demo's is gone with it."""
    if isinstance(what, Alert):
        return replace(what, answerable=False)
    if not isinstance(what, Digest):
        return what
    return replace(what, alerts=tuple(replace(alert, answerable=False) for alert in what.alerts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A newsroom on air and a watch on it, with an empty database of its own."""

    press: Press
    app: App
    clock: DemoClock
    witness: Witness


@asynccontextmanager
async def on_stage(
    newsroom: Newsroom, snapshot: Snapshot, channel: Channel, *, database: Path | None = None
) -> AsyncIterator[Stage]:
    """Set everything up, and take it down at the end. `database`: where it is kept; None: nowhere."""
    clock = DemoClock(datetime.combine(datetime.now(UTC).date(), DAWN, UTC))
    witness = Witness(channel)
    with tempfile.TemporaryDirectory(prefix="monitor-demo-") as folder, on_air(newsroom, clock) as press:
        watch = _on(snapshot, press, database or Path(folder) / "demo.db")
        async with open_app(watch, clock=clock, channels={DEFAULT_CHANNEL: witness}) as app:
            yield Stage(press=press, app=app, clock=clock, witness=witness)


async def play(stage: Stage, tell: Callable[[Collected], None]) -> None:
    """From dawn until every article was out and polled, and until the digests after that."""
    app, clock = stage.app, stage.clock
    last = stage.press.started + max((article.published for article in stage.press.newsroom.articles), default=_MOMENT)
    while True:
        await app.catch_up(tell)
        waiting = [
            state.next_check_at
            for state in app.store.source_states()
            if state.last_success_at is None or state.last_success_at < last
        ]
        if not waiting:
            break
        clock.set(max(min(waiting), min(last, clock.now() + _MOMENT)))
    for policy in {profile.alert for profile in app.snapshot.profiles.values()}:
        if policy.digest:
            clock.set(next_due(policy.digest, policy.timezone, clock.now()) + _MOMENT)
            await app.catch_up(tell)


def _on(snapshot: Snapshot, press: Press, database: Path) -> Snapshot:
    """The same watch on the newsroom's outlets, told on the terminal, with no politeness towards ourselves."""
    profiles = {
        # what arrives are the newsroom's stories: that a digest is empty is none
        profile.id: replace(profile, deliver=(), sources=(), alert=replace(profile.alert, empty="skip"))
        for profile in snapshot.profiles.values()
        if profile.enabled
    }
    return replace(
        snapshot,
        runtime=replace(snapshot.runtime, database=str(database), host_gap_s=0.0),
        sources={source.id: source for source in press.sources()},
        channels=(Console(name=DEFAULT_CHANNEL, language=snapshot.language_of(DEFAULT_CHANNEL)),),
        profiles=profiles,
        matcher=compile_profiles(profiles.values(), snapshot.lexicon.desks),
    )
