"""Feedback -> what a profile could learn from it: few changes, each with the difference behind it.

    samples -> ideas (what differs, more than chance would) -> the one that puts most articles right -> and again

An article is right when a wanted one matches, or an unwanted one does not. No change is made that would put a wanted
article or a seed wrong, or put right fewer than `LEAST_GAIN`, and one more for each further id that it names: what a
single click says is not yet known of the next article. Nothing depends on anything but the profile and the samples.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import comb

from monitor.decide.compile import compile_profiles
from monitor.decide.match import match
from monitor.decide.profile import Profile
from monitor.draft.learn.change import Change, changed, subject
from monitor.draft.learn.ideas import BY_CHANCE, Idea, Ideas, Tried
from monitor.draft.learn.lessons import Sample

#: articles that a change must put right
LEAST_GAIN = 2
#: changes of one suggestion: more than these nobody reads
MOST_CHANGES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A change that helps."""

    idea: Idea
    #: how many articles it puts right, those changes before it taken as made
    gain: int
    #: headlines of articles that it puts right
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What the samples teach."""

    before: Profile
    after: Profile
    changes: tuple[Suggested, ...]
    samples: tuple[Sample, ...]
    #: what each profile makes of the samples, in their order
    tried_before: tuple[Tried, ...]
    tried_after: tuple[Tried, ...]

    @property
    def wrong_before(self) -> tuple[Sample, ...]:
        """Samples that the profile as it is gets wrong."""
        return _wrong(self.samples, self.tried_before)

    @property
    def wrong_after(self) -> tuple[Sample, ...]:
        """Samples that would still be wrong."""
        return _wrong(self.samples, self.tried_after)

    @property
    def too_few(self) -> bool:
        """So few words that even the clearest difference might be chance?"""
        return too_few(sum(not one.wanted for one in self.samples), sum(one.wanted for one in self.samples))


def suggest(profile: Profile, samples: Iterable[Sample], desks: Mapping[str, str]) -> Suggestion:
    """The changes that put most samples right, the most useful first; none where there is too little to go by.
    `desks`: topic -> the desk that writes of it."""
    listed = tuple(sorted(samples, key=lambda one: one.id))
    ideas = Ideas(listed)
    current, tried = profile, try_out(profile, listed, desks)
    before, changes = tried, list[Suggested]()
    while len(changes) < MOST_CHANGES and _wrong(listed, tried):
        best = _best(current, tried, listed, ideas, {subject(one.idea.change) for one in changes}, desks)
        if best is None:
            break
        suggested, current, tried = best
        changes.append(suggested)
    return Suggestion(
        before=profile,
        after=current,
        changes=tuple(changes),
        samples=listed,
        tried_before=before,
        tried_after=tried,
    )


def try_out(profile: Profile, samples: Iterable[Sample], desks: Mapping[str, str]) -> tuple[Tried, ...]:
    """What a profile makes of samples, as if it were enabled."""
    matcher = compile_profiles([replace(profile, enabled=True)], desks)
    judged = (next(iter(match(sample.analysis, matcher, thorough=True)), None) for sample in samples)
    return tuple(
        Tried(score=one.score, decision=one.decision) if one else Tried(score=0.0, decision="none") for one in judged
    )


def too_few(unwanted: int, wanted: int) -> bool:
    """Would even a clean division of so many articles come about by chance too often?"""
    return 1 / comb(unwanted + wanted, unwanted) > BY_CHANCE


def _best(
    profile: Profile,
    tried: Sequence[Tried],
    samples: Sequence[Sample],
    ideas: Ideas,
    made: set[Change],
    desks: Mapping[str, str],
) -> tuple[Suggested, Profile, tuple[Tried, ...]] | None:
    """The idea that puts most articles right and none wrong, less one for each further id; the earlier of equals.

    What was changed already (`made`) is not changed again.
    """
    best: tuple[Suggested, Profile, tuple[Tried, ...]] | None = None
    most = LEAST_GAIN - 1
    for idea in (idea for idea in ideas.of(profile, tried) if subject(idea.change) not in made):
        after = changed(profile, idea.change)
        then = try_out(after, samples, desks)
        gained, lost = _moved(samples, tried, then)
        worth = len(gained) - (idea.length - 1)
        if not lost and worth > most:
            most = worth
            examples = tuple(sample.title for sample in gained)
            best = Suggested(idea=idea, gain=len(gained), examples=examples), after, then
    return best


def _moved(
    samples: Sequence[Sample], before: Sequence[Tried], after: Sequence[Tried]
) -> tuple[list[Sample], list[Sample]]:
    """Samples that are put right, and samples that are put wrong."""
    was = {one.id: one for one in _wrong(samples, before)}
    now = {one.id: one for one in _wrong(samples, after)}
    return [was[name] for name in was if name not in now], [now[name] for name in now if name not in was]


def _wrong(samples: Sequence[Sample], tried: Sequence[Tried]) -> tuple[Sample, ...]:
    found = zip(samples, tried, strict=True)
    return tuple(sample for sample, one in found if sample.wanted != (one.decision == "match"))
