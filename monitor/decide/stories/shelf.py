"""The open stories, found by what is in them: a new article is compared with the few that share anything rare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest

from monitor.decide.stories.rarity import Rarity
from monitor.decide.stories.traits import FACTS, Traits, traits_of
from monitor.model import Member, Story

#: members that are compared; later ones change the mean too little to pay for
COMPARED = 12
#: stories that are compared member by member; the right one stood among the first five for 99.9 % of the articles
CANDIDATES = 12
#: a feature that says less (in nats) leads to too many stories
_LEADS = 2.5
#: what a word counts against a fact, in finding candidates
_WORD = 6.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A story, and what its members are compared by."""

    story: Story
    traits: tuple[Traits, ...]


class Shelf:
    """Stories by id, with an index of their features. Every answer depends on what stands there, never on the order."""

    def __init__(self, watched: Container[str] = ()) -> None:
        self._rarity = Rarity(watched)
        self._standing: dict[str, Standing] = {}
        #: article -> its story
        self._by_article: dict[str, str] = {}
        #: feature -> story -> how many members have it
        self._index: defaultdict[str, dict[str, int]] = defaultdict(dict)

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
        members = [member for member in story.members if member.features][:COMPARED]
        before = known.traits if known is not None and _continues(known.story, members) else ()
        if known is not None and not before:
            self.remove(story.id)
        added = tuple(traits_of(member, self._rarity) for member in members[len(before) :])
        for traits in added:
            for feature in _leading(traits):
                postings = self._index[feature]
                postings[story.id] = postings.get(story.id, 0) + 1
        self._standing[story.id] = Standing(story, (*before, *added))
        self._by_article.update((member.article_id, story.id) for member in story.members)

    def remove(self, story_id: str) -> None:
        """The story is closed."""
        standing = self._standing.pop(story_id)
        for traits in standing.traits:
            for feature in _leading(traits):
                self._index[feature].pop(story_id, None)
                if not self._index[feature]:
                    del self._index[feature]
        for member in standing.story.members:
            self._by_article.pop(member.article_id, None)

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
        for feature, says in _leading(traits).items():
            for story_id in self._index.get(feature, ()):
                shared[story_id] += says
        best = nlargest(CANDIDATES, shared.items(), key=lambda item: (item[1], item[0]))
        return (self._standing[story_id] for story_id, _ in best)


def _continues(story: Story, members: list[Member]) -> bool:
    """Are the story's compared members the first of these?"""
    ids = [member.article_id for member in story.members if member.features][:COMPARED]
    return ids == [member.article_id for member in members[: len(ids)]]


def _leading(traits: Traits) -> dict[str, float]:
    """Features that lead to few stories, with what they say. Words lead by their share of the text."""
    found = {feature: says for group in FACTS for feature, says in traits.facts[group].items() if says >= _LEADS}
    found.update((f"heard/{bones}", says) for bones, says in traits.heard.items() if says >= _LEADS)
    found.update((f"{traits.language}/{word}", _WORD * says) for word, says in traits.words.items())
    return found
