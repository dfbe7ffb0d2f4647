"""The lines of a digest -> its stories in the order in which a reader gets them, each once; and what is beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from monitor.collect.cadence import failing
from monitor.decide.rank import Line, placed, rank
from monitor.ports import DigestLine, SourceState, Store
from monitor.settings.snapshot import Snapshot

#: stories that have a summary, the first ones: a digest is read on a telephone, and what stands further down is skimmed
SUMMARISED: Final = 12


def lines_for(lines: Sequence[DigestLine], channel: str, known: Collection[str]) -> tuple[DigestLine, ...]:
    """Those that were held for the channel, or for such as there are no more; `known`: all that there are."""
    return tuple(line for line in lines if channel in line.channels or not set(line.channels) & set(known))


def in_order(lines: Sequence[DigestLine]) -> Iterator[tuple[DigestLine, tuple[str, ...]]]:
    """Each story once, grouped by profile, with the other profiles that hold it."""
    by_place = {(line.profile, line.story.id): line for line in lines}
    ranked = (
        Line(
            profile=line.profile,
            story_id=line.story.id,
            rank=rank(line.story, line.match.score, line.before, line.now),
        )
        for line in by_place.values()
    )
    for place in placed(ranked):
        yield by_place[place.profile, place.story_id], place.also


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """How the sources of a digest fare."""

    #: were asked in its span, and of those failed the last time
    asked: int
    failed: int
    #: bring nothing until somebody looks: gone, locked, or failing for long. One that was asked to wait, or failed once
    #: or twice, is none of them
    failing: int


def sources_since(store: Store, snapshot: Snapshot, since: datetime) -> Sources:
    """Of the listed ones. That one failed is known by the hour for which it was put off: it may have failed as long
    before `since` as a feed waits between two questions."""
    states = {state.source_id: state for state in store.source_states() if state.source_id in snapshot.sources}
    failed = sum(state.failures > 0 and state.next_check_at > since for state in states.values())
    answered = sum(_answered(state, since) for state in states.values())
    needing = (
        state.stopped or failing(state) for state in states.values() if not snapshot.sources[state.source_id].missing
    )
    missing = sum(bool(source.missing) for source in snapshot.sources.values())
    return Sources(asked=answered + failed, failed=failed, failing=missing + sum(needing))


def _answered(state: SourceState, since: datetime) -> bool:
    return not state.failures and state.last_success_at is not None and state.last_success_at >= since
