from __future__ import annotations

import asyncio

from monitor.collect.hosts import HostQueue


class Naps:
    """Sleeping that takes no time and is remembered."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


async def test_one_host_is_asked_by_one_at_a_time_in_order() -> None:
    queue, order = HostQueue(0.0), []

    async def ask(name: str) -> None:
        async with queue.turn("example.org"):
            order.append(f"{name} in")
            await asyncio.sleep(0)
            order.append(f"{name} out")

    await asyncio.gather(*(ask(name) for name in "abc"))
    assert order == ["a in", "a out", "b in", "b out", "c in", "c out"]


async def test_different_hosts_do_not_wait_for_each_other() -> None:
    queue = HostQueue(60.0)
    async with queue.turn("a.example"), queue.turn("b.example"):
        pass


async def test_a_host_rests_between_two_requests_and_after_a_failure() -> None:
    naps = Naps()
    queue = HostQueue(2.0, sleep=naps)
    for _ in range(2):
        try:
            async with queue.turn("Example.org"):
                raise ConnectionError
        except ConnectionError:
            pass
    async with queue.turn("example.org"):
        pass
    assert len(naps.taken) == 2
    assert all(1.5 < nap <= 2.0 for nap in naps.taken)


async def test_a_host_that_wants_to_rest_longer_does_so_from_then_on() -> None:
    naps = Naps()
    queue = HostQueue(2.0, sleep=naps)
    for gap_s in (0.0, 10.0, 0.0, 1.0):
        async with queue.turn("example.org", gap_s=gap_s):
            pass
    assert [round(nap) for nap in naps.taken] == [10, 10, 10]


async def test_a_cancelled_turn_frees_the_host() -> None:
    queue = HostQueue(0.0)

    async def hold() -> None:
        async with queue.turn("example.org"):
            await asyncio.Event().wait()

    task = asyncio.create_task(hold())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(5), queue.turn("example.org"):
        pass


async def test_hosts_at_rest_are_forgotten() -> None:
    queue = HostQueue(0.0)
    for number in range(5000):
        async with queue.turn(f"{number}.example"):
            pass
    assert len(queue._hosts) <= 1000
