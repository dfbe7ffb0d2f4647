"""A mute for scripts."""

from __future__ import annotations

from datetime import datetime

from monitor.decide.mute import stands
from monitor.model import MuteRecord


def mute_record(record: MuteRecord, now: datetime) -> dict[str, object]:
    """As `monitor mutes --json` and `monitor status --json` print it; `until` is null for a mute without an end."""
    mute = record.mute
    return {
        "id": mute.id,
        "kind": mute.kind,
        "subject": mute.subject,
        "name": mute.name,
        "profile": mute.profile or None,
        "until": mute.until.isoformat() if mute.until else None,
        "stands": stands(mute, now),
        "at": mute.at.isoformat(),
        "who": mute.who,
        "way": mute.way,
        "note": mute.note,
        "stories": record.stories,
        "articles": record.articles,
    }
