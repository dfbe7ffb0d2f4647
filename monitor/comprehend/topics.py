"""Finds topics, and the phrases of the owner's own, by their stems in any language."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.comprehend.sightings import Sightings
from monitor.model import Mention, TopicHit

#: ids of an owner's own phrases begin with this
PHRASE = "phrase/"


#: of these a longer name that holds a term is a name and no subject: Human Rights Watch, the Ministry of Energy
_NAMES = ("org/", "media/", "place/", "person/")


def find_topics(
    sightings: Sightings, mentions: Iterable[Mention] = ()
) -> tuple[tuple[TopicHit, ...], tuple[TopicHit, ...]]:
    """Topic hits and phrase hits, in order of place. A topic is counted once where its terms overlap;
    different topics may share words. A term inside the longer name of a body or a place is no subject."""
    hits: list[TopicHit] = []
    counted_to: dict[str, int] = {}
    tokens = sightings.tokens
    inside = _inside_names(sightings, mentions)
    for all_here in sightings.terms.values():
        for found in all_here:
            owner = found.alias.owner
            if (found.first, found.last) in inside and not owner.startswith(PHRASE):
                continue
            if counted_to.get(owner, -1) < found.first:
                counted_to[owner] = found.last
                hits.append(
                    TopicHit(
                        topic=owner,
                        surface=tokens.surface(found.first, found.last),
                        start=tokens.starts[found.first],
                        end=tokens.ends[found.last],
                    )
                )
    return (
        tuple(hit for hit in hits if not hit.topic.startswith(PHRASE)),
        tuple(hit for hit in hits if hit.topic.startswith(PHRASE)),
    )


def _inside_names(sightings: Sightings, mentions: Iterable[Mention]) -> frozenset[tuple[int, int]]:
    """(first, last) token of each run of words inside a longer name."""
    names = {(mention.start, mention.end) for mention in mentions if mention.actor.startswith(_NAMES)}
    tokens = sightings.tokens
    inside: set[tuple[int, int]] = set()
    for here in sightings.terms.values():
        for found in here:
            start, end = tokens.starts[found.first], tokens.ends[found.last]
            if any(first <= start and end <= last and (first, last) != (start, end) for first, last in names):
                inside.add((found.first, found.last))
    return frozenset(inside)
