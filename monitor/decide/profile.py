"""A watch profile as values: what `config/profiles/*.yaml` says, read and checked by `settings.profiles`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import TypeAlias

from monitor.decide.condition import Condition

#: what one certain mention of each type is worth by itself (worked on the first try: findings on language);
#: an outlet that is quoted says nothing about the affair
TYPE_WEIGHTS: Mapping[str, float] = {
    "person": 3.0,
    "topic": 2.0,
    "event": 2.0,
    "phrase": 2.0,
    "org": 1.5,
    "country": 1.0,
    "place": 1.0,
    "media": 0.0,
}

#: language -> words of the owner's own
Phrases: TypeAlias = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One line of `watch`."""

    #: "person/ilham-aliyev", "topic/peace-treaty" or "phrase/<words>"; of a condition its words
    id: str
    #: what one certain mention is worth, below 0 where it speaks against the article; see `decide.match`
    weight: float
    #: it is what the affair is known by: a report that names it once speaks of the affair
    mark: bool = False
    #: several ids instead of one
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPolicy:
    """When a match is told."""

    #: a score from here on is told at once
    instant: float = 0.75
    #: local times of the day at which the rest is told; empty: everything is told at once
    digest: tuple[time, ...] = (time(7, 30),)
    #: IANA zone of `digest` and `quiet`
    timezone: str = "UTC"
    #: (from, to) local: nothing is told at once between them; None: never quiet
    quiet: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What somebody wants to be told about."""

    #: the file's stem
    id: str
    name: str
    #: file names in `seeds/`; each must keep matching
    seeds: tuple[str, ...] = ()
    watch: tuple[Term, ...]
    #: words of the owner's own: "phrase/<words>" -> language -> words
    phrases: Mapping[str, Phrases] = field(default_factory=dict)
    #: each must hold
    require: tuple[Condition, ...] = ()
    #: any of these speaks against the article
    exclude: tuple[Condition, ...] = ()
    #: a score from here on is a match
    threshold: float = 0.50
    #: a score from here on is kept for review
    review: float = 0.35
    #: ISO 639-1; empty: any
    languages: tuple[str, ...] = ()
    #: source ids; empty: any
    sources: tuple[str, ...] = ()
    #: ISO 3166 codes of outlets; empty: any
    countries: tuple[str, ...] = ()
    alert: AlertPolicy = AlertPolicy()
    #: channel names; empty: the terminal
    deliver: tuple[str, ...] = ()
    enabled: bool = True
    #: an edit that loses one of the seeds is refused
    seeds_must_match: bool = True
    #: digest of the file's meaning; goes into each Match
    version: str = ""
