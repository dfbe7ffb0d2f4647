"""Each receiver is written to at its pace, and left alone when it asks for that: that one, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.outcomes import NOW, PROFILE, hold, outcome
from doubles.town import chat, town

from monitor.errors import DeliveryError
from monitor.model import Pace
from monitor.store import SqlStore, open_store

FLOOD = DeliveryError("Flood control exceeded", retry_after_s=40)
BLOCKED = DeliveryError("bot was blocked by the user", closes=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(tmp_path / "watch.db")
    yield opened
    opened.close()


async def test_a_chat_is_written_to_at_its_pace_and_the_round_waits_for_it(store: SqlStore) -> None:
    here = town(store, chat("telegram/me", gap_s=1.0))
    here.queue(1, 3, 5)
    assert await here.deliver() == 3
    assert here.paused == [1.0, 1.0]


async def test_channels_of_one_chat_share_its_pace_and_its_order(store: SqlStore) -> None:
    here = town(store, chat("telegram/loud", "telegram/1/42", 1.0), chat("telegram/silent", "telegram/1/42", 1.0))
    here.queue(1, to=("telegram/silent",))
    here.queue(3, to=("telegram/loud",))
    assert await here.deliver() == 2
    assert here.paused == [1.0]


async def test_a_pace_is_kept_over_a_restart(store: SqlStore) -> None:
    here = town(store, chat("telegram/me", gap_s=3.0))
    here.queue(1)
    await here.deliver()
    here.queue(3)
    await here.deliver()
    assert here.paused == [3.0]


async def test_all_chats_of_a_bot_share_its_pace(store: SqlStore) -> None:
    here = town(store, *(chat(f"telegram/{n}", whole="telegram/1") for n in range(4)))
    here.queue(1)
    assert await here.deliver() == 4
    assert sum(here.paused) >= 0.3


async def test_a_flood_in_mid_digest_delays_that_chat_alone_and_repeats_nothing(store: SqlStore) -> None:
    digest, other = chat("telegram/me"), chat("telegram/you")
    digest.per_part = 1
    here = town(store, digest, other)
    due = NOW + timedelta(hours=1)
    for number in (1, 3, 5, 7):
        store.commit(outcome(number, hold(due, channels=("telegram/me",))), NOW)
    store.open_digest(f"profile/{PROFILE}", "2026-11-21 07:00", ("telegram/me",), due, due)
    here.clock.advance(timedelta(hours=1))
    here.queue(9, to=("telegram/you",))
    digest.fail_after(1, FLOOD)
    assert await here.deliver() == 2
    assert (len(digest.received), here.received("telegram/you")) == (1, ["9"])
    here.clock.advance(timedelta(seconds=30))
    assert await here.deliver() == 0
    assert here.paused == []
    here.clock.advance(timedelta(seconds=10))
    assert await here.deliver() == 3
    assert len(digest.received) == 4
    assert len({message.key for message in digest.received}) == 4
    assert store.counts(NOW).deliveries == {"sent": 5}


async def test_however_often_a_receiver_asks_for_a_pause_nothing_of_it_is_given_up(store: SqlStore) -> None:
    me = chat("telegram/me")
    here = town(store, me)
    here.queue(1)
    for _ in range(20):
        me.fail_next(FLOOD)
        await here.deliver()
        here.clock.advance(timedelta(seconds=41))
    assert await here.deliver() == 1


async def test_what_is_closed_is_asked_by_one_message_an_hour_later_and_opens_with_it(store: SqlStore) -> None:
    me, you = chat("telegram/me"), chat("telegram/you")
    here = town(store, me, you)
    here.queue(1, 3, 5)
    me.fail_next(BLOCKED)
    assert await here.deliver() == 3
    assert (here.received("telegram/me"), here.received("telegram/you")) == ([], ["1", "3", "5"])
    assert here.warned[0].startswith("telegram/me takes nothing any more: bot was blocked")
    here.clock.advance(timedelta(minutes=59))
    assert await here.deliver() == 0
    here.clock.advance(timedelta(minutes=1))
    me.fail_next(BLOCKED)
    assert await here.deliver() == 0
    here.clock.advance(timedelta(hours=1, minutes=59))
    assert await here.deliver() == 0
    here.clock.advance(timedelta(minutes=1))
    assert await here.deliver() == 3
    assert here.received("telegram/me") == ["1", "3", "5"]
    assert len(here.warned) == 2, "told once"


async def test_another_secret_opens_what_was_closed(store: SqlStore) -> None:
    me = chat("telegram/me", stamp="old")
    here = town(store, me)
    here.queue(1)
    me.fail_next(BLOCKED)
    assert await here.deliver() == 0
    me.given_pace = Pace(lane="telegram/me", stamp="new")
    assert await here.deliver() == 1


async def test_a_rest_from_before_the_clock_was_set_back_is_void(store: SqlStore) -> None:
    me = chat("telegram/me")
    here = town(store, me)
    here.queue(1)
    here.clock.advance(timedelta(days=300))
    me.fail_next(DeliveryError("Flood control exceeded", retry_after_s=40))
    await here.deliver()
    here.clock.advance(-timedelta(days=300))
    here.queue(3)
    assert await here.deliver() == 1


async def test_a_pause_that_is_asked_for_between_a_look_and_a_lease_is_kept(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failure that lets a lane rest frees it in one write: who looked before that write may lease after it."""
    me = chat("telegram/me")
    here = town(store, me)
    here.queue(1)
    me.fail_next(FLOOD, written=True)
    await here.deliver()
    here.queue(3)
    here.clock.advance(timedelta(seconds=10))
    first, later = (), store.rests()
    looks = iter([first])
    monkeypatch.setattr(store, "rests", lambda: next(looks, later))
    assert await here.deliver() == 0
    (waiting,) = store.letters(9, subjects=["story-3"])
    assert (waiting.delivery.state, waiting.delivery.attempts) == ("pending", 0)
