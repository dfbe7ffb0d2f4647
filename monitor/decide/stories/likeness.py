"""How surely two articles tell one event: the logarithm of the odds.

For each group of facts there are two sums: what both name, in nats, and how much of what the poorer one names the other
lacks. Their square roots are weighed, because the facts of a group depend on each other: who names the president names
the prime minister, and an earthquake is a disaster. Beside them stand what all facts together have in common; whether
any of it is particular; the words, within a language; whether the two are at home in different countries; and the days
between them.
"""

from __future__ import annotations

from itertools import chain
from math import log, sqrt

from monitor.decide.stories.homes import elsewhere
from monitor.decide.stories.traits import FACTS, Traits, Vector

#: group -> (what agreeing says, what differing says), for each root of a nat. Learned, with all figures below, by
#: logistic regression on pairs of `tests/corpus/stories/dev` and both newsrooms: tests/README.md says how and how well
WEIGHTS: dict[str, tuple[float, float]] = {
    "country": (0.43, -0.61),
    "person": (0.0, -1.57),
    "org": (0.0, -0.55),
    "place": (0.25, -0.38),
    "topic": (0.44, -0.41),
    "figure": (0.72, -0.08),
    "name": (0.76, 0.0),
}
#: of all that is told of, the share that is common (the cosine of the two, as it were)
WHOLE = 12.47
#: nothing particular is common: no rare person, body, place, name or figure
BARE = -1.88
#: a word that may be a name is particular with so many consonants
_LONG_SOUND = 5
#: within one language: of itself, and of the logarithm of the words' cosine, which is taken for no less than this
SAME_LANGUAGE, WORDS, LEAST_COSINE = 1.71, 0.26, 0.01
#: no country is common to both
ELSEWHERE = -1.44
#: each day between them, at most so many; two of one instant were given none of their own, which counts as so much
DAY, MOST_DAYS, UNDATED_DAYS = -1.43, 4.0, 1.0
#: the odds before anything is compared
BIAS = -1.53


def inputs(one: Traits, other: Traits) -> tuple[float, ...]:
    """What is weighed, in the order of `weights`."""
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
        1.0 if same else 0.0,
        log(max(_cosine(one.words, other.words), LEAST_COSINE)) if same else 0.0,
        elsewhere(one, other),
        min(MOST_DAYS, abs(one.day - other.day) or UNDATED_DAYS),
        1.0,
    )


def weights() -> tuple[float, ...]:
    """What each input weighs."""
    return (
        *chain.from_iterable(WEIGHTS[group] for group in FACTS),
        WHOLE,
        BARE,
        SAME_LANGUAGE,
        WORDS,
        ELSEWHERE,
        DAY,
        BIAS,
    )


def likeness(one: Traits, other: Traits) -> float:
    """Log-odds, in nats: above zero the two are rather one event than two."""
    return sum(weight * value for weight, value in zip(_WEIGHTS, inputs(one, other), strict=True))


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


_WEIGHTS = weights()
