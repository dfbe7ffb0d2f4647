"""The Bot API beside a test that waits for processes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from doubles.bot_api import BotApi


@contextmanager
def bot_api() -> Iterator[tuple[BotApi, Callable[[Callable[[], object]], object]]]:
    """The Bot API in a thread of its own, and how to do something there."""
    api, started = BotApi(), threading.Event()
    loop, stop = asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        async with api:
            started.set()
            await stop.wait()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve())

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert started.wait(10)
        yield api, loop.call_soon_threadsafe
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
