"""The way out to the web, as the owner set it: limits, pace, proxy, and which hosts rest."""

from __future__ import annotations

import asyncio
from datetime import datetime

from monitor.collect.fetch import HttpFetcher, Limits
from monitor.ports import Clock, Store
from monitor.settings.proxy import usable
from monitor.settings.runtime import Runtime


def fetcher_of(runtime: Runtime, clock: Clock) -> HttpFetcher:
    """The way to the web that the owner set. Raises `MonitorError` where the password of the proxy is missing."""
    limits = Limits(
        feed_bytes=runtime.feed_cap,
        page_bytes=runtime.page_cap,
        deadline_s=runtime.timeout_s,
        silence_s=runtime.timeout_s / 2,  # a server that is slow to begin may take half of it
        gap_s=runtime.host_gap_s,
    )
    return HttpFetcher(user_agent=runtime.user_agent, clock=clock, limits=limits, proxy=usable(runtime.proxy))


async def keep_resting(fetcher: HttpFetcher, store: Store, now: datetime) -> None:
    """Hosts that asked to be left alone before a restart still are."""
    for host, until in (await asyncio.to_thread(store.resting, now)).items():
        fetcher.rest(host, (until - now).total_seconds())
