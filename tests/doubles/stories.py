"""The corpus of stories: events told by several outlets, grouped as the daemon would, and measured."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from itertools import combinations
from pathlib import Path

import yaml
from doubles.shipped import NOW, article, lexicon

from monitor.comprehend.analyse import analyse
from monitor.demo.newsroom import read_newsroom
from monitor.model import Analysis, Article, Member, Story
from monitor.replay import Grouping

FOLDER = Path(__file__).parents[1] / "corpus" / "stories"
#: article -> story
Grouped = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One outlet's article of a story."""

    article: Article
    story: str
    language: str
    #: id of the article that it copies word for word; empty: its own words
    copy_of: str

    @property
    def published(self) -> datetime:
        return self.article.published or NOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Pairs of articles that are together, and BCubed, against what the authors say."""

    precision: float
    recall: float
    bcubed: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@cache
def tellings(part: str) -> tuple[Telling, ...]:
    """The articles of "dev" or "gate", in the order of publication."""
    found = [one for file in sorted((FOLDER / part).glob("*.yaml")) for one in _tellings(file)]
    return tuple(sorted(found, key=lambda one: (one.published, one.article.id)))


def _tellings(file: Path) -> Iterable[Telling]:
    row = yaml.safe_load(file.read_text(encoding="utf-8"))
    for one in row["articles"]:
        published = one["published"]
        if isinstance(published, str):
            published = datetime.fromisoformat(published)
        if published.tzinfo is None:
            published = published.replace(tzinfo=UTC)
        given = replace(
            article(one["text"], one["title"]),
            id=one["id"],
            source_id=one["outlet"],
            published=published.astimezone(UTC),
        )
        yield Telling(article=given, story=row["story"], language=one["lang"], copy_of=one.get("copy_of") or "")


@cache
def newsroom(folder: Path) -> tuple[Telling, ...]:
    """The articles of a newsroom, in the order of publication; what belongs to no story is one of its own."""
    found = [
        Telling(
            article=replace(
                article("\n\n".join(told.paragraphs), told.title),
                id=f"{told.story}/{told.outlet}/{told.slug}",
                source_id=told.outlet,
                published=NOW + told.published,
            ),
            story=told.story or f"{told.outlet}/{told.slug}",
            language="",
            copy_of="",
        )
        for told in read_newsroom(folder).articles
    ]
    return tuple(sorted(found, key=lambda one: (one.published, one.article.id)))


@cache
def analysis(given: Article) -> Analysis:
    """What the program finds in it with the shipped catalogue."""
    return analyse(given, lexicon())


def stories(some: Iterable[Telling], *, dated: bool = True) -> dict[str, Story]:
    """Article -> the story that it is in at last, when they came in this order."""
    grouping = Grouping()
    for one in some:
        given = one.article if dated else replace(one.article, published=None)
        grouping.add(given, analysis(one.article), NOW)
    return grouping.stories()


def grouped(some: Iterable[Telling], *, dated: bool = True) -> Grouped:
    """Article -> id of its story, formed in this order."""
    return {name: story.id for name, story in stories(some, dated=dated).items()}


def in_random_order(some: Sequence[Telling], seed: int) -> list[Telling]:
    """The same articles, shuffled."""
    return random.Random(seed).sample(some, len(some))  # noqa: S311 - an order, no secret


def score(some: Iterable[Telling], found: Grouped) -> Score:
    """How well the articles were grouped."""
    wanted = {one.article.id: one.story for one in some}
    right, ours = together(wanted), together(found)
    both = len(right & ours)
    return Score(precision=_share(both, len(ours)), recall=_share(both, len(right)), bcubed=_bcubed(wanted, found))


def together(found: Grouped) -> frozenset[tuple[str, str]]:
    """The pairs of articles that are in one story."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(found):
        members[found[name]].append(name)
    return frozenset(pair for many in members.values() for pair in combinations(many, 2))


def agreement(one: Grouped, other: Grouped) -> float:
    """Of the pairs that are together in either of two orders, the share that is in both: 1 for the same stories."""
    first, second = together(one), together(other)
    return _share(len(first & second), len(first | second))


def _bcubed(wanted: Grouped, found: Grouped) -> float:
    """F1 of BCubed precision and recall (Bagga and Baldwin 1998)."""
    sizes = Counter(wanted.values()), Counter(found.values())
    cells = Counter((wanted[name], found[name]) for name in wanted)
    precision = sum(count * count / sizes[1][ours] for (_, ours), count in cells.items()) / len(wanted)
    recall = sum(count * count / sizes[0][theirs] for (theirs, _), count in cells.items()) / len(wanted)
    return 2 * precision * recall / (precision + recall)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def member_of(one: Telling) -> Member:
    """What a story keeps of it, before it is compared."""
    return Member(
        article_id=one.article.id,
        source_id=one.article.source_id,
        outlet=one.article.source_id,
        title=one.article.title,
        url="",
        language=analysis(one.article).language,
        published=one.published,
    )
