"""Cases side by side, through the real things: fetcher, worker processes, pipeline, a database in a file."""

from __future__ import annotations

import re
import ssl
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from doubles import shipped
from faults.hostile.case import HEADLINE, SUMMARY, Case, Seen
from faults.hostile.server import Answer, Host, http

from monitor.collect.fetch import HttpFetcher, Limits
from monitor.collect.robots import Robots
from monitor.collect.workers import WorkerLimits, WorkerPool
from monitor.decide.compile import compile_profiles
from monitor.decide.profile import AlertPolicy, Profile, Term
from monitor.deliver.ways import Ways
from monitor.guard import Address
from monitor.model import Entry, Fetched, Source
from monitor.pipeline import Pipeline
from monitor.ports import Fetcher, SourceState
from monitor.rounds import Rounds
from monitor.settings.home import Home
from monitor.settings.runtime import load_runtime
from monitor.settings.snapshot import OwnWords, Snapshot
from monitor.store.sql import SqlStore, open_store
from monitor.testing import CountingMeter, FixedClock

TLS = Path(__file__).with_name("tls")
AGENT = "news-monitor/1 (tests)"
#: what waits for a deadline does not keep the suite waiting
SHORT = Limits(feed_bytes=1_000_000, page_bytes=500_000, deadline_s=4.0, silence_s=2.0, gap_s=0.0)
#: for all others: cases side by side on a busy machine take seconds for what takes one of them a moment
LIMITS = replace(SHORT, deadline_s=90.0, silence_s=45.0)
WORKERS = WorkerLimits(workers=2, deadline_s=6.0, memory_bytes=600_000_000)
PROFILE = Profile(
    id="lighthouses",
    name="Lighthouses",
    watch=(Term(id="country/AM", weight=2),),
    alert=AlertPolicy(instant=0.6),
    version="v1",
)


async def play(cases: Sequence[Case], folder: Path) -> dict[str, Seen]:
    """What came of each case, by its name."""
    async with AsyncExitStack() as stack:
        hosts = {case.name: await stack.enter_async_context(_host(case, number)) for number, case in enumerate(cases)}
        sources = [_source(case, hosts[case.name]) for case in cases]
        store = open_store(folder / "hostile.db")
        stack.callback(store.close)
        usual, short = (_fetcher(hosts, limits) for limits in (LIMITS, SHORT))
        for one in (usual, short):
            stack.push_async_callback(one.close)
        fetcher = _Fetchers(usual, short, frozenset(_waited_for(cases)))
        pool = WorkerPool(WORKERS)
        stack.push_async_callback(pool.close)
        return await _played(cases, sources, hosts, store, fetcher, pool)


async def _played(
    cases: Sequence[Case],
    sources: Sequence[Source],
    hosts: dict[str, Host],
    store: SqlStore,
    fetcher: Fetcher,
    pool: WorkerPool,
) -> dict[str, Seen]:
    clock = FixedClock(began := datetime.now(UTC))
    rounds = rounds_of(sources, store, fetcher, pool, clock)
    states: dict[str, list[SourceState]] = {case.name: [] for case in cases}
    entries: dict[str, list[Entry]] = {case.name: [] for case in cases}
    for turn in range(max(case.polls for case in cases)):
        due = [source for source, case in zip(sources, cases, strict=True) if case.polls > turn]
        store.sync_sources(due, clock.now())
        await rounds.poll()
        for state in store.source_states():
            if turn < next(case.polls for case in cases if case.name == state.source_id):
                states[state.source_id].append(state)
        for pending in store.pending(clock.now(), 100_000):
            entries[pending.entry.source_id].append(pending.entry)
        await rounds.read()
        clock.advance(timedelta(days=2))
    articles = [stored.article for stored in store.archive(datetime(2000, 1, 1, tzinfo=UTC))]
    return {
        case.name: Seen(
            began=began,
            states=tuple(states[case.name]),
            entries=tuple(entries[case.name]),
            articles=tuple(article for article in articles if article.source_id == case.name),
            requests=tuple(hosts[case.name].requests),
        )
        for case in cases
    }


