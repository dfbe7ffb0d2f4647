"""Finds topics, and the phrases of the owner's own, by their stems in any language."""

from __future__ import annotations

from monitor.comprehend.sightings import Sightings
from monitor.model import TopicHit

#: ids of an owner's own phrases begin with this
PHRASE = "phrase/"


def find_topics(sightings: Sightings) -> tuple[tuple[TopicHit, ...], tuple[TopicHit, ...]]:
    """Topic hits and phrase hits, in order of place. A topic is counted once where its terms overlap;
    different topics may share words."""
    hits: list[TopicHit] = []
    counted_to: dict[str, int] = {}
    tokens = sightings.tokens
    for all_here in sightings.terms.values():
        for found in all_here:
            owner = found.alias.owner
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
