"""The open stories, found by what is in them: an article is compared with the few that share anything rare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import timedelta
from heapq import nlargest

from monitor.decide.stories.features import kind_of
from monitor.decide.stories.likeness import likeness
from monitor.decide.stories.rarity import Rarity
from monitor.decide.stories.traits import DAY_S, FACTS, Traits, traits_of
from monitor.model import Member, Story

#: a story without news for this long is closed (findings on language); counted by publication, whatever came when
OPEN_FOR = timedelta(days=4)
#: the same in days
OPEN_DAYS = OPEN_FOR.total_seconds() / DAY_S
#: members of a story that are compared; later ones change the mean too little to pay for
COMPARED = 12
#: articles with which one is compared, those that share most with it: a bound on the time that it takes. Of 4,000 made
#: articles in two orders, .9960 of the pairs agree with 48, .9975 with 96 (for a third more time)
CANDIDATES = 64
#: log-odds from which two articles are near: below one story, because a third may draw them together
NEAR = -3.0
#: a feature that says less (in nats) leads to too many stories
_LEADS = 2.5
#: what a word counts against a fact, in finding candidates
_WORD = 6.0


class Shelf:
    """Stories by id, with an index of their features. Every answer depends on what stands there, never on the order."""

    def __init__(self, watched: Container[str] = ()) -> None:
        self._rarity = Rarity(watched)
        self._stories: dict[str, Story] = {}
        #: article -> its story
        self._story_of: dict[str, str] = {}
        #: article that is compared -> what it is compared by
        self._traits: dict[str, Traits] = {}
        #: feature -> articles with it
        self._index: defaultdict[str, set[str]] = defaultdict(set)

    def hold(self, stories: Iterable[Story]) -> None:
        """Exactly these stand there from now on; what has not changed is not read again."""
        wanted = {story.id: story for story in stories}
        for gone in [one for one in self._stories if one not in wanted]:
            self.remove(gone)
        for story in wanted.values():
            self.put(story)

    def outdated(self, revisions: Mapping[str, int]) -> tuple[str, ...]:
        """Of these stories, which are all that may stand there from now on, those that are to be put."""
        for gone in [one for one in self._stories if one not in revisions]:
            self.remove(gone)
        known = {story.id: story.revision for story in self._stories.values()}
        return tuple(sorted(one for one, revision in revisions.items() if known.get(one) != revision))

    def put(self, story: Story) -> None:
        """The story stands there, in place of its earlier revision."""
        known = self._stories.get(story.id)
        if known is not None and known.revision == story.revision:
            return
        if known is not None:
            self._take_out(known, kept={member.article_id for member in compared(story)})
        self._stories[story.id] = story
        self._story_of.update((member.article_id, story.id) for member in story.members)
        for member in compared(story):
            if member.article_id not in self._traits:
                self._traits[member.article_id] = self.weigh(member)
                for key in _keys(member):
                    self._index[key].add(member.article_id)

    def remove(self, story_id: str) -> None:
        """The story is closed, or is no more."""
        self._take_out(self._stories.pop(story_id), kept=frozenset())

    def story(self, story_id: str) -> Story:
        """The story of that id. Raises `KeyError`."""
        return self._stories[story_id]

    def story_of(self, article_id: str) -> str | None:
        """The id of the story that an article is in."""
        return self._story_of.get(article_id)

    def weigh(self, member: Member) -> Traits:
        """What a member is compared by, in this watch."""
        return traits_of(member, self._rarity)

    def traits(self, article_id: str) -> Traits:
        """The same, of an article that stands there and is compared. Raises `KeyError`."""
        return self._traits[article_id]

    def near(self, article_id: str, mine: Traits) -> dict[str, float]:
        """The articles that are near an article, which need not stand there, with their log-odds."""
        found = {
            other: alike(article_id, mine, other, self._traits[other]) for other in self.candidates(article_id, mine)
        }
        return {other: odds for other, odds in found.items() if odds >= NEAR}

    def compared(self, story_id: str) -> tuple[str, ...]:
        """The articles of a story that are compared."""
        return tuple(member.article_id for member in compared(self._stories[story_id]))

    def candidates(self, article_id: str, mine: Traits) -> list[str]:
        """The articles of stories that were open then, those first that share most with this one; ties by id."""
        shared: defaultdict[str, float] = defaultdict(float)
        for key, says in _leading(mine):
            for other in self._index.get(key, ()):
                shared[other] += says
        shared.pop(article_id, None)
        were_open = {
            other: says for other, says in shared.items() if _was_open(self._stories[self._story_of[other]], mine.day)
        }
        return [other for other, _ in nlargest(CANDIDATES, were_open.items(), key=lambda item: (item[1], item[0]))]

    def _take_out(self, story: Story, kept: Container[str]) -> None:
        """Its articles but those `kept` stand in it no more; one that stands in another story by now stays there."""
        for member in story.members:
            if self._story_of.get(member.article_id) == story.id and member.article_id not in kept:
                del self._story_of[member.article_id]
                if self._traits.pop(member.article_id, None) is not None:
                    self._unlist(member)

    def _unlist(self, member: Member) -> None:
        for key in _keys(member):
            self._index[key].discard(member.article_id)
            if not self._index[key]:
                del self._index[key]


def compared(story: Story) -> tuple[Member, ...]:
    """The members by which a story is compared."""
    return tuple(member for member in story.members if member.features)[:COMPARED]


def _was_open(story: Story, day: float) -> bool:
    """Was there news of the story within `OPEN_FOR` of that instant, in days?"""
    first, last = (instant.timestamp() / DAY_S for instant in (story.first_seen, story.last_seen))
    return first - OPEN_DAYS <= day <= last + OPEN_DAYS


def alike(one: str, mine: Traits, other: str, theirs: Traits) -> float:
    """`likeness` of two articles, to the last bit the same whichever is named first."""
    return likeness(mine, theirs) if one < other else likeness(theirs, mine)


def _keys(member: Member) -> Iterator[str]:
    """Under what an article is found: words under their language, names with what may be names."""
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
    """The keys that lead to few articles, with what they say. Words lead by their share of the text."""
    for group in FACTS:
        if group != "name":
            yield from ((feature, says) for feature, says in traits.facts[group].items() if says >= _LEADS)
    yield from ((f"name/{bones}", says) for bones, says in traits.heard.items() if says >= _LEADS)
    yield from ((f"{traits.language}/{word}", _WORD * says) for word, says in traits.words.items())
