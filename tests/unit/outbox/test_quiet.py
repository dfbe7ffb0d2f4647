"""A chat that asked for quiet is left in peace; nothing of it is lost, and what is critical passes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.outcomes import NOW
from doubles.town import chat, town

from monitor.model import Quiet
from monitor.store import SqlStore, open_store

ME, YOU = "telegram/me", "telegram/you"
NAP = Quiet(until=NOW + timedelta(hours=3))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(tmp_path / "watch.db")
    yield opened
    opened.close()


async def test_what_comes_in_the_quiet_arrives_after_it_in_its_order_and_others_hear_at_once(store: SqlStore) -> None:
    here = town(store, chat(ME), chat(YOU))
    store.set_quiet(ME, NAP, NOW)
    here.queue(1, 3, 5)
    assert await here.deliver() == 3
    assert (here.received(ME), here.received(YOU)) == ([], ["1", "3", "5"])
    here.clock.advance(timedelta(hours=2, minutes=59))
    assert await here.deliver() == 0
    here.clock.advance(timedelta(minutes=1))
    assert await here.deliver() == 3
    assert here.received(ME) == ["1", "3", "5"]


async def test_what_is_critical_passes(store: SqlStore) -> None:
    here = town(store, chat(ME))
    here.critical = {"story-3"}
    store.set_quiet(ME, NAP, NOW)
    here.queue(1, 3)
    assert await here.deliver() == 1
    assert here.received(ME) == ["3"]


async def test_quiet_that_is_ended_early_lets_go_what_it_held_back(store: SqlStore) -> None:
    here = town(store, chat(ME))
    store.set_quiet(ME, NAP, NOW)
    here.queue(1)
    assert await here.deliver() == 0
    here.clock.advance(timedelta(minutes=10))
    store.set_quiet(ME, Quiet(), here.clock.now())
    assert await here.deliver() == 1


async def test_a_long_quiet_makes_no_message_too_old_to_be_tried(store: SqlStore) -> None:
    """Held back is not failed: a hundred nights count as no attempt."""
    here = town(store, chat(ME))
    here.queue(1)
    for _ in range(100):
        store.set_quiet(ME, Quiet(until=here.clock.now() + timedelta(hours=8)), here.clock.now())
        assert await here.deliver() == 0
        here.clock.advance(timedelta(hours=9))
    assert await here.deliver() == 1
