"""Large bodies take turns, small ones never wait, and nobody waits for ever."""

from __future__ import annotations

import asyncio
import gc

import pytest

from monitor.collect.room import Room, Seat
from monitor.errors import FetchError


async def seat(room: Room, deadline_s: float = 60.0) -> Seat:
    return Seat(room, await asyncio.timeout(deadline_s).__aenter__())


async def turn() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


async def test_a_small_body_never_waits() -> None:
    room = Room(100, free=10)
    await (await seat(room)).grow(10_000)
    for _ in range(50):
        small = await seat(room)
        await asyncio.wait_for(small.grow(10), 1)
        assert small.held == 0


async def test_who_finds_no_room_waits_until_somebody_leaves() -> None:
    room = Room(100, free=0)
    first, second, third = [await seat(room) for _ in range(3)]
    await first.grow(90)
    await second.grow(50)  # the first to want more than there is gets it
    waiting = asyncio.create_task(third.grow(20))
    await turn()
    assert not waiting.done()
    first.leave()
    await asyncio.wait_for(waiting, 1)
    assert (first.held, second.held, third.held) == (0, 50, 20)


async def test_bodies_that_grow_side_by_side_all_end() -> None:
    """All have begun, none has room: without the one that may have more, all would wait for each other."""
    room, most = Room(100, free=5), 0
    seats: list[Seat] = []

    async def body() -> None:
        nonlocal most
        here = await seat(room)
        seats.append(here)
        for size in range(10, 61, 10):
            await here.grow(size)
            most = max(most, sum(one.held for one in seats))
            await asyncio.sleep(0)
        here.leave()
        await asyncio.sleep(0)

    await asyncio.wait_for(asyncio.gather(*(body() for _ in range(40))), 10)
    assert most <= 100 + 55
    await turn()
    assert room.take(await seat(room), 105)
    assert not any(one.held for one in seats)


async def test_the_deadline_stands_still_while_a_body_waits() -> None:
    room = Room(10, free=0)
    first, blocking = [await seat(room) for _ in range(2)]
    await first.grow(10)
    await blocking.grow(10)
    async with asyncio.timeout(0.05) as deadline:
        waiting = Seat(room, deadline)
        for one in (first, blocking):
            asyncio.get_running_loop().call_later(0.1, one.leave)
        await waiting.grow(10)
        assert deadline.when() is not None


async def test_the_deadline_of_a_body_that_finds_room_goes_on() -> None:
    with pytest.raises(TimeoutError):
        await _slow(Room(10, free=0))


async def _slow(room: Room) -> None:
    async with asyncio.timeout(0.01) as deadline:
        await Seat(room, deadline).grow(5)
        await asyncio.sleep(10)


async def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.collect.room._LONGEST_WAIT_S", 0.05)
    room = Room(10, free=0)
    for _ in range(2):
        await (await seat(room)).grow(10)
    with pytest.raises(FetchError, match="too many large answers wait to be read"):
        await (await seat(room)).grow(10)


async def test_a_body_that_is_given_up_while_it_waits_takes_nothing() -> None:
    room = Room(10, free=0)
    first, blocking, given_up = [await seat(room) for _ in range(3)]
    await first.grow(10)
    await blocking.grow(10)
    waiting = asyncio.create_task(given_up.grow(5))
    await turn()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    first.leave()
    blocking.leave()
    await turn()
    assert given_up.held == 0
    assert room.take(await seat(room), 10)


async def test_leaving_after_the_loop_has_ended_is_harmless() -> None:
    room = Room(10, free=0)
    here = await seat(room)
    await here.grow(5)
    await asyncio.to_thread(here.leave)
    gc.collect()
    await turn()
    assert here.held == 0
