"""What may be changed in a profile, as values: one change is one line of its file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from monitor.decide.condition import Condition
from monitor.decide.profile import Profile, Term


@dataclass(frozen=True, slots=True)
class Weigh:
    """Give a line of `watch` another weight; a term that has no line gets one."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Exclude:
    """Let something speak against an article."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Require:
    """Ask for one thing more."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Threshold:
    """Match from another score on."""

    score: float


Change: TypeAlias = Weigh | Exclude | Require | Threshold


def subject(change: Change) -> Change:
    """What two changes that cannot stand side by side have in common: a term's weight, the threshold."""
    match change:
        case Weigh():
            return replace(change, weight=0.0)
        case Threshold():
            return Threshold(0.0)
        case _:
            return change


def changed(profile: Profile, change: Change) -> Profile:
    """The profile as the file would say it after the change."""
    match change:
        case Weigh(term, weight):
            lines = tuple(replace(line, weight=weight) if line.id == term else line for line in profile.watch)
            known = any(line.id == term for line in lines)
            return replace(profile, watch=lines if known else (*lines, Term(id=term, weight=weight)))
        case Exclude(condition):
            return replace(profile, exclude=(*profile.exclude, condition))
        case Require(condition):
            return replace(profile, require=(*profile.require, condition))
        case Threshold(score):
            return replace(profile, threshold=score, review=min(profile.review, score))
