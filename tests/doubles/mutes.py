"""Mutes ready-made."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from doubles.outcomes import NOW

from monitor.model import Mute


def mute(**changes: Any) -> Mute:
    """The story 1, for all profiles, for a week."""
    made = Mute(
        kind="story",
        subject="story-1",
        name="Baku and Yerevan, day 1",
        until=NOW + timedelta(days=7),
        at=NOW,
        who="ana",
        way="command",
    )
    return replace(made, **changes)
