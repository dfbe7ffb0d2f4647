"""The worker processes, as real processes."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import monitor
from monitor.collect.seed import read_seed
from monitor.collect.workers import WorkerLimits, WorkerPool, in_worker
from monitor.errors import DocumentError, WorkerKilled

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)


@pytest.fixture
async def pool() -> AsyncIterator[WorkerPool]:
    pool = WorkerPool(WorkerLimits(workers=1, deadline_s=2.0, memory_bytes=700_000_000))
    yield pool
    await pool.close()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def gone(pid: int) -> bool:
    """Whether the process ends within ten seconds."""
    deadline = time.monotonic() + 10
    while alive(pid) and time.monotonic() < deadline:  # noqa: ASYNC110  (a process sets no event)
        await asyncio.sleep(0.02)
    return not alive(pid)


async def test_feeds_and_pages_are_read_in_another_process(pool: WorkerPool) -> None:
    feed = b"<rss version='2.0'><channel><title>T</title><item><title>One</title></item></channel></rss>"
    read = await pool.parse_feed(feed, source_id="s", url="https://example.org/f", content_type="", now=NOW)
    assert [entry.title for entry in read.entries] == ["One"]
    page = await pool.extract_page(b"<html><body><article><p>" + b"Words. " * 99, url="https://example.org/a")
    assert page.text.startswith("Words.")
    assert await pool.run(os.getpid) != os.getpid()


def test_the_daemon_never_loads_a_parser() -> None:
    """They take half a second and 50 MB."""
    parsers = "{'feedparser', 'trafilatura', 'lxml', 'pdfminer', 'markdown_it'}"
    look = f"import sys, monitor.collect.workers, monitor.collect.seed; print({parsers} & set(sys.modules))"
    home = Path(monitor.__file__).parents[1]
    seen = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, cwd=home)
    assert seen.stdout.strip() == "set()"


async def test_what_a_document_raises_is_a_document_error_with_its_words(pool: WorkerPool) -> None:
    with pytest.raises(DocumentError, match="ValueError: invalid literal"):
        await pool.run(int, "x")
    with pytest.raises(DocumentError, match="not a feed"):
        await pool.parse_feed(b"hello", source_id="s", url="https://example.org/", content_type="", now=NOW)


async def test_an_overrun_is_killed_and_the_next_job_finds_a_new_worker(pool: WorkerPool) -> None:
    first = await pool.run(os.getpid)
    with pytest.raises(WorkerKilled, match="longer than 2 s"):
        await pool.run(time.sleep, 60)
    assert await gone(first)
    assert await pool.run(os.getpid) != first


async def test_the_memory_limit_holds(pool: WorkerPool) -> None:
    with pytest.raises(WorkerKilled, match="more than 700 MB of memory"):
        await pool.run(bytes, 2_000_000_000)
    assert await pool.run(len, "still here") == 10


@pytest.mark.parametrize(("number", "name"), [(signal.SIGKILL, "SIGKILL"), (signal.SIGSEGV, "SIGSEGV")])
async def test_a_worker_that_dies_costs_only_its_document(pool: WorkerPool, number: int, name: str) -> None:
    with pytest.raises(WorkerKilled, match=name):
        await pool.run(signal.raise_signal, number)
    assert await pool.run(len, "still here") == 10


async def test_a_worker_that_leaves_costs_only_its_document(pool: WorkerPool) -> None:
    with pytest.raises(WorkerKilled, match="exit status 3"):
        await pool.run(os._exit, 3)
    assert await pool.run(len, "still here") == 10


async def opened(fifo: Path) -> int:
    """A writer's end of the pipe, once a worker waits at the other."""
    deadline = time.monotonic() + 10
    while True:
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            assert time.monotonic() < deadline, "no worker came to read"
            await asyncio.sleep(0.01)


async def test_cancelling_the_caller_kills_the_work_and_leaks_no_worker(pool: WorkerPool, tmp_path: Path) -> None:
    worker = await pool.run(os.getpid)
    fifo = tmp_path / "never-written"
    os.mkfifo(fifo)
    task = asyncio.create_task(pool.run(Path.read_bytes, fifo))
    end = await opened(fifo)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    os.close(end)
    assert await pool.run(len, "still here") == 10
    assert await pool.run(os.getpid) != worker
    assert await gone(worker)


