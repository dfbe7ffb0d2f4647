"""Which receivers rest, and how long: those that asked for it, those that are closed, and those just written to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from monitor.model import Pace, Rest
from monitor.ports import Channel, Clock, Store

#: seconds that a round waits for a lane; what rests longer is sent by a later round
SHORT_S: Final = 5.0

#: waits for so many seconds
Pause = Callable[[float], Awaitable[None]]


class Lanes:
    """The lanes of these channels, as the store has them. Blocks where it says so."""

    def __init__(
        self, channels: Mapping[str, Channel], store: Store, clock: Clock, pause: Pause, diverted: Collection[str] = ()
    ) -> None:
        """`diverted`: the channels that have a fallback."""
        self._paces = {name: channel.pace for name, channel in channels.items()}
        self._store = store
        self._clock = clock
        self._pause = pause
        self._rests: dict[str, Rest] = {}
        #: what several lanes share -> when it is the next one's turn
        self._turns: dict[str, datetime] = {}
        #: channel -> its lane
        self._own: Mapping[str, str] = {name: pace.lane for name, pace in self._paces.items()}
        #: the same as they are leased: what goes elsewhere waits for no lane that is closed
        self.names: Mapping[str, str] = self._own
        self._diverted = frozenset(diverted)
        self._stamps = {pace.lane: pace.stamp for pace in self._paces.values()}

    def look(self) -> frozenset[str]:
        """The lanes that rest now. Blocks."""
        self._rests = {rest.lane: rest for rest in self._store.rests()}
        now = self._clock.now()  # read before that, what was said meanwhile would lie in the future, and be void
        elsewhere = {name: f"instead of {name}" for name in self._diverted if self.closed(name, now)}
        self.names = {**self._own, **elsewhere}
        return frozenset(lane for lane in self._rests if self._in_force(lane, now))

    def pace(self, channel: str) -> Pace:
        """That of a channel; one that is not there has a lane of its own."""
        return self._paces.get(channel) or Pace(lane=channel)

    def stood(self, lane: str) -> Rest | None:
        """What was said of it at the last look."""
        return self._rests.get(lane)

    def closed(self, channel: str, now: datetime) -> Rest | None:
        """What closed the channel's lane, as of the last look; None where it takes messages."""
        lane = self._own.get(channel, channel)
        rest = self._rests.get(lane)
        return rest if rest and rest.refusals and self._in_force(lane, now) else None

    def after(self, channel: str, now: datetime) -> Rest | None:
        """How it rests after a message that arrived: for as long as its pace wants, and it is open."""
        pace, stood = self.pace(channel), self._rests.get(self._own.get(channel, channel))
        if not pace.gap_s and stood is None:
            return None
        return Rest(lane=pace.lane, since=now, until=now + timedelta(seconds=pace.gap_s))

    def wait(self, due: Collection[str], now: datetime) -> float | None:
        """Seconds until the first lane is free for which one of the channels in `due` has something, where that is
        soon."""
        lanes = {self.names[channel] for channel in due if channel in self.names}
        ends = [self._rests[lane].until for lane in lanes if self._in_force(lane, now)]
        wait = (min(ends) - now).total_seconds() if ends else SHORT_S + 1
        return wait if wait <= SHORT_S else None

    async def turn(self, channel: str) -> None:
        """Wait for one's turn among all lanes that share a bot."""
        pace, now = self.pace(channel), self._clock.now()
        if not pace.whole:
            return
        turn = max(now, self._turns.get(pace.whole, now))
        self._turns[pace.whole] = turn + timedelta(seconds=pace.whole_gap_s)
        if turn > now:
            await self._pause((turn - now).total_seconds())

    async def rested(self, due: Collection[str]) -> bool:
        """Wait for the first lane that is free soon; False where there is none, or the clock stands still."""
        now = self._clock.now()
        wait = self.wait(due, now)
        if wait is None:
            return False
        await self._pause(wait)
        return self._clock.now() >= now + timedelta(seconds=wait)

    def _in_force(self, lane: str, now: datetime) -> bool:
        rest = self._rests.get(lane)
        if rest is None or not rest.since <= now < rest.until:
            return False
        return not rest.refusals or rest.stamp == self._stamps.get(lane, "")


async def sleep(seconds: float) -> None:
    """The pause that passes real time."""
    await asyncio.sleep(seconds)
