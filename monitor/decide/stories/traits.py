"""A member's features, weighed by what they say, in groups that are compared with each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from monitor.decide.stories.rarity import Rarity
from monitor.model import Member

#: kind of feature -> the group in which it is compared
GROUP = {
    "country": "country",
    "person": "person",
    "org": "org",
    "event": "org",
    "place": "place",
    "topic": "topic",
    "figure": "figure",
    "name": "name",
    "sound": "sound",
    "word": "word",
}
#: groups of facts: what is told of, whatever the language
FACTS = ("country", "person", "org", "place", "topic", "figure", "name")

#: groups of what makes an event itself, whatever its subject; their rare features are particular if they say so much:
#: one article in a hundred holds them
ITSELF, PARTICULAR = ("person", "org", "place", "figure", "name"), 4.6

#: seconds
DAY_S = 86_400

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What an article is compared by."""

    language: str
    #: instant of publication, in days
    day: float
    #: the groups of `FACTS`, feature -> nats that it says here
    facts: Mapping[str, Vector]
    #: the sum of each group, and of all
    mass: Mapping[str, float]
    whole: float
    #: names, and words that may be names: what is compared with another language's names
    heard: Vector
    heard_mass: float
    #: length of the vector of `ITSELF`, with all that is heard for its names
    length: float
    #: words, scaled to length one
    words: Vector
    #: those of the headline
    headline: Vector
    #: terms of the headline and the first sentences that are not watched, with the nats that each says by itself
    lead: Vector
    #: persons, bodies, places, names and figures that are rare: to share one tells of one event, not of one subject
    particular: frozenset[str]


def traits_of(member: Member, rarity: Rarity) -> Traits:
    """The member's features, weighed."""
    groups: dict[str, dict[str, float]] = {group: {} for group in (*FACTS, "sound", "word")}
    particular: set[str] = set()
    titled: list[str] = []
    lead: dict[str, float] = {}
    for feature, weight in member.features:
        kind, _, of = feature.partition("/")
        if kind == "headline":
            titled.append(f"word/{of}")
        elif kind == "lead" and not rarity.watches(of):
            lead[of] = rarity.says(of)
        group = GROUP.get(kind)
        if group is not None and weight > 0 and (says := rarity.says(feature)) > 0:
            groups[group][feature] = weight * says
            if says >= PARTICULAR and group in ITSELF:
                particular.add(feature)
    facts = {group: groups[group] for group in FACTS}
    mass = {group: sum(vector.values()) for group, vector in facts.items()}
    heard = _by_sound(groups["sound"]) | _by_sound(groups["name"])
    words = _unit(groups["word"])
    return Traits(
        language=member.language,
        day=member.published.timestamp() / DAY_S,
        facts=facts,
        mass=mass,
        whole=sum(mass.values()),
        heard=heard,
        heard_mass=sum(heard.values()),
        length=_length(*(facts[group] for group in ITSELF if group != "name"), heard),
        words=words,
        headline={word: words[word] for word in titled if word in words},
        lead=lead,
        particular=frozenset(particular),
    )


def _by_sound(vector: Vector) -> dict[str, float]:
    return {feature.partition("/")[2]: weight for feature, weight in vector.items()}


def _length(*vectors: Vector) -> float:
    return sqrt(sum(weight * weight for vector in vectors for weight in vector.values()))


def _unit(vector: Vector) -> Vector:
    length = _length(vector)
    return {name: weight / length for name, weight in vector.items()} if length else {}
