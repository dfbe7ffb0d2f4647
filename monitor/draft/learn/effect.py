"""What an edit of a profile would have done to the articles that are stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from monitor.decide.compile import Matcher, compile_profiles
from monitor.decide.match import match
from monitor.decide.profile import Profile
from monitor.ports import Archived


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that only one of the two profiles matches."""

    article_id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Two profiles over the same articles."""

    #: articles looked at
    articles: int
    #: those that match before the edit
    before: int
    gained: tuple[Hit, ...]
    lost: tuple[Hit, ...]

    @property
    def after(self) -> int:
        """Articles that match after it."""
        return self.before + len(self.gained) - len(self.lost)


def effect(
    before: Profile,
    after: Profile,
    archive: Iterable[Archived],
    desks: Mapping[str, str],
    step: Callable[[str], None] = lambda title: None,
) -> Effect:
    """Judge every article by both, from the analyses that are stored; `step` is told of each. `desks`: topic -> the
    desk that writes of it."""
    matcher = compile_profiles(
        [replace(before, id="before", enabled=True), replace(after, id="after", enabled=True)], desks
    )
    articles, hits, gained, lost = 0, 0, list[Hit](), list[Hit]()
    for one in archive:
        matched = _matched(one, matcher)
        articles, hits = articles + 1, hits + ("before" in matched)
        if len(matched) == 1:
            hit = Hit(article_id=one.article.id, title=one.article.title)
            (gained if "after" in matched else lost).append(hit)
        step(one.article.title)
    return Effect(articles=articles, before=hits, gained=tuple(gained), lost=tuple(lost))


def _matched(one: Archived, matcher: Matcher) -> set[str]:
    return {found.profile for found in match(one.analysis, matcher) if found.decision == "match"}
