"""Groups articles into stories, across outlets and languages.

Between languages an article and a story are compared by what crosses languages: actors, topics, figures and
names that nobody has listed (entities link 88.5 % of stories, text 78.3 %: findings on language). Within a
language their words count too. In a watch nearly every article names the same few actors, so each feature is
weighed by how rare it is among the stories that are open: what all share tells none apart.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import log, sqrt

from monitor.decide.presence import presences
from monitor.model import Analysis, Member, Story

#: a story without news for this long is closed (findings on language)
OPEN_FOR = timedelta(days=4)
#: similarity from which an article joins a story
JOIN_ENTITIES = 0.42
JOIN_WORDS = 0.30
#: features kept for a story: more add cost, not difference
STORY_FEATURES = 400
#: how many stories the guess below is worth, against those really open
_PRIOR_STORIES = 12.0
#: how often a feature of each kind is in any story of a watch: a guess until stories say better
_PRIOR = {"country": 0.45, "place": 0.2, "org": 0.2, "person": 0.25, "topic": 0.2, "event": 0.1, "media": 0.3}
_PRIOR_RARE = 0.03
_TITLE = 1.4


def features(analysis: Analysis) -> Mapping[str, float]:
    """What an article is compared by: "a:" actors and topics, "f:" figures, "u:" names, "w:<language>:" words."""
    found: dict[str, float] = {}
    for term, there in presences(analysis).items():
        if not term.startswith(("media/", "unlisted/", "phrase/")):
            found[f"a:{term}"] = sqrt(there.mass) * (_TITLE if there.in_title else 1.0)
    found.update((f"f:{figure}", 1.0) for figure in analysis.figures)
    found.update((f"u:{name}", 1.0) for name in analysis.unlisted)
    found.update((f"w:{analysis.language}:{word:x}", sqrt(count)) for word, count in analysis.sketch)
    return found


def assign(analysis: Analysis, member: Member, stories: Sequence[Story], now: datetime) -> Story:
    """The story that the article belongs to, with the article in it: one of `stories` at its next revision,
    or a new one at revision 1."""
    mine = features(analysis)
    rarity = _rarity(stories, mine)
    best = max(
        (
            (_likeness(mine, dict(story.features), rarity), story)
            for story in stories
            if now - story.last_seen <= OPEN_FOR
        ),
        key=lambda pair: (pair[0], pair[1].id),
        default=None,
    )
    if best is None or best[0] < 1.0:
        return _new(member, mine)
    return _joined(best[1], member, mine)


def _likeness(mine: Mapping[str, float], theirs: Mapping[str, float], rarity: Mapping[str, float]) -> float:
    """How alike, 1.0 being just enough to be one story."""
    entities = _cosine(mine, theirs, rarity, words=False) / JOIN_ENTITIES
    words = _cosine(mine, theirs, rarity, words=True) / JOIN_WORDS
    return max(entities, (entities + words) / 2, words if words > 1.5 else 0.0)


def _cosine(
    mine: Mapping[str, float], theirs: Mapping[str, float], rarity: Mapping[str, float], *, words: bool
) -> float:
    """Cosine over one kind of feature; words of languages that only one side has are left out."""
    languages = {_language(name) for name in mine} & {_language(name) for name in theirs} if words else set()

    def counted(side: Mapping[str, float]) -> dict[str, float]:
        return {
            name: value * rarity[name]
            for name, value in side.items()
            if name.startswith("w:") == words and (not words or _language(name) in languages)
        }

    left, right = counted(mine), counted(theirs)
    product = sum(value * right[name] for name, value in left.items() if name in right)
    norm = sqrt(sum(value * value for value in left.values())) * sqrt(sum(value * value for value in right.values()))
    return product / norm if norm else 0.0


def _language(feature: str) -> str:
    return feature.split(":", 2)[1] if feature.startswith("w:") else ""


def _rarity(stories: Sequence[Story], mine: Mapping[str, float]) -> Mapping[str, float]:
    """Inverse document frequency over the open stories, smoothed by a guess for each kind of feature."""
    counts: Counter[str] = Counter(name for story in stories for name, _ in story.features)
    total = len(stories) + _PRIOR_STORIES
    return {name: log((total + 1) / (counts[name] + _PRIOR_STORIES * _prior(name) + 0.5)) for name in {*mine, *counts}}


def _prior(feature: str) -> float:
    return _PRIOR.get(feature[2:].partition("/")[0], _PRIOR_RARE) if feature.startswith("a:") else _PRIOR_RARE


def _new(member: Member, mine: Mapping[str, float]) -> Story:
    return Story(
        id=hashlib.blake2b(member.article_id.encode(), digest_size=6, person=b"story").hexdigest(),
        members=(member,),
        first_seen=member.published,
        last_seen=member.published,
        revision=1,
        features=_kept(mine),
    )


def _joined(story: Story, member: Member, mine: Mapping[str, float]) -> Story:
    if any(known.article_id == member.article_id for known in story.members):
        return replace(story, revision=story.revision + 1)
    size = len(story.members)
    theirs = dict(story.features)
    mean = {name: (theirs.get(name, 0.0) * size + mine.get(name, 0.0)) / (size + 1) for name in {*theirs, *mine}}
    return replace(
        story,
        members=(*story.members, member),
        first_seen=min(story.first_seen, member.published),
        last_seen=max(story.last_seen, member.published),
        revision=story.revision + 1,
        features=_kept(mean),
    )


def _kept(found: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    heaviest: Iterable[tuple[str, float]] = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple((name, round(value, 4)) for name, value in list(heaviest)[:STORY_FEATURES])
