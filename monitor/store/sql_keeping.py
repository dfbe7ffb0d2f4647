"""The face of the store for what is kept: search, and what is let go."""

from __future__ import annotations

from datetime import datetime

from monitor.model import Search
from monitor.ports import Found, Pruned
from monitor.store import indexing, retention, search
from monitor.store.part import Part


class KeepPart(Part):
    """`ports.KeepStore`."""

    def search(self, wanted: Search) -> Found:
        with self._database.read() as connection:
            return search.search(connection, wanted)

    def unindexed(self) -> int:
        with self._database.read() as connection:
            return search.unindexed(connection)

    def index(self) -> int:
        with self._database.write() as connection:
            return indexing.index(connection)

    def prune(self, before: datetime) -> Pruned:
        with self._database.write() as connection:
            return retention.prune(connection, before, retention.BATCH)

    def shrink(self) -> int:
        return self._database.shrink()
