"""A store, a few channels and a clock that pauses move on: one round of the outbox at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import ClassVar

from doubles.outcomes import NOW, PROFILE, outcome, tell

from monitor.model import Alert, Delivery, Digest, Match, Message, Pace, Receipt, Story
from monitor.outbox import deliver_due
from monitor.store import SqlStore
from monitor.testing import CountingMeter, FixedClock, RecordingChannel


@dataclass
class Town:
    """A store, channels, and a clock that a pause moves on."""

    store: SqlStore
    channels: dict[str, RecordingChannel]
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    paused: list[float] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    #: ids of the stories that break through
    critical: set[str] = field(default_factory=set)

    def queue(self, *numbers: int, to: tuple[str, ...] = ()) -> None:
        """An alert of each story, to every channel where none is named."""
        for number in numbers:
            self.store.commit(outcome(number, tell(channels=to or tuple(self.channels))), NOW)

    async def deliver(self) -> int:
        return await deliver_due(
            self.store,
            self.channels,
            self.compose,
            self.clock,
            CountingMeter(),
            warn=lambda lines, about="": self.warned.extend(lines),
            pause=self.pause,
        )

    async def pause(self, seconds: float) -> None:
        self.paused.append(round(seconds, 3))
        self.clock.advance(timedelta(seconds=seconds))

    def compose(self, delivery: Delivery) -> Alert | Digest | None:
        if delivery.kind == "digest":
            lines = self.store.digest_lines(delivery.profile, delivery.subject)
            told = [_alert(line.story, line.match) for line in lines]
            return Digest(
                profile=PROFILE,
                profile_name="Caucasus",
                slot=delivery.subject,
                alerts=tuple(told),
                articles_read=3,
                sources_asked=1,
                sources_failed=0,
                sources_failing=0,
            )
        found = self.store.alert_of(delivery)
        return replace(_alert(*found), critical=found[0].id in self.critical) if found else None

    def received(self, name: str) -> list[str]:
        return [message.text.rsplit("day ", 1)[1].split()[0] for message in self.channels[name].received]


def _alert(story: Story, match: Match) -> Alert:
    return Alert(profile=PROFILE, profile_name="Caucasus", story=story, match=match, reason="instant")


class Chat(RecordingChannel):
    """A channel that fails in the middle when told to."""

    failures: ClassVar[dict[str, tuple[int, Exception]]] = {}

    def fail_after(self, sends: int, error: Exception) -> None:
        self.failures[self.name] = sends, error

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        sends, error = self.failures.get(self.name, (-1, None))
        if error and sends == len(self.received):
            del self.failures[self.name]
            raise error
        return await super().send(message, request_written=request_written)


def chat(name: str, lane: str = "", gap_s: float = 0.0, stamp: str = "", whole: str = "") -> Chat:
    pace = Pace(lane=lane or name, gap_s=gap_s, stamp=stamp, whole=whole, whole_gap_s=0.1 if whole else 0.0)
    return Chat(name, given_pace=pace)


def town(store: SqlStore, *channels: RecordingChannel) -> Town:
    return Town(store, {channel.name: channel for channel in channels})
