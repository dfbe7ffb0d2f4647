"""What would tell the unwanted articles from the wanted ones: each idea is a change and the difference behind it.

Only differences that chance makes seldom become ideas; whether one helps is for `suggest` to try.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb

from monitor.decide.condition import Condition, Near, found, leaves
from monitor.decide.presence import Presence, presences
from monitor.decide.profile import TYPE_WEIGHTS, Profile
from monitor.draft.learn.chance import chance, split
from monitor.draft.learn.change import Change, Exclude, Require, Threshold, Weigh
from monitor.draft.learn.lessons import Sample
from monitor.model import Decision

#: a difference that comes of itself more often than this is none: one in fifty
BY_CHANCE = 0.02
#: a term is spoken of, not named in passing, when it is in the headline or named so often
SPOKEN_OF = 2
#: ideas of each kind that are tried, the clearest first
MOST = 12
#: a new group of `require` is no longer than what a person takes in at a glance
LONGEST_GROUP = 6
#: how far the scores of wanted and unwanted articles must lie apart for a threshold between them
APART = 0.06
#: terms of `watch` that are tried near each other, the heaviest first
PAIRED = 6
#: what a line that speaks against an article may weigh, the mildest first
AGAINST = (-1.0, -2.0)
#: kinds of term that a change may name: what a catalogue lists and an article speaks of
_KINDS = ("topic/", "event/", "person/", "org/", "country/", "place/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a profile makes of a sample."""

    score: float
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """A change, and why it might help."""

    change: Change
    #: what differs: a term or condition; None for a difference of scores
    what: Condition | None
    #: unwanted articles of which it is true, and wanted ones
    unwanted: int
    wanted: int
    #: how often so clear a difference comes of itself
    chance: float

    @property
    def length(self) -> int:
        """How many ids it names."""
        return 1 if self.what is None else sum(1 for _ in leaves(self.what))

    def within(self, named: set[str]) -> bool:
        """Does it name nothing else?"""
        return self.what is None or named.issuperset(leaves(self.what))


