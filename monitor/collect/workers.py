"""The processes in which hostile documents are read: a deadline, a memory limit, a hard kill.

    event loop --thread--> pipe --> worker process: feeds.parse, pages.extract
         |                              ^
         +-- deadline or cancel: SIGKILL, and the next job finds a new worker

Workers are forked from a server that has imported the parsers already, so a new one costs little. Signals
for the daemon (Ctrl-C, SIGTERM) never reach them: what is in hand may be finished while the daemon drains.
A worker ends when the pipe to the daemon closes, at the latest with its own alarm clock.
"""

from __future__ import annotations

import asyncio
import atexit
import math
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import ParamSpec, TypeVar

from monitor.collect.body import in_words
from monitor.collect.worker import Answer, Job, Worker, read_feed, read_page, shield_children
from monitor.errors import DocumentError, WorkerKilled
from monitor.model import Page, ParsedFeed, SourceKind

P = ParamSpec("P")
T = TypeVar("T")

#: seconds after its deadline at which a worker ends itself, should the daemon be gone
_ALARM_GRACE_S = 2
#: documents after which a worker is replaced: the parsers keep caches
_JOBS_PER_WORKER = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerLimits:
    """The bounds of the workers."""

    #: processes
    workers: int = 2
    #: seconds for one document; a usual page takes 3 ms, 100,000 hostile paragraphs over 30 s
    deadline_s: float = 10.0
    #: bytes of address space (RLIMIT_AS); the parsers themselves take some 200 MB of it
    memory_bytes: int = 1_000_000_000


class WorkerPool:
    """`ports.Extractor` over worker processes. Needs no `start`, which only warms it up; needs a `close`."""

    def __init__(self, limits: WorkerLimits = WorkerLimits()) -> None:
        self._limits = limits
        self._slots = [_Slot(memory_bytes=limits.memory_bytes) for _ in range(limits.workers)]
        self._free: asyncio.Queue[_Slot] = asyncio.Queue()
        for slot in self._slots:
            self._free.put_nowait(slot)
        self._threads = ThreadPoolExecutor(limits.workers, thread_name_prefix="worker", initializer=shield_children)
        self._closed = False
        # registered after multiprocessing's own handler, so run before it, which would wait for the workers
        atexit.register(self._kill)

    async def start(self) -> None:
        """Start every worker now rather than with the first document. Raises `DocumentError`."""
        await asyncio.gather(*(self._in_thread(slot.ready) for slot in self._slots))

    async def close(self) -> None:
        """Kill the workers; what is in hand fails with `WorkerKilled`. Drain first."""
        self._closed = True
        self._kill()
        await asyncio.to_thread(self._threads.shutdown)
        self._kill()  # one may have been starting
        atexit.unregister(self._kill)

    async def parse_feed(
        self,
        body: bytes,
        *,
        source_id: str,
        url: str,
        content_type: str,
        now: datetime,
        kind: SourceKind = "feed",
        selector: str = "",
    ) -> ParsedFeed:
        """`worker.read_feed` in a worker."""
        return await self.run(
            read_feed,
            body,
            source_id=source_id,
            url=url,
            content_type=content_type,
            now=now,
            kind=kind,
            selector=selector,
        )

    async def extract_page(self, body: bytes, *, url: str) -> Page:
        """`pages.extract` in a worker."""
        return await self.run(read_page, body, url=url)

    async def run(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call an importable function in a worker, once one is free.

        Raises `WorkerKilled` past the deadline or the memory limit, or when the process died, and
        `DocumentError` with the text of whatever the function raised. If the caller is cancelled, so is
        the work: its process is killed.
        """
        job = Job(call=call, args=args, kwargs=kwargs, alarm_s=math.ceil(self._limits.deadline_s) + _ALARM_GRACE_S)
        slot = await self._free.get()
        try:
            answer = await self._ask(slot, job)
        finally:
            self._free.put_nowait(slot)
        if answer.error is not None:
            raise DocumentError(answer.error)
        value: T = answer.value
        return value

    async def _ask(self, slot: _Slot, job: Job) -> Answer:
        worker = await self._in_thread(slot.ready)
        asking = self._in_thread(worker.ask, job)
        try:
            async with asyncio.timeout(self._limits.deadline_s):
                answer = await asyncio.shield(asking)
        except BaseException as error:
            slot.kill()
            if isinstance(error, TimeoutError):
                raise WorkerKilled(f"reading it took longer than {self._limits.deadline_s:g} s") from None
            raise
        if answer.died:
            slot.kill()
            raise WorkerKilled(f"the process that read it died ({answer.died})")
        if answer.exhausted:
            slot.kill()
            raise WorkerKilled(f"reading it takes more than {in_words(self._limits.memory_bytes)} of memory")
        slot.retire_after(_JOBS_PER_WORKER)
        return answer

    def _in_thread(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[T]:
        if self._closed:
            raise WorkerKilled("the workers are stopped")
        return asyncio.get_running_loop().run_in_executor(self._threads, lambda: call(*args, **kwargs))

    def _kill(self) -> None:
        for slot in self._slots:
            slot.kill()


def in_worker(limits: WorkerLimits, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Call an importable function in a worker of its own, and wait: for commands, and threads without an event loop.

    Raises what `WorkerPool.run` raises.
    """

    async def once() -> T:
        pool = WorkerPool(limits)
        try:
            return await pool.run(call, *args, **kwargs)
        finally:
            await pool.close()

    return asyncio.run(once())


@dataclass(slots=True, kw_only=True)
class _Slot:
    """A place for one worker. A task holds it for one job; threads start the worker in it."""

    memory_bytes: int
    worker: Worker | None = None
    jobs: int = 0
    #: a cancelled task may leave while its thread still starts the worker
    starting: threading.Lock = field(default_factory=threading.Lock)

    def ready(self) -> Worker:
        """The worker, started if there is none. Blocks."""
        with self.starting:
            if self.worker is None:
                self.worker, self.jobs = Worker(self.memory_bytes), 0
            return self.worker

    def kill(self) -> None:
        """SIGKILL; the next job finds a new worker."""
        worker, self.worker = self.worker, None
        if worker is not None:
            worker.process.kill()

    def retire_after(self, jobs: int) -> None:
        """Replace a worker that has done its share."""
        self.jobs += 1
        if self.jobs >= jobs:
            self.kill()
