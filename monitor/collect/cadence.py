"""When to ask a source again: a pure function of what happened, what the server said and what time it is.

The figures are what well-behaved readers promise: hourly at first, then as often as the feed publishes,
never more than four times an hour, never earlier than the server permits, at least once a day.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from monitor.collect.permission import LONGEST_PAUSE_S, max_age_s, open_hour, permitted_at
from monitor.model import FLOOR_S, Fetched, Source, Validators, Wishes
from monitor.ports import SourceState

#: so many failures in a row make a source "failing": people are told, and it is asked once a day
FAILING_AFTER = 5
#: so many equal answers make a permanent redirect believed, if they lie at least so far apart
MOVED_AFTER = 3
MOVED_SPAN = timedelta(days=1)
#: more new entries than this at once, and so many times the usual, are a flood: no news, but a feed made anew
_FLOOD = 40
_FLOOD_TIMES = 10.0
#: what happens to a source that a person should be told of
Turn: TypeAlias = Literal["", "failing", "back", "moved", "gone"]
_WEEK = timedelta(days=7)
_DAY_S = 86400.0
#: a feed that is silent is asked so many times within as long again: a night costs a busy one minutes, a month a day
_SILENCES = 24
#: the share of the new figure in the smoothed one
_SMOOTHING = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The bounds of polling, in seconds."""

    #: never more often
    floor_s: int = FLOOR_S
    #: never more seldom, unless the server says so
    ceiling_s: int = 24 * 3600
    #: where the feed's dates say nothing
    default_s: int = 3600
    #: after the first failures of a source that never was reached
    unheard_s: int = 300


def pace_of(source: Source) -> Pace:
    """The bounds for this source: the owner's, else those of the house."""
    house = Pace()
    floor_s = source.floor_s or min(house.floor_s, source.ceiling_s or house.floor_s)
    ceiling_s = max(source.ceiling_s or house.ceiling_s, floor_s)
    default_s = min(max(house.default_s, floor_s), ceiling_s)
    return Pace(floor_s=floor_s, ceiling_s=ceiling_s, default_s=default_s)


def failing(state: SourceState) -> bool:
    """Whether a person should be told that this source is not answering."""
    return state.failures >= FAILING_AFTER


def moved(state: SourceState) -> bool:
    """Whether the source is believed to live elsewhere for good."""
    return (
        state.moved_times >= MOVED_AFTER
        and state.moved_since is not None
        and state.last_success_at is not None
        and state.last_success_at - state.moved_since >= MOVED_SPAN
    )


def turn(before: SourceState, after: SourceState) -> Turn:
    """What a person should be told of once, when it happens."""
    if after.stopped and not before.stopped:
        return "gone"
    if failing(after) and not failing(before):
        return "failing"
    if failing(before) and not after.failures:
        return "back"
    return "moved" if moved(after) and not moved(before) else ""


def address(source: Source, state: SourceState) -> str:
    """The address to ask."""
    return state.moved_to if moved(state) else source.url


def flood(new: int, state: SourceState, now: datetime) -> bool:
    """Whether so many new entries are no news: a feed that was made anew, or that republishes everything."""
    if state.last_success_at is None or new <= _FLOOD:
        return False
    usual = state.daily * (now - state.last_success_at).total_seconds() / _DAY_S
    return new > _FLOOD_TIMES * usual


def after_success(
    state: SourceState,
    *,
    fetched: Fetched,
    validators: Validators,
    published: Collection[datetime] = (),
    new: int = 0,
    wishes: Wishes | None = None,
    now: datetime,
    jitter: float = 0.0,
    pace: Pace = Pace(),
) -> SourceState:
    """The state after an answer was read.

    `published` are the dates of all entries of the feed, `new` how many of them were never seen before. Where nothing
    was parsed (304, or the same body again) `wishes` is None: they and the interval stay as they were. `jitter` in
    [-0.1, 0.1] spreads sources that would fall together.
    """
    parsed = wishes is not None
    wishes = state.wishes if wishes is None else wishes
    if fetched.status == 200:
        wishes = replace(wishes, max_age_s=max_age_s(fetched) or 0.0)
    state = _located(state, fetched, now)
    interval_s = rhythm(published, now=now, pace=pace) if published else _unchanged(state, now, pace)
    permitted = permitted_at(fetched, wishes, now=now)
    return replace(
        state,
        next_check_at=_next(now, interval_s, permitted, wishes, jitter=jitter, pace=pace),
        not_before=permitted if permitted > now else None,
        validators=validators,
        failures=0,
        gone=0,
        unreadable="",
        last_success_at=now,
        last_entry_at=max([*published, *([state.last_entry_at] if state.last_entry_at else [])], default=None),
        error="",
        interval_s=interval_s,
        wishes=wishes,
        daily=_smoothed(state, published, new, now) if parsed else state.daily,
    )


