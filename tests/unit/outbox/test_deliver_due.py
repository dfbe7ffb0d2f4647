"""Each delivery comes to one of its ends, and none of them stops another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.outcomes import CHANNEL, NOW, PROFILE, hold, outcome, story, tell, telling

from monitor import outbox
from monitor.decide.detour import Detour
from monitor.errors import DeliveryError, SecretMissing, StoreError
from monitor.model import Alert, Delivery, Digest, HeldFor, Message, Pace, Receipt
from monitor.ports import Channel
from monitor.store import SqlStore, open_store
from monitor.testing import CountingMeter, FixedClock, RecordingChannel

EMAIL = "email/desk"
DUE = NOW + timedelta(hours=1)
SLOT = "2026-11-21 07:00"


@dataclass
class Bench:
    """A store, two channels, and one pass of the outbox at a time."""

    store: SqlStore
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    meter: CountingMeter = field(default_factory=CountingMeter)
    telegram: RecordingChannel = field(default_factory=lambda: RecordingChannel(CHANNEL, per_part=1))
    email: RecordingChannel = field(default_factory=lambda: RecordingChannel(EMAIL))
    others: dict[str, Channel] = field(default_factory=dict)

    def compose(self, delivery: Delivery) -> Alert | Digest | None:
        if delivery.kind == "alert":
            found = self.store.alert_of(delivery)
            return found and Alert(
                profile=delivery.profile,
                profile_name="Caucasus",
                story=found[0],
                match=found[1],
                reason=delivery.reason,
            )
        told = self.store.digest_lines(delivery.profile, delivery.subject)
        return Digest(
            profile=delivery.profile,
            profile_name="Caucasus",
            slot=delivery.subject,
            alerts=tuple(
                Alert(profile=PROFILE, profile_name="Caucasus", story=line.story, match=line.match, reason=line.reason)
                for line in told
            ),
            articles_read=3,
            sources_asked=1,
            sources_failed=0,
            sources_failing=0,
        )

    async def deliver(
        self,
        compose: Callable[[Delivery], Alert | Digest | None] | None = None,
        parked: tuple[str, ...] = (),
        present: tuple[str, ...] | None = None,
    ) -> int:
        """`present`: the channels that the profile has now; none: that is not known."""
        channels: dict[str, Channel] = {CHANNEL: self.telegram, EMAIL: self.email, **self.others}
        return await outbox.deliver_due(
            self.store,
            channels,
            compose or self.compose,
            self.clock,
            self.meter,
            parked=parked,
            detour=lambda _: None if present is None else Detour(channels=present, lost="nobody is left"),
        )

    def queue(self, *numbers: int, channels: tuple[str, ...] = (CHANNEL,)) -> None:
        for number in numbers:
            self.store.commit(outcome(number, tell(channels=channels)), NOW)

    @property
    def states(self) -> dict[str, int]:
        return dict(self.store.counts(NOW).deliveries)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    store = open_store(tmp_path / "watch.db")
    yield Bench(store)
    store.close()


def numbers(channel: RecordingChannel) -> list[str]:
    return [message.text.rsplit(" ", 1)[1] for message in channel.received]


async def test_what_is_due_is_sent_once_on_each_channel_in_order(bench: Bench) -> None:
    bench.queue(1, 5, 9, channels=(CHANNEL, EMAIL))
    assert await bench.deliver() == 6
    assert await bench.deliver() == 0
    assert numbers(bench.telegram) == numbers(bench.email) == ["1", "5", "9"]
    assert bench.states == {"sent": 6}
    assert bench.meter.total("deliveries", channel=EMAIL, outcome="sent") == 3


async def test_a_digest_goes_out_in_parts_that_are_rendered_once(bench: Bench) -> None:
    for number in (1, 5, 9):
        bench.store.commit(outcome(number, hold(DUE)), NOW)
    bench.store.open_digest(f"profile/{PROFILE}", SLOT, [CHANNEL], DUE, NOW)
    bench.queue(20)
    composed = []

    def compose(delivery: Delivery) -> Alert | Digest | None:
        composed.append(delivery.kind)
        return bench.compose(delivery)

    bench.telegram.fail_next(DeliveryError("connection refused"))
    assert await bench.deliver(compose) == 1, "what comes after a digest does not wait for its retry"
    bench.clock.advance(outbox.RETRIES[0])
    assert await bench.deliver(compose) == 3
    assert composed == ["digest", "alert"]
    assert [message.key.rsplit("/", 1)[1] for message in bench.telegram.received[1:]] == ["1", "2", "3"]


async def test_retries_wait_longer_and_longer_and_end(bench: Bench) -> None:
    bench.queue(1)
    for pause in outbox.RETRIES:
        bench.telegram.fail_next(DeliveryError("502"))
        assert await bench.deliver() == 0
        bench.clock.advance(pause - timedelta(seconds=1))
        assert await bench.deliver() == 0
        assert bench.states == {"pending": 1}
        bench.clock.advance(timedelta(seconds=1))
    bench.telegram.fail_next(DeliveryError("502"))
    await bench.deliver()
    assert bench.states == {"dead": 1}
    assert bench.telegram.received == []


async def test_a_permanent_failure_is_not_retried_and_stops_nobody(bench: Bench) -> None:
    bench.queue(1, 5)
    bench.telegram.fail_next(DeliveryError("chat not found", permanent=True))
    assert await bench.deliver() == 1
    assert bench.states == {"dead": 1, "sent": 1}


async def test_an_ambiguous_send_is_repeated_once(bench: Bench) -> None:
    bench.queue(1)
    for _ in range(2):
        bench.telegram.fail_next(DeliveryError("read timed out", ambiguous=True), received=True)
        await bench.deliver()
        bench.clock.advance(timedelta(hours=7))
    assert await bench.deliver() == 0
    assert [message.repeated for message in bench.telegram.received] == [False, True]
    assert bench.states == {"unknown": 1}


async def test_an_ambiguous_send_is_parked_when_so_chosen(bench: Bench) -> None:
    bench.queue(1)
    bench.telegram.fail_next(DeliveryError("read timed out", ambiguous=True), received=True)
    await bench.deliver(parked=(CHANNEL, EMAIL))
    assert bench.states == {"unknown": 1}


@pytest.mark.parametrize(("written", "end"), [(False, "sent"), (True, "unknown")])
async def test_a_fault_that_no_channel_should_have_is_taken_for_what_it_may_be(
    bench: Bench, written: bool, end: str
) -> None:
    """Safe to repeat before the request was written, ambiguous after."""
    bench.queue(1)
    for _ in range(2):
        bench.telegram.fail_next(ZeroDivisionError("oops"), written=written)
        await bench.deliver()
        bench.clock.advance(timedelta(minutes=1))
    await bench.deliver()
    assert bench.states == {end: 1}


async def test_a_receiver_that_asks_for_a_pause_is_left_alone_until_then(bench: Bench) -> None:
    bench.queue(1, 5, 9, channels=(CHANNEL, EMAIL))
    bench.telegram.fail_next(DeliveryError("too many requests", retry_after_s=40))
    assert await bench.deliver() == 3
    assert numbers(bench.email) == ["1", "5", "9"]
    bench.clock.advance(timedelta(seconds=39))
    assert await bench.deliver() == 0
    bench.clock.advance(timedelta(seconds=1))
    assert await bench.deliver() == 3
    assert numbers(bench.telegram) == ["1", "5", "9"]


async def test_what_cannot_be_rendered_is_dead_and_stops_nobody(bench: Bench) -> None:
    bench.queue(1, 5)

    def compose(delivery: Delivery) -> Alert | Digest | None:
        if delivery.subject == "story-1":
            raise KeyError("headline")
        return bench.compose(delivery)

    assert await bench.deliver(compose) == 1
    assert bench.states == {"dead": 1, "sent": 1}


async def test_what_is_gone_from_the_store_is_dead(bench: Bench) -> None:
    bench.queue(1)
    await bench.deliver(lambda _: None)
    assert bench.states == {"dead": 1}


async def test_a_channel_that_nobody_knows_waits_for_its_owner_and_then_sends(bench: Bench) -> None:
    bench.queue(1, channels=("telegram/late", EMAIL))
    for _ in range(20):
        await bench.deliver()
        bench.clock.advance(outbox.MENDING)
    late = bench.others["telegram/late"] = RecordingChannel("telegram/late")
    late.fail_next(DeliveryError("502"))
    await bench.deliver()
    bench.clock.advance(outbox.RETRIES[0])
    assert await bench.deliver() == 1, "waiting was no failed send"


class TestAChannelThatIsGone:
    async def test_what_waits_for_it_goes_to_the_profiles_channels_but_for_those_that_have_it(
        self, bench: Bench
    ) -> None:
        bench.queue(1, 5, channels=(CHANNEL, "telegram/gone"))
        assert await bench.deliver(present=(CHANNEL, EMAIL)) == 4
        assert numbers(bench.telegram) == numbers(bench.email) == ["1", "5"]
        assert bench.states == {"sent": 4}

    async def test_a_message_that_was_rendered_for_it_is_rendered_anew_for_the_others(self, bench: Bench) -> None:
        for number in (1, 5, 9):
            bench.store.commit(outcome(number, tell(channels=("telegram/gone",))), NOW)
        gone = bench.others["telegram/gone"] = RecordingChannel("telegram/gone", per_part=1)
        gone.fail_next(DeliveryError("502"))
        await bench.deliver()
        del bench.others["telegram/gone"]
        bench.clock.advance(outbox.RETRIES[0])
        assert await bench.deliver(present=(EMAIL,)) == 1
        assert numbers(bench.email) == ["1"]
        assert bench.states == {"sent": 3}

    async def test_one_who_has_a_later_telling_of_the_story_is_not_told_the_earlier_one(self, bench: Bench) -> None:
        bench.queue(1, channels=("telegram/gone",))
        later = tell(channels=(EMAIL,), told=telling(alerts=2))
        bench.store.commit(outcome(2, later, story=story(1, revision=2)), NOW)
        assert await bench.deliver(present=(EMAIL,)) == 1
        assert bench.states == {"sent": 1}

    async def test_where_nobody_is_left_it_is_dead_and_says_so(self, bench: Bench) -> None:
        bench.queue(1, channels=("telegram/gone",))
        assert await bench.deliver(present=()) == 0
        assert bench.states == {"dead": 1}
        (lost,) = bench.store.undelivered(5)
        assert (lost.channel, lost.error) == ("telegram/gone", "nobody is left")

    async def test_the_lines_of_its_digest_wait_again_and_the_others_have_theirs(self, bench: Bench) -> None:
        for number in (1, 5):
            bench.store.commit(outcome(number, hold(DUE, channels=(EMAIL, "telegram/gone"))), NOW)
        bench.store.open_digest(f"profile/{PROFILE}", SLOT, [EMAIL, "telegram/gone"], DUE, NOW, known=[EMAIL])
        assert await bench.deliver(present=(CHANNEL, EMAIL)) == 1
        assert bench.store.waited_for() == {PROFILE: {"telegram/gone"}}
        to = (HeldFor(reader=f"profile/{PROFILE}", due=DUE, channels=(CHANNEL, EMAIL)),)
        bench.store.redirect(PROFILE, to, (CHANNEL, EMAIL), NOW, lost="")
        (again,) = bench.store.held(f"channel/{CHANNEL}", DUE)[:1]
        assert again.channels == (CHANNEL,)
        assert bench.states == {"sent": 1}


async def test_a_channel_without_its_secret_stands_still_alone(bench: Bench) -> None:
    bench.queue(1, channels=(CHANNEL, EMAIL))
    for _ in range(20):
        bench.telegram.fail_next(SecretMissing("TELEGRAM_TOKEN is not set"))
        await bench.deliver()
        bench.clock.advance(outbox.MENDING)
    assert await bench.deliver() == 1
    assert bench.states == {"sent": 2}


@dataclass
class SlowChannel:
    """Says where it is, and stays there until told to go on."""

    name: str = CHANNEL
    pace: Pace = field(default_factory=lambda: Pace(lane=CHANNEL))
    writes: bool = True
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    received: list[Message] = field(default_factory=list)

    def render(self, what: Alert | Digest) -> tuple[Message, ...]:
        return (Message(text="slow", key="slow"),)

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        if self.writes:
            await request_written()
        self.reached.set()
        await self.go_on.wait()
        self.received.append(message)
        return Receipt(sent_at=NOW)

    async def close(self) -> None: ...


class TestCancelled:
    async def test_what_is_not_written_is_put_back_untried(self, bench: Bench) -> None:
        bench.queue(1)
        slow = bench.others[CHANNEL] = SlowChannel(writes=False)
        task = asyncio.create_task(bench.deliver())
        await slow.reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert slow.received == []
        (row,) = bench.store.lease(NOW, 60)
        assert row.attempts == 0

    async def test_what_is_written_is_awaited(self, bench: Bench) -> None:
        bench.queue(1, 5)
        slow = bench.others[CHANNEL] = SlowChannel()
        task = asyncio.create_task(bench.deliver())
        await slow.reached.wait()
        task.cancel()
        await asyncio.sleep(0)
        slow.go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert len(slow.received) == 1
        assert bench.states == {"sent": 1, "pending": 1}

    @pytest.mark.parametrize("steps", range(0, 40, 3))
    async def test_at_whatever_moment_nothing_stays_in_hand(self, bench: Bench, steps: int) -> None:
        bench.queue(1, 5, 9, channels=(CHANNEL, EMAIL))
        task = asyncio.create_task(bench.deliver())
        for _ in range(steps):
            await asyncio.sleep(0.0005)
        task.cancel()
        await asyncio.wait([task])
        assert set(bench.states) <= {"pending", "sent"}
        await bench.deliver()
        assert numbers(bench.telegram) == numbers(bench.email) == ["1", "5", "9"]
        assert bench.states == {"sent": 6}


class TestStoreRefuses:
    async def test_an_outbox_that_cannot_be_read_is_the_callers_to_know(
        self, bench: Bench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> tuple[Delivery, ...]:
            raise StoreError("disk is full")

        monkeypatch.setattr(bench.store, "lease", refuse)
        with pytest.raises(StoreError, match="disk is full"):
            await bench.deliver()

    async def test_a_send_that_could_not_be_recorded_is_counted_and_stops_nobody(
        self, bench: Bench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bench.queue(1, channels=(CHANNEL, EMAIL))
        record = bench.store.sent
        refused: list[int] = []

        def refuse_first(delivery_id: int, receipt: Receipt, **_: object) -> None:
            if not refused:
                refused.append(delivery_id)
                raise StoreError("disk is full")
            record(delivery_id, receipt)

        monkeypatch.setattr(bench.store, "sent", refuse_first)
        assert await bench.deliver() == 1
        assert bench.states == {"sent": 1, "written": 1}
        assert bench.meter.total("deliveries", outcome="not recorded") == 1


async def test_a_story_that_grows_while_it_waits_is_told_as_it_stands(bench: Bench) -> None:
    bench.queue(1)
    bench.store.commit(outcome(2, story=story(1, revision=2)), NOW)
    seen: list[int] = []

    def compose(delivery: Delivery) -> Alert | Digest | None:
        found = bench.store.alert_of(delivery)
        assert found is not None
        seen.append(found[0].revision)
        return bench.compose(delivery)

    await bench.deliver(compose)
    assert seen == [2]
