"""When to ask a feed again: a pure function of what happened, what the server said and what time it is.

The figures are what well-behaved readers promise: hourly at first, then as often as the feed publishes,
never more than four times an hour, never earlier than the server allows, at least once a day.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.model import Fetched, Validators
from monitor.ports import SourceState

#: so many failures in a row make a source "failing" for people
FAILING_AFTER = 5
_WEEK = timedelta(days=7)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})")
#: no wish of a server is believed beyond this, in seconds (30 days)
_LONGEST_WISH_S = 30 * 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The bounds of polling, in seconds."""

    #: never more often
    floor_s: int = 15 * 60
    #: never more seldom, unless `Retry-After` says so
    ceiling_s: int = 24 * 3600
    #: where the feed's dates say nothing
    default_s: int = 3600
    #: after the first failure of a source that never answered
    unheard_s: int = 300


def failing(state: SourceState) -> bool:
    """Whether a person should be told that this source is not answering."""
    return state.failures >= FAILING_AFTER


def after_success(
    state: SourceState,
    *,
    fetched: Fetched,
    validators: Validators,
    published: Collection[datetime] = (),
    ttl_s: int | None = None,
    now: datetime,
    jitter: float = 0.0,
    pace: Pace = Pace(),
) -> SourceState:
    """The state after an answer was read.

    `published` are the dates of all entries of the feed, empty when nothing was parsed (304, or the same
    body again): the interval then stays. `jitter` in [-0.1, 0.1] spreads sources that would fall together.
    """
    interval_s = rhythm(published, now=now, pace=pace) if published else state.interval_s or pace.default_s
    wish_s = min(max(max_age_s(fetched), ttl_s or 0), pace.ceiling_s)
    return replace(
        state,
        next_check_at=_later(now, interval_s, wish_s, jitter),
        validators=validators,
        failures=0,
        last_success_at=now,
        last_entry_at=max([*published, *([state.last_entry_at] if state.last_entry_at else [])], default=None),
        error="",
        interval_s=interval_s,
    )


def after_failure(
    state: SourceState,
    *,
    error: str,
    retry_after_s: float | None = None,
    now: datetime,
    jitter: float = 0.0,
    pace: Pace = Pace(),
) -> SourceState:
    """The state after a failure: the wait doubles from the interval up to the ceiling; nothing is given up.
    A source that never answered yet is tried again sooner: most often it is our own network that is not there.

    `retry_after_s` is what the server asked for, in seconds; it is never undercut.
    """
    failures = state.failures + 1
    doublings = min(failures - 1, 16)
    first_s = (state.interval_s or pace.default_s) if state.polled_before else pace.unheard_s
    wait_s = min(first_s * 2**doublings, pace.ceiling_s)
    wish_s = min(max(retry_after_s or 0.0, 0.0), _LONGEST_WISH_S)
    return replace(state, next_check_at=_later(now, wait_s, wish_s, jitter), failures=failures, error=error)


def rhythm(published: Collection[datetime], *, now: datetime, pace: Pace = Pace()) -> int:
    """Seconds between two entries of a feed, within the bounds: 7 days / weekly count.

    A busy feed does not reach back a week: its count is then taken over the time that it does cover.
    """
    if not published:
        return pace.default_s
    reach = min(max(now - min(published), timedelta(seconds=pace.floor_s)), _WEEK)
    count = sum(1 for instant in published if now - instant <= reach)
    if len(published) == 1:  # one entry tells no rhythm
        reach = _WEEK
    interval_s = int(reach.total_seconds() / count) if count else pace.ceiling_s
    return min(max(interval_s, pace.floor_s), pace.ceiling_s)


def max_age_s(fetched: Fetched) -> int:
    """What is left of `Cache-Control: max-age` after `Age`, in seconds; 0 without one (RFC 9111, 5.2.2.1)."""
    found = _MAX_AGE.search((fetched.header("cache-control") or "").lower())
    if not found:
        return 0
    age = (fetched.header("age") or "0").strip()
    return max(int(found[1]) - (int(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0), 0)


def _later(now: datetime, wait_s: float, wish_s: float, jitter: float) -> datetime:
    """The own interval moves both ways with the jitter, the server's wish only upwards."""
    return now + timedelta(seconds=max(wait_s * (1 + jitter), wish_s * (1 + abs(jitter))))
