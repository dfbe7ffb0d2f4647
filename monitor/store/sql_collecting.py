"""The face of the store for collecting: sources, hosts, entries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from monitor.model import Entry, Source
from monitor.ports import KeptRobots, Pending, PollOutcome, SourceFigures, SourceState
from monitor.store import brought, entries, hosts, sources
from monitor.store.part import Part


class CollectPart(Part):
    """`ports.CollectStore`."""

    # -- sources
    def sync_sources(self, wanted: Sequence[Source], now: datetime, edited: Collection[str] = ()) -> None:
        with self._database.write() as connection:
            sources.sync(connection, wanted, now, edited)

    def due_sources(self, now: datetime, limit: int = 1000) -> tuple[SourceState, ...]:
        with self._database.read() as connection:
            return sources.due(connection, now, limit)

    def source_states(self) -> tuple[SourceState, ...]:
        with self._database.read() as connection:
            return sources.states(connection)

    def unseen(self, source_id: str, listed: Sequence[Entry]) -> tuple[Entry, ...]:
        with self._database.read() as connection:
            return entries.unseen(connection, source_id, listed)

    def save_poll(self, outcome: PollOutcome, now: datetime) -> None:
        with self._database.write() as connection:
            sources.save_poll(connection, outcome, now)

    def source_figures(self, since: datetime, now: datetime) -> Mapping[str, SourceFigures]:
        with self._database.read() as connection:
            return brought.figures(connection, since, now)

    # -- hosts
    def resting(self, now: datetime) -> Mapping[str, datetime]:
        with self._database.read() as connection:
            return hosts.resting(connection, now)

    def rest(self, host: str, until: datetime) -> None:
        with self._database.write() as connection:
            hosts.rest(connection, host, until)

    def robots(self, origin: str, now: datetime) -> KeptRobots | None:
        with self._database.read() as connection:
            return hosts.read_robots(connection, origin, now)

    def keep_robots(self, kept: KeptRobots, now: datetime) -> None:
        with self._database.write() as connection:
            hosts.keep_robots(connection, kept, now)

    # -- entries
    def pending(self, now: datetime, limit: int = 100) -> tuple[Pending, ...]:
        with self._database.read() as connection:
            return entries.pending(connection, now, limit)

    def entry_failed(self, entry: Entry, error: str, *, give_up: bool, not_before: datetime | None = None) -> None:
        with self._database.write() as connection:
            entries.failed(connection, entry, error, give_up=give_up, not_before=not_before)
