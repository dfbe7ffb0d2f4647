"""Profiles -> Matcher: terms indexed to profiles, so that an article visits only profiles that it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitor.decide.profile import Profile, Term

#: a report that names this many of a profile's heaviest terms, this share of their weight, is as near as can be
FULL_SCORE_TERMS, FULL_SCORE_SHARE = 3, 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledProfile:
    """A profile with what matching asks of it again and again."""

    profile: Profile
    terms: Mapping[str, Term]
    #: points that make a score of 1
    full_score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """All profiles of one Snapshot, ready to judge."""

    profiles: tuple[CompiledProfile, ...]
    #: term id -> indexes of the profiles that watch it
    watchers: Mapping[str, tuple[int, ...]]

    def concerned(self, terms: Iterable[str]) -> list[CompiledProfile]:
        """The profiles that watch any of these terms, in their order."""
        seen = {index for term in terms for index in self.watchers.get(term, ())}
        return [self.profiles[index] for index in sorted(seen)]


def compile_profiles(profiles: Iterable[Profile]) -> Matcher:
    """Index the enabled profiles by what they watch."""
    compiled = tuple(_compile(profile) for profile in profiles if profile.enabled)
    watchers: defaultdict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(compiled):
        for term in one.terms:
            watchers[term].append(index)
    return Matcher(profiles=compiled, watchers={term: tuple(indexes) for term, indexes in watchers.items()})


def _compile(profile: Profile) -> CompiledProfile:
    terms: dict[str, Term] = {}
    for term in profile.watch:
        known = terms.get(term.id)
        if known is None or known.weight < term.weight:
            terms[term.id] = term
    heaviest = sorted((term.weight for term in terms.values()), reverse=True)[:FULL_SCORE_TERMS]
    return CompiledProfile(profile=profile, terms=terms, full_score=FULL_SCORE_SHARE * sum(heaviest))