class Ideas:
    """All that differs between the wanted and the unwanted ones of some samples."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self._samples = samples
        self._unwanted = [not sample.wanted for sample in samples]
        self._present = [_spoken_of(presences(sample.analysis)) for sample in samples]
        self._terms = sorted({term for present in self._present for term in present if term.startswith(_KINDS)})

    def of(self, profile: Profile, tried: Sequence[Tried]) -> Iterator[Idea]:
        """Ideas for a profile that makes this of the samples; those that are tried first, first."""
        weights = {line.id: line.weight for line in profile.watch}
        named = {leaf for line in profile.watch for leaf in leaves(line.when or line.id)}
        required = {leaf for condition in profile.require for leaf in leaves(condition)}
        for kind in (
            self._excludes(profile, named | required),
            self._against(weights, named | required),
            self._requirements(profile, named),
            self._neighbours(profile),
            self._weights(weights),
            self._thresholds(profile, tried),
        ):
            yield from sorted(kind, key=lambda idea: (idea.chance, not idea.within(named), repr(idea.change)))[:MOST]

    # ------------------------------------------------------------ terms that only the unwanted have

    def _excludes(self, profile: Profile, named: set[str]) -> Iterator[Idea]:
        """What no wanted article speaks of, and nothing in the profile asks for."""
        for term in self._terms:
            if term not in named and term not in profile.exclude:
                idea = self._unwanted_idea(term, Exclude(term))
                if idea and not idea.wanted:
                    yield idea

    def _against(self, weights: Mapping[str, float], named: set[str]) -> Iterator[Idea]:
        """What some wanted articles speak of too: it weighs against, and shuts nothing out."""
        for term in self._terms:
            for weight in AGAINST:
                if term not in named and (idea := self._unwanted_idea(term, Weigh(term, weight))):
                    yield idea
        for term, weight in weights.items():
            if weight > 0 and (idea := self._unwanted_idea(term, Weigh(term, _half(weight)))):
                yield idea

    # ------------------------------------------------------------ terms that the wanted have

    def _weights(self, weights: Mapping[str, float]) -> Iterator[Idea]:
        for term in self._terms:
            usual = TYPE_WEIGHTS[term.partition("/")[0]]
            weight = round(weights[term] * 1.5, 1) if weights.get(term, 0.0) > 0 else usual
            if weights.get(term, 1.0) > 0 and (idea := self._wanted_idea(term, Weigh(term, weight))):
                yield idea

    def _requirements(self, profile: Profile, named: set[str]) -> Iterator[Idea]:
        """One term that all wanted articles speak of, or a group of which each speaks of one."""
        for term in self._terms:
            if (idea := self._wanted_idea(term, Require(term))) and idea.wanted == self._wanted:
                yield idea
        for pool in (sorted(named & set(self._terms)), self._terms):
            group = self._cover(pool)
            if len(group) > 1 and group not in profile.require and (idea := self._wanted_idea(group, Require(group))):
                # one of many groups that could have been put together looks clear sooner than one of the few terms
                by_chance = idea.chance * comb(len(pool), len(group)) / len(pool)
                if by_chance <= BY_CHANCE:
                    yield replace(idea, chance=by_chance)

    def _cover(self, pool: Sequence[str]) -> tuple[str, ...]:
        """Few terms of which every wanted article speaks of one, and unwanted articles of as few as may be; empty
        where there are none."""
        left = {index for index, sample in enumerate(self._samples) if sample.wanted}
        group: list[str] = []
        while left and len(group) < LONGEST_GROUP:
            best = max(pool, key=lambda term: (self._worth(term, left), term), default=None)
            if best is None or self._worth(best, left) <= 0:
                return ()
            group.append(best)
            left = {index for index in left if best not in self._present[index]}
        return () if left else tuple(sorted(group))

    def _worth(self, term: str, left: Iterable[int]) -> float:
        """Share of what is left that speaks of the term, less the share of the unwanted that do."""
        indexes = list(left)
        there = sum(term in self._present[index] for index in indexes) / len(indexes)
        unwanted = [present for present, unwanted in zip(self._present, self._unwanted, strict=True) if unwanted]
        return there - sum(term in present for present in unwanted) / max(1, len(unwanted))

    def _neighbours(self, profile: Profile) -> Iterator[Idea]:
        """What stands together in the wanted articles, and apart in the others."""
        heaviest = sorted((line for line in profile.watch if line.weight > 0), key=lambda line: (-line.weight, line.id))
        plain = [line.id for line in heaviest if line.when is None and line.id.startswith(_KINDS)]
        pairs: list[tuple[Condition, Condition]] = list(combinations(plain[:PAIRED], 2))
        groups = [condition for condition in profile.require if isinstance(condition, str | tuple)]
        for near in (Near(pair) for pair in [*combinations(groups, 2), *pairs]):
            idea = self._wanted_idea(near, Require(near))
            if idea and idea.wanted == self._wanted and near not in profile.require:
                yield idea

    # ------------------------------------------------------------ scores

    def _thresholds(self, profile: Profile, tried: Sequence[Tried]) -> Iterator[Idea]:
        """A threshold between the scores, where they lie apart."""
        unwanted = [one.score for one, bad in zip(tried, self._unwanted, strict=True) if bad]
        wanted = [one.score for one, bad in zip(tried, self._unwanted, strict=True) if not bad]
        if unwanted and wanted and min(wanted) - max(unwanted) >= APART:
            score = round((min(wanted) + max(unwanted)) / 2, 2)
            by_chance = chance(len(unwanted), len(unwanted), 0, len(wanted))
            if score != profile.threshold and by_chance <= BY_CHANCE:
                change = Threshold(score)
                yield Idea(change=change, what=None, unwanted=len(unwanted), wanted=0, chance=by_chance)

    # ------------------------------------------------------------ how clear a difference is

    @property
    def _wanted(self) -> int:
        return len(self._unwanted) - sum(self._unwanted)

    def _unwanted_idea(self, what: Condition, change: Change) -> Idea | None:
        return self._idea(what, change, lambda holds: chance(*split(holds, self._unwanted)))

    def _wanted_idea(self, what: Condition, change: Change) -> Idea | None:
        kinds = [not unwanted for unwanted in self._unwanted]
        return self._idea(what, change, lambda holds: chance(*split(holds, kinds)))

    def _idea(self, what: Condition, change: Change, how_seldom: Callable[[Sequence[bool]], float]) -> Idea | None:
        holds = [
            found(what, present, sample.analysis.sentences) is not None
            for present, sample in zip(self._present, self._samples, strict=True)
        ]
        by_chance = how_seldom(holds)
        if by_chance > BY_CHANCE:
            return None
        unwanted, _, wanted, _ = split(holds, self._unwanted)
        return Idea(change=change, what=what, unwanted=unwanted, wanted=wanted, chance=by_chance)


def _spoken_of(present: Mapping[str, Presence]) -> dict[str, Presence]:
    return {term: there for term, there in present.items() if there.in_title or there.count >= SPOKEN_OF}


def _half(weight: float) -> float:
    return max(0.1, round(weight / 2, 1))
