"""Until when a chat is left in peace."""

from __future__ import annotations

from datetime import datetime

from monitor.decide.calendar import quiet_until
from monitor.model import Quiet


def held_until(quiet: Quiet, now: datetime) -> datetime | None:
    """When the quiet that holds now ends, in UTC; None where none does."""
    once = quiet.until if quiet.until and quiet.until > now else None
    ends = [end for end in (once, quiet_until(quiet.daily, quiet.timezone, now)) if end]
    return max(ends, default=None)
