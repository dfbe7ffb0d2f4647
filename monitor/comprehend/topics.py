"""Finds topics, and the phrases of the owner's own, by their stems in any language."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from monitor.comprehend.catalogue import Actor
from monitor.comprehend.lookup.sightings import Sightings
from monitor.comprehend.lookup.trie import Found
from monitor.comprehend.words.tokens import Tokens
from monitor.model import DENIAL, Mention, TopicHit

#: ids of an owner's own phrases begin with this
PHRASE = "phrase/"
#: a mention under this strength is a guess, and says nothing of a subject
SURE = 0.5

#: of these a longer name that holds a term is a name and no subject: Human Rights Watch, the Ministry of Energy
_NAMES = ("org/", "media/", "place/", "person/")


class TopicHits(NamedTuple):
    """What a document speaks of, as the fields of an `Analysis`."""

    topics: tuple[TopicHit, ...]
    things: tuple[TopicHit, ...]
    turns: tuple[TopicHit, ...]
    phrases: tuple[TopicHit, ...]


def find_topics(
    sightings: Sightings, mentions: Iterable[Mention], actors: Mapping[str, Actor], things: Collection[str]
) -> TopicHits:
    """All hits, in order of place. A topic is counted once where its terms overlap;
    different topics may share words. A term inside the longer name of a body or a place is no subject, and what names
    nothing but a subject (a pipeline, a climate conference) speaks of it."""
    mentions = tuple(mentions)
    hits = list(_named(mentions, actors))
    counted_to: dict[str, int] = {}
    tokens = sightings.tokens
    around = _names_around(tokens, mentions)
    for all_here in sightings.terms.values():
        for found in all_here:
            owner = found.alias.owner
            if _inside(found, around) and not owner.startswith(PHRASE):
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
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kinds: dict[str, list[TopicHit]] = {"topics": [], "things": [], "turns": [], "phrases": []}
    for hit in hits:
        kinds[_kind(hit.topic, things)].append(hit)
    return TopicHits(**{kind: tuple(found) for kind, found in kinds.items()})


def _kind(topic: str, things: Collection[str]) -> str:
    if topic.startswith(PHRASE):
        return "phrases"
    if topic == DENIAL:
        return "turns"
    return "things" if topic in things else "topics"


def _named(mentions: Iterable[Mention], actors: Mapping[str, Actor]) -> Iterator[TopicHit]:
    """Topics that are named by what they are about."""
    for mention in mentions:
        known = actors.get(mention.actor)
        if known is not None and known.about and mention.strength >= SURE:
            for topic in known.about:
                yield TopicHit(topic=topic, surface=mention.surface, start=mention.start, end=mention.end)


def _names_around(tokens: Tokens, mentions: Iterable[Mention]) -> dict[int, tuple[int, int]]:
    """Token -> (first, last) token of the name of several words that it is in."""
    around: dict[int, tuple[int, int]] = {}
    for mention in mentions:
        if mention.actor.startswith(_NAMES):
            first = bisect_left(tokens.starts, mention.start)
            last = bisect_left(tokens.ends, mention.end)
            if first < last:
                around.update(dict.fromkeys(range(first, last + 1), (first, last)))
    return around


def _inside(found: Found, around: dict[int, tuple[int, int]]) -> bool:
    """Does the term stand inside a longer name?"""
    first, last = around.get(found.first, (found.first, found.last))
    return found.last <= last and (first, last) != (found.first, found.last)
