"""One message stands for each story; what it grew by changes it, and each turn is one message more: whatever fails."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import pytest
from doubles.outcomes import CHANNEL, NOW, PROFILE, match, outcome, story, tell, telling
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.compose import Composer
from monitor.decide.delivery import Telegram
from monitor.decide.extent import GROWTH
from monitor.decide.profile import AlertPolicy, Profile, Term
from monitor.deliver.telling import placed
from monitor.errors import DeliveryError
from monitor.model import Message, Receipt
from monitor.outbox import deliver_due
from monitor.settings.snapshot import Snapshot
from monitor.store import SqlStore, open_store
from monitor.testing import CountingMeter, FixedClock, RecordingChannel

LATER = timedelta(hours=8)


@dataclass
class Chat:
    """One reader, one story, and the tellings of it that are queued one after the other."""

    store: SqlStore
    updates: Literal["edit", "message"] = "edit"
    edits: bool = True
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    tellings: int = 0

    def __post_init__(self) -> None:
        self.channel = RecordingChannel(CHANNEL, edits=self.edits, clock=self.clock)
        self.composer = Composer(self.store, self.snapshot, self.clock)

    def snapshot(self) -> Snapshot:
        policy = AlertPolicy(updates=self.updates)
        profile = Profile(id=PROFILE, name="Caucasus", watch=(Term(id="country/AZ", weight=1.0),), alert=policy)
        bare = object.__new__(Snapshot)
        object.__setattr__(bare, "profiles", MappingProxyType({PROFILE: profile}))
        channel = Telegram(name=CHANNEL, token=None, chat_id=1)
        object.__setattr__(bare, "channels", (channel,) if self.edits else ())
        object.__setattr__(bare, "lexicon", None)
        object.__setattr__(bare, "sources", MappingProxyType({}))
        return bare

    def queue(self, reason: str) -> None:
        """The next article of the story, and what is told because of it."""
        self.tellings += 1
        number = self.tellings
        told = telling(alerts=number, reason=reason, due=self.clock.now())
        grown = replace(story(1, revision=number), id="story-1")
        verdict = tell(reason=reason, told=told, until=self.clock.now())
        self.store.commit(outcome(number, verdict, story=grown, matches=(match(),)), self.clock.now())

    async def deliver(self, then: timedelta = LATER) -> None:
        await deliver_due(self.store, {CHANNEL: self.channel}, self.composer, self.clock, CountingMeter())
        self.clock.advance(then)

    async def tell(self, *reasons: str) -> list[Message]:
        for reason in reasons:
            self.queue(reason)
            await self.deliver()
        return self.channel.received


@dataclass(slots=True)
class Forgetful(RecordingChannel):
    """Some messages were deleted by their reader."""

    gone: set[str] = field(default_factory=set)

    async def edit(
        self, remote_id: str, message: Message, *, request_written: Callable[[], Awaitable[None]]
    ) -> Receipt:
        if remote_id in self.gone:
            return await self.send(message, request_written=request_written)
        return await RecordingChannel.edit(self, remote_id, message, request_written=request_written)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(tmp_path / "watch.db")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which nothing stands: copying is quicker than making."""
    path = tmp_path_factory.mktemp("blank") / "watch.db"
    open_store(path).close()
    return path


async def test_growth_takes_the_place_of_the_message_and_a_turn_answers_it(store: SqlStore) -> None:
    chat = Chat(store)
    first, turn = await chat.tell("instant", "bigger", "contradicts", "new-actor")
    assert (first.replaces, first.answers) == ("1", "")
    assert (turn.replaces, turn.answers) == ("", "1")
    assert [remote for remote, _ in chat.channel.edited] == ["1", "1"]


async def test_where_messages_are_wanted_each_telling_is_one_and_answers(store: SqlStore) -> None:
    chat = Chat(store, updates="message")
    received = await chat.tell("instant", "bigger", "contradicts")
    assert [message.answers for message in received] == ["", "1", "2"]


async def test_a_channel_that_gives_no_numbers_gets_new_messages(store: SqlStore) -> None:
    chat = Chat(store, edits=False)
    assert len(await chat.tell("instant", "contradicts")) == 2


