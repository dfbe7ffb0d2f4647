"""How surely two articles tell one event: the logarithm of the odds.

For each group of facts there are two sums: what both name, in nats, and how much of what the poorer one names the other
lacks. Their square roots are weighed, because the facts of a group depend on each other: who names the president names
the prime minister, and an earthquake is a disaster. Beside them stand what all facts together have in common; whether
any of it is particular; the words, within a language; whether the two are at home in different countries; and the days
between them.

Within a language words tell most, and facts that both name are among the words already; across languages there are
facts alone. So there are two sets of weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from math import log, sqrt

from monitor.decide.stories.homes import elsewhere
from monitor.decide.stories.traits import FACTS, Traits, Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each input weighs."""

    #: group -> (what agreeing says, what differing says), for each root of a nat
    facts: Mapping[str, tuple[float, float]]
    #: of all that is told of, the share that is common (the cosine of the two, as it were)
    whole: float
    #: nothing particular is common: no rare person, body, place, name or figure
    bare: float
    #: the logarithm of the words' cosine
    words: float
    #: no country is common to both
    elsewhere: float
    #: each day between them
    day: float
    #: the odds before anything is compared
    bias: float

    def in_order(self) -> tuple[float, ...]:
        """In the order of `inputs`."""
        of_facts = chain.from_iterable(self.facts[group] for group in FACTS)
        return (*of_facts, self.whole, self.bare, self.words, self.elsewhere, self.day, self.bias)


#: learned, both, by logistic regression on pairs of `tests/corpus/stories/dev` and both newsrooms: tests/README.md says
#: how and how well, `tests/benchmarks/stories.py --learn` prints what stands here
WITHIN_LANGUAGE = Weights(
    facts={
        "country": (0.0, -0.55),
        "person": (0.0, -0.96),
        "org": (0.0, -0.61),
        "place": (0.0, -0.35),
        "topic": (0.2, -0.24),
        "figure": (0.19, -0.12),
        "name": (0.0, -0.03),
    },
    whole=1.64,
    bare=-0.71,
    words=2.24,
    elsewhere=-0.2,
    day=-1.13,
    bias=5.85,
)
ACROSS_LANGUAGES = Weights(
    facts={
        "country": (0.27, -0.66),
        "person": (0.0, -1.47),
        "org": (0.06, -0.29),
        "place": (0.26, -0.38),
        "topic": (0.27, -0.43),
        "figure": (0.4, -0.03),
        "name": (0.77, 0.0),
    },
    whole=10.56,
    bare=-1.06,
    words=0.0,
    elsewhere=-2.61,
    day=-1.37,
    bias=-1.87,
)
#: added between two languages, in which a mean of log-odds must be lower to miss as little as in one. Chosen with
#: `neighbourhood.JOIN` on `dev`: of the pairs in several languages .85 are found instead of .83, at the same precision
LENIENCE = 0.5
#: a word that may be a name is particular with so many consonants
_LONG_SOUND = 5
#: a cosine of words is taken for no less
LEAST_COSINE = 0.01
#: more days say no more; two of one instant were given none of their own, which counts as so much
MOST_DAYS, UNDATED_DAYS = 4.0, 1.0


def inputs(one: Traits, other: Traits) -> tuple[float, ...]:
    """What is weighed, in the order of `Weights.in_order`."""
    same = one.language == other.language
    facts: list[float] = []
    common = 0.0
    bare = one.particular.isdisjoint(other.particular)
    for group in FACTS:
        nats, _ = _agreement(one.facts[group], other.facts[group])
        common += nats
        poorer = min(one.mass[group], other.mass[group])
        if group == "name" and not same:
            nats, agreed = _agreement(one.heard, other.heard)
            bare = bare and not any(len(bones) >= _LONG_SOUND for bones in agreed)
            poorer = min(one.heard_mass, other.heard_mass)
        facts += (sqrt(nats), sqrt(max(0.0, poorer - nats)))
    whole = sqrt(one.whole * other.whole)
    return (
        *facts,
        common / whole if whole else 0.0,
        1.0 if bare else 0.0,
        log(max(_cosine(one.words, other.words), LEAST_COSINE)) if same else 0.0,
        elsewhere(one, other),
        min(MOST_DAYS, abs(one.day - other.day) or UNDATED_DAYS),
        1.0,
    )


def likeness(one: Traits, other: Traits) -> float:
    """Log-odds, in nats, with `LENIENCE`: the higher, the surer the two are one event."""
    same = one.language == other.language
    known = zip(_WITHIN if same else _ACROSS, inputs(one, other), strict=True)
    return sum(weight * value for weight, value in known) + (0.0 if same else LENIENCE)


def _agreement(one: Vector, other: Vector) -> tuple[float, list[str]]:
    """What both have, in nats, and by which features."""
    if len(one) > len(other):
        one, other = other, one
    agreed = [feature for feature in one if feature in other]
    return sum(min(one[feature], other[feature]) for feature in agreed), agreed


def _cosine(one: Vector, other: Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)


_WITHIN, _ACROSS = WITHIN_LANGUAGE.in_order(), ACROSS_LANGUAGES.in_order()
