"""The open stories, found by what is in them: a new article is compared with the few that share anything rare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest

from monitor.decide.stories.features import kind_of
from monitor.decide.stories.rarity import Rarity
from monitor.decide.stories.traits import FACTS, Traits, traits_of
from monitor.model import Member, Story

#: members that are compared; later ones change the mean too little to pay for
COMPARED = 12
#: stories that are compared member by member, the likeliest ones: a bound on the time that an article takes
CANDIDATES = 12
#: members are weighed again when the articles have become so many times as many
AGAIN = 1.5
#: a feature that says less (in nats) leads to too many stories
_LEADS = 2.5
#: what a word counts against a fact, in finding candidates
_WORD = 6.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A story, and what its members are compared by."""

    story: Story
    traits: tuple[Traits, ...]
    #: how many articles there were when they were weighed
    weighed_among: int


class Shelf:
    """Stories by id, with an index of their features. Every answer depends on what stands there, never on the order."""

    def __init__(self, watched: Container[str] = ()) -> None:
        self._rarity = Rarity(watched)
        self._standing: dict[str, Standing] = {}
        #: article -> its story
        self._by_article: dict[str, str] = {}
        #: feature -> stories with it
        self._index: defaultdict[str, set[str]] = defaultdict(set)

    def hold(self, stories: Iterable[Story]) -> None:
        """Exactly these stand there from now on; what has not changed is not read again."""
        wanted = {story.id: story for story in stories}
        for gone in [one for one in self._standing if one not in wanted]:
            self.remove(gone)
        for story in wanted.values():
            self.put(story)

    def put(self, story: Story) -> None:
        """The story stands there, in place of its earlier revision."""
        known = self._standing.get(story.id)
        if known is not None and known.story.revision == story.revision:
            return
        members = _compared(story)
        before = known.traits if known is not None and _continues(known.story, members) else ()
        if known is not None and not before:
            self.remove(story.id)
        for member in members[len(before) :]:
            self._rarity.count(member)
            for key in _keys(member):
                self._index[key].add(story.id)
        added = tuple(traits_of(member, self._rarity) for member in members[len(before) :])
        self._standing[story.id] = Standing(
            story, (*before, *added), known.weighed_among if known and before else self._rarity.articles
        )
        self._by_article.update((member.article_id, story.id) for member in story.members)

    def remove(self, story_id: str) -> None:
        """The story is closed."""
        standing = self._standing.pop(story_id)
        for member in standing.story.members:
            self._by_article.pop(member.article_id, None)
        for member in _compared(standing.story):
            self._rarity.count(member, -1)
            for key in _keys(member):
                self._index[key].discard(story_id)
                if not self._index[key]:
                    del self._index[key]

    def holding(self, article_id: str) -> Story | None:
        """The story that an article is in."""
        story_id = self._by_article.get(article_id)
        return None if story_id is None else self._standing[story_id].story

    def traits(self, member: Member) -> Traits:
        """What a member is compared by, in this watch."""
        return traits_of(member, self._rarity)

    def candidates(self, traits: Traits) -> Iterator[Standing]:
        """The stories that share most with an article, the likeliest first, ties by id."""
        shared: defaultdict[str, float] = defaultdict(float)
        for key, says in _leading(traits):
            for story_id in self._index.get(key, ()):
                shared[story_id] += says
        best = nlargest(CANDIDATES, shared.items(), key=lambda item: (item[1], item[0]))
        return (self._fresh(story_id) for story_id, _ in best)

    def _fresh(self, story_id: str) -> Standing:
        """The story, weighed again where there are far more articles now."""
        standing = self._standing[story_id]
        if self._rarity.articles > AGAIN * standing.weighed_among:
            traits = tuple(traits_of(member, self._rarity) for member in _compared(standing.story))
            standing = self._standing[story_id] = Standing(standing.story, traits, self._rarity.articles)
        return standing


def _compared(story: Story) -> list[Member]:
    return [member for member in story.members if member.features][:COMPARED]


def _continues(story: Story, members: list[Member]) -> bool:
    """Are the story's compared members the first of these?"""
    ids = [member.article_id for member in _compared(story)]
    return ids == [member.article_id for member in members[: len(ids)]]


def _keys(member: Member) -> Iterator[str]:
    """Under what a story is found for one of its members: words under their language, names with what may be names."""
    for feature, weight in member.features:
        kind = kind_of(feature)
        if weight > 0:
            yield (
                f"{member.language}/{feature}"
                if kind == "word"
                else feature.replace(kind, "name")
                if kind == "sound"
                else feature
            )


def _leading(traits: Traits) -> Iterator[tuple[str, float]]:
    """The keys that lead to few stories, with what they say. Words lead by their share of the text."""
    for group in FACTS:
        if group != "name":
            yield from ((feature, says) for feature, says in traits.facts[group].items() if says >= _LEADS)
    yield from ((f"name/{bones}", says) for bones, says in traits.heard.items() if says >= _LEADS)
    yield from ((f"{traits.language}/{word}", _WORD * says) for word, says in traits.words.items())
