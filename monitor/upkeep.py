"""What keeps the store in order: what came is made findable, what is no longer kept goes.

Each piece of work is a row of short transactions, so that nobody waits for it.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from monitor.ports import Clock, Meter, Progress, Pruned, Store

#: articles that are indexed in one go, a second or two for each thousand: a stop has to wait for that
_AT_ONCE = 5000
#: articles that wait to be indexed, from which on it is told: an upgrade, not a usual round
_MANY = 1000
_MB = 1_000_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """The embedded engine's housekeeping."""

    store: Store
    clock: Clock
    meter: Meter
    #: how long articles and stories are kept; None: for ever
    keep: timedelta | None

    async def index(self) -> int:
        """Let search find what it does not know yet, or some thousands of it; how many articles that were."""
        waiting = await asyncio.to_thread(self.store.unindexed)
        if waiting >= _MANY:
            _log.info("%d stored articles are not indexed yet; search finds the newest first", waiting)
        indexed = 0
        while indexed < min(waiting, _AT_ONCE) and (more := await asyncio.to_thread(self.store.index)):
            indexed += more
        return indexed

    async def prune(self) -> Pruned:
        """Let go what is older than is kept; what that was."""
        total = Pruned()
        if self.keep is None:
            return total
        before = self.clock.now() - self.keep
        while more := await asyncio.to_thread(self.store.prune, before):
            total += more
        if total:
            freed = await asyncio.to_thread(self.store.shrink)
            _log.info(
                "older than %d days, and let go: %d articles, %d stories, %d messages, %d entries of feeds%s",
                self.keep.days,
                total.articles,
                total.stories,
                total.deliveries,
                total.entries,
                f"; the database is {freed / _MB:.0f} MB smaller" if freed >= _MB else "",
            )
            for kind in ("articles", "stories", "deliveries", "entries"):
                self.meter.count("pruned", getattr(total, kind), kind=kind)
        return total


def index_all(store: Store, progress: Progress) -> None:
    """The same for somebody who waits for it: a search that must not miss what came a moment ago. Raises
    `StoreError`."""
    waiting = store.unindexed()
    if waiting:
        progress.begin("Indexing stored articles", waiting)
    while waiting > 0 and (done := store.index()):
        waiting -= done
        for _ in range(done):
            progress.step()
