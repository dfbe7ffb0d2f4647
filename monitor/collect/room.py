"""Room for bodies: how many bytes all fetches together may hold, from the wire until the body has been read.

Twenty feeds of 5 MB that come at once, and wait for two workers, would be 100 MB. What is small passes freely; the rest
takes room, and waits where there is none. A body that has begun must be able to end, or all would wait for each other:
so one at a time, the first who asks, may have more than there is.
"""

from __future__ import annotations

import asyncio

from monitor.errors import FetchError

#: bytes for all large bodies together
ROOM = 24_000_000
#: bytes that each body has besides: the median feed has 87 kB (findings on speed)
FREE = 128_000
#: seconds that a body waits for room: every document is read or given up long before (`workers.WorkerLimits`)
_LONGEST_WAIT_S = 300.0


class Room:
    """The bytes that may be held. All of it happens on the event loop."""

    def __init__(self, size: int = ROOM, *, free: int = FREE) -> None:
        #: bytes; below nothing while somebody has more than there was
        self.left = size
        self._free = free
        #: who has more than there was
        self._over: Seat | None = None
        self._waiting: list[asyncio.Future[None]] = []

    def take(self, seat: Seat, size: int) -> bool:
        """Let a body have `size` bytes, if there is room for it."""
        more = max(size - self._free, 0) - seat.held
        if more > 0:
            if more > self.left and self._over not in (None, seat):
                return False
            self._over = seat if more > self.left else self._over
            self.left -= more
            seat.held += more
        return True

    async def change(self) -> None:
        """Wait until somebody leaves."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        await turn

    def leave(self, seat: Seat) -> None:
        """Nobody holds this body any longer."""
        self.left += seat.held
        seat.held = 0
        self._over = None if self._over is seat else self._over
        waiting, self._waiting = self._waiting, []
        for turn in waiting:
            if not turn.done():
                turn.set_result(None)


class Seat:
    """The room that the body of `url` takes; `deadline` is what its fetch has, and it stands still while it waits."""

    def __init__(self, room: Room, deadline: asyncio.Timeout, *, url: str = "") -> None:
        self._room = room
        self._deadline = deadline
        self._url = url
        self._loop = asyncio.get_running_loop()
        #: bytes taken, less what is free
        self.held = 0

    async def grow(self, size: int) -> None:
        """Let the body be `size` bytes, as soon as there is room. Raises `FetchError` where none comes for minutes."""
        if self._room.take(self, size):
            return
        due, begun = self._deadline.when(), self._loop.time()
        self._deadline.reschedule(None)
        try:
            async with asyncio.timeout(_LONGEST_WAIT_S):
                while not self._room.take(self, size):
                    await self._room.change()
        except TimeoutError:
            raise FetchError("too many large answers wait to be read", url=self._url) from None
        if due is not None:
            self._deadline.reschedule(due + self._loop.time() - begun)

    def leave(self) -> None:
        """Give the room back; from any thread, since a collection of garbage may call it."""
        if self.held and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._room.leave, self)
