"""Words of the daemon's own to the channel that `admin` in monitor.yaml names: one message after the other."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from monitor.deliver.ways import Ways
from monitor.deliver.word import send_word
from monitor.errors import MonitorError
from monitor.ports import Clock

#: the channel that there always is
TERMINAL: Final = "console"

_log = logging.getLogger(__name__)


class Admin:
    """Takes words at any time; `run` sends them. One that fails is logged, and stops nothing."""

    def __init__(
        self,
        ways: Ways,
        clock: Clock,
        channel: Callable[[], str | None],
        fallbacks: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """`channel` says which one it is at the moment of sending; None: nobody is told. `fallbacks`: where goes
        what a channel does not take; from one that has none, what is told of itself goes to the terminal."""
        self._ways = ways
        self._clock = clock
        self._channel = channel
        self._fallbacks = fallbacks
        self._waiting: deque[tuple[tuple[str, ...], str]] = deque()
        self._new = asyncio.Event()

    def tell(self, lines: Sequence[str], about: str = "") -> None:
        """Have these lines sent as one message; none of them, none. `about`: a channel over which it cannot be told."""
        if lines:
            self._waiting.append((tuple(lines), about))
            self._new.set()

    async def run(self) -> None:
        """Send what is told, until cancelled."""
        while True:
            await self._new.wait()
            await self.flush()

    async def flush(self) -> None:
        """Send what waits."""
        self._new.clear()
        while self._waiting:
            await self._send(*self._waiting.popleft())

    async def _send(self, lines: Sequence[str], about: str) -> None:
        name = self._channel()
        if name == about:
            name = self._fallbacks().get(about, TERMINAL)
        if name is None:
            return
        try:
            async with self._ways.held() as channels:
                await send_word(lines, channels[name], self._clock.now())
        except Exception as error:  # any channel's any fault
            _log.warning("the admin could not be told: %s", error)
            _log.debug("the whole of it", exc_info=not isinstance(error, MonitorError))
