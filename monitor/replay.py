"""The same reading and judging without a network or a store: dry runs, scripts, and the seeds' own check."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.collect.seed import read_seed
from monitor.comprehend.analyse import analyse
from monitor.comprehend.lexicon import Lexicon
from monitor.decide.compile import compile_profiles
from monitor.decide.group import Shelf, place
from monitor.decide.match import match
from monitor.decide.profile import Profile
from monitor.errors import DocumentError
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
    """Stories formed from articles, one after the other; what comes may still change those that are there."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        #: the articles, in the order in which they came
        self._came: list[str] = []

    def add(self, article: Article, analysis: Analysis, now: datetime) -> Story:
        """The story that the article belongs to, with it in. One without a date counts as of `now`."""
        member = Member(
            article_id=article.id,
            source_id=article.source_id,
            outlet=article.source_id,
            title=article.title,
            url=article.url,
            language=analysis.language,
            published=article.published or now,
        )
        placed = place(analysis, member, self._shelf)
        if placed.regrouping:
            for gone in placed.regrouping.gone:
                self._shelf.remove(gone.id)
            for story in placed.regrouping.stories:
                self._shelf.put(story)
        self._shelf.put(placed.story)
        self._came.append(article.id)
        return placed.story

    def stories(self) -> dict[str, Story]:
        """Article -> its story as all of them have formed it, in the order in which they came."""
        return {one: self._shelf.story(self._shelf.story_of(one) or "") for one in self._came}


# -------------------------------------------------------------------------------- seeds are regression tests


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedCheck:
    """Whether a profile still matches a seed that it was grown from."""

    profile: str
    seed: str
    #: None where the profile does not even watch anything that the seed names
    match: Match | None
    #: what keeps it from matching, a line each; empty where it matches
    why: tuple[str, ...]
    #: False where the profile says `seeds_must_match: false`
    binding: bool

    @property
    def holds(self) -> bool:
        """Does it match?"""
        return not self.why

    @property
    def lost(self) -> bool:
        """It does not match, and it must."""
        return self.binding and not self.holds


class SeedAnalyses:
    """Analyses of seed files, each made once for as long as the file's bytes and the lexicon stay the same."""

    def __init__(self) -> None:
        #: file -> digest of its bytes, the lexicon, and what was found with it
        self._made: dict[Path, tuple[bytes, Lexicon, Analysis]] = {}

    def of(self, path: Path, lexicon: Lexicon, now: datetime) -> Analysis:
        """The analysis of a seed. Raises `DocumentError` for one that cannot be read."""
        try:
            digest = hashlib.sha256(path.read_bytes()).digest()
        except OSError as error:
            raise DocumentError(f"{path}: cannot be read: {error.strerror}") from error
        known = self._made.get(path)
        if known is None or known[0] != digest or known[1] is not lexicon:
            known = digest, lexicon, analyse(read_seed(path, now).article, lexicon)
            self._made[path] = known
        return known[2]


def check_seeds(snapshot: Snapshot, now: datetime, analyses: SeedAnalyses | None = None) -> Iterator[SeedCheck]:
    """Judge every seed of every enabled profile, by profile; a seed that cannot be read does not hold.

    `analyses` remembers what an earlier check has read.
    """
    made = analyses or SeedAnalyses()
    for profile in snapshot.profiles.values():
        for name in profile.seeds if profile.enabled else ():
            yield _checked(profile, name, snapshot, made, now)


def why_not(found: Match | None, profile: Profile) -> tuple[str, ...]:
    """What keeps an article from matching; empty where it matches. None: nothing that it names is watched."""
    if found is None:
        return ("it names nothing that the profile watches",)
    if found.decision == "match":
        return ()
    if found.score >= profile.threshold:
        return (f"its language is none of those that the profile listens to: {', '.join(profile.languages)}",)
    decisive = tuple(str(one) for one in found.missing if one.decisive)
    return decisive or (f"the score stays below the threshold of {profile.threshold:.2f}",)


def _checked(profile: Profile, name: str, snapshot: Snapshot, analyses: SeedAnalyses, now: datetime) -> SeedCheck:
    found, why = None, tuple[str, ...]()
    try:
        analysis = analyses.of(snapshot.home.seeds / name, snapshot.lexicon, now)
    except DocumentError as error:
        why = (str(error),)
    else:
        # this profile alone: to judge a seed thoroughly for hundreds of others takes longer than to read it
        matcher = compile_profiles((profile,), snapshot.lexicon.desks)
        found = next(iter(match(analysis, matcher, snapshot.names, thorough=True)), None)
        why = why_not(found, profile)
    return SeedCheck(profile=profile.id, seed=name, match=found, why=why, binding=profile.seeds_must_match)
