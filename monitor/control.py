"""What a person can ask for, whatever they ask it with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.collect.cadence import failing
from monitor.decide.profile import Profile
from monitor.model import Source
from monitor.ports import Counts, Notice, SourceState, Store
from monitor.settings.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How a source fares."""

    source: Source
    #: None where it was never due yet
    state: SourceState | None

    @property
    def failing(self) -> bool:
        """Has it failed so often that a person should look?"""
        return self.state is not None and failing(self.state)

    @property
    def word(self) -> str:
        """ "ok", "new", "failing" or "trouble" (failed, but not often yet)."""
        if self.state is None or (self.state.last_success_at is None and not self.state.failures):
            return "new"
        return "failing" if self.failing else "trouble" if self.state.failures else "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of a watch."""

    at: datetime
    counts: Counts
    sources: tuple[SourceHealth, ...]
    profiles: tuple[Profile, ...]
    #: what the daemon has to say: an edit that it does not take, new seeds
    notices: tuple[Notice, ...] = ()

    @property
    def line(self) -> str:
        """The status in one line, as the daemon prints it every hour."""
        silent = sum(health.word in {"trouble", "failing"} for health in self.sources)
        sent, waiting = self.counts.deliveries.get("sent", 0), self.counts.deliveries.get("pending", 0)
        parts = [
            f"articles read in 24 h: {self.counts.articles_since}",
            f"sources: {len(self.sources)}" + (f" ({silent} not answering)" if silent else ""),
            f"stories: {self.counts.stories}",
            f"messages sent: {sent}" + (f" ({waiting} waiting)" if waiting else ""),
        ]
        if self.counts.held:
            parts.append(f"held for the next digest: {self.counts.held}")
        if dead := self.counts.deliveries.get("dead", 0) + self.counts.deliveries.get("unknown", 0):
            parts.append(f"not delivered: {dead}")
        if any(notice.kind == "reload" for notice in self.notices):
            parts.append("an edit is not taken")
        return " · ".join(parts)


def status(store: Store, snapshot: Snapshot, now: datetime) -> Status:
    """How the watch stands. Raises `StoreError`."""
    states = {state.source_id: state for state in store.source_states()}
    return Status(
        at=now,
        counts=store.counts(now - timedelta(hours=24)),
        sources=tuple(SourceHealth(source=source, state=states.get(source.id)) for source in snapshot.sources.values()),
        profiles=tuple(snapshot.profiles.values()),
        notices=store.notices(),
    )
