"""The loop whose time is made."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from trust.politeness.virtual_time import HouseClock, VirtualLoop

WEEK_S = 7 * 86400.0


def run(work: Callable[[VirtualLoop], Awaitable[None]]) -> None:
    async def begin() -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        await work(loop)

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(begin())


def test_a_week_of_sleep_takes_no_time_and_ends_when_it_should() -> None:
    async def work(loop: VirtualLoop) -> None:
        clock = HouseClock(loop, datetime(2026, 10, 21, tzinfo=UTC))
        begin = clock.now()
        await asyncio.gather(asyncio.sleep(WEEK_S), asyncio.sleep(60))
        assert loop.time() == WEEK_S
        assert clock.now() - begin == timedelta(days=7)

    run(work)


def test_the_clock_stands_while_a_thread_works() -> None:
    async def work(loop: VirtualLoop) -> None:
        with ThreadPoolExecutor(1) as pool:
            working = loop.run_in_executor(pool, time.sleep, 0.05)
            async with asyncio.timeout(10):
                await working
        assert loop.time() == 0.0

    run(work)


def test_what_would_go_to_a_thread_of_the_loop_is_done_and_fails_as_there() -> None:
    async def work(loop: VirtualLoop) -> None:
        assert await asyncio.to_thread(int, "7") == 7
        with pytest.raises(ValueError, match="seven"):
            await asyncio.to_thread(int, "seven")

    run(work)


def test_bytes_arrive_before_a_timeout_does() -> None:
    async def work(loop: VirtualLoop) -> None:
        loop.under_way = lambda: True

        async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while line := await reader.readline():
                writer.write(line)
            writer.close()

        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        for number in range(200):
            writer.write(b"%d\n" % number)
            async with asyncio.timeout(1):
                assert await reader.readline() == b"%d\n" % number
        writer.close()
        await writer.wait_closed()
        server.close()
        await asyncio.sleep(1)

    run(work)
