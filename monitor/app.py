"""The composition root: builds the rooms, starts them, stops them. Nothing else knows which adapter is which.

run      catch up (with live progress) -> tick until a signal -> finish or put back what is in hand;
         beside it, take up what is saved in config/ and seeds/
once     catch up, hear what was pressed meanwhile, put the store in order, and stop
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from monitor.alone import alone
from monitor.bot.bots import Bots
from monitor.bot.desk import Desk
from monitor.clock import SystemClock
from monitor.collect.poll import Polled
from monitor.collect.robots import Robots
from monitor.collect.workers import WorkerLimits, WorkerPool
from monitor.control import Status, status
from monitor.deliver.admin import Admin
from monitor.deliver.ways import Ways
from monitor.errors import StoreError
from monitor.gateway import fetcher_of, keep_resting
from monitor.herald import Herald
from monitor.model import Outcome
from monitor.ops.malloc import keep_small
from monitor.ops.meter import Tally
from monitor.pipeline import Pipeline
from monitor.ports import Channel, Clock, Progress, Store
from monitor.reload.reloader import Listener, Reloader
from monitor.rounds import Rounds
from monitor.schedule import Schedule
from monitor.settings.languages import IDENTIFIER
from monitor.settings.snapshot import Snapshot
from monitor.store.sql import open_store
from monitor.upkeep import Upkeep

_log = logging.getLogger(__name__)
#: threads for the store and for looking up host names, which can take seconds each
THREADS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What one pass over the sources brought."""

    polled: tuple[Polled, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def silent(self) -> bool:
        """Sources were asked, and none answered: there is no network."""
        return bool(self.polled) and all(poll.error for poll in self.polled)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """A watch, built and ready."""

    store: Store
    rounds: Rounds
    upkeep: Upkeep
    reloader: Reloader
    admin: Admin
    bots: Bots
    clock: Clock
    meter: Tally

    @property
    def snapshot(self) -> Snapshot:
        """The set in force."""
        return self.reloader.snapshot

    async def collect(self, progress: Progress | None = None) -> Collected:
        """Poll all that is due, read all that is pending."""
        polled = await self.rounds.poll(progress)
        outcomes = await self.rounds.read(progress, patient=False)
        return Collected(polled=tuple(polled), outcomes=tuple(outcomes))

    async def tell(self) -> int:
        """Send all that is due, the digest of a first pass included; how many messages."""
        await self.rounds.digests(caught_up=True)
        await self.rounds.look_out()
        return await self.rounds.deliver()

    async def catch_up(self, collected: Callable[[Collected], None], progress: Progress | None = None) -> int:
        """Collect and tell; `collected` is called between the two. How many messages were sent."""
        collected(await self.collect(progress))
        return await self.tell()

    async def once(
        self, stop: asyncio.Event, *, progress: Progress | None = None, collected: Callable[[Collected], None]
    ) -> bool:
        """Catch up, and hear what readers pressed, unless `stop` is set meanwhile; True if it was."""

        async def one_pass() -> None:
            await self.catch_up(collected, progress)
            await self.bots.once()
            await self.admin.flush()
            await self.upkeep.prune()
            await self.upkeep.index()

        return await _stopped_before(stop, one_pass())

    async def run(
        self,
        stop: asyncio.Event,
        *,
        progress: Progress | None = None,
        collected: Callable[[Collected], None],
        hourly: Callable[[Status], None],
        again: asyncio.Event,
        listener: Listener,
    ) -> None:
        """Catch up, then tick until `stop` is set; what is in hand is finished or put back.

        What is saved in `config/` and `seeds/` meanwhile is taken up, and all of it whenever `again` is set.
        """
        telling = asyncio.create_task(self.admin.run())
        reloading = asyncio.create_task(self.reloader.run(again, listener))
        reloading.add_done_callback(_tell_end)
        try:
            await self._watch(stop, progress=progress, collected=collected, hourly=hourly)
        finally:
            reloading.cancel()
            telling.cancel()
            await asyncio.wait({reloading, telling})

    async def _watch(
        self,
        stop: asyncio.Event,
        *,
        progress: Progress | None,
        collected: Callable[[Collected], None],
        hourly: Callable[[Status], None],
    ) -> None:
        try:
            if await _stopped_before(stop, self.catch_up(collected, progress)):
                return
        except StoreError as error:  # a lock, a full disk: what was not done is due still, and the ticks go on with it
            _log.error("the first pass broke off: %s; it is tried again", error)

        async def tell_status() -> None:
            hourly(await asyncio.to_thread(status, self.store, self.snapshot, self.clock.now()))

        schedule = Schedule(self.rounds, self.upkeep, tick_s=self.snapshot.runtime.tick_s, status=tell_status)
        schedule.start()
        self.bots.start()
        try:
            await stop.wait()
        finally:
            await self.bots.stop()
            await schedule.stop()


def _tell_end(reloading: asyncio.Task[None]) -> None:
    """A watch that no longer takes up what is saved must not keep it to itself."""
    if not reloading.cancelled() and (error := reloading.exception()):
        _log.error("what is saved is no longer taken up; start again for that", exc_info=error)


async def _stopped_before(stop: asyncio.Event, work: Awaitable[object]) -> bool:
    """Do the work unless told to stop first; True if stopped. Raises what the work raises."""
    working, stopping = asyncio.ensure_future(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
        return stop.is_set()
    finally:
        stopping.cancel()
        if not working.done():
            working.cancel()
            await asyncio.wait({working})


@asynccontextmanager
async def open_app(
    snapshot: Snapshot,
    *,
    clock: Clock | None = None,
    channels: Mapping[str, Channel] | None = None,
    say: Callable[[str], None] = _log.warning,
) -> AsyncIterator[App]:
    """Build a watch from a snapshot, and take it down at the end. `channels` replace those of the same names; `say`
    prints a line where the watch runs.

    Raises `StoreError` for a database that cannot be opened, `MonitorError` where the home is in use.
    """
    keep_small()
    runtime, clock, meter = snapshot.runtime, clock or SystemClock(), Tally()
    # host names are looked up in the same threads as the store works in; the default has six on two cores
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="monitor"))
    with alone(runtime.database):
        store = await asyncio.to_thread(open_store, runtime.database)
        fetcher = fetcher_of(runtime, clock)
        pool = WorkerPool(WorkerLimits(workers=runtime.workers))
        ways = Ways(clock, channels, chats=store)
        ways.use(snapshot.channels)
        admin = Admin(
            ways,
            clock,
            lambda: reloader.snapshot.runtime.admin,
            lambda: reloader.snapshot.fallbacks,
        )
        reloader = Reloader(snapshot, environ=os.environ, store=store, ways=ways, clock=clock, tell=admin.tell)
        try:
            await _warm_up(pool)
            await asyncio.to_thread(store.sync_sources, list(snapshot.sources.values()), clock.now())
            if snapshot.whole:
                await asyncio.to_thread(store.heed_renamed, snapshot.versions)
            await keep_resting(fetcher, store, clock.now())
            robots = Robots(fetcher, runtime.user_agent, clock=clock, store=store)
            desk = Desk(fetcher=fetcher, robots=robots, pool=pool, clock=clock)
            pipeline = Pipeline(
                store=store,
                fetcher=fetcher,
                extractor=pool,
                robots=robots,
                clock=clock,
                meter=meter,
            )
            rounds = Rounds(
                pipeline=pipeline,
                store=store,
                clock=clock,
                meter=meter,
                ways=ways,
                snapshot=lambda: reloader.snapshot,
                concurrency=runtime.concurrency,
                heed=Herald(admin.tell).heed,
                warn=admin.tell,
            )
            bots = Bots(lambda: reloader.snapshot, store=store, clock=clock, say=say, warn=admin.tell, desk=desk)
            keep = timedelta(seconds=runtime.keep_s) if runtime.keep_s else None
            yield App(
                store=store,
                rounds=rounds,
                upkeep=Upkeep(store=store, clock=clock, meter=meter, keep=keep),
                reloader=reloader,
                admin=admin,
                bots=bots,
                clock=clock,
                meter=meter,
            )
        finally:
            await pool.close()
            await fetcher.close()
            await ways.close()
            await asyncio.to_thread(store.close)


async def _warm_up(pool: WorkerPool) -> None:
    """Start the workers, and load the language model meanwhile."""
    await asyncio.gather(pool.start(), asyncio.to_thread(IDENTIFIER.load))
