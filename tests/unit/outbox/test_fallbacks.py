"""What a channel cannot take goes to its fallback, once; and who looks after the watch hears of what did not arrive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.outcomes import NOW, PROFILE, hold, outcome, tell

from monitor.compose.digest import lines_for
from monitor.decide.route import Only
from monitor.errors import DeliveryError
from monitor.model import Alert, Delivery, Digest, Instead
from monitor.outbox import RETRIES, DeadLetters, deliver_due
from monitor.store import SqlStore, open_store
from monitor.testing import CountingMeter, FixedClock, RecordingChannel

ME, DESK, LAST = "telegram/me", "email/desk", "webhook/last"
SLOT = "2026-11-21 07:00"
GONE = DeliveryError("chat not found", permanent=True)
BLOCKED = DeliveryError("bot was blocked by the user", closes=True)


@dataclass
class Bench:
    """A telephone whose fallback is a mailbox."""

    store: SqlStore
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    me: RecordingChannel = field(default_factory=lambda: RecordingChannel(ME))
    desk: RecordingChannel = field(default_factory=lambda: RecordingChannel(DESK))
    last: RecordingChannel = field(default_factory=lambda: RecordingChannel(LAST))
    fallbacks: Mapping[str, str] = field(default_factory=lambda: {ME: DESK})
    routing: Mapping[str, Only] = field(default_factory=dict)
    warned: list[tuple[str, str]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)

    def queue(self, *numbers: int, to: tuple[str, ...] = (ME,)) -> None:
        for number in numbers:
            self.store.commit(outcome(number, tell(channels=to)), NOW)

    async def deliver(self, on_unknown: str = "resend") -> int:
        return await deliver_due(
            self.store,
            {ME: self.me, DESK: self.desk, LAST: self.last},
            self.compose,
            self.clock,
            CountingMeter(),
            parked=(ME,) if on_unknown == "park" else (),
            warn=lambda lines, about="": self.warned.append((about, "\n".join(lines))),
            lost=lambda channel, why: self.lost.append((channel, why)),
            fallbacks=self.fallbacks,
            routing=self.routing,
        )

    def compose(self, delivery: Delivery) -> Alert | Digest | None:
        if delivery.kind == "digest":
            told = self.store.digest_lines(delivery.profile, delivery.subject)
            return Digest(
                profile=PROFILE,
                profile_name="Caucasus",
                slot=delivery.subject,
                alerts=tuple(
                    Alert(profile=PROFILE, profile_name="C", story=line.story, match=line.match, reason=line.reason)
                    for line in lines_for(told, delivery.channel, (ME, DESK))
                ),
                articles_read=3,
                sources_asked=1,
                sources_failed=0,
                sources_failing=0,
            )
        found = self.store.alert_of(delivery)
        return found and Alert(
            profile=PROFILE, profile_name="Caucasus", story=found[0], match=found[1], reason=delivery.reason
        )

    @property
    def states(self) -> dict[str, list[str]]:
        rows = [letter.delivery for letter in self.store.letters(100)]
        return {name: [row.state for row in rows if row.channel == name] for name in (ME, DESK)}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    store = open_store(tmp_path / "watch.db")
    yield Bench(store)
    store.close()


async def test_what_is_refused_for_good_goes_to_the_fallback_once_and_the_row_says_so(bench: Bench) -> None:
    bench.queue(1, 5)
    bench.me.fail_next(GONE)
    assert await bench.deliver() == 2
    assert await bench.deliver() == 0
    assert bench.states == {ME: ["dead", "sent"], DESK: ["sent"]}
    assert [letter.error for letter in bench.store.letters(9, states=["dead"])] == [
        "chat not found; it goes to email/desk instead"
    ]
    assert bench.lost == [(ME, "chat not found; it goes to email/desk instead")]


async def test_what_is_for_a_closed_channel_goes_to_the_fallback_until_it_opens(bench: Bench) -> None:
    bench.queue(1, 5, 9)
    bench.me.fail_next(BLOCKED)
    assert await bench.deliver() == 3
    assert (bench.me.received, len(bench.desk.received)) == ([], 3)
    ((about, said),) = bench.warned
    assert about == ME
    assert "What is meant for it goes to email/desk" in said
    bench.queue(12)
    bench.clock.advance(timedelta(hours=1))
    assert await bench.deliver() == 1
    assert len(bench.me.received) == 1, "an hour later one message asks, and it is open"


async def test_what_failed_for_ten_minutes_goes_to_the_fallback(bench: Bench) -> None:
    bench.queue(1)
    for pause in RETRIES[:4]:
        bench.me.fail_next(DeliveryError("502"))
        assert await bench.deliver() == 0
        bench.clock.advance(pause)
    bench.me.fail_next(DeliveryError("502"))
    assert await bench.deliver() == 1
    assert bench.states == {ME: ["dead"], DESK: ["sent"]}


async def test_what_may_have_arrived_is_never_doubled_by_the_fallback(bench: Bench) -> None:
    bench.queue(1, 5)
    bench.me.fail_next(DeliveryError("no answer", ambiguous=True, permanent=True), received=True)
    assert await bench.deliver("park") == 1
    assert bench.states == {ME: ["unknown", "sent"], DESK: []}


async def test_a_fallback_that_was_told_itself_is_not_told_twice(bench: Bench) -> None:
    bench.queue(1, to=(ME, DESK))
    bench.me.fail_next(GONE)
    assert await bench.deliver() == 1
    assert len(bench.desk.received) == 1
    assert bench.lost == [(ME, "chat not found; email/desk has it already")]


async def test_a_digest_goes_as_a_whole_with_the_stories_that_were_held_for_the_channel(bench: Bench) -> None:
    due = NOW + timedelta(hours=1)
    for number in (1, 5, 9):
        bench.store.commit(outcome(number, hold(due, channels=(ME,))), NOW)
    bench.store.open_digest(f"profile/{PROFILE}", SLOT, [ME], due, NOW)
    bench.clock.advance(timedelta(hours=1))
    bench.me.fail_next(BLOCKED)
    assert await bench.deliver() == 1
    (message,) = bench.desk.received
    assert len(message.text.splitlines()) == 3


def instead(bench: Bench, channel: str) -> list[Instead | None]:
    return [letter.delivery.instead for letter in bench.store.letters(9, channels=[channel])]


async def test_what_a_fallback_tells_remembers_whose_place_it_takes_and_since_when(bench: Bench) -> None:
    bench.queue(1)
    bench.me.fail_next(BLOCKED)
    await bench.deliver()
    bench.queue(5)
    bench.clock.advance(timedelta(minutes=10))
    await bench.deliver()
    bench.queue(9)
    bench.clock.advance(timedelta(hours=1))
    bench.me.fail_next(BLOCKED)
    await bench.deliver()
    assert instead(bench, DESK) == [Instead(channel=ME, since=NOW)] * 3, "since the first refusal, not the last"
    assert instead(bench, ME) == [None] * 3


async def test_a_message_that_alone_is_refused_says_nothing_of_the_others(bench: Bench) -> None:
    bench.queue(1)
    bench.me.fail_next(GONE)
    await bench.deliver()
    assert instead(bench, DESK) == [Instead(channel=ME)]


async def test_a_chain_of_fallbacks_is_followed_to_its_end_and_names_where_it_began(bench: Bench) -> None:
    bench.fallbacks = {ME: DESK, DESK: LAST}
    bench.queue(1)
    for channel in (bench.me, bench.desk, bench.last):
        channel.fail_next(GONE)
    assert await bench.deliver() == 0
    assert [letter.delivery.channel for letter in bench.store.letters(9, states=["dead"])] == [ME, DESK, LAST]
    assert instead(bench, LAST) == [Instead(channel=ME)]
    assert bench.lost[-1] == (LAST, "chat not found")


async def test_a_circle_of_fallbacks_ends(bench: Bench) -> None:
    bench.fallbacks = {ME: DESK, DESK: ME}
    bench.queue(1)
    bench.me.fail_next(GONE)
    bench.desk.fail_next(GONE)
    assert await bench.deliver() == 0
    assert bench.states == {ME: ["dead"], DESK: ["dead"]}
    assert bench.lost[-1] == (DESK, "chat not found; telegram/me did not take it either")


async def test_a_fallback_that_does_not_want_it_is_passed_over_for_its_own(bench: Bench) -> None:
    bench.fallbacks = {ME: DESK, DESK: LAST}
    bench.routing = {DESK: Only(languages=("fa",))}
    bench.queue(1)
    bench.me.fail_next(GONE)
    assert await bench.deliver() == 1
    assert (len(bench.desk.received), len(bench.last.received)) == (0, 1)


async def test_where_no_fallback_wants_it_the_first_gets_it_rather_than_nobody(bench: Bench) -> None:
    bench.routing = {DESK: Only(levels=("digest",))}
    bench.queue(1)
    bench.me.fail_next(GONE)
    assert await bench.deliver() == 1
    assert len(bench.desk.received) == 1


def test_dead_letters_are_told_at_once_and_then_hourly_with_their_number() -> None:
    letters = DeadLetters()
    letters.note(ME, f"{ME}: chat not found")
    ((about, lines),) = letters.due(NOW)
    assert (about, lines[:2]) == (ME, [f"{ME} did not take a message", "chat not found"])
    for _ in range(3):
        letters.note(ME, "chat not found")
    letters.note(DESK, "550")
    assert [about for about, _ in letters.due(NOW + timedelta(minutes=59))] == [DESK]
    ((_, lines),) = letters.due(NOW + timedelta(hours=1))
    assert lines[:2] == [f"{ME} did not take 3 messages", "3 × chat not found"]
    assert list(letters.due(NOW + timedelta(hours=9))) == []
