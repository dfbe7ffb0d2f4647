"""What must be in an article before it can belong to an affair: its sides, or a side and its subject.

Two sides must both be there. Of three or more the two that are most at the centre must; one that is named nearly as
often as the second may stand in for it (the juntas of three neighbours). An affair with one side is told from all
other news of that country by what it is about; those who stand around it, in the centre of one seed or named in all,
will do in its place (an epidemic crosses borders). Where nobody had listed those whom all the seeds speak of (a
company, its director), they are the affair: one of them must be there, and the place or the subject with them.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.draft.familiarity import rarity
from monitor.draft.marks import NO_MARKS, Marks, rarest, stands_alone
from monitor.draft.sides import Side

#: a further side stands in for the second when it is named at least this share as often
STANDS_IN = 0.8
#: subjects that may stand for the affair's: what a person can read at a glance
MOST_SUBJECTS = 10


def requirements(
    sides: Sequence[Side],
    subjects: Sequence[str],
    own: Sequence[str] = (),
    around: Sequence[Side] = (),
    marks: Marks = NO_MARKS,
) -> tuple[tuple[str, ...], ...]:
    """Groups of ids, of each of which one must be there. `subjects` are specific topics and events of the seeds, the
    weightiest first; `own` actors of no catalogue whom the seeds share; `around` other sides: central in some seeds,
    or named in all."""
    ranked = sorted(sides, key=lambda side: (-_weight(side), side.id))
    subject = tuple(subjects[:MOST_SUBJECTS])
    if own:
        others = [member for member in _group(ranked) if member not in own]
        return _groups(own, (*others, *subject))
    if len(ranked) > 1:
        second = _weight(ranked[1])
        other = [side for side in ranked[1:] if _weight(side) >= STANDS_IN * second]
        return _two_of_three(_group(ranked[:1]), _group(other), [term for term in marks.all if stands_alone(term)])
    parties = [side for side in around if side.central]
    beside = [side for side in around if not side.central and rarity(side.id) == 1.0]
    if marks.all and ranked:
        return _groups(_group([*ranked, *beside]), (*marks.all, *_group(parties), *(() if marks.strong else subject)))
    if marks.strong:
        return _groups(rarest(marks.strong))
    return _groups(_group([*ranked, *beside, *(side for side in parties if rarity(side.id) == 1.0)]), subject)


def _two_of_three(one: Sequence[str], other: Sequence[str], marks: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Both sides, or one of them and what the affair is known by."""
    if not marks:
        return _groups(one, other)
    return _groups((*one, *marks), (*other, *marks), (*one, *other))


def _groups(*groups: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(dict.fromkeys(group)) for group in groups if group)


def _group(sides: Sequence[Side]) -> tuple[str, ...]:
    """Everything that speaks for any of these sides."""
    return tuple(dict.fromkeys(member for side in sides for member in (side.id, *side.members)))


def _weight(side: Side) -> float:
    return side.mass * rarity(side.id)
