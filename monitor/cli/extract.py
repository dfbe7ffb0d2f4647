"""`monitor extract`: pages, read in worker processes as the daemon reads them, several side by side."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import nullcontext

from monitor.cli.context import terminal
from monitor.cli.documents import read_document
from monitor.cli.json_lines import STANDARD_INPUT, called, write_json
from monitor.cli.progress import Live, plural
from monitor.cli.records import page_record
from monitor.collect.workers import WorkerLimits, WorkerPool
from monitor.errors import DocumentError
from monitor.model import Page
from monitor.settings.wording import visible

#: pages that wait for each worker: read, but not yet handed over
_AHEAD = 2
#: pages from which their number is shown while they are read; fewer are done within a second
_MANY = 20


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Files or standard input."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="pages; - or none: standard input")
    parser.add_argument("--url", default="", help="address of the page, for its links")
    parser.add_argument("--json", "--jsonl", action="store_true", help="one JSON object for each page, in order")


def execute(options: argparse.Namespace) -> int:
    """Read every page; 1 if one of them could not be read."""
    return asyncio.run(_print_all(options))


async def _print_all(options: argparse.Namespace) -> int:
    files, screen, failed = options.files or [STANDARD_INPUT], terminal(), False
    with Live() if len(files) >= _MANY else nullcontext() as live:
        if live:
            live.begin(f"Reading {plural(len(files), 'page')}", len(files))
        async for file, page in _pages(files, options.url):
            if live:
                live.step(visible(called(file)))
            if isinstance(page, DocumentError):
                print(f"monitor: {visible(called(file))}: {visible(str(page))}", file=sys.stderr)
                failed = True
            elif options.json:
                write_json(page_record(page))
            else:
                screen.print(f"{page.title}\n\n{page.text or _why_not(page)}")
    return 1 if failed else 0


def _why_not(page: Page) -> str:
    return f"(no article: {page.obstacle or 'nothing was found'})"


async def _pages(files: Sequence[str], url: str) -> AsyncIterator[tuple[str, Page | DocumentError]]:
    """Each file with its page, in order; in the place of one that cannot be read, the error that says why."""
    workers = min(len(files), os.cpu_count() or 1)
    pool = WorkerPool(WorkerLimits(workers=workers))
    waiting: deque[tuple[str, asyncio.Task[Page | DocumentError]]] = deque()
    try:
        for file in files:
            waiting.append((file, asyncio.create_task(_read(pool, file, url))))
            if len(waiting) > workers * _AHEAD:
                first, task = waiting.popleft()
                yield first, await task
        while waiting:
            first, task = waiting.popleft()
            yield first, await task
    finally:
        for _, task in waiting:
            task.cancel()
        await pool.close()


async def _read(pool: WorkerPool, file: str, url: str) -> Page | DocumentError:
    try:
        return await pool.extract_page(read_document(file), url=url)
    except DocumentError as error:
        return error
