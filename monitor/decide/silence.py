"""Silence: a profile told nothing for longer than is usual for it, and why that may be.

By its own history of gaps, counted in hours that were watched. The causes are asked in this order, the surest first:

    sources      half of those that it listens to fail
    extraction   half of the pages that were wanted could not be read, or were empty
    quiet        little is published, or whom it watches is hardly named
    narrow       whom it watches is named as ever, but nothing passes
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import fmean
from typing import Final

from monitor.decide.baseline import HOUR, LEAST_DAYS
from monitor.model import SilenceCause

#: a profile that never told anything is spoken of after so long
NEVER: Final = timedelta(days=7)
#: never earlier than this, however much a profile tells
SHORTEST: Final = timedelta(hours=24)
#: a gap is unusual from so many times the longest on, and so many times the mean;
#: measured: tests/trust/volume.py
_LONGEST, _MEAN = 2.0, 10.0
#: with fewer gaps nobody knows what is usual: then a week at least; and so many times the longest until there are many
_FEW, _LONGEST_OF_FEW = 5, 3.0
#: of so many gaps one may be an accident: the longest of the others counts
_MANY: Final = 40
#: parts of the whole from which sources, or pages, are to blame, and the least number of pages that says so
_FAILING, _UNREAD, _PAGES = 0.5, 0.5, 10
#: below so much of what is usual the world is quiet
_HARDLY: Final = 0.4
#: articles that name whom it watches, before it can be called narrow where nothing nearly matched
_NAMED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hush:
    """A silence that is unusual."""

    #: the hour of the last telling, else when the profile was first known
    since: datetime
    #: the longest gap that is usual, in watched time; None for a profile that never told anything
    usual: timedelta | None


def hush(counts: Mapping[datetime, int], known: datetime, now: datetime) -> Hush | None:
    """The silence in which a profile is, where that is unusual. `counts`: its tellings by hour, 0 for an hour that was
    watched in vain; `known`: since when there is such a profile."""
    hours = sorted(hour for hour in counts if hour <= now)
    told = [place for place, hour in enumerate(hours) if counts[hour]]
    if not told:
        watched = len(hours) - bisect_right(hours, known)
        return Hush(since=known, usual=None) if watched * HOUR >= NEVER else None
    silent = len(hours) - 1 - told[-1]
    gaps = sorted(later - earlier for earlier, later in pairwise(told))
    if silent * HOUR < _limit(gaps, len(hours)):
        return None
    return Hush(since=hours[told[-1]], usual=_usual(gaps) * HOUR)


def _limit(gaps: list[int], hours: int) -> timedelta:
    """From how long on a silence is unusual. `gaps` are sorted, in watched hours."""
    longest = _usual(gaps)
    if len(gaps) < _FEW or hours * HOUR < timedelta(days=LEAST_DAYS):
        return max(NEVER, _LONGEST_OF_FEW * longest * HOUR)
    times = _LONGEST if len(gaps) >= _MANY else _LONGEST_OF_FEW
    return max(SHORTEST, times * longest * HOUR, _MEAN * fmean(gaps) * HOUR)


def _usual(gaps: list[int]) -> int:
    """The longest gap that is no accident."""
    return gaps[-2 if len(gaps) >= _MANY else -1] if gaps else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is seen of a silence from outside the profile."""

    #: how far back was looked, in days
    days: float
    #: sources that it listens to, and those of them that fail now
    sources: int
    failing: int
    #: articles read of late, and of those the pages that were wanted and not read, or empty
    articles: int
    unread: int
    #: of these, how many name what it watches
    named: int
    #: what would have been usual of both; None where nobody knows
    usual_articles: float | None = None
    usual_named: float | None = None
    #: how many nearly matched, and the best score of all
    review: int = 0
    best: float = 0.0

    @property
    def cause(self) -> SilenceCause:
        """The likeliest."""
        if self.failing and self.failing >= _FAILING * self.sources:
            return "sources"
        if self.articles >= _PAGES and self.unread >= _UNREAD * self.articles:
            return "extraction"
        if self.usual_articles is not None and self.articles < _HARDLY * self.usual_articles:
            return "quiet"
        if self.usual_named is not None and self.named < _HARDLY * self.usual_named:
            return "quiet"
        return "narrow" if self.review or self.named >= _NAMED else "quiet"

    @property
    def figures(self) -> tuple[tuple[str, float], ...]:
        """The numbers by their names; what nobody knows is left out."""
        known: tuple[tuple[str, float | None], ...] = (
            ("days", self.days),
            ("sources", self.sources),
            ("failing", self.failing),
            ("articles", self.articles),
            ("usual_articles", self.usual_articles),
            ("unread", self.unread),
            ("named", self.named),
            ("usual_named", self.usual_named),
            ("review", self.review),
            ("best", self.best),
        )
        return tuple((name, float(value)) for name, value in known if value is not None)
