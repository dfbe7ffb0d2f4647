"""The embedded engine: APScheduler ticks, and each tick asks the store what is due.

APScheduler 3.11 as it must be set (findings on reliability): memory jobs, `misfire_grace_time=None` (the default
of one second drops ticks), `coalesce`, one instance; its `shutdown(wait=True)` cancels running coroutines, so this
module drains by hand.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from monitor.errors import StoreError
from monitor.rounds import Rounds
from monitor.upkeep import Upkeep

#: seconds between two status lines
STATUS_S = 3600.0
#: seconds between two looks at the outbox
DELIVER_S = 2.0
#: seconds between two looks at what search does not find yet
INDEX_S = 10.0
#: seconds from one look at what is no longer kept to the next, and from the start to the first: a watch that is started
#: anew each day has to get to it too
PRUNE_S, FIRST_PRUNE_S = 24 * 3600.0, 300.0
#: seconds between two looks at unusual volume and silence
LOOK_OUT_S = 1200.0
#: seconds that a round in hand is given to end at a stop, before it is put back
DRAIN_S = 20.0

_log = logging.getLogger(__name__)
Work = Callable[[], Awaitable[object]]


class Schedule:
    """Ticks until it is stopped."""

    def __init__(self, rounds: Rounds, upkeep: Upkeep, *, tick_s: float, status: Work) -> None:
        self._rounds = rounds
        self._ticker = AsyncIOScheduler(timezone=UTC)
        self._in_hand: set[asyncio.Task[None]] = set()
        self._stopping = False
        #: what the store refused last, by kind of work: a trouble that lasts is told once
        self._troubles: dict[str, str] = {}
        for name, first_s, every_s, work in (
            ("collect", tick_s, tick_s, self._collect),
            ("deliver", DELIVER_S, DELIVER_S, self._deliver),
            ("look out", LOOK_OUT_S, LOOK_OUT_S, rounds.look_out),
            ("status", STATUS_S, STATUS_S, status),
            ("index", INDEX_S, INDEX_S, upkeep.index),
            ("prune", FIRST_PRUNE_S, PRUNE_S, upkeep.prune),
        ):
            self._ticker.add_job(
                self._tick,
                IntervalTrigger(
                    seconds=every_s, start_date=datetime.now(UTC) + timedelta(seconds=first_s), timezone=UTC
                ),
                args=(name, work),
                id=name,
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )

    def start(self) -> None:
        """Begin to tick; needs a running event loop."""
        self._ticker.start()

    async def stop(self) -> None:
        """Tick no more, and finish or put back what is in hand."""
        self._stopping = True
        self._ticker.shutdown(wait=False)
        if self._in_hand:
            _, slow = await asyncio.wait(self._in_hand, timeout=DRAIN_S)
            for task in slow:
                task.cancel()
            await asyncio.gather(*slow, return_exceptions=True)

    async def _tick(self, name: str, work: Work) -> None:
        """Run one kind of work in a task of our own, which outlives the scheduler's shutdown."""
        if self._stopping or any(task.get_name() == name for task in self._in_hand):
            return
        task = asyncio.create_task(self._guarded(name, work), name=name)
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            if not self._stopping:  # the scheduler's shutdown cancels its own half, and would log that as a failure
                raise

    async def _guarded(self, name: str, work: Work) -> None:
        """A round that fails is told and tried again at the next tick."""
        try:
            await work()
            self._troubles.pop(name, None)
        except StoreError as error:
            if self._troubles.get(name) != str(error):
                _log.error("%s: %s; it is tried again", name, error)
            self._troubles[name] = str(error)
        except Exception:
            _log.exception("%s failed; it is tried again", name)

    async def _collect(self) -> None:
        if not self._stopping:
            await self._rounds.poll()
        if not self._stopping:
            await self._rounds.read()
        if not self._stopping:
            await self._rounds.digests(caught_up=True)

    async def _deliver(self) -> None:
        await self._rounds.digests()
        await self._rounds.deliver()
