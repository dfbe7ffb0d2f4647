"""The same reading and judging without a network or a store: dry runs, scripts, and the seeds' own check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.collect.seed import read_seed
from monitor.comprehend.analyse import analyse
from monitor.decide.group import assign
from monitor.decide.match import match
from monitor.model import Analysis, Article, Match, Member, Story
from monitor.settings.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An article, and what the profiles make of it."""

    article: Article
    analysis: Analysis
    matches: tuple[Match, ...]


def judge(article: Article, snapshot: Snapshot, *, thorough: bool = False) -> Judged:
    """Read and match one article, as the pipeline does; `thorough`: with the profiles that it does not reach."""
    analysis = analyse(article, snapshot.lexicon)
    matches = match(analysis, snapshot.matcher, snapshot.names, thorough=thorough)
    return Judged(article=article, analysis=analysis, matches=matches)


class Grouping:
    """Stories formed from articles in the order in which they are given."""

    def __init__(self) -> None:
        self._stories: dict[str, Story] = {}

    def add(self, article: Article, analysis: Analysis, now: datetime) -> Story:
        """The story that the article belongs to, with it in."""
        member = Member(
            article_id=article.id,
            source_id=article.source_id,
            outlet=article.source_id,
            title=article.title,
            url=article.url,
            language=analysis.language,
            published=article.published or now,
        )
        instant = max([member.published, *(story.last_seen for story in self._stories.values())])
        story = assign(analysis, member, self._open(), instant)
        self._stories[story.id] = story
        return story

    def _open(self) -> Sequence[Story]:
        return tuple(self._stories.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedCheck:
    """Whether a profile still matches a seed that it was grown from."""

    profile: str
    seed: str
    #: None where the profile does not even watch anything that the seed names
    match: Match | None

    @property
    def holds(self) -> bool:
        """Does it match?"""
        return self.match is not None and self.match.decision == "match"


def check_seeds(snapshot: Snapshot, now: datetime) -> Iterable[SeedCheck]:
    """Judge every seed of every enabled profile. Raises `DocumentError` for a seed that cannot be read."""
    judged: dict[Path, Judged] = {}
    for profile in snapshot.profiles.values():
        for name in profile.seeds if profile.enabled else ():
            path = snapshot.home.seeds / name
            if path not in judged:
                judged[path] = judge(read_seed(path, now).article, snapshot, thorough=True)
            found = next((one for one in judged[path].matches if one.profile == profile.id), None)
            yield SeedCheck(profile=profile.id, seed=name, match=found)
