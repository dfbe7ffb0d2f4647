"""The doubles that we ship: what `ports` asks for, without clock, network or people."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from monitor.errors import FetchError
from monitor.model import Alert, Digest, Fetched, Message, News, Pace, Receipt, Validators

#: what a script says of an address: an answer, a failure, or several of them in turn (the last one stays)
Answer = Fetched | Exception


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)) -> None:
        if now.tzinfo is None:
            raise ValueError("the clock needs a time zone")
        self._now = now.astimezone(UTC)

    def now(self) -> datetime:
        """The instant at which it stands."""
        return self._now

    def advance(self, by: timedelta) -> datetime:
        """Move it, and say where it stands now."""
        self._now += by
        return self._now


class ScriptedFetcher:
    """A `Fetcher` that reads from a script; an address that is not in it answers 404."""

    def __init__(self, script: Mapping[str, Answer | list[Answer]]) -> None:
        self._script = {
            url: deque(answers if isinstance(answers, list) else [answers]) for url, answers in script.items()
        }
        #: (address, validators) of each call, in order, and the headers that came with it
        self.asked: list[tuple[str, Validators]] = []
        self.headers: list[tuple[tuple[str, str], ...]] = []
        self.gaps: list[float] = []

    async def fetch(
        self,
        url: str,
        *,
        kind: Literal["feed", "page"],
        validators: Validators = Validators(),  # noqa: B008  frozen
        allow_private: bool = False,
        headers: Sequence[tuple[str, str]] = (),
        gap_s: float = 0.0,
    ) -> Fetched:
        """The next answer for this address. Raises what the script says."""
        self.asked.append((url, validators))
        self.headers.append(tuple(headers))
        self.gaps.append(gap_s)
        answers = self._script.get(url)
        if not answers:
            raise FetchError(f"{url} answered 404", url=url, status=404, permanent=True)
        answer = answers.popleft() if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trouble:
    error: Exception
    #: the receiver got the message all the same
    received: bool
    #: the request was written before it failed
    written: bool


@dataclass(slots=True)
class RecordingChannel:
    """A `Channel` that keeps what it was given, and fails when told to."""

    name: str
    #: stories in one part of a digest
    per_part: int = 10
    #: the receiver's clock
    clock: FixedClock = field(default_factory=FixedClock)
    #: what arrived, in order, repetitions included
    received: list[Message] = field(default_factory=list)
    closed: bool = False
    edits: bool = False
    #: None: as fast as it goes, in a lane of its own
    given_pace: Pace | None = None
    #: what took another message's place, in order: the id of that one, and the message
    edited: list[tuple[str, Message]] = field(default_factory=list)
    _troubles: deque[_Trouble] = field(default_factory=deque)

    def fail_next(self, error: Exception, *, written: bool = False, received: bool = False) -> None:
        """Let the next send fail: before or after its request was written, with or without its arrival."""
        self._troubles.append(_Trouble(error=error, received=received, written=written or received))

    @property
    def pace(self) -> Pace:
        """As given."""
        return self.given_pace or Pace(lane=self.name)

    def render(self, what: News) -> tuple[Message, ...]:
        """One message for an alert; the lines of a digest, `per_part` to each."""
        if isinstance(what, Alert):
            key = f"{self.name}/{what.profile}/{what.story.id}"
            return (Message(text=f"{what.profile_name}: {what.story.lead.title}", key=key),)
        if not isinstance(what, Digest):
            return (Message(text=f"{what.profile_name}: {type(what).__name__}", key=f"{self.name}/{what.since}"),)
        lines = [f"{alert.story.lead.title} ({alert.reason})" for alert in what.alerts]
        parts = [lines[start : start + self.per_part] for start in range(0, max(len(lines), 1), self.per_part)]
        return tuple(
            Message(text="\n".join(part), key=f"{self.name}/{what.profile}/{what.slot}/{number}")
            for number, part in enumerate(parts, start=1)
        )

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """Keep the message. Raises what `fail_next` was given."""
        trouble = self._troubles.popleft() if self._troubles else None
        if trouble is None or trouble.written:
            await request_written()
        if trouble is None or trouble.received:
            self.received.append(message)
        if trouble:
            raise trouble.error
        return Receipt(sent_at=self.clock.now(), remote_id=str(len(self.received)))

    async def edit(
        self, remote_id: str, message: Message, *, request_written: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Put it in place of the message that arrived as that number. Raises what `fail_next` was given."""
        place, before = int(remote_id) - 1, len(self.received)
        receipt = await self.send(message, request_written=request_written)
        if len(self.received) > before:
            self.edited.append((remote_id, self.received.pop()))
            self.received[place] = message
        return replace(receipt, remote_id=remote_id)

    async def close(self) -> None:
        """Remember that it was closed."""
        self.closed = True


class CountingMeter:
    """A `Meter` that can be asked."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, frozenset[tuple[str, str]]]] = Counter()

    def count(self, name: str, n: int = 1, **labels: str) -> None:
        """Add to the counter of that name and those labels."""
        self._counts[name, frozenset(labels.items())] += n

    def total(self, name: str, **labels: str) -> int:
        """The sum of all counters of that name that carry at least those labels."""
        wanted = frozenset(labels.items())
        return sum(n for (counted, carried), n in self._counts.items() if counted == name and wanted <= carried)
