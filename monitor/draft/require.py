"""What must be in an article before it can belong to an affair: its sides, or a side and its subject.

Two sides must both be there. Of three or more the two that are most at the centre must; one that is named nearly as
often as the second may stand in for it (the juntas of three neighbours). An affair with one side is told from all
other news of that country by what it is about. Where nobody had listed those whom all the seeds speak of (a company,
its director), they are the affair: one of them must be there, and the place or the subject with them.
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


def requirements(
    sides: Sequence[Side], subjects: Sequence[str], own: Sequence[str] = ()
) -> tuple[tuple[str, ...], ...]:
    """Groups of ids, of each of which one must be there. `subjects` are specific topics and events of the seeds, the
    weightiest first; `own` actors of no catalogue whom the seeds share."""
    ranked = sorted(sides, key=lambda side: (-_weight(side), side.id))
    groups = [tuple(dict.fromkeys((side.id, *side.members))) for side in ranked]
    subject = tuple(subjects[:MOST_SUBJECTS])
    if own:
        others = [member for group in groups for member in group if member not in own]
        beside = tuple(dict.fromkeys((*others, *subject)))
        return (tuple(own), beside) if beside else (tuple(own),)
    if len(groups) > 1:
        second = _weight(ranked[1])
        near = [group for side, group in zip(ranked, groups, strict=True) if _weight(side) >= STANDS_IN * second]
        return groups[0], tuple(dict.fromkeys(member for group in near if group != groups[0] for member in group))
    return tuple(group for group in (*groups, subject) if group)


def _weight(side: Side) -> float:
    return side.mass * RARITY.get(side.id, 1.0)
