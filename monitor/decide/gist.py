"""Analysis -> the few actors and topics that say what an article is about, the most central first.

For a reader who cannot read its headline: `compose` gives them their names in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from monitor.decide.match import CERTAIN_ENOUGH, IN_PASSING
from monitor.decide.presence import Presence, presences
from monitor.model import Analysis

#: a gist is one line: as many as a headline of a long sentence names
ACTORS, TOPICS = 4, 2
#: types of actor that say whom it is about
_ACTORS = ("person/", "org/", "country/", "event/", "place/")
_TOPICS = ("topic/",)


def gist(analysis: Analysis, minor: Callable[[str], bool]) -> tuple[str, ...]:
    """Ids of the main actors, then of the main topics.

    Whom the headline names comes first, then whom it only means, then whom the text names most; what is named in
    passing is left out.
    `minor` terms say little beside others, and stand only where there is no other of their kind.
    """
    present = presences(analysis)
    headline = {one.actor for one in analysis.mentions if one.start < analysis.title_end}
    place = {term: number for number, term in enumerate(present)}

    def main(types: tuple[str, ...], most: int) -> list[str]:
        there = {term: one for term, one in present.items() if term.startswith(types)}
        named = _central(there)
        telling = [term for term in named if not minor(term)] or named
        telling.sort(key=lambda one: (one not in headline, not there[one].in_title, -there[one].mass, place[one]))
        return telling[:most]

    return (*main(_ACTORS, ACTORS), *main(_TOPICS, TOPICS))


def gist_of_evidence(terms: Iterable[str]) -> tuple[str, ...]:
    """The same of a match's terms, in their order, where the article is no longer there."""
    listed = tuple(terms)
    actors = [term for term in listed if term.startswith(_ACTORS)][:ACTORS]
    return (*actors, *[term for term in listed if term.startswith(_TOPICS)][:TOPICS])


def _central(there: Mapping[str, Presence]) -> list[str]:
    """Those that are surely meant, and more than in passing."""
    most = max((one.mass for one in there.values()), default=0.0)
    return [
        term
        for term, one in there.items()
        if one.strength >= CERTAIN_ENOUGH and (one.in_title or one.mass >= IN_PASSING * most)
    ]
