"""The lines of a digest -> its stories in the order in which a reader gets them, each once; and what is beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from monitor.collect.cadence import failing
from monitor.decide.rank import Line, placed, rank
from monitor.ports import DigestLine, Store
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


def sources_failing(store: Store, snapshot: Snapshot) -> int:
    """Sources that bring nothing until somebody looks: gone, locked, or failing for long. One that was asked to wait,
    or failed once or twice, is none of them."""
    states = {state.source_id: state for state in store.source_states()}
    return sum(
        bool(source.missing) or ((state := states.get(source.id)) is not None and (state.stopped or failing(state)))
        for source in snapshot.sources.values()
    )
