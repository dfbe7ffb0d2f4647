"""One worker process: the daemon's end of its pipe, and its own."""

from __future__ import annotations

import contextlib
import logging
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any

from monitor.collect.forms.contents import Contents
from monitor.collect.forms.decode import decoded
from monitor.collect.forms.form import Form
from monitor.errors import DocumentError
from monitor.model import Page, ParsedFeed, SourceKind

_PARSERS = ("monitor.collect.feeds.parse", "monitor.collect.pages.extract")
#: seconds in which a worker must be ready; half a second is usual, a loaded machine takes longer
_READY_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A call to make in the worker."""

    #: importable by its name
    call: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    #: seconds after which the worker ends itself, should the daemon be gone
    alarm_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of it; without a job, that the worker is ready."""

    value: Any = None
    #: what the document's fault is, in words
    error: str | None = None
    #: the memory limit was reached
    exhausted: bool = False
    #: how the process ended over it, in words; empty while it lives
    died: str = ""


class Worker:
    """The daemon's end of one process. Every method blocks, until the process is killed.

    Raises `DocumentError` when the process cannot be started.
    """

    def __init__(self, memory_bytes: int) -> None:
        context: ForkServerContext = get_context("forkserver")
        context.set_forkserver_preload(list(_PARSERS))
        self._pipe, theirs = context.Pipe()
        self.process: ForkServerProcess = context.Process(target=_serve, args=(theirs, memory_bytes), daemon=True)
        self.process.start()
        theirs.close()
        if not self._pipe.poll(_READY_S) or self._receive().died:
            self.process.kill()
            raise DocumentError("no worker process could be started")

    def ask(self, job: Job) -> Answer:
        """Have one job done."""
        try:
            self._pipe.send(job)
        except OSError:
            return Answer(died=self._epitaph())
        return self._receive()

    def _receive(self) -> Answer:
        try:
            answer: Answer = self._pipe.recv()
        except (EOFError, OSError):
            return Answer(died=self._epitaph())
        return answer

    def _epitaph(self) -> str:
        self.process.join(1.0)
        status = self.process.exitcode
        return signal.Signals(-status).name if status is not None and status < 0 else f"exit status {status}"


def read_feed(
    body: bytes,
    *,
    source_id: str,
    url: str,
    content_type: str,
    now: datetime,
    kind: SourceKind = "feed",
    selector: str = "",
) -> ParsedFeed:
    """What a source of this kind lists, each parser imported where it runs: the daemon never loads one."""
    if kind == "sitemap":
        from monitor.collect.sitemaps import parse as sitemap

        return sitemap.parse(body, source_id=source_id, url=url, now=now)
    if kind == "page":
        from monitor.collect.listings import parse as listing

        return listing.parse(body, source_id=source_id, url=url, content_type=content_type, now=now, selector=selector)
    from monitor.collect.feeds import parse as feed

    return feed.parse(body, source_id=source_id, url=url, content_type=content_type, now=now)


def read_page(body: bytes, *, url: str) -> Page:
    """`pages.extract`, imported where it runs."""
    from monitor.collect.pages import extract

    return extract.extract(body, url=url)


def read_form(raw: bytes, *, form: Form, url: str) -> Contents:
    """The contents of a seed file that has a grammar, each parser imported where it runs."""
    if form == "page":
        from monitor.collect.forms import saved

        return saved.contents(raw, url=url)
    if form == "pdf":
        from monitor.collect.forms import pdf

        return pdf.contents(raw)
    from monitor.collect.forms import front_matter, markdown

    return markdown.contents(decoded(raw)) if form == "markdown" else front_matter.contents(decoded(raw))


def shield_children() -> None:
    """Run in the threads that start processes: what they start inherits deafness to the daemon's signals."""
    resource_tracker.ensure_running()  # first: it unblocks these signals after it started
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})


def _serve(pipe: Connection, memory_bytes: int) -> None:
    """The worker: one job, one answer, until the pipe closes."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)  # the parsers complain about every document
    for module in _PARSERS:
        __import__(module)
    pipe.send(Answer())
    with contextlib.suppress(EOFError, OSError):
        while True:
            job: Job = pipe.recv()
            signal.alarm(job.alarm_s)  # its default action ends the process
            pipe.send(_answer(job))
            signal.alarm(0)
    os._exit(0)  # nothing to clean up


def _answer(job: Job) -> Answer:
    try:
        return Answer(value=job.call(*job.args, **job.kwargs))
    except MemoryError:
        return Answer(exhausted=True)
    except DocumentError as error:
        return Answer(error=str(error))
    except Exception as error:
        return Answer(error=f"it cannot be read ({type(error).__name__}: {str(error)[:200]})")
