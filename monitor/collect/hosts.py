"""Politeness: one request at a time to a host, a pause between two, and none while it wants to be left alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from monitor.errors import HostResting

#: hosts remembered before those that are at rest are forgotten
_MEMORY = 1000


@dataclass(slots=True)
class _Host:
    """What is remembered of one host."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    #: on the loop's clock: when the last turn ended
    left_at: float | None = None
    #: seconds that it wants to rest between two
    gap_s: float = 0.0
    #: turns taken or waited for
    users: int = 0
    #: the host's own word: no request before this, and nobody waits for it
    closed_until: float = 0.0


class HostQueue:
    """Gives turns, in the order of asking, to everybody who wants to talk to the same host."""

    def __init__(self, gap_s: float, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._gap_s = gap_s
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, *, gap_s: float = 0.0) -> AsyncIterator[None]:
        """Wait until the host is free and rested, keep it for the body of the `with`.

        It rests for `gap_s` seconds between two turns from now on, where that is longer than usual. Raises
        `HostResting` where it wants to be left alone.
        """
        self._forget()
        clock = asyncio.get_running_loop().time
        here = self._hosts.setdefault(host.lower(), _Host())
        here.users += 1
        here.gap_s = max(here.gap_s, self._gap_s, gap_s)
        try:
            async with here.lock:
                if here.left_at is not None:
                    rest_s = here.left_at + here.gap_s - clock()
                    if rest_s > 0:
                        await self._sleep(rest_s)
                closed_s = here.closed_until - clock()
                if closed_s > 0:
                    raise HostResting(
                        f"{host} asked to be left alone for {closed_s:.0f} s more",
                        url=host,
                        retry_after_s=closed_s,
                        reached=False,
                    )
                try:
                    yield
                finally:
                    here.left_at = clock()
        finally:
            here.users -= 1

    def rest(self, host: str, seconds: float) -> None:
        """Ask nothing of the host for so long."""
        here = self._hosts.setdefault(host.lower(), _Host())
        here.closed_until = max(here.closed_until, asyncio.get_running_loop().time() + seconds)

    def _forget(self) -> None:
        if len(self._hosts) < _MEMORY:
            return
        now = asyncio.get_running_loop().time()
        self._hosts = {
            name: host
            for name, host in self._hosts.items()
            if host.users or max((host.left_at or 0.0) + host.gap_s, host.closed_until) > now
        }
