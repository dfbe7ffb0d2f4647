"""Mutes in words, for the terminal, which speaks English, and for a chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from monitor.decide.mute import stands
from monitor.deliver.text import cap, clean, isolated
from monitor.model import Mute, MuteKind, MuteRecord
from monitor.translation import ENGLISH, Voice, marked, zone

#: of a headline, in UTF-16 units: a line of a list
NAME = 80
#: of a person's name on a button, in UTF-16 units
PERSON = 20
_SUBJECTS: Final[Mapping[MuteKind, str]] = {
    "story": marked("story “{name}”"),
    "actor": marked("actor {name}"),
    "outlet": marked("outlet {name}"),
    "profile": marked("profile {name}"),
}


def subject(mute: Mute, voice: Voice = ENGLISH) -> str:
    """What it is about, and for which profile: "story “Talks in Baku” for profile caucasus"."""
    what = voice.say(_SUBJECTS[mute.kind], name=cap(clean(mute.name), NAME) or mute.subject)
    if mute.profile and mute.kind != "profile":
        return voice.say("{what} for profile {profile}", what=what, profile=mute.profile)
    return what


def ending(mute: Mute, now: datetime, voice: Voice = ENGLISH) -> str:
    """ "until 2026-11-28 06:00 UTC", "until changed" or "ended 2026-11-28 06:00 UTC"."""
    if mute.until is None:
        return voice.say("until changed")
    end = voice.stamp(mute.until.astimezone(UTC), zoned=True)
    return voice.say("until {end}", end=end) if stands(mute, now) else voice.say("ended {end}", end=end)


def held_back(record: MuteRecord, voice: Voice = ENGLISH) -> str:
    """ "held back 2 stories (5 articles)"; empty where nothing was."""
    if not record.articles:
        return ""
    return voice.say(
        "held back {stories} ({articles})",
        stories=voice.count("{n} story", "{n} stories", record.stories),
        articles=voice.count("{n} article", "{n} articles", record.articles),
    )


def line(record: MuteRecord, now: datetime, voice: Voice = ENGLISH) -> str:
    """A mute in a list: "3 · actor NATO · until changed · held back 2 stories (5 articles) · too loud"."""
    mute = record.mute
    parts = (mute.id, subject(mute, voice), ending(mute, now, voice), held_back(record, voice), clean(mute.note))
    return voice.dot.join(part for part in parts if part)


def lasting(mutes: Sequence[Mute]) -> Mute | None:
    """The one that stands longest; None for none."""
    endless = [mute for mute in mutes if mute.until is None]
    return endless[0] if endless else max(mutes, key=lambda mute: mute.until or mute.at, default=None)


def badge(mutes: Sequence[Mute], timezone: str, who: str = "", voice: Voice = ENGLISH) -> str:
    """What a button says of mutes that stand: "muted by Ana until 28 Nov", the last of their ends; empty for none.

    `who` is behind that one, and may be anybody's word for themselves.
    """
    if (last := lasting(mutes)) is None:
        return ""
    name = isolated(cap(clean(who), PERSON), voice.direction)
    if last.until is None:
        return voice.say("muted by {name} until changed", name=name) if who else voice.say("muted until changed")
    day = voice.day(last.until.astimezone(zone(timezone)))
    return (
        voice.say("muted by {name} until {day}", name=name, day=day) if who else voice.say("muted until {day}", day=day)
    )
