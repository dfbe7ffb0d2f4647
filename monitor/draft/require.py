"""What must be in an article before it can belong to an affair: its sides, what it is known by, or its subject.

Two sides must both be there, or one of them and a mark (the dam that both quarrel about). Of three or more the two that
are most at the centre must; one that is named nearly as often as the second may stand in for it (the juntas of three
neighbours). Where all seeds are about something by name, that or what they are about must be there too. An affair with
one side is told from all other news of that country by its mark, by another party, or, where nothing marks it, by what
it is about; those whom all seeds name beside the side will do in its place (an epidemic crosses borders). Without any
side the rarest mark is the affair. Where nobody had listed those whom all the seeds speak of (a company, its director),
they are the affair: one of them must be there, and the place or the subject with them, unless every headline names it.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.draft.familiarity import rarity
from monitor.draft.marks import NO_MARKS, Marks, rarest
from monitor.draft.sides import Side

#: a further side stands in for the second when it is named at least this share as often
STANDS_IN = 0.8
#: a side that is named less than this share as often as the first is a party to the affair, not one of two
EQUAL = 0.5
#: subjects that may stand for the affair's: what a person can read at a glance
MOST_SUBJECTS = 10


def requirements(
    sides: Sequence[Side],
    subjects: Sequence[str],
    own: Sequence[str] = (),
    around: Sequence[Side] = (),
    marks: Marks = NO_MARKS,
    titled: bool = False,
) -> tuple[tuple[str, ...], ...]:
    """Groups of ids, of each of which one must be there. `subjects` are specific topics and events of the seeds, the
    weightiest first; `own` actors of no catalogue whom the seeds share; `around` other sides: central in some seeds,
    or named in all; `titled`: does every headline name one of `own`?"""
    if titled:
        return _groups(own)
    ranked = sorted(sides, key=lambda side: (-_weight(side), side.id))
    subject = tuple(subjects[:MOST_SUBJECTS])
    if own:
        others = [member for member in _group(ranked) if member not in own]
        return _groups(own, (*others, *subject))
    equal = [side for side in ranked if _weight(side) >= EQUAL * _weight(ranked[0])]
    if len(equal) > 1:
        second = _weight(equal[1])
        both = _two_of_three(equal[0], [side for side in equal[1:] if _weight(side) >= STANDS_IN * second], marks)
        return _and_about(both, sides, subjects, marks)
    parties = [*ranked[1:], *(side for side in around if side.central)]
    beside = [side for side in around if not side.central and rarity(side.id) == 1.0]
    if ranked and (marks.all or ranked[1:]):
        also = () if marks.strong else subject
        known = (*marks.all, *_group(parties), *also)
        return _and_about(_groups(_group([*equal, *beside]), known), sides, subjects, marks)
    if marks.all:
        return _groups(rarest(marks.all))
    return _groups(_group([*ranked, *beside, *(side for side in parties if rarity(side.id) == 1.0)]), subject)


def about(sides: Sequence[Side], subjects: Sequence[str], marks: Marks) -> tuple[str, ...]:
    """What an affair of several sides is about, where every seed is about something by name, or a thing: the same two
    countries play football too. Named once it is there; what is in the news every day does not count."""
    if len(sides) < 2 or not marks.chief:
        return ()
    telling = (subject for subject in subjects[:MOST_SUBJECTS] if rarity(subject) == 1.0)
    return tuple(dict.fromkeys((*marks.all, *telling)))


def _and_about(
    groups: tuple[tuple[str, ...], ...], sides: Sequence[Side], subjects: Sequence[str], marks: Marks
) -> tuple[tuple[str, ...], ...]:
    more = about(sides, subjects, marks)
    return groups if any(set(group) <= set(more) for group in groups) else _groups(*groups, more)


def _two_of_three(one: Side, others: Sequence[Side], marks: Marks) -> tuple[tuple[str, ...], ...]:
    """Both sides, or one of them and what the affair is known by."""
    first, second = _group([one]), _group(others)
    for_one = [mark for mark in marks.all if marks.stands_for(mark, one.id)]
    for_others = [mark for mark in marks.all if any(marks.stands_for(mark, other.id) for other in others)]
    if not (for_one or for_others):
        return _groups(first, second)
    return _groups((*first, *for_one), (*second, *for_others), (*first, *second))


def _groups(*groups: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(dict.fromkeys(group)) for group in groups if group)


def _group(sides: Sequence[Side]) -> tuple[str, ...]:
    """Everything that speaks for any of these sides."""
    return tuple(dict.fromkeys(member for side in sides for member in (side.id, *side.members)))


def _weight(side: Side) -> float:
    return side.mass * rarity(side.id)
