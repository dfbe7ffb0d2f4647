"""Profiles -> Matcher: terms indexed to profiles, so that an article visits only those that it may reach.

Of each term in an article, what it can give is added up for the profiles that watch it; only a profile whose sum could
make its review score is judged. So ten thousand profiles that all watch the United States cost next to nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from types import MappingProxyType

from monitor.decide.condition import Condition, leaves
from monitor.decide.profile import Profile, Term

#: a report that names this many of a profile's heaviest terms, this share of their weight, is as near as can be
FULL_SCORE_TERMS, FULL_SCORE_SHARE = 3, 0.8

#: kinds of term that say what an article is about, not who is in it
_SUBJECT_KINDS = ("topic/", "phrase/")
#: against sums that come out a little less in another order
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledProfile:
    """A profile with what matching asks of it again and again."""

    profile: Profile
    terms: Mapping[str, Term]
    #: points that make a ratio of 1
    full_score: float
    #: what the affair is known by
    marks: frozenset[str]
    #: terms that say what an article is about, not who is in it
    subjects: frozenset[str]
    #: the desks that write of them
    desks: frozenset[str]
    #: those of them that only add to what else is there; the others are required, and by no actor can they be replaced
    additional: frozenset[str]
    watches_subjects: bool
    watches_actors: bool
    #: a lower score is not worth keeping
    least: float
    #: nor can fewer points make a higher one
    within_reach: float

    def most(self, points: float) -> float:
        """The best score that these points can make."""
        return softened((points + _ROUNDING) / self.full_score) if self.full_score else 0.0


@dataclass(frozen=True, kw_only=True)
class Matcher:
    """All profiles of one Snapshot, ready to judge."""

    profiles: tuple[CompiledProfile, ...]
    #: term id -> index of each profile that watches it -> its weight there
    watchers: Mapping[str, Mapping[int, float]]
    #: term id -> its greatest weight in any profile
    greatest: Mapping[str, float]
    #: id -> the watched conditions that name it, by their own ids
    conditions: Mapping[str, Mapping[str, Condition]]
    #: topic -> the desk that writes of it
    desks: Mapping[str, str]

    def raised(self, terms: Iterable[str]) -> Mapping[str, Condition]:
        """The watched conditions that name any of these terms."""
        return {name: condition for term in terms for name, condition in self.conditions.get(term, {}).items()}

    def concerned(self, terms: Iterable[str]) -> list[CompiledProfile]:
        """The profiles that watch any of these terms, in their order."""
        seen = {index for term in terms for index in self.watchers.get(term, ())}
        return [self.profiles[index] for index in sorted(seen)]

    def reached(self, worth: Mapping[str, float]) -> list[tuple[CompiledProfile, float]]:
        """The profiles that these terms could bring to their review score, in their order, with the most points that
        they could get. `worth` says which part of its weight each term gives.

        The terms that most profiles watch are added last, and only to profiles that others have named already, as long
        as they could bring nobody there by themselves.
        """
        watched = sorted((term for term in worth if term in self.watchers), key=lambda term: -len(self.watchers[term]))
        common, bound = 0, 0.0
        for term in watched:
            bound += worth[term] * self.greatest[term]
            if bound >= self._least:
                break
            common += 1
        sums: dict[int, float] = {}
        for term in watched[common:]:
            part = worth[term]
            for index, weight in self.watchers[term].items():
                sums[index] = sums.get(index, 0.0) + part * weight
        for term in watched[:common]:
            part, weights = worth[term], self.watchers[term]
            for index in weights.keys() & sums.keys():
                sums[index] += part * weights[index]
        profiles = self.profiles
        near = sorted(index for index, total in sums.items() if total >= self._least)
        return [(profiles[index], sums[index]) for index in near if sums[index] >= profiles[index].within_reach]

    @cached_property
    def _least(self) -> float:
        """Points under which nobody is reached."""
        return min((one.within_reach for one in self.profiles), default=0.0)


def compile_profiles(profiles: Iterable[Profile], desks: Mapping[str, str] = MappingProxyType({})) -> Matcher:
    """Index the enabled profiles by what they watch. `desks`: topic -> the desk that writes of it."""
    compiled = tuple(_compile(profile, desks) for profile in profiles if profile.enabled)
    watchers: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for index, one in enumerate(compiled):
        for term in one.terms.values():
            watchers[term.id][index] = term.weight
    greatest = {term: max(0.0, *weights.values()) for term, weights in watchers.items()}
    conditions: defaultdict[str, dict[str, Condition]] = defaultdict(dict)
    for term in (term for one in compiled for term in one.terms.values() if term.when):
        for leaf in leaves(term.when or ()):
            conditions[leaf][term.id] = term.when or ()
    return Matcher(
        profiles=compiled, watchers=dict(watchers), greatest=greatest, conditions=dict(conditions), desks=desks
    )


def softened(ratio: float) -> float:
    """Itself up to 0.5, then ever slower towards 1 (0.75 at 0.85, 0.82 at 1): strong reports stay comparable."""
    return ratio if ratio <= 0.5 else 1 - 0.5 * exp(1 - 2 * ratio)


def _ratio_for(score: float) -> float:
    """The ratio that makes a score: the inverse of `softened`; a score of 1 is never reached."""
    return score if score <= 0.5 else (1 - log(2 * max(1 - score, 1e-9))) / 2


def _compile(profile: Profile, desks: Mapping[str, str]) -> CompiledProfile:
    terms: dict[str, Term] = {}
    for term in profile.watch:
        known = terms.get(term.id)
        if known is None or known.weight < term.weight:
            terms[term.id] = term
    heaviest = sorted((term.weight for term in terms.values() if term.weight > 0), reverse=True)[:FULL_SCORE_TERMS]
    full_score = FULL_SCORE_SHARE * sum(heaviest)
    required = [frozenset(leaves(condition)) for condition in profile.require]
    subjects = frozenset(term.id for term in terms.values() if all(map(_says_what, leaves(term.when or term.id))))
    wanted = {term.id for term in terms.values() if term.weight > 0}
    least = min(profile.review, profile.threshold)
    return CompiledProfile(
        profile=profile,
        terms=terms,
        full_score=full_score,
        marks=frozenset(term.id for term in terms.values() if term.mark and not term.when),
        subjects=subjects,
        desks=frozenset(desks[topic] for topic in subjects if topic in desks),
        additional=subjects.difference(*(group for group in required if all(map(_says_what, group)))),
        watches_subjects=not wanted.isdisjoint(subjects),
        watches_actors=not wanted <= subjects,
        least=least,
        within_reach=_ratio_for(least) * full_score - _ROUNDING,
    )


def _says_what(term: str) -> bool:
    return term.startswith(_SUBJECT_KINDS)
