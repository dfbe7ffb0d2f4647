"""Analysis -> features: what an article is compared by, and how much it is about each.

The kind of a feature is what stands before its slash: country, person, org, event, place and topic of the catalogue;
figure, name and sound, which cross languages without one; word, one language's own; shingle, which tells a copy.
Two kinds say where another feature stands, and weigh nothing themselves: headline, of a word, and lead, of a term.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log2

from monitor.decide.presence import presences
from monitor.model import Analysis

#: actors and subjects that are compared; media are who tells it, "unlisted/" persons are compared by their sound
COMPARED = frozenset({"country", "person", "org", "event", "place", "topic"})
#: what each doubling of a term's mentions adds to it
OFTEN = 0.35
#: what a term weighs by where it first stands: in the headline, in the first part of the text, or behind it, where the
#: background is told
HEADLINE, FRONT, BEHIND = 1.3, 1.0, 0.65
#: where the first part ends, as a share of the text
FRONT_ENDS = 0.4
#: sentences behind the headline in which outlets tell what has happened, before what had happened
LEAD = 2
#: figures and names are listed in order without their places: half of them stand in front
FRONT_HALF = 0.5
#: a country that is there only by a place in it, against one that is named
BY_PLACE = 0.5
#: a word that may be a name, against one that is
MAYBE = 0.7
#: distinct facts of an article that is half as informative as can be; a choice of scale, which changes no order
_HALF_INFORMED = 20


def features(analysis: Analysis) -> tuple[tuple[str, float], ...]:
    """What an article is compared by, with its weight in the article: 1 is a term named once in its first part."""
    found: dict[str, float] = dict(_terms(analysis))
    for country in analysis.where:
        found.setdefault(country, BY_PLACE)
    found |= _ranked("figure", analysis.figures)
    found |= {feature: weight * MAYBE for feature, weight in _ranked("sound", analysis.sounds).items()}
    found |= _ranked("name", analysis.unlisted)
    said = dict(analysis.sketch)
    found.update((f"word/{word:x}", tenths / 10) for word, tenths in said.items())
    found.update((f"headline/{word:x}", 0.0) for word in analysis.headline if word in said)
    found.update((f"lead/{term}", 0.0) for term in _led(analysis))
    found.update((f"shingle/{one:x}", 0.0) for one in analysis.shingles)
    return tuple((name, round(weight, 2)) for name, weight in found.items())


def informative(analysis: Analysis) -> float:
    """How much an article tells, 0 to 1: its distinct actors, subjects, figures and names."""
    facts = len(presences(analysis)) + len(analysis.figures) + len(analysis.unlisted)
    return round(facts / (facts + _HALF_INFORMED), 3)


def kind_of(feature: str) -> str:
    """What stands before the slash."""
    return feature.partition("/")[0]


def _terms(analysis: Analysis) -> Iterator[tuple[str, float]]:
    title = analysis.title_end
    end = analysis.sentences[-1][1] if analysis.sentences else title
    front = title + FRONT_ENDS * (end - title)
    asked_for = _asked_for(analysis)
    for term, there in presences(analysis).items():
        if kind_of(term) in COMPARED and term not in asked_for:
            first = min(there.starts)
            place = HEADLINE if first < title else FRONT if first < front else BEHIND
            often = 1.0 + OFTEN * log2(max(there.mass, 1.0))
            yield term, often * place * min(1.0, there.strength + 0.2)


def _led(analysis: Analysis) -> Iterator[str]:
    """Terms of the headline and the first sentences."""
    body = [end for start, end in analysis.sentences if start >= analysis.title_end][:LEAD]
    ends = body[-1] if body else analysis.title_end
    asked_for = _asked_for(analysis)
    for term, there in presences(analysis).items():
        if kind_of(term) in COMPARED and term not in asked_for and min(there.starts) < ends:
            yield term


def _asked_for(analysis: Analysis) -> frozenset[str]:
    """Subjects that stand inside the owner's own phrases: all articles of a watch have them."""
    spans = [(hit.start, hit.end) for hit in analysis.phrases]
    return frozenset(
        hit.topic
        for hit in (*analysis.topics, *analysis.things)
        if any(start <= hit.start and hit.end <= end for start, end in spans)
    )


def _ranked(kind: str, listed: Sequence[str]) -> dict[str, float]:
    front = FRONT_HALF * len(listed)
    return {f"{kind}/{one}": FRONT if rank < front else BEHIND for rank, one in enumerate(listed)}