async def test_the_loop_goes_on_while_a_worker_works(pool: WorkerPool) -> None:
    job = asyncio.create_task(pool.run(time.sleep, 0.3))
    turns = 0
    while not job.done():
        await asyncio.sleep(0.01)
        turns += 1
    assert turns > 3


async def test_more_jobs_than_workers_are_all_done(pool: WorkerPool) -> None:
    assert await asyncio.gather(*(pool.run(abs, -number) for number in range(50))) == list(range(50))


async def test_signals_for_the_daemon_do_not_reach_the_workers(pool: WorkerPool) -> None:
    worker = await pool.run(os.getpid)
    os.kill(worker, signal.SIGINT)
    os.kill(worker, signal.SIGTERM)
    assert await pool.run(os.getpid) == worker


async def test_close_kills_what_is_in_hand_and_what_waits() -> None:
    pool = WorkerPool(WorkerLimits(workers=1))
    await pool.start()
    worker = await pool.run(os.getpid)
    jobs = [asyncio.create_task(pool.run(time.sleep, 60)) for _ in range(3)]
    await asyncio.sleep(0)
    await pool.close()
    for job in jobs:
        with pytest.raises(WorkerKilled):
            await job
    assert await gone(worker)


DAEMON = """
import asyncio, os, sys
from pathlib import Path
from monitor.collect.seed import read_seed
from monitor.collect.workers import WorkerLimits, WorkerPool, in_worker
async def main():
    pool = WorkerPool(WorkerLimits(workers=1, deadline_s=float(sys.argv[2])))
    print(await pool.run(os.getpid), flush=True)
    if sys.argv[1]:
        await pool.run(Path.read_bytes, Path(sys.argv[1]))
asyncio.run(main())
"""


def daemon(fifo: str, deadline_s: float) -> subprocess.Popen[str]:
    """A program that leaves a worker reading from a pipe on which nobody writes, or stops at once without one."""
    return subprocess.Popen(
        [sys.executable, "-c", DAEMON, fifo, str(deadline_s)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(monitor.__file__).parents[1],
    )


@pytest.mark.parametrize(("end", "deadline_s"), [(signal.SIGKILL, 1), (signal.SIGINT, 600), (signal.SIGTERM, 1)])
async def test_a_busy_worker_does_not_outlive_the_daemon(end: int, deadline_s: float, tmp_path: Path) -> None:
    """Killed, the daemon can do nothing about it: the worker's own alarm clock rings."""
    fifo = tmp_path / "never-written"
    os.mkfifo(fifo)
    with daemon(str(fifo), deadline_s) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        writer = await opened(fifo)
        process.send_signal(end)
        try:
            await asyncio.to_thread(process.wait, 30)
        finally:
            process.kill()
    assert await gone(worker)
    os.close(writer)


async def test_an_idle_worker_does_not_outlive_a_daemon_that_forgot_to_close() -> None:
    with daemon("", 600) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        assert await asyncio.to_thread(process.wait, 30) == 0
    assert await gone(worker)


async def test_a_crash_in_c_is_survived(pool: WorkerPool) -> None:
    with pytest.raises(WorkerKilled):
        await pool.run(ctypes.string_at, 0)
    assert await pool.run(len, "still here") == 10


def test_what_has_no_event_loop_calls_in_a_worker_within_the_same_bounds() -> None:
    limits = WorkerLimits(workers=1, deadline_s=0.5, memory_bytes=700_000_000)
    assert in_worker(limits, os.getpid) != os.getpid()
    with pytest.raises(WorkerKilled, match="longer than"):
        in_worker(limits, time.sleep, 60)
    with pytest.raises(WorkerKilled, match="of memory"):
        in_worker(WorkerLimits(workers=1, memory_bytes=700_000_000), bytearray, 2_000_000_000)


def test_a_seed_with_a_grammar_is_read_in_another_process(tmp_path: Path) -> None:
    """A hostile one can end that process, never this one."""
    seed = tmp_path / "deep.html"
    seed.write_bytes(b"<html><body>" + b"<div>" * 3_000_000)
    with pytest.raises(DocumentError, match=r"deep\.html: "):
        read_seed(seed, NOW)
