"""Which seeds speak of one affair: those that name the same seldom-named things, or the same sides.

Two seeds are compared as documents are, by the cosine of what they name, each term by how often and how seldom it is
named at large. Of 38 pairs of seeds of one affair, in two languages mostly, 33 were alike by 0.42 to 0.86; seeds of
different affairs by up to 0.38, but for two epidemics in the same country (0.72). Where the sides are the same less
will do, and where both headlines name what hardly any report names, anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2, sqrt

from monitor.comprehend.lexicon import Lexicon
from monitor.decide.presence import Presence
from monitor.draft.familiarity import information
from monitor.draft.marks import ALONE
from monitor.draft.sides import sides_of

#: seeds are of one affair when they are as alike as this …
ALIKE = 0.4
#: … or share more than this part of their sides
SAME_SIDES = 0.5
#: what a mention in the headline adds to the frequency, which grows up to twice
_HEADLINE, _MOST = 1.3, 2.0

#: term -> its share of the whole; the squares sum up to 1
_Vector = Mapping[str, float]


def affairs_of(present: Sequence[Mapping[str, Presence]], lexicon: Lexicon) -> list[list[int]]:
    """The seeds by their numbers, those of one affair together, in the order of their first.

    `present`: what is in each.
    """
    affairs: list[list[int]] = []
    sides = [frozenset(side.id for side in sides_of(found, lexicon)) for found in present]
    vectors = [_vector(found, lexicon) for found in present]
    headlines = [frozenset(filter(_telling, (term for term in found if found[term].in_title))) for found in present]
    for seed in range(len(present)):
        for members in affairs:
            shared = frozenset.intersection(*(sides[one] for one in members))
            alike = sum(_cosine(vectors[seed], vectors[one]) for one in members) / len(members)
            above = headlines[seed].intersection(*(headlines[one] for one in members))
            if above or alike >= ALIKE or len(sides[seed] & shared) > SAME_SIDES * len(sides[seed] | shared):
                members.append(seed)
                break
        else:
            affairs.append([seed])
    return affairs


def _telling(term: str) -> bool:
    return information(term) >= ALONE


def _vector(present: Mapping[str, Presence], lexicon: Lexicon) -> _Vector:
    named = {term: there for term, there in present.items() if there.count and not term.startswith("media/")}
    # a thing that is named once is there by chance
    named = {term: one for term, one in named.items() if term not in lexicon.things or one.in_title or one.count > 1}
    raw = {
        term: min(_MOST, log2(1 + there.count) / 2 * (_HEADLINE if there.in_title else 1.0))
        * there.strength
        * information(term)
        for term, there in named.items()
    }
    length = sqrt(sum(share * share for share in raw.values()))
    return {term: share / length for term, share in raw.items()} if length else {}


def _cosine(one: _Vector, other: _Vector) -> float:
    return sum(share * other.get(term, 0.0) for term, share in one.items())
