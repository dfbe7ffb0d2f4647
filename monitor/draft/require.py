"""What must be in an article before it can belong to an affair: its sides, or a side and its subject.

Two sides must both be there. Of three or more the two that are most at the centre must; one that is named nearly as
often as the second may stand in for it (the juntas of three neighbours). An affair with one side is told from all
other news of that country by what it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.draft.sides import Side

#: countries that are in the news so often that their name says little (findings on language)
RARITY: Mapping[str, float] = {"country/US": 0.35, "country/RU": 0.5}
#: a further side stands in for the second when it is named at least this share as often
STANDS_IN = 0.8
#: subjects that may stand for the affair's: what a person can read at a glance
MOST_SUBJECTS = 10


def requirements(sides: Sequence[Side], subjects: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of ids, of each of which one must be there. `subjects` are specific topics and events of the seeds, the
    weightiest first."""
    ranked = sorted(sides, key=lambda side: (-_weight(side), side.id))
    groups = [tuple(dict.fromkeys((side.id, *side.members))) for side in ranked]
    if len(groups) > 1:
        second = _weight(ranked[1])
        others = [group for side, group in zip(ranked, groups, strict=True) if _weight(side) >= STANDS_IN * second]
        return groups[0], tuple(dict.fromkeys(member for group in others if group != groups[0] for member in group))
    wanted = [*groups, tuple(subjects[:MOST_SUBJECTS])]
    return tuple(group for group in wanted if group)


def _weight(side: Side) -> float:
    return side.mass * RARITY.get(side.id, 1.0)
