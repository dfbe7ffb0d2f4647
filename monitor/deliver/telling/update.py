"""The line in front of a further telling: that it is one, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from monitor.deliver.blocks import Run, Section
from monitor.deliver.telling.reasons import reason_in_words
from monitor.deliver.telling.words import LINE, block, dot, runs_of, short, some_of, woven
from monitor.deliver.text import cap, clean
from monitor.model import Alert, Update
from monitor.translation import Voice, zone

#: whom it brought; more of them are counted
NAMES = 5


def update_line(alert: Alert, voice: Voice) -> Section:
    """For instance "Update · many more outlets tell it: now 7 outlets, 4 languages (2 before)"; none for a first
    telling."""
    update = alert.update
    if update is None:
        return ()
    words = _WORDS.get(alert.reason, _plainly)(alert, update, voice)
    said = voice.say("Update")
    if update.changed_at:
        said = voice.say("Updated {moment}", moment=_moment(alert, update.changed_at, voice))
    return (block(voice, "update", Run(text=said, bold=True), dot(voice), *words),)


def _bigger(alert: Alert, update: Update, voice: Voice) -> list[Run]:
    return runs_of([voice.say("many more outlets tell it: {size}", size=_size(alert, update, voice))])


def _new_actor(alert: Alert, update: Update, voice: Voice) -> list[Run]:
    if not update.actors:
        return _plainly(alert, update, voice)
    names = some_of(voice, runs_of(map(short, update.actors[:NAMES])), len(update.actors) - NAMES)
    return woven(voice.pattern("new in it: {names}"), names=names)


def _contradicts(alert: Alert, update: Update, voice: Voice) -> list[Run]:
    if update.cause is None:
        return _plainly(alert, update, voice)
    outlet = runs_of([short(update.cause.outlet) or short(update.cause.source_id)])
    return woven(voice.pattern("denied by {outlet}"), outlet=outlet)


def _reopened(alert: Alert, update: Update, voice: Voice) -> list[Run]:
    if not update.silence:
        return _plainly(alert, update, voice)
    return runs_of([voice.say("again after {span} of silence", span=_span(update.silence, voice))])


def _repeat(alert: Alert, update: Update, voice: Voice) -> list[Run]:
    return runs_of([voice.say("it goes on: {size}", size=_size(alert, update, voice))])


def _plainly(alert: Alert, _: Update, voice: Voice) -> list[Run]:
    return runs_of([cap(clean(reason_in_words(alert.reason, voice)), LINE)])


_WORDS: dict[str, Callable[[Alert, Update, Voice], list[Run]]] = {
    "bigger": _bigger,
    "new-actor": _new_actor,
    "contradicts": _contradicts,
    "reopened": _reopened,
    "repeat": _repeat,
}


def _size(alert: Alert, update: Update, voice: Voice) -> str:
    outlets, languages = len(alert.story.outlets), len(alert.story.languages)
    now = [voice.count("{n} outlet", "{n} outlets", outlets)]
    now += [voice.count("{n} language", "{n} languages", languages)] if languages > 1 else []
    return voice.say("now {now} ({before} before)", now=voice.comma.join(now), before=update.outlets)


def _span(silence: timedelta, voice: Voice) -> str:
    if silence >= timedelta(days=2):
        return voice.count("{n} day", "{n} days", silence.days)
    return voice.count("{n} hour", "{n} hours", round(silence / timedelta(hours=1)))


def _moment(alert: Alert, instant: datetime, voice: Voice) -> str:
    """ "14:05", with its day where that is not the day on which the lead was published."""
    local = zone(alert.timezone)
    at, lead = instant.astimezone(local), alert.story.lead.published.astimezone(local)
    return voice.time(at) if at.date() == lead.date() else voice.day_and_time(at)
