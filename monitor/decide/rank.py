"""In what order a digest tells its stories: the match first, then what is new, then who tells it.

    rank        = 0.5 score + 0.2 novelty + 0.2 breadth + 0.1 independence          each of them from 0 to 1
    novelty     = 1 for a story that was not told yet; of one that was, the share of its outlets and watched actors
                  that are new since, at least 0.1
    breadth     = log2(1 + outlets) / log2(1 + 16), at most 1: the second outlet says more than the tenth
    independence = outlets that tell it in words of their own, as a share of all its outlets

The score weighs as much as the three others together: what an owner watches for is their own word, the others are
ours. A story that sixteen outlets tell in their own words (0.15 more than a lone one) overtakes a better match only
where that is better by less than 0.3; one that was told, and brings nothing new, falls behind by as much as 0.36 of
the score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2
from typing import Final

from monitor.model import Extent, Story

SCORE: Final = 0.5
NOVELTY: Final = 0.2
BREADTH: Final = 0.2
INDEPENDENCE: Final = 0.1
#: outlets from which a story is as broad as any
MANY: Final = 16
#: what a story is worth as news that was told before, and of which nothing but another article came
CONTINUED: Final = 0.1


def rank(story: Story, score: float, told: Extent | None = None, now: Extent | None = None) -> float:
    """How early a digest should tell a story, 0 to 1. `told`: what was told of it before; `now`: what it amounts to."""
    outlets = len(story.outlets)
    own = len({member.outlet for member in story.members if not member.copy_of})
    return (
        SCORE * score
        + NOVELTY * (novelty(told, now) if told and now else 1.0)
        + BREADTH * min(1.0, log2(1 + outlets) / log2(1 + MANY))
        + INDEPENDENCE * own / max(1, outlets)
    )


def novelty(told: Extent, now: Extent) -> float:
    """How much of a story that was told came since, `CONTINUED` to 1."""
    named = {*now.outlets, *now.actors}
    return max(CONTINUED, len(named - {*told.outlets, *told.actors}) / max(1, len(named)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A story that waits for a digest, for one profile."""

    profile: str
    story_id: str
    rank: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A story in its place: told once, under the profile that it fits best."""

    profile: str
    story_id: str
    #: the others that hold it
    also: tuple[str, ...] = ()


def placed(lines: Iterable[Line]) -> tuple[Placed, ...]:
    """Each story once, grouped by profile: the profile with the best story first, in each its best story first."""
    best: dict[str, Line] = {}
    holders: dict[str, set[str]] = {}
    for line in lines:
        holders.setdefault(line.story_id, set()).add(line.profile)
        if line.story_id not in best or _first(line) < _first(best[line.story_id]):
            best[line.story_id] = line
    opening = _openings(best)
    return tuple(
        Placed(
            profile=line.profile,
            story_id=line.story_id,
            also=tuple(sorted(holders[line.story_id] - {line.profile})),
        )
        for line in sorted(best.values(), key=lambda line: (opening[line.profile], line.profile, _first(line)))
    )


def _openings(best: Mapping[str, Line]) -> dict[str, tuple[float, str, str]]:
    """Profile -> its best line: where its group stands."""
    opening: dict[str, tuple[float, str, str]] = {}
    for line in best.values():
        opening[line.profile] = min(opening.get(line.profile, _first(line)), _first(line))
    return opening


def _first(line: Line) -> tuple[float, str, str]:
    return -line.rank, line.profile, line.story_id
