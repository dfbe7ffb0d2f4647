"""Has a profile told nothing for unusually long, and why? Asked of the store only once a silence is there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice, takewhile
from typing import Final

from monitor.decide.baseline import DAY
from monitor.decide.compile import Matcher, compile_profiles
from monitor.decide.match import match
from monitor.decide.profile import Profile
from monitor.decide.silence import SHORTEST, Signs, hush
from monitor.decide.volume import profile_subject
from monitor.model import Match, Silence, Source
from monitor.ports import Archived, SourceState, Store
from monitor.settings.snapshot import Snapshot

#: how much of the past says what is usual: a rare profile tells once a month
MEMORY: Final = timedelta(days=365)
#: what is looked at for the cause, and at most so many articles of it: they are judged anew, in some seconds
SPAN, ARTICLES = timedelta(days=3), 3000
#: a source that answered within this is no cause
_ANSWERED: Final = timedelta(hours=12)
#: how many of a profile's heaviest terms say whom it watches, and how many reasons are named
_HEAVIEST, _REASONS = 3, 3


def silence_of(profile: Profile, store: Store, snapshot: Snapshot, now: datetime) -> Silence | None:
    """The silence that is told of now; None where there is none, or it was told."""
    subject = profile_subject(profile.id)
    last = store.last_told(subject)
    if last is not None and (now - last < SHORTEST or store.knows_silence(profile.id, last)):
        return None
    found = hush(store.volume(subject, now - MEMORY, now), store.since(subject, now), now)
    if found is None or store.knows_silence(profile.id, found.since):
        return None
    listened = [source for source in snapshot.sources.values() if listens(profile, source)]
    states = [state for state in store.source_states() if state.source_id in {source.id for source in listened}]
    signs, kept_out = _signs(profile, store, snapshot, found.since, now, states)
    failing = [state for state in states if _fails(state, now)]
    return Silence(
        profile=profile.id,
        profile_name=profile.name,
        since=found.since,
        usual=found.usual,
        cause=signs.cause,
        figures=signs.figures,
        kept_out=kept_out,
        failing_since=max((one.last_success_at for one in failing if one.last_success_at), default=None),
        timezone=profile.alert.timezone,
    )


def listens(profile: Profile, source: Source) -> bool:
    """Does the profile listen to this source? See `decide.alert`."""
    return (not profile.sources or source.id in profile.sources) and (
        not profile.countries or source.country in profile.countries
    )


def _fails(state: SourceState, now: datetime) -> bool:
    return state.failures > 0 and (state.last_success_at is None or now - state.last_success_at > _ANSWERED)


def _signs(
    profile: Profile, store: Store, snapshot: Snapshot, since: datetime, now: datetime, states: list[SourceState]
) -> tuple[Signs, tuple[tuple[str, int], ...]]:
    """What is seen, and what kept articles out most often."""
    matcher = compile_profiles([profile], snapshot.lexicon.desks)
    heard = frozenset(state.source_id for state in states)
    span = min(now - since, SPAN)
    late, before = _Look(profile=profile, heard=heard), _Look(profile=profile, heard=heard)
    for one in islice(store.archive(now - span), ARTICLES):
        late.take(one, matcher)
    for one in islice(takewhile(lambda one: one.stored_at < since, store.archive(since - span)), ARTICLES):
        before.take(one, matcher)
    return Signs(
        days=span / DAY,
        sources=len(states),
        failing=sum(_fails(state, now) for state in states),
        articles=late.articles,
        unread=late.unread,
        named=late.named,
        usual_articles=float(before.articles) if before.articles else None,
        usual_named=float(before.named) if before.articles else None,
        review=late.review,
        best=late.best,
    ), tuple(late.kept_out.most_common(_REASONS))


@dataclass(slots=True, kw_only=True)
class _Look:
    """What the articles of a span amount to for one profile."""

    profile: Profile
    heard: frozenset[str]
    articles: int = 0
    unread: int = 0
    named: int = 0
    review: int = 0
    best: float = 0.0
    kept_out: Counter[str] = field(default_factory=Counter)

    def take(self, one: Archived, matcher: Matcher) -> None:
        """Count an article; what a first poll brought counts for nothing."""
        if one.backlog or one.article.source_id not in self.heard:
            return
        self.articles += 1
        self.unread += bool(one.article.unread or not one.article.text.strip())
        for found in match(one.analysis, matcher, thorough=True):
            self._judged(found)

    def _judged(self, found: Match) -> None:
        self.review += found.decision == "review"
        self.best = max(self.best, found.score)
        if not _heaviest(self.profile).isdisjoint(one.term for one in found.evidence if one.points > 0):
            self.named += 1
            if found.decision != "match":
                self.kept_out.update(str(one) for one in found.missing if one.decisive)


def _heaviest(profile: Profile) -> frozenset[str]:
    """Whom and what it watches above all."""
    weights = sorted((term.weight for term in profile.watch), reverse=True)
    least = max(weights[:_HEAVIEST][-1], 0.0) if weights else 0.0
    return frozenset(term.id for term in profile.watch if term.weight >= least and term.weight > 0)
