"""Whatever happens to messages: each comes to a recorded end, none arrives twice unmarked, and the order holds.

The real `deliver_due` on a real database; receivers that refuse, pause and vanish; processes that die; hands that
meddle; a clock that jumps.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from doubles.outcomes import NOW, PROFILE, hold, outcome, tell
from doubles.watch_machine import RUNS, empty_database
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from monitor.decide.delivery import OnUnknown
from monitor.decide.detour import Detour
from monitor.errors import DeliveryError
from monitor.model import Alert, Delivery, Digest, Message, Pace, Receipt
from monitor.outbox import PROBES, RETRIES, deliver_due
from monitor.outbox.lanes import Lanes
from monitor.store import open_store
from monitor.testing import CountingMeter, FixedClock, RecordingChannel

ME, TOPIC, GROUP, DESK = "telegram/me", "telegram/topic", "telegram/group", "email/desk"
#: two channels of one chat; what ME does not take goes to DESK
LANES: Final = {ME: "chat", TOPIC: "chat", GROUP: "group", DESK: "desk"}
FALLBACKS: Final = {ME: DESK}
PAUSE_S: Final = 40
CHANNELS = st.sampled_from(sorted(LANES))
ON_UNKNOWN: Final = st.sampled_from(["resend", "park"])
#: what a receiver answers -> its error; whether it was written; whether it arrived
ANSWERS: Final[Mapping[str, tuple[DeliveryError, bool, bool]]] = {
    "pause": (DeliveryError("flood", retry_after_s=PAUSE_S), True, False),
    "closed": (DeliveryError("blocked", closes=True), True, False),
    "permanent": (DeliveryError("too long", permanent=True), True, False),
    "temporary": (DeliveryError("refused"), False, False),
    "lost answer": (DeliveryError("no answer", ambiguous=True), True, True),
    "lost request": (DeliveryError("no answer", ambiguous=True), True, False),
}
ANSWERED: Final = st.lists(st.sampled_from(sorted(ANSWERS)), min_size=1, max_size=3)
#: those after which the receiver is left alone: how long at least, and at most
SHORTEST: Final = {"pause": timedelta(seconds=PAUSE_S), "closed": PROBES[0]}
LONGEST: Final = {"pause": timedelta(seconds=PAUSE_S), "closed": PROBES[-1]}


@dataclass(frozen=True)
class Peace:
    """What a lane's receiver said last of being left alone."""

    since: datetime
    #: until then nobody writes to it
    until: datetime
    #: from then on nothing that is due waits for it any more
    longest: datetime

    def wanted(self, now: datetime) -> bool:
        return self.since <= now < self.until

    def excuses(self, now: datetime) -> bool:
        return self.since <= now < self.longest


@dataclass
class Receiver(RecordingChannel):
    """Answers as it is told, and sees that nobody writes to it while it rests."""

    #: lane -> what was said there
    peace: dict[str, Peace] = field(default_factory=dict)
    #: what it refuses for now, whenever it is asked, by text
    stubborn: set[str] = field(default_factory=set)
    #: what does not arrive at the first attempt, by text
    failed: set[str] = field(default_factory=set)
    answers: list[str] = field(default_factory=list)
    #: what was sent to it while it rests
    disturbed: list[str] = field(default_factory=list)

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        now, lane = self.clock.now(), self.pace.lane
        if (peace := self.peace.get(lane)) and peace.wanted(now):  # raised here, it would be one more failed send
            self.disturbed.append(f"{self.name} at {now:%d %H:%M:%S.%f}, {peace}: {message.text}")
        if message.text in self.stubborn:
            self.failed.add(message.text)
            raise DeliveryError("refused")
        if self.answers:
            answer = self.answers.pop()
            error, written, received = ANSWERS[answer]
            self.failed.add(message.text)
            self.fail_next(error, written=written, received=received)
            if answer in SHORTEST:
                self.peace[lane] = Peace(now, now + SHORTEST[answer], now + LONGEST[answer])
        receipt = await super().send(message, request_written=request_written)
        self.peace.pop(lane, None)
        return receipt


