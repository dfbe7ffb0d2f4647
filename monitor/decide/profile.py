"""A watch profile as values: what `config/profiles/*.yaml` says, read and checked by `settings.profiles`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Final, Literal, TypeAlias

from monitor.decide.calendar import DigestTime, Empty
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

#: what becomes of news in a story that was told
Updates: TypeAlias = Literal["edit", "message", "none"]
#: the channel of a profile that names none
DEFAULT_CHANNEL: Final = "console"

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
    #: when the rest is told; empty: everything is told at once
    digest: tuple[DigestTime, ...] = (DigestTime(at=time(7, 30)),)
    #: IANA zone of `digest` and `quiet`
    timezone: str = "UTC"
    #: (from, to) local: nothing is told at once between them; None: never quiet
    quiet: tuple[time, time] | None = None
    #: how long the first message of a story waits for other outlets' tellings (Alertmanager's group_wait)
    group_wait: timedelta = timedelta(seconds=30)
    #: between two messages about one story; five minutes there, but news moves slower than machines fail
    group_interval: timedelta = timedelta(minutes=30)
    #: a story that goes on is told again after so long, whatever is new in it; None: only for a reason
    repeat_interval: timedelta | None = None
    #: stories alerted of within an hour; what is more waits for the digest. 0: no cap
    at_most: int = 20
    #: a score from here on breaks through quiet hours and cap; None: nothing does
    critical: float | None = None
    #: what becomes of news in a story that was told: "edit": that it grew changes the message where the channel can do
    #: that, that it takes a turn is a new one; "message": a new one each time; "none" lets it be
    updates: Updates = "edit"
    #: a digest with nothing in it says so, or is not sent
    empty: Empty = "send"
    #: unusual volume, and unusual silence, are told
    surge: bool = True
    silence: bool = True

    def breaks_through(self, score: float) -> bool:
        """Is a match of this score critical?"""
        return self.critical is not None and score >= self.critical


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

    @property
    def channels(self) -> tuple[str, ...]:
        """Where it tells."""
        return self.deliver or (DEFAULT_CHANNEL,)
