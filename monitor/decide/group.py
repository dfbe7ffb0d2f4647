"""Groups articles into stories, across outlets and languages.

An article is compared with each member of a story by what crosses languages: actors, topics, figures and names
that nobody has listed (entities link 88.5 % of stories, text 78.3 %: findings on language). Within one language
their words count too, so that a copy is known by its text. In a watch nearly every article names the same few
actors, so each feature is weighed by how rare it is among the stories that are open: what all share tells none
apart. The mean over the members decides, because one member's side remark must not join two stories.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import log, log2, sqrt

from monitor.decide.presence import presences
from monitor.model import Analysis, Member, Story

#: a story without news for this long is closed (findings on language)
OPEN_FOR = timedelta(days=4)
#: mean likeness from which an article joins a story. This and the figures below were searched for on two newsrooms, the
#: demo's and the tests', so neither is held out. Pairwise F1 of the articles that any profile matches there: 1.00 and
#: 0.90 in the order of publication, 1.00 and 0.96 over ten random orders; no two stories were mixed
JOIN = 0.46
#: members that are compared; later ones change the mean too little to pay for
COMPARED = 12
#: how many stories the guess below is worth, against those really open
PRIOR_STORIES = 8.0
#: how often a feature of each kind is in any story of a watch: a guess until stories say better
PRIOR = {"country": 0.9, "place": 0.05, "org": 0.3, "person": 0.2, "topic": 0.5, "event": 0.05}
#: the same, at the least, for an actor that some profile watches: nearly every article of the watch is there for one
PRIOR_WATCHED = 0.5
#: the same for figures, words and names that nobody has listed
PRIOR_RARE = 0.02
#: how much more a rare feature says than a common one
SHARPNESS = 1.25
#: what each doubling of a term's mentions adds to it, what a term in the headline is multiplied by
OFTEN, HEADLINE = 0.5, 1.4
#: what a figure and an unlisted name weigh against one mention of an actor
FIGURE, UNLISTED = 1.0, 0.2

_NOT_COMPARED = ("media/", "unlisted/", "phrase/")


def features(analysis: Analysis) -> tuple[tuple[str, float], ...]:
    """What an article is compared by: "a:" actors and topics, "f:" figures, "u:" names, "w:<language>:" words."""
    found: dict[str, float] = {}
    for term, there in presences(analysis).items():
        if not term.startswith(_NOT_COMPARED):
            often = 1.0 + OFTEN * log2(max(there.mass, 0.5))
            found[f"a:{term}"] = often * (HEADLINE if there.in_title else 1.0)
    found.update((f"f:{figure}", FIGURE) for figure in analysis.figures)
    found.update((f"u:{name}", UNLISTED) for name in analysis.unlisted)
    found.update((f"w:{analysis.language}:{word:x}", sqrt(count)) for word, count in analysis.sketch)
    return tuple((name, round(weight, 3)) for name, weight in found.items())


def assign(
    analysis: Analysis, member: Member, stories: Sequence[Story], now: datetime, watched: Container[str] = ()
) -> Story:
    """The story that the article belongs to, with the article in it: one of `stories` at its next revision,
    or a new one at revision 1. `watched` are the terms of all profiles: they tell no two stories apart."""
    member = replace(member, features=features(analysis))
    known = next((story for story in stories if member.article_id in _ids(story)), None)
    if known is not None:
        return replace(known, revision=known.revision + 1)
    still_open = [story for story in stories if now - story.last_seen <= OPEN_FOR]
    rarity = _rarity(still_open, member, watched)
    mine = _Vectors(member, rarity)
    likeness = [
        (_mean(mine.likeness(_Vectors(other, rarity)) for other in _compared(story)), story) for story in still_open
    ]
    best = max(likeness, key=lambda pair: (pair[0], pair[1].id), default=None)
    return _joined(best[1], member) if best is not None and best[0] >= JOIN else _new(member)


class _Vectors:
    """A member's features, weighed by rarity and scaled to length one: facts and words apart."""

    def __init__(self, member: Member, rarity: Mapping[str, float]) -> None:
        self._facts = _unit({name: weight * rarity[name] for name, weight in member.features if name[0] != "w"})
        self._words = _unit({name: weight * rarity[name] for name, weight in member.features if name[0] == "w"})

    def likeness(self, other: _Vectors) -> float:
        """Cosine of the facts, or of the words where these are more alike: 0 to 1."""
        return max(_dot(self._facts, other._facts), _dot(self._words, other._words))


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in vector.values()))
    return {name: weight / length for name, weight in vector.items()} if length else {}


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other[name] for name, weight in one.items() if name in other)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _rarity(stories: Sequence[Story], member: Member, watched: Container[str]) -> Mapping[str, float]:
    """Inverse story frequency of each feature, smoothed by the guess for its kind; never below zero."""
    counts = Counter(
        name for story in stories for name in {name for other in _compared(story) for name, _ in other.features}
    )
    total = len(stories) + PRIOR_STORIES
    return {
        name: max(0.0, log((total + 1) / (counts[name] + PRIOR_STORIES * _prior(name, watched) + 0.5))) ** SHARPNESS
        for name in {*counts, *(name for name, _ in member.features)}
    }


def _prior(feature: str, watched: Container[str]) -> float:
    term = feature[2:]
    prior = PRIOR.get(term.partition("/")[0], PRIOR_RARE) if feature[0] == "a" else PRIOR_RARE
    return max(prior, PRIOR_WATCHED) if term in watched else prior


def _compared(story: Story) -> Sequence[Member]:
    return story.members[:COMPARED]


def _ids(story: Story) -> set[str]:
    return {member.article_id for member in story.members}


def _new(member: Member) -> Story:
    return Story(
        id=hashlib.blake2b(member.article_id.encode(), digest_size=6, person=b"story").hexdigest(),
        members=(member,),
        first_seen=member.published,
        last_seen=member.published,
        revision=1,
    )


def _joined(story: Story, member: Member) -> Story:
    kept = member if len(story.members) < COMPARED else replace(member, features=())
    return replace(
        story,
        members=(*story.members, kept),
        first_seen=min(story.first_seen, member.published),
        last_seen=max(story.last_seen, member.published),
        revision=story.revision + 1,
    )
