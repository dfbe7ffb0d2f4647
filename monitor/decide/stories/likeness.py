"""How surely two articles tell one event: the logarithm of the odds.

For each group of facts there are two sums: what both name, in nats, and how much of what the poorer one names the other
lacks. Their square roots are weighed, because the facts of a group depend on each other: who names the president names
the prime minister, and an earthquake is a disaster. Beside them stand whether anything that is common is particular;
whether the two are at home in different countries; and the days between them.

Within a language words tell most, those of each headline above all, and facts that both name are among the words
already. Across languages there are facts alone: how much is common of all of them, and of what each article begins
with. So there are two sets of weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from math import log, sqrt

from monitor.decide.stories.features import kind_of
from monitor.decide.stories.homes import elsewhere
from monitor.decide.stories.traits import FACTS, GROUP, ITSELF, Traits, Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each input weighs."""

    #: group -> (what agreeing says, what differing says), for each root of a nat
    facts: Mapping[str, tuple[float, float]]
    #: nothing particular is common: no rare person, body, place, name or figure
    bare: float
    #: within a language, the logarithm of the words' cosine
    words: float
    #: and the share of what both headlines say that the other text says too
    headline: float
    #: across languages, of all that is told of, the share that is common (the cosine of the two, as it were)
    whole: float
    #: the same of what makes an event itself, without subjects and countries: persons, bodies, places, names, figures
    itself: float
    #: what both tell of in the headline and the first sentences, for each root of a nat
    lead: float
    #: the share of what either tells of there that the other tells of anywhere
    led: float
    #: no country is common to both
    elsewhere: float
    #: each day between them
    day: float
    #: the odds before anything is compared
    bias: float

    def in_order(self) -> tuple[float, ...]:
        """In the order of `inputs`."""
        of_facts = chain.from_iterable(self.facts[group] for group in FACTS)
        of_texts = (self.words, self.headline, self.whole, self.itself, self.lead, self.led)
        return (*of_facts, self.bare, *of_texts, self.elsewhere, self.day, self.bias)


#: learned, both, by logistic regression on pairs of `tests/corpus/stories/dev` and both newsrooms: tests/README.md says
#: how and how well, `tests/benchmarks/stories.py --learn` prints what stands here
WITHIN_LANGUAGE = Weights(
    facts={
        "country": (0.0, -0.33),
        "person": (0.0, -1.18),
        "org": (0.0, -0.79),
        "place": (0.0, -0.33),
        "topic": (0.12, -0.38),
        "figure": (0.0, -0.25),
        "name": (0.33, -0.08),
    },
    bare=-0.82,
    words=1.73,
    headline=5.9,
    whole=0.0,
    itself=0.0,
    lead=0.0,
    led=0.0,
    elsewhere=-0.89,
    day=-1.43,
    bias=5.72,
)
ACROSS_LANGUAGES = Weights(
    facts={
        "country": (0.34, -0.64),
        "person": (0.0, -1.01),
        "org": (0.0, -0.43),
        "place": (0.0, -0.18),
        "topic": (0.16, -0.36),
        "figure": (0.54, -0.31),
        "name": (1.24, 0.0),
    },
    bare=-0.52,
    words=0.0,
    headline=0.0,
    whole=6.85,
    itself=4.25,
    lead=0.33,
    led=2.87,
    elsewhere=-2.91,
    day=-1.47,
    bias=-2.59,
)
#: added between two languages. Chosen with `neighbourhood.JOIN` on `dev` and the demo's newsroom: at 0.5 an article of
#: a new event is told with another one of its neighbourhood
LENIENCE = -0.5
#: a word that may be a name is particular with so many consonants
_LONG_SOUND = 5
#: a cosine of words is taken for no less
LEAST_COSINE = 0.01
#: an article without headline tells as much of one as usual
NO_HEADLINE = 0.3
#: nats of a lead of which nothing is known: a third of them is told elsewhere
LITTLE_LED = 2.0
#: more days say no more; two of one instant were given none of their own, which counts as so much
MOST_DAYS, UNDATED_DAYS = 4.0, 1.0


def inputs(one: Traits, other: Traits) -> tuple[float, ...]:
    """What is weighed, in the order of `Weights.in_order`."""
    same = one.language == other.language
    facts: list[float] = []
    common = alike = 0.0
    bare = one.particular.isdisjoint(other.particular)
    for group in FACTS:
        mine, theirs = one.facts[group], other.facts[group]
        nats, agreed = _agreement(mine, theirs)
        common += nats
        poorer = min(one.mass[group], other.mass[group])
        if group == "name" and not same:
            mine, theirs = one.heard, other.heard
            nats, agreed = _agreement(mine, theirs)
            bare = bare and not any(len(bones) >= _LONG_SOUND for bones in agreed)
            poorer = min(one.heard_mass, other.heard_mass)
        if group in ITSELF:
            alike += sum(mine[feature] * theirs[feature] for feature in agreed)
        facts += (sqrt(nats), sqrt(max(0.0, poorer - nats)))
    return (
        *facts,
        1.0 if bare else 0.0,
        *(_of_words(one, other) if same else _of_facts(one, other, common, alike)),
        elsewhere(one, other),
        min(MOST_DAYS, abs(one.day - other.day) or UNDATED_DAYS),
        1.0,
    )


def _of_words(one: Traits, other: Traits) -> tuple[float, ...]:
    """`words`, `headline`, and nothing of what stands for them across languages."""
    told = sum(says for word, says in one.headline.items() if word in other.words)
    told += sum(says for word, says in other.headline.items() if word in one.words)
    whole = sum(one.headline.values()) + sum(other.headline.values())
    cosine = log(max(_cosine(one.words, other.words), LEAST_COSINE))
    return cosine, told / whole if whole else NO_HEADLINE, 0.0, 0.0, 0.0, 0.0


def _of_facts(one: Traits, other: Traits, common: float, alike: float) -> tuple[float, ...]:
    """Nothing of words; `whole`, `itself`, `lead` and `led`."""
    mass, length = sqrt(one.whole * other.whole), one.length * other.length
    lead = sum(says for term, says in one.lead.items() if term in other.lead)
    told = _told(one, other) + _told(other, one) + LITTLE_LED
    led = sum(one.lead.values()) + sum(other.lead.values()) + 3 * LITTLE_LED
    return 0.0, 0.0, common / mass if mass else 0.0, alike / length if length else 0.0, sqrt(lead), told / led


def _told(one: Traits, other: Traits) -> float:
    """What of the first article's lead stands anywhere in the other, in nats."""
    return sum(says for term, says in one.lead.items() if term in other.facts[GROUP[kind_of(term)]])


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
