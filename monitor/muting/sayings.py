"""Mutes in words, for the terminal and for a chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from monitor.decide.mute import stands
from monitor.deliver.text import cap, clean
from monitor.model import Mute, MuteRecord

#: of a headline, in UTF-16 units: a line of a list
NAME = 80


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


def badge(mutes: Sequence[Mute], timezone: str) -> str:
    """What a button says of mutes that stand: "muted until 28 Nov", the last of their ends; empty for none."""
    if not mutes:
        return ""
    ends = [mute.until for mute in mutes if mute.until]
    if len(ends) < len(mutes):
        return "muted until changed"
    return f"muted until {format_date(max(ends).astimezone(ZoneInfo(timezone)), 'd MMM', locale='en_GB')}"
