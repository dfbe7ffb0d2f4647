"""What must be in an article before it can belong to an affair: its sides, or a side and its subject.

Two sides must both be there. Of three or more the two that are most at the centre must; one that is named nearly as
often as the second may stand in for it (the juntas of three neighbours). An affair with one side is told from all
other news of that country by what it is about; those who stand around it, in the centre of one seed or named in all,
will do in its place (an epidemic crosses borders). Where nobody had listed those whom all the seeds speak of (a
company, its director), they are the affair: one of them must be there, and the place or the subject with them.
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
    sides: Sequence[Side], subjects: Sequence[str], own: Sequence[str] = (), around: Sequence[Side] = ()
) -> tuple[tuple[str, ...], ...]:
    """Groups of ids, of each of which one must be there. `subjects` are specific topics and events of the seeds, the
    weightiest first; `own` actors of no catalogue whom the seeds share; `around` sides that only some seeds have at
    their centre."""
    ranked = sorted(sides, key=lambda side: (-_weight(side), side.id))
    groups = [_group([side]) for side in ranked]
    subject = tuple(subjects[:MOST_SUBJECTS])
    if own:
        others = [member for member in _group(ranked) if member not in own]
        beside = tuple(dict.fromkeys((*others, *subject)))
        return (tuple(own), beside) if beside else (tuple(own),)
    if len(groups) > 1:
        second = _weight(ranked[1])
        return groups[0], _group([side for side in ranked[1:] if _weight(side) >= STANDS_IN * second])
    place = _group([*ranked, *(side for side in around if side.id not in RARITY)])
    return tuple(group for group in (place, subject) if group)


def _group(sides: Sequence[Side]) -> tuple[str, ...]:
    """Everything that speaks for any of these sides."""
    return tuple(dict.fromkeys(member for side in sides for member in (side.id, *side.members)))


def _weight(side: Side) -> float:
    return side.mass * RARITY.get(side.id, 1.0)
