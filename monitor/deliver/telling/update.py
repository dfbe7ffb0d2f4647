"""The line in front of a further telling: that it is one, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from babel.dates import format_datetime

from monitor.decide.alert import REASONS
from monitor.deliver.blocks import Run, Section
from monitor.deliver.telling.words import DOT, block, counted, joined, runs_of, short, zone
from monitor.model import Alert, Update

#: whom it brought; more of them are counted
NAMES = 5


def update_line(alert: Alert) -> Section:
    """For instance "Update · many more outlets tell it: now 7 outlets, 4 languages (2 before)"; none for a first
    telling."""
    update = alert.update
    if update is None:
        return ()
    words = _WORDS.get(alert.reason, _plainly)(alert, update)
    changed = f" {_moment(alert, update.changed_at)}" if update.changed_at else ""
    return (block("update", Run(text=f"Update{'d' if changed else ''}{changed}", bold=True), DOT, *words),)


def _bigger(alert: Alert, update: Update) -> list[Run]:
    return runs_of([f"many more outlets tell it: {_size(alert, update)}"])


def _new_actor(alert: Alert, update: Update) -> list[Run]:
    if not update.actors:
        return _plainly(alert, update)
    names = joined(runs_of(map(short, update.actors[:NAMES])), ", ")
    more = f" and {len(update.actors) - NAMES} more" if len(update.actors) > NAMES else ""
    return [Run(text="new in it: "), *names, *runs_of([more])]


def _contradicts(alert: Alert, update: Update) -> list[Run]:
    if update.cause is None:
        return _plainly(alert, update)
    return [Run(text="denied by "), *runs_of([short(update.cause.outlet) or short(update.cause.source_id)])]


def _reopened(alert: Alert, update: Update) -> list[Run]:
    return runs_of([f"again after {_span(update.silence)} of silence"]) if update.silence else _plainly(alert, update)


def _repeat(alert: Alert, update: Update) -> list[Run]:
    return runs_of([f"it goes on: {_size(alert, update)}"])


def _plainly(alert: Alert, update: Update) -> list[Run]:
    return runs_of([short(REASONS.get(alert.reason, alert.reason))])


_WORDS: dict[str, Callable[[Alert, Update], list[Run]]] = {
    "bigger": _bigger,
    "new-actor": _new_actor,
    "contradicts": _contradicts,
    "reopened": _reopened,
    "repeat": _repeat,
}


def _size(alert: Alert, update: Update) -> str:
    outlets, languages = len(alert.story.outlets), len(alert.story.languages)
    now = [counted(outlets, "outlet"), *([counted(languages, "language")] if languages > 1 else [])]
    return f"now {', '.join(now)} ({update.outlets:,} before)"


def _span(silence: timedelta) -> str:
    if silence >= timedelta(days=2):
        return counted(silence.days, "day")
    return counted(round(silence / timedelta(hours=1)), "hour")


def _moment(alert: Alert, instant: datetime) -> str:
    """ "14:05", with its day where that is not the day on which the lead was published."""
    local = zone(alert.timezone)
    at, lead = instant.astimezone(local), alert.story.lead.published.astimezone(local)
    return format_datetime(at, "HH:mm" if at.date() == lead.date() else "d MMM, HH:mm", locale="en_GB")