class Outbox(RuleBasedStateMachine):
    """What was queued, and what arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FixedClock(NOW)
        shutil.copy(empty_database(), self.folder / "watch.db")
        self.store = open_store(self.folder / "watch.db")
        self.peace: dict[str, Peace] = {}
        self.failed: set[str] = set()
        self.stubborn: set[str] = set()
        self.receivers = {
            name: Receiver(
                name,
                per_part=1,
                clock=self.clock,
                peace=self.peace,
                stubborn=self.stubborn,
                failed=self.failed,
                given_pace=Pace(lane=lane, gap_s=3.0 * (lane != "desk"), whole="bot", whole_gap_s=0.03),
            )
            for name, lane in LANES.items()
        }
        self.gone: set[str] = set()
        #: stories that are told by an alert, in order; those that nobody can render
        self.alerts: list[int] = []
        self.poisoned: set[int] = set()
        self.stories = 0
        #: digests whose parts a hand sent once more, by slot
        self.meddled: set[str] = set()

    # -- what is queued

    @rule(channels=st.sets(CHANNELS, min_size=1), kind=st.sampled_from(["told", "told", "poisoned", "stubborn"]))
    def an_alert(self, channels: set[str], kind: str) -> None:
        self.stories += 1
        self.alerts.append(self.stories)
        made = outcome(self.stories, tell(channels=tuple(sorted(channels))), entry=None)
        text = f"C: {made.story.lead.title}" if made.story else ""
        if kind == "poisoned":
            self.poisoned.add(self.stories)
        elif kind == "stubborn":
            self.stubborn.add(text)
        if channels & self.gone:  # it comes to another one behind what that has already
            self.failed.add(text)
        self.store.commit(made, self.clock.now())

    @rule(
        channels=st.lists(CHANNELS, min_size=2, max_size=4),
        answers=ANSWERED,
        on_unknown=ON_UNKNOWN,
        seconds=st.sampled_from([0, 5, 300]),
    )
    def a_busy_minute(self, channels: list[str], answers: list[str], on_unknown: OnUnknown, seconds: int) -> None:
        """More for a lane than one message, the first of which it answers so; and a round soon after."""
        for channel in channels:
            self.an_alert({channels[0], channel}, "told")
        self.a_receiver_will_answer(channels[0], answers)
        self.a_round(on_unknown)
        self.time_passes(seconds)
        self.an_alert({channels[0]}, "told")
        self.a_round(on_unknown)

    @rule(channel=CHANNELS, count=st.integers(1, 3))
    def a_digest_in_parts(self, channel: str, count: int) -> None:
        now = self.clock.now()
        for _ in range(count):
            self.stories += 1
            self.store.commit(outcome(self.stories, hold(now, channels=(channel,)), entry=None), now)
        self.store.open_digest(f"profile/{PROFILE}", f"slot {self.stories}", [channel], now, now)

    # -- what happens to it

    @rule(channel=CHANNELS, answers=ANSWERED)
    def a_receiver_will_answer(self, channel: str, answers: list[str]) -> None:
        self.receivers[channel].answers[:] = answers

    @rule(on_unknown=ON_UNKNOWN)
    def a_round(self, on_unknown: OnUnknown) -> None:
        written = {letter.delivery.id for letter in self.store.letters(1_000, states=["written"])}
        asyncio.run(self.deliver(on_unknown))
        if on_unknown == "park":
            ends = {letter.delivery.state for letter in self.store.letters(1_000) if letter.delivery.id in written}
            assert ends <= {"written", "unknown"}, "what may have arrived waits for a person"
        self.nothing_waits_without_a_reason()

    @rule(
        written=st.booleans(),
        arrived=st.booleans(),
        found=st.sampled_from([None, "resend", "park"]),
    )
    def a_process_dies_with_messages_in_hand(self, written: bool, arrived: bool, found: OnUnknown | None) -> None:
        """`found`: another takes over when its claims have lapsed."""
        other, now = open_store(self.folder / "watch.db"), self.clock.now()
        lanes = Lanes(self.receivers, other, self.clock, self.pause)
        for delivery in other.lease(now, 180.0, limit=2, resting=lanes.look(), lanes=lanes.names):
            what = self.compose(delivery) if written and self.renders(delivery) else None
            if not what:
                self.failed.update(self.text_of(delivery))
                continue
            channel = self.receivers[delivery.channel]
            parts = (delivery.message,) if delivery.message else channel.render(what)
            if not delivery.message:
                other.add_parts(delivery, parts)
            other.request_written(delivery.id)
            self.failed.add(parts[0].text)
            if arrived:
                channel.received.append(parts[0])
        other.close()
        if found:
            self.time_passes(200)
            self.a_round(found)

    @rule()
    def a_restart(self) -> None:
        self.store.close()
        self.store = open_store(self.folder / "watch.db")

    @rule(seconds=st.sampled_from([1, 30, 41, 200, 700, 4_000, 30_000]))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(timedelta(seconds=seconds))

    @rule(seconds=st.sampled_from([10, 5_000]))
    def the_clock_is_set_back(self, seconds: int) -> None:
        for letter in self.store.letters(1_000, states=["pending"]):
            self.failed.update(self.text_of(letter.delivery))  # they are due later than what is queued from now on
        self.clock.advance(-timedelta(seconds=seconds))

    @rule(which=st.integers(0, 30), dropped=st.booleans())
    def a_hand(self, which: int, dropped: bool) -> None:
        letters = self.store.letters(1_000)
        if letters:
            delivery = letters[which % len(letters)].delivery
            self.failed.update(self.text_of(delivery))
            self.meddled.add(delivery.subject)
            if dropped:
                self.store.drop(delivery.id, "dropped by hand")
            else:
                self.store.send_again(delivery.id, self.clock.now())
                lane = LANES[delivery.channel]
                self.store.wake(lane, self.clock.now())
                if (peace := self.peace.get(lane)) and peace.longest - peace.since > SHORTEST["pause"]:
                    del self.peace[lane]  # closed: a hand may ask; a pause is kept

    @rule(channel=st.sampled_from([TOPIC, GROUP]))
    def a_channel_is_taken_out(self, channel: str) -> None:
        self.gone.add(channel)
        for letter in self.store.letters(1_000, channels=[channel]):
            self.failed.update(self.text_of(letter.delivery))

    # -- what must hold

    @invariant()
    def no_alert_is_lost(self) -> None:
        rows = {letter.delivery.subject for letter in self.store.letters(1_000)}
        queued = {outcome(number).story.id for number in self.alerts}  # type: ignore[union-attr]
        assert queued <= rows

    @invariant()
    def nothing_arrives_twice_unmarked(self) -> None:
        marked = {
            (whole.delivery.channel, whole.delivery.message.key)
            for letter in self.store.letters(1_000)
            if letter.possible_repeat and (whole := self.store.letter(letter.delivery.id)) and whole.delivery.message
        }
        for name, receiver in self.receivers.items():
            times = Counter(message.key for message in receiver.received)
            assert [key for key, count in times.items() if count > 1 and (name, key) not in marked] == []

    @invariant()
    def nobody_is_written_to_while_it_rests(self) -> None:
        disturbed = [said for receiver in self.receivers.values() for said in receiver.disturbed]
        assert disturbed == [], f"{disturbed}, by {self.store.rests()}"

    @invariant()
    def the_order_holds(self) -> None:
        for letter in self.store.letters(1_000, channels=[DESK]):
            if letter.delivery.instead:  # as above
                self.failed.update(self.text_of(letter.delivery))
        for receiver in self.receivers.values():
            told = [message.text for message in receiver.received if "(" not in message.text]
            numbers = [int(text.rsplit(" ", 1)[1]) for text in told if text not in self.failed]
            assert numbers == sorted(numbers), receiver.name
            digests: dict[str, list[int]] = {}
            for key in dict.fromkeys(message.key for message in receiver.received if "(" in message.text):
                digest, _, part = key.rpartition("/")
                if digest.rpartition("/")[2] not in self.meddled:
                    digests.setdefault(digest, []).append(int(part))
            assert [parts for parts in digests.values() if parts != sorted(parts)] == []

    def nothing_waits_without_a_reason(self) -> None:
        """What is due after a round waits for a receiver that rests, a row that is in hand, or an earlier part."""
        now, letters = self.clock.now(), [letter.delivery for letter in self.store.letters(1_000)]
        busy = {LANES[one.channel] for one in letters if one.state in ("claimed", "written")}
        resting = {lane for lane, peace in self.peace.items() if peace.excuses(now)}
        later = {(one.channel, one.subject) for one in letters if one.state == "pending" and one.not_before > now}
        due = [one for one in letters if one.state == "pending" and one.not_before <= now]
        stuck = [
            one
            for one in due
            if one.channel not in self.gone
            and LANES[one.channel] not in busy | resting
            and (one.channel, one.subject) not in later
        ]
        assert stuck == []

    def teardown(self) -> None:
        """In the end nothing waits: nothing blocks what comes after it for good."""
        for receiver in self.receivers.values():
            receiver.answers.clear()
        try:
            for _ in range(len(RETRIES) + 8):
                self.clock.advance(timedelta(hours=7))
                asyncio.run(self.deliver("resend"))
            ends = Counter(letter.delivery.state for letter in self.store.letters(1_000))
            assert ends.keys() <= {"sent", "dead", "unknown"}, ends
            self.no_alert_is_lost()
            self.nothing_arrives_twice_unmarked()
            self.the_order_holds()
        finally:
            self.store.close()
            shutil.rmtree(self.folder)

    # -- how it is sent

    async def deliver(self, on_unknown: OnUnknown) -> int:
        return await deliver_due(
            self.store,
            {name: one for name, one in self.receivers.items() if name not in self.gone},
            self.compose,
            self.clock,
            CountingMeter(),
            parked=tuple(self.receivers) if on_unknown == "park" else (),
            detour=lambda _: Detour(channels=(DESK,), lost="gone"),
            fallbacks=FALLBACKS,
            pause=self.pause,
        )

    async def pause(self, seconds: float) -> None:
        self.clock.advance(timedelta(seconds=seconds))
        await asyncio.sleep(0)

    def renders(self, delivery: Delivery) -> bool:
        return delivery.subject not in {outcome(number).story.id for number in self.poisoned}  # type: ignore[union-attr]

    def compose(self, delivery: Delivery) -> Alert | Digest | None:
        if not self.renders(delivery):
            raise ValueError("nobody can say this")
        if delivery.kind == "alert":
            found = self.store.alert_of(delivery)
            return found and Alert(
                profile=PROFILE, profile_name="C", story=found[0], match=found[1], reason=delivery.reason
            )
        return Digest(
            profile=PROFILE,
            profile_name="C",
            slot=delivery.subject,
            alerts=tuple(
                Alert(profile=PROFILE, profile_name="C", story=line.story, match=line.match, reason=line.reason)
                for line in self.store.digest_lines(delivery.profile, delivery.subject)
            ),
            articles_read=1,
            sources_asked=1,
            sources_failed=0,
            sources_failing=0,
        )

    def text_of(self, delivery: Delivery) -> list[str]:
        """What an alert says."""
        if delivery.kind != "alert" or not self.renders(delivery):
            return []
        found = self.store.alert_of(delivery)
        return [f"C: {found[0].lead.title}"] if found else []


TestOutbox = pytest.mark.timeout(900)(Outbox.TestCase)
TestOutbox.settings = RUNS
