"""What an affair is known by: the dam, the besieged town, the disease, the company; not who the sides are.

A mark is seldom in the news at large and at the centre of the seeds. A report that names it with one of the sides
belongs to the affair, whatever else it names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.offices import SINGLE
from monitor.decide.presence import Presence
from monitor.draft.familiarity import information, is_rare
from monitor.draft.sides import Side, side_of

#: marks in a draft: what a person can read at a glance
MOST_MARKS = 6
#: mentions outside the headline that make a term central in a seed; and one that the seed is about
CENTRAL, CHIEF = 2, 3
#: bits of information from which on a topic is of one affair: it is in one of 180 reports
ALONE = 7.5
#: kinds that the headline of a single seed may make its mark
_NAMED = ("event/", "org/", "person/")
#: kinds that stand for nothing by themselves
_NEVER = frozenset({"media", "country", "unlisted", "phrase"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks of some seeds, the most named first."""

    all: tuple[str, ...]
    #: those that every seed is about
    strong: tuple[str, ...]
    #: mark -> the country that it lies in
    lies_in: Mapping[str, str] = field(default_factory=dict)
    #: those that are things
    things: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """Marks that are somebody or something by name: the dam, the town, the company."""
        return tuple(mark for mark in self.all if not mark.startswith("topic/"))

    @property
    def chief(self) -> tuple[str, ...]:
        """Names and things that every seed is about: no report of the affair goes without what they stand for."""
        return tuple(mark for mark in self.strong if mark in self.names or mark in self.things)

    def stands_for(self, mark: str, side: str) -> bool:
        """May it stand for one of two sides? A canal for its own country alone, a topic only if hardly any other affair
        has it, a thing never."""
        if mark in self.things:
            return False
        if mark.startswith("topic/"):
            return information(mark) >= ALONE
        return self.lies_in.get(mark, side) == side


NO_MARKS = Marks(all=(), strong=())


def marks_of(present: Mapping[str, Mapping[str, Presence]], sides: Sequence[Side], lexicon: Lexicon) -> Marks:
    """What some seeds have in common that is not their sides. `present`: seed -> what is in it. One seed of two sides
    tells by its headline alone what could stand for one of them."""
    shared = set.intersection(*(set(found) for found in present.values()))
    of_sides = {member for side in sides for member in (side.id, *side.members) if not _private(member, lexicon)}
    if len(present) == 1 and len(sides) > 1:
        (only,) = present.values()
        shared = {term for term in shared if term.startswith(_NAMED) and only[term].in_title}
        shared = {term for term in shared if only[term].count >= CHIEF}
    named = {
        term: [found[term] for found in present.values()]
        for term in shared - of_sides
        if _may_mark(term, sides, lexicon)
    }
    ranked = sorted(
        (term for term, there in named.items() if _is_mark(term, there)),
        key=lambda term: (-sum(one.mass for one in named[term]), term),
    )[:MOST_MARKS]
    strong = tuple(term for term in ranked if all(one.in_title or one.count >= CHIEF for one in named[term]))
    lies_in = {term: of for term in ranked if term.startswith("place/") and (of := lexicon.actors[term].of)}
    return Marks(all=tuple(ranked), strong=strong, lies_in=lies_in, things=lexicon.things.intersection(ranked))


def rarest(marks: Sequence[str]) -> tuple[str, ...]:
    """What stands for an affair without any side: its actors and places; of topics those that are named as seldom as
    the rarest of them, or half as seldom."""
    if actors := tuple(mark for mark in marks if not mark.startswith("topic/")):
        return actors
    most = max(map(information, marks))
    return tuple(mark for mark in marks if information(mark) >= most - 1)


def _may_mark(term: str, sides: Sequence[Side], lexicon: Lexicon) -> bool:
    kind = term.partition("/")[0]
    if kind in _NEVER or not is_rare(term):
        return False
    if kind == "topic":
        topic = lexicon.topics[term]
        return topic.kind != "everyday" and not topic.generic
    if kind == "event":  # a meeting of an organisation is an occasion
        return not (lexicon.actors[term].of or "").startswith(("org/", "event/"))
    if kind == "place" and side_of(term, lexicon):  # a capital is its government
        return False
    return _private(term, lexicon) or side_of(term, lexicon) not in {side.id for side in sides}


def _private(term: str, lexicon: Lexicon) -> bool:
    """Somebody who never held one of a state's first offices: what he stands for is himself."""
    known = lexicon.actors.get(term)
    if not term.startswith("person/") or known is None or not known.roles:
        return False
    return all(role.office not in SINGLE for role in known.roles)


def _is_mark(term: str, there: Sequence[Presence]) -> bool:
    """A topic or a place at the centre of every seed; anything else of half of them, and named in all. One seed alone
    says what it is known by in its headline."""
    if not all(one.count and one.strength >= 1.0 for one in there):
        return False
    if len(there) == 1:
        return there[0].in_title
    least = CHIEF if term.startswith("topic/") else CENTRAL
    central = sum(one.in_title or one.count >= least for one in there)
    return central == len(there) if term.startswith(("topic/", "place/")) else 2 * central >= len(there)