def name_of(case: str) -> str:
    """The name of a case's host."""
    return f"{re.sub(r'[^a-z0-9]+', '-', case.lower()).strip('-')}.hostile.example"


@asynccontextmanager
async def _host(case: Case, number: int) -> AsyncIterator[Host]:
    answers: dict[str, Answer] = {"/feed": case.feed or plain_feed(), **dict(case.others)}
    if case.page is not None:
        answers["/page"] = case.page
    if case.robots is not None:
        answers["/robots.txt"] = case.robots
    context = None
    if case.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(TLS / case.certificate)
    host = Host(f"127.0.{10 + number // 250}.{1 + number % 250}", answers, case.connection, context)
    async with host.serving():
        yield host


def plain_feed() -> Answer:
    """One entry, an hour old, that leads to /page."""
    at = format_datetime(datetime.now(UTC) - timedelta(hours=1))
    item = f"<title>{HEADLINE}</title><link>/page</link><description>{SUMMARY}</description><pubDate>{at}</pubDate>"
    return http(f'<rss version="2.0"><channel><title>T</title><item>{item}</item></channel></rss>'.encode())


def _source(case: Case, host: Host) -> Source:
    scheme = case.scheme or ("https" if case.certificate else "http")
    return Source(
        id=case.name,
        name=case.name,
        url=f"{scheme}://{name_of(case.name)}:{host.port}/feed",
        kind=case.kind,
        # a feed that is the case is enough: its articles have no pages
        pages="none" if case.page is None and case.robots is None else case.pages,
        allow_private=True,
    )


@dataclass(frozen=True, slots=True)
class _Fetchers:
    """The short limits for the addresses that must be left at a deadline, the usual ones for all others."""

    usual: HttpFetcher
    short: HttpFetcher
    #: (name of the host, path)
    waited_for: frozenset[tuple[str, str]]

    async def fetch(self, url: str, **how: Any) -> Fetched:
        """`Fetcher.fetch`."""
        parts = urlsplit(url)
        one = self.short if (parts.hostname, parts.path) in self.waited_for else self.usual
        return await one.fetch(url, **how)


def _waited_for(cases: Sequence[Case]) -> Iterator[tuple[str, str]]:
    for case in cases:
        if case.waits:
            path = "/robots.txt" if case.robots else "/page" if case.page else "/feed"
            yield name_of(case.name), path


def _fetcher(hosts: dict[str, Host], limits: Limits) -> HttpFetcher:
    places = {name_of(name): host.address for name, host in hosts.items()}

    async def resolve(host: str, _: int) -> list[Address]:
        try:
            return [ip_address(places.get(host, host))]
        except ValueError:
            raise OSError("no such host") from None

    context = ssl.create_default_context(cafile=str(TLS / "root.pem"))
    return HttpFetcher(
        user_agent=AGENT, clock=FixedClock(datetime.now(UTC)), limits=limits, resolver=resolve, context=context
    )


def rounds_of(
    sources: Sequence[Source], store: SqlStore, fetcher: Fetcher, pool: WorkerPool, clock: FixedClock
) -> Rounds:
    home = Home(Path("nowhere"))
    snapshot = Snapshot(
        home=home,
        runtime=load_runtime(home),
        sources={source.id: source for source in sources},
        channels=(),
        profiles={PROFILE.id: PROFILE},
        lexicon=shipped.lexicon(),
        own=OwnWords(actors=(), topics=(), phrases={}),
        matcher=compile_profiles([PROFILE]),
        faults=(),
    )
    pipeline = Pipeline(
        store=store,
        fetcher=fetcher,
        extractor=pool,
        robots=Robots(fetcher, AGENT, clock=clock, store=store),
        clock=clock,
        meter=CountingMeter(),
    )
    return Rounds(
        pipeline=pipeline,
        store=store,
        clock=clock,
        meter=CountingMeter(),
        ways=Ways(clock, {}),
        snapshot=lambda: snapshot,
        concurrency=50,
    )