def after_failure(
    state: SourceState,
    *,
    error: str,
    status: int | None = None,
    reached: bool = True,
    retry_after_s: float | None = None,
    now: datetime,
    jitter: float = 0.0,
    pace: Pace = Pace(),
) -> SourceState:
    """The state after a failure: the wait doubles from the interval on, and a failing source is asked once a day;
    nothing is given up but what says twice that it is gone (410).

    `reached`: the server may have seen the request. One that was never reached is tried again sooner: most often it
    is our own network that is not there. `retry_after_s` is what the server asked for; it is never undercut.
    """
    # the address that it moved to does not answer: from now on the owner's is asked again
    state = _at_home(state) if moved(state) else state
    failures = state.failures + 1
    first_s = pace.unheard_s if not (reached or state.polled_before) else _within(pace, state.interval_s)
    wait_s = min(first_s * 2 ** min(failures - 1, 16), pace.ceiling_s)
    if failures >= FAILING_AFTER or status == 410:
        wait_s = pace.ceiling_s
    pause = timedelta(seconds=min(max(retry_after_s or 0.0, 0.0), LONGEST_PAUSE_S))
    permitted = open_hour(now + pause, state.wishes)
    return replace(
        state,
        next_check_at=_next(now, wait_s, permitted, state.wishes, jitter=jitter, pace=pace),
        not_before=permitted if permitted > now else None,
        failures=failures,
        gone=state.gone + 1 if status == 410 else state.gone if status is None else 0,
        error=error,
    )


def after_unreadable(
    state: SourceState, *, fetched: Fetched, validators: Validators, error: str, now: datetime
) -> SourceState:
    """What `after_failure` says, where an answer came that cannot be read: its freshness counts all the same, and its
    validators are kept, so that the same document is not sent again and again.

    Once a failing source has said so much as that nothing changed, it is asked for the whole: a day later, and perhaps
    by a release that can read it.
    """
    permitted = permitted_at(fetched, state.wishes, now=now)
    asked_anew = fetched.status == 304 and failing(state)
    return replace(
        state,
        next_check_at=max(state.next_check_at, permitted),
        not_before=permitted if permitted > now else state.not_before,
        validators=Validators() if asked_anew else validators,
        unreadable="" if asked_anew else error,
    )


def offline(state: SourceState, *, error: str, now: datetime, jitter: float = 0.0, pace: Pace = Pace()) -> SourceState:
    """The state where it is our own network that is not there: soon again, and not counted against the source."""
    soon = now + timedelta(seconds=pace.unheard_s * (1 + abs(jitter)))
    soon = max(soon, state.not_before or soon)
    return replace(state, next_check_at=soon, failures=max(state.failures, 1), error=error)


def postponed(state: SourceState, until: datetime, *, jitter: float = 0.0) -> SourceState:
    """The state where nothing was asked, because the host wants to be left alone: no failure of the source's."""
    wait_s = (until - (state.last_success_at or until)).total_seconds()
    spread = timedelta(seconds=abs(jitter) * min(max(wait_s, 60.0), 3600.0))
    return replace(state, next_check_at=open_hour(until + spread, state.wishes), not_before=until)


def rhythm(published: Collection[datetime], *, now: datetime, pace: Pace = Pace()) -> int:
    """Seconds between two entries of a feed, within the bounds: 7 days / weekly count.

    A busy feed does not reach back a week: its count is then taken over the time that it does cover.
    """
    if not published:
        return pace.default_s
    reach, count = _reach(published, now=now, floor_s=pace.floor_s)
    return _within(pace, int(reach.total_seconds() / count) if count else pace.ceiling_s)


def _reach(published: Collection[datetime], *, now: datetime, floor_s: int) -> tuple[timedelta, int]:
    """The time that the feed covers, a week at most, and how many entries fall in it."""
    reach = min(max(now - min(published), timedelta(seconds=floor_s)), _WEEK)
    count = sum(1 for instant in published if now - instant <= reach)
    return (_WEEK, count) if len(published) == 1 else (reach, count)  # one entry tells no rhythm


def _smoothed(state: SourceState, published: Collection[datetime], new: int, now: datetime) -> float:
    """Entries a day: by the feed's dates, else by what was new since the last time."""
    if published:
        reach, count = _reach(published, now=now, floor_s=3600)
        daily = count / max(reach.total_seconds() / _DAY_S, 1 / 24)
    elif state.last_success_at is not None and now > state.last_success_at:
        daily = new / max((now - state.last_success_at).total_seconds() / _DAY_S, 1 / 24)
    else:
        return state.daily
    return daily if not state.daily else state.daily + _SMOOTHING * (daily - state.daily)


def _located(state: SourceState, fetched: Fetched, now: datetime) -> SourceState:
    """With what this answer says of a move. One that is believed stands until its address fails or moves on."""
    if not fetched.moved_to:
        return state if moved(state) else _at_home(state)
    if fetched.moved_to == state.moved_to and state.moved_since is not None:
        return replace(state, moved_times=state.moved_times + 1)
    return replace(state, moved_to=fetched.moved_to, moved_times=1, moved_since=now)


def _at_home(state: SourceState) -> SourceState:
    return replace(state, moved_to="", moved_times=0, moved_since=None)


def _unchanged(state: SourceState, now: datetime, pace: Pace) -> int:
    """The interval of a feed that says nothing new: as before, but with a silence that lasts it slows down."""
    silent_s = (now - state.last_entry_at).total_seconds() if state.last_entry_at else 0.0
    return _within(pace, max(state.interval_s, int(silent_s / _SILENCES)))


def _within(pace: Pace, interval_s: int) -> int:
    return min(max(interval_s, pace.floor_s), pace.ceiling_s)


def _next(now: datetime, wait_s: float, permitted: datetime, wishes: Wishes, *, jitter: float, pace: Pace) -> datetime:
    """The own interval moves both ways with the jitter, but not over its bounds; the server's word only upwards."""
    own_s = min(max(wait_s * (1 + jitter), min(wait_s, pace.floor_s)), pace.ceiling_s)
    asked_s = (permitted - now).total_seconds() * (1 + abs(jitter))
    return open_hour(now + timedelta(seconds=max(own_s, asked_s)), wishes)
