"""A press of any size: analysed articles made from the stories of the corpus, deterministic by seed.

Each round takes every story of `dev` anew, as an event of its own: the same subjects, mostly other countries, names,
places, bodies, figures and days. Each of its articles drops some of its facts, as another outlet would.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from doubles.shipped import NOW
from doubles.stories import Telling, analysis, tellings

from monitor.model import Analysis, Article, Mention
from monitor.replay import Grouping

#: what a retelling leaves out of its facts
DROPPED = 0.15
#: days over which the rounds are spread
DAYS = 28
#: how many of an event's persons, bodies and places, and of its countries, are those of the event that it was made
#: from: the same few are in the news everywhere
KEPT, KEPT_COUNTRIES = 0.15, 0.3
_OWN = ("person/", "org/", "place/", "event/")
_COUNTRIES = (
    *("AR", "AU", "BD", "BR", "CA", "CL", "CN", "CO", "CZ", "DE", "DZ", "EG", "ES", "ET", "FI", "FR", "GB", "GH", "GR"),
    *("HU", "ID", "IN", "IR", "IT", "JP", "KE", "KR", "MA", "MX", "NG", "NL", "NO", "NZ", "PE", "PH", "PK", "PL", "PT"),
    *("RO", "RU", "SA", "SE", "SN", "TH", "TR", "TZ", "UA", "US", "VN", "ZA"),
)
_CONSONANTS = "pftkmnrs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An article that was made, and the event that it tells."""

    article: Article
    analysis: Analysis
    story: str


def press(size: int, seed: int = 0) -> list[Made]:
    """So many articles, in the order of publication."""
    made: list[Made] = []
    number = 0
    while len(made) < size:
        made += _round(number, random.Random(f"{seed}/{number}"))  # noqa: S311 - a corpus, no secret
        number += 1
    return sorted(made[:size], key=lambda one: (one.article.published or NOW, one.article.id))


def stories_of(some: list[Made]) -> dict[str, str]:
    """Article -> its story, when they came in this order."""
    grouping = Grouping()
    for one in some:
        grouping.add(one.article, one.analysis, NOW)
    return {name: story.id for name, story in grouping.stories().items()}


def _round(number: int, chance: random.Random) -> Iterator[Made]:
    worlds: dict[str, _World] = {}
    for telling in tellings("dev"):
        world = worlds.setdefault(telling.story, _World(f"{number}/{telling.story}", chance))
        yield world.told(telling, number, chance)


class _World:
    """Another event with the course of one of the corpus."""

    def __init__(self, name: str, chance: random.Random) -> None:
        self._name = name
        self._shift = timedelta(days=chance.uniform(0, DAYS))
        self._words = chance.getrandbits(32)

    def told(self, telling: Telling, number: int, chance: random.Random) -> Made:
        """The telling, of this event."""
        name = f"{number}-{telling.article.id}"
        found = analysis(telling.article)
        kept = [one for one in found.mentions if chance.random() >= DROPPED]
        changed = replace(
            found,
            article_id=name,
            mentions=tuple(map(self._mention, kept)),
            figures=tuple(self._figure(one) for one in found.figures if chance.random() >= DROPPED),
            unlisted=tuple(self._bones(one) for one in found.unlisted if chance.random() >= DROPPED),
            sounds=tuple(self._bones(one) for one in found.sounds if chance.random() >= DROPPED),
            implied=tuple(map(self._mention, found.implied)),
            where=tuple(map(self._actor, found.where)),
            sketch=tuple((word ^ self._words, count) for word, count in found.sketch if chance.random() >= DROPPED),
            headline=tuple(word ^ self._words for word in found.headline),
            shingles=tuple(one ^ self._words for one in found.shingles),
        )
        article = replace(telling.article, id=name, published=telling.published + self._shift)
        return Made(article=article, analysis=changed, story=self._name)

    def _mention(self, one: Mention) -> Mention:
        return replace(one, actor=self._actor(one.actor))

    def _actor(self, actor: str) -> str:
        """Another of the kind, for most."""
        own = random.Random(f"{self._name}/{actor}")  # noqa: S311 - a corpus, no secret
        if actor.startswith(_OWN) and own.random() >= KEPT:
            return f"{actor}-{own.getrandbits(12)}"
        if actor.startswith("country/") and own.random() >= KEPT_COUNTRIES:
            return f"country/{own.choice(_COUNTRIES)}"
        return actor

    def _figure(self, figure: str) -> str:
        """Another of as many digits."""
        own = random.Random(f"{self._name}/{figure}")  # noqa: S311
        return "".join(own.choice("123456789") if char.isdigit() else char for char in figure)

    def _bones(self, bones: str) -> str:
        """Another name of as many consonants."""
        own = random.Random(f"{self._name}/{bones}")  # noqa: S311
        return "".join(own.choice(_CONSONANTS) for _ in bones)
