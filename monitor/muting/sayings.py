"""Mutes in words, for the terminal and for a chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from monitor.decide.mute import stands
from monitor.deliver.text import cap, clean, isolated
from monitor.model import Mute, MuteRecord

#: of a headline, in UTF-16 units: a line of a list
NAME = 80
#: of a person's name on a button, in UTF-16 units
PERSON = 20


def subject(mute: Mute) -> str:
    """What it is about, and for which profile: "story “Talks in Baku” for profile caucasus"."""
    name = cap(clean(mute.name), NAME) or mute.subject
    what = f"story “{name}”" if mute.kind == "story" else f"{mute.kind} {name}"
    return what + (f" for profile {mute.profile}" if mute.profile and mute.kind != "profile" else "")


def ending(mute: Mute, now: datetime) -> str:
    """ "until 2026-11-28 06:00 UTC", "until changed" or "ended 2026-11-28 06:00 UTC"."""
    if mute.until is None:
        return "until changed"
    return f"{'until' if stands(mute, now) else 'ended'} {mute.until:%Y-%m-%d %H:%M} UTC"


def held_back(record: MuteRecord) -> str:
    """ "held back 2 stories (5 articles)"; empty where nothing was."""
    if not record.articles:
        return ""
    stories = f"{record.stories} {'story' if record.stories == 1 else 'stories'}"
    return f"held back {stories} ({record.articles} {'article' if record.articles == 1 else 'articles'})"


def line(record: MuteRecord, now: datetime) -> str:
    """A mute in a list: "3 · actor NATO · until changed · held back 2 stories (5 articles) · too loud"."""
    mute = record.mute
    parts = (mute.id, subject(mute), ending(mute, now), held_back(record), clean(mute.note))
    return " · ".join(part for part in parts if part)


def lasting(mutes: Sequence[Mute]) -> Mute | None:
    """The one that stands longest; None for none."""
    endless = [mute for mute in mutes if mute.until is None]
    return endless[0] if endless else max(mutes, key=lambda mute: mute.until or mute.at, default=None)


def badge(mutes: Sequence[Mute], timezone: str, who: str = "") -> str:
    """What a button says of mutes that stand: "muted by Ana until 28 Nov", the last of their ends; empty for none.

    `who` is behind that one, and may be anybody's word for themselves.
    """
    if (last := lasting(mutes)) is None:
        return ""
    by = f"muted by {isolated(cap(clean(who), PERSON), 'ltr')}" if who else "muted"
    if last.until is None:
        return f"{by} until changed"
    return f"{by} until {format_date(last.until.astimezone(ZoneInfo(timezone)), 'd MMM', locale='en_GB')}"