async def test_what_the_first_message_did_not_bring_the_next_telling_does_and_is_then_the_one_that_is_changed(
    store: SqlStore,
) -> None:
    chat = Chat(store)
    chat.channel.fail_next(DeliveryError("chat not found", permanent=True))
    await chat.tell("instant")
    (only,) = await chat.tell("bigger", "new-actor")
    assert chat.channel.edited[0][0] == only.replaces == "1"
    assert store.counts(NOW).deliveries == {"dead": 1, "sent": 2}


async def test_a_message_that_waits_for_its_retry_is_not_overtaken(store: SqlStore) -> None:
    chat = Chat(store)
    chat.queue("instant")
    chat.channel.fail_next(DeliveryError("502"))
    await deliver_due(store, {CHANNEL: chat.channel}, chat.composer, chat.clock, CountingMeter())
    chat.queue("bigger")
    await deliver_due(store, {CHANNEL: chat.channel}, chat.composer, chat.clock, CountingMeter())
    assert chat.channel.received == []
    chat.clock.advance(LATER)
    await chat.deliver()
    (only,) = chat.channel.received
    assert only.replaces == "1"


async def test_a_message_that_was_deleted_is_told_anew_once_and_the_new_one_is_changed_from_then_on(
    store: SqlStore,
) -> None:
    chat = Chat(store)
    chat.channel = Forgetful(CHANNEL, edits=True, clock=chat.clock, gone={"1"})
    received = await chat.tell("instant", "bigger", "new-actor", "bigger")
    assert [remote for remote, _ in chat.channel.edited] == ["2", "2"]
    assert len(received) == 2


async def test_a_change_in_several_parts_is_an_answer(store: SqlStore) -> None:
    parts = (Message(text="1", key="a"), Message(text="2", key="b"))
    chat = Chat(store)
    await chat.tell("instant")
    chat.queue("bigger")
    (row,) = store.lease(chat.clock.now(), 60)
    told = chat.composer(row)
    assert [(part.replaces, part.answers) for part in placed(told, parts)] == [("", "1"), ("", "")]  # type: ignore[arg-type]


Trouble = st.sampled_from(("safe", "cut before it arrived", "cut after it arrived", "flood", "refused"))
Telling = st.sampled_from(("bigger", "new-actor", "contradicts", "reopened"))


@given(
    tellings=st.lists(st.tuples(Telling, st.booleans()), max_size=4),
    troubles=st.lists(st.one_of(st.none(), Trouble), max_size=8),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_in_any_order_of_failures_a_reader_has_one_message_for_the_story_and_one_for_each_turn(
    blank: Path, tmp_path_factory: pytest.TempPathFactory, tellings: list[tuple[str, bool]], troubles: list[str | None]
) -> None:
    store = open_store(shutil.copy(blank, tmp_path_factory.mktemp("chat") / "watch.db"))
    try:
        chat = Chat(store)
        doubtful = refused = 0
        for trouble in troubles:
            doubtful += trouble == "cut after it arrived"
            refused += trouble == "refused"
            if trouble:
                error, arrival = _failure(trouble)
                chat.channel.fail_next(error, **arrival)
        turns = 0
        for reason, at_once in [("instant", False), *tellings]:
            told = store.told("story-1").get(PROFILE)
            if told and told.waits:  # the pipeline lets what waits tell it
                continue
            turns += reason not in GROWTH
            chat.queue(reason)
            await chat.deliver(timedelta(0) if at_once else LATER)
        for _ in range(2 + len(troubles) + len(tellings)):
            await chat.deliver()
        states = store.counts(NOW).deliveries
        assert not {"pending", "claimed", "written"} & set(states)
        stands = len(chat.channel.received)
        assert stands <= turns + doubtful, "none is doubled, but where nobody knows whether it arrived"
        assert stands >= turns - refused - states.get("unknown", 0), "none is lost"
        assert stands or refused + states.get("unknown", 0), "the story is told"
    finally:
        store.close()


def _failure(trouble: str) -> tuple[DeliveryError, dict[str, bool]]:
    match trouble:
        case "safe":
            return DeliveryError("connection refused"), {}
        case "flood":
            return DeliveryError("too many requests", retry_after_s=30), {}
        case "refused":
            return DeliveryError("bot was blocked", permanent=True), {"written": True}
        case arrived:
            return DeliveryError("read timed out", ambiguous=True), {"written": True, "received": "after" in arrived}
