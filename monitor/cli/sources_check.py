"""`monitor sources check`: every source, or some, asked now; one line each, with what to do."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta

from rich.table import Table
from rich.text import Text

from monitor.alone import alone
from monitor.checkup import Checkup, Seen
from monitor.cli.context import home_of, log_of, now, terminal
from monitor.cli.health_table import COLOURS, health_record
from monitor.cli.json_lines import write_json
from monitor.cli.progress import Live, plural
from monitor.cli.sources_choice import NO_SOURCE, chosen
from monitor.clock import SystemClock
from monitor.collect.robots import Robots
from monitor.collect.workers import WorkerLimits, WorkerPool
from monitor.errors import InUse
from monitor.gateway import fetcher_of, keep_resting
from monitor.health import SPAN, WORDS, span
from monitor.model import Entry, Source, Validators
from monitor.ops.meter import Tally
from monitor.ports import SourceFigures, SourceState
from monitor.rounds import side_by_side
from monitor.settings.runtime import Runtime, load_runtime
from monitor.settings.secrets import Keyring
from monitor.settings.sources import load_sources
from monitor.settings.wording import visible
from monitor.store.sql import open_store


def execute(options: argparse.Namespace) -> int:
    """0 where all are well, 1 where one is not."""
    home = home_of(options)
    keyring = Keyring(os.environ, home.path)
    runtime = load_runtime(home, keyring=keyring)
    listed = load_sources(home.sources, keyring)
    wanted = chosen(listed, home, ids=options.ids, group=options.group, tag=options.tag)
    log_of(runtime, listed, options)
    found = asyncio.run(_look(wanted, listed, runtime))
    if any(seen.offline for seen in found):
        print("monitor: no network: nobody can be reached, and no source is to blame", file=sys.stderr)
    if options.json:
        for seen in found:
            write_json(_record(seen))
    elif found:
        _print(found)
    else:
        print(f"monitor: {NO_SOURCE}", file=sys.stderr)
    return 0 if all(seen.well for seen in found) else 1


async def _look(wanted: Sequence[Source], listed: Sequence[Source], runtime: Runtime) -> list[Seen]:
    """Side by side, in the order of the file. Where a daemon runs, nothing is saved."""
    clock, meter = SystemClock(), Tally()
    with _held(runtime.database) as keep, closing(open_store(runtime.database)) as store:
        if keep:
            store.sync_sources(listed, clock.now())
        else:
            print("monitor: the daemon is at work: what is found is shown, and not saved", file=sys.stderr)
        states = {state.source_id: state for state in store.source_states()}
        figures = store.source_figures(clock.now() - SPAN, clock.now())
        fetcher, pool = fetcher_of(runtime, clock), WorkerPool(WorkerLimits(workers=runtime.workers))
        await keep_resting(fetcher, store, clock.now())
        checkup = Checkup(
            store=store,
            fetcher=fetcher,
            extractor=pool,
            robots=Robots(fetcher, runtime.user_agent, clock=clock, store=store),
            clock=clock,
            meter=meter,
            keep=keep,
        )
        seen: dict[str, Seen] = {}
        with Live() as live:
            live.begin("Asking sources", len(wanted))

            async def one(source: Source) -> None:
                state = states.get(source.id) or _never(source, clock.now())
                seen[source.id] = await checkup.look(source, state, figures.get(source.id, SourceFigures()))
                live.step(source.name)

            try:
                await side_by_side(wanted, one, runtime.concurrency)
            finally:
                await pool.close()
                await fetcher.close()
    return [seen[source.id] for source in wanted]


def _never(source: Source, now: datetime) -> SourceState:
    """The state of a source that the daemon has not heard of yet."""
    return SourceState(source_id=source.id, next_check_at=now, validators=Validators())


@contextmanager
def _held(database: str) -> Iterator[bool]:
    """Hold the home; False where a daemon does."""
    with ExitStack() as stack:
        try:
            stack.enter_context(alone(database))
        except InUse:
            yield False
        else:
            yield True


def _print(found: Sequence[Seen]) -> None:
    at, screen = now(), terminal()
    table = Table(box=None, pad_edge=False)
    table.add_column("source", overflow="fold")
    table.add_column("state", no_wrap=True)
    table.add_column("what was seen", overflow="fold", ratio=1)
    for seen in sorted(found, key=lambda one: (one.well, WORDS.index(one.health.word))):
        word, hint = seen.health.word, _hint(seen)
        words = "; ".join(_words(seen, at)) + (f" — {hint}" if hint else "")
        style = COLOURS[word] if seen.well or seen.health.needs_a_look else "yellow"
        table.add_row(seen.health.source.id, Text(word, style=style), Text(visible(words)))
    screen.print(table, soft_wrap=False)
    ill = sum(not seen.well for seen in found)
    screen.print(f"{plural(len(found), 'source')}, {ill or 'none'} of them to be looked at")


def _words(seen: Seen, at: datetime) -> Iterator[str]:
    health = seen.health
    if health.what:
        yield health.what
    if seen.unasked:
        yield f"not asked: {seen.unasked}"
    elif seen.entries is not None:
        yield from _listed(seen, seen.entries, at)
    elif health.answering and seen.asked:
        yield "nothing new since it was asked last"
    if seen.pages:
        read = sum(not page.error for page in seen.pages)
        yield f"{read} of {plural(len(seen.pages), 'page')} read" + (f": {seen.unread}" if seen.unread else "")


def _listed(seen: Seen, entries: Sequence[Entry], at: datetime) -> Iterator[str]:
    newest = f", the newest {span(max(at - seen.newest, timedelta()))} old" if seen.newest else ""
    yield f"{plural(len(entries), 'entry', 'entries')}{newest}" if entries else "it lists nothing"
    if entries and 2 * seen.dated < len(entries):
        yield f"{seen.dated or 'none'} of them with a date that can be believed"


def _hint(seen: Seen) -> str:
    if seen.health.hint:
        return seen.health.hint
    if seen.entries == ():
        return "look at its `selector`" if seen.health.source.kind == "page" else "is this the right address?"
    return "with `pages: none` the feed's own words are used from the start" if seen.unread else ""


def _record(seen: Seen) -> dict[str, object]:
    return {
        **health_record(seen.health),
        "well": seen.well,
        "asked": seen.asked,
        "entries": None if seen.entries is None else len(seen.entries),
        "dated": seen.dated,
        "newest_at": seen.newest.isoformat() if seen.newest else None,
        "pages": [{"url": page.url, "characters": page.length, "error": page.error} for page in seen.pages],
    }
