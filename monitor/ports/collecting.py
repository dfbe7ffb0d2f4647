"""The store, as polling and reading need it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from monitor.model import Entry, Source
from monitor.ports.sources import KeptRobots, Pending, PollOutcome, SourceFigures, SourceState


class CollectStore(Protocol):
    """What is asked of sources, and what they brought."""

    # -- sources
    def sync_sources(self, sources: Sequence[Source], now: datetime, edited: Collection[str] = ()) -> None:
        """Make a due row for each new source; rows of sources no longer listed are left asleep. What is `edited`
        in the way it is asked is due, however long it had to wait after a failure."""
        ...

    def due_sources(self, now: datetime, limit: int = 1000) -> tuple[SourceState, ...]:
        """Listed sources whose `next_check_at` has come, the longest overdue first."""
        ...

    def source_states(self) -> tuple[SourceState, ...]:
        """Every listed source, by id."""
        ...

    def unseen(self, source_id: str, listed: Sequence[Entry]) -> tuple[Entry, ...]:
        """Those that are news to this source, in their order.

        An entry is known by its key, or by its address where the key is new: some feeds make up new guids for old
        entries. A known key with another address and another title is news, and gets a key of its own.
        """
        ...

    def save_poll(self, outcome: PollOutcome, now: datetime) -> None:
        """Validators, due time and new entries together: never validators without what they stand for."""
        ...

    def source_figures(self, since: datetime, now: datetime) -> Mapping[str, SourceFigures]:
        """What each listed source brought since then, by id; one that brought nothing may be left out."""
        ...

    # -- hosts
    def resting(self, now: datetime) -> Mapping[str, datetime]:
        """Hosts that asked to be left alone, each with the end of it."""
        ...

    def rest(self, host: str, until: datetime) -> None:
        """Leave a host alone until then; a longer rest that stands is kept."""
        ...

    def robots(self, origin: str, now: datetime) -> KeptRobots | None:
        """What is still good of a site's robots.txt."""
        ...

    def keep_robots(self, kept: KeptRobots, now: datetime) -> None:
        """In place of what was kept of this site."""
        ...

    # -- entries
    def pending(self, now: datetime, limit: int = 100) -> tuple[Pending, ...]:
        """Entries not read yet whose time has come, oldest first."""
        ...

    def entry_failed(self, entry: Entry, error: str, *, give_up: bool, not_before: datetime | None = None) -> None:
        """Count an attempt; a given-up entry is never pending again, another one not before then."""
        ...
