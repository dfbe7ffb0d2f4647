"""An event loop whose time is made: when nothing is under way it jumps to the next timer, so that a week takes minutes.

Sockets and worker processes are real, and their work takes no time at all on the loop's clock: as long as any is in
hand, the clock stands.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from typing import Any

#: real seconds: how long to wait for threads and processes before looking again whether a signal came
_PATIENCE_S = 1.0
#: real seconds, and how often: what one end of a loopback connection wrote is nearly always at the other end at once
_SETTLE_S, _SETTLE_TIMES = 0.001, 2


class VirtualLoop(asyncio.SelectorEventLoop):
    """The loop; `time()` begins at 0."""

    def __init__(self) -> None:
        self._now_s = 0.0
        #: calls in threads (and, behind them, in worker processes), and connections that are being made
        self._in_hand = 0
        #: whether somebody owes an answer over a socket; set by who serves
        self.under_way: Callable[[], bool] = lambda: False
        super().__init__(_Selector(self))

    def time(self) -> float:
        """Seconds, made."""
        return self._now_s

    def run_in_executor(self, executor: Executor | None, func: Callable[..., Any], *args: Any) -> Any:  # type: ignore[override]
        """As always, and the clock stands until it is done.

        What would go to the loop's own threads is done here and now: it takes no time on this clock anyway, and threads
        would only wait for each other.
        """
        if executor is None:
            return self._at_once(func, *args)
        future = super().run_in_executor(executor, func, *args)
        self._in_hand += 1
        future.add_done_callback(self._done)
        return future

    def _at_once(self, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:
        future = self.create_future()
        try:
            result = func(*args)
        except Exception as error:
            self.call_soon(_unless_cancelled, future, future.set_exception, error)
        else:
            self.call_soon(_unless_cancelled, future, future.set_result, result)
        return future

    async def sock_connect(self, sock: Any, address: Any) -> None:
        """As always; the clock stands meanwhile."""
        self._in_hand += 1
        try:
            await super().sock_connect(sock, address)
        finally:
            self._in_hand -= 1

    def _done(self, _: object) -> None:
        self._in_hand -= 1

    def wait(self, select: Callable[[float | None], list[Any]], timeout_s: float | None) -> list[Any]:
        """What is ready; where nothing is and nothing can be, the clock moves on by `timeout_s`."""
        ready = select(0)
        if ready or (timeout_s is not None and timeout_s <= 0):
            return ready
        if self._in_hand or timeout_s is None:
            return select(_PATIENCE_S)
        for _ in range(_SETTLE_TIMES if self.under_way() else 0):
            if ready := select(_SETTLE_S):
                return ready
        self._now_s += timeout_s
        return ready


def _unless_cancelled(future: asyncio.Future[Any], settle: Callable[[Any], None], what: object) -> None:
    if not future.done():
        settle(what)


class _Selector(selectors.DefaultSelector):
    """Waits as the loop says."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        return self._loop.wait(super().select, timeout)


class HouseClock:
    """`ports.Clock`: what the watch's own machine shows. It may be wrong, and be put right."""

    def __init__(self, loop: VirtualLoop, epoch: datetime) -> None:
        self._loop = loop
        self._epoch = epoch.astimezone(UTC)
        #: seconds by which it is fast
        self.fast_s = 0.0

    def now(self) -> datetime:
        """The present instant, UTC, as the machine has it."""
        return self._epoch + timedelta(seconds=self._loop.time() + self.fast_s)
