"""When a chat is left in peace, as people write it: "22:00-07:00" every day, "3h" this once, "off"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from monitor.errors import ConfigError, Fault
from monitor.model import Quiet
from monitor.settings.durations import seconds_of
from monitor.settings.wording import quoted

#: what is longer is meant to be something else: a mute, or another `deliver`
LONGEST: Final = timedelta(days=7)
_HOURS: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–—]\s*([01]?\d|2[0-3]):([0-5]\d)")
_EXAMPLES: Final = "for instance 22:00-07:00, 3h or off"


def read_quiet(text: str, before: Quiet, timezone: str, now: datetime) -> Quiet:
    """What stands after somebody wrote this; hours count in that zone. Raises `ConfigError`."""
    wanted = " ".join(text.casefold().split())
    if wanted == "off":
        return Quiet()
    if hours := _HOURS.fullmatch(wanted):
        begin, end = time(int(hours[1]), int(hours[2])), time(int(hours[3]), int(hours[4]))
        if begin == end:
            raise ConfigError(Fault(file=quoted(text), what="these hours have no length", hint=_EXAMPLES))
        return replace(before, daily=(begin, end), timezone=timezone)
    try:
        span = timedelta(seconds=seconds_of(wanted))
    except (ValueError, OverflowError):
        raise ConfigError(Fault(file=quoted(text), what="no hours and no length of time", hint=_EXAMPLES)) from None
    if not timedelta(0) < span <= LONGEST:
        hint = f"at most {LONGEST.days}d"
        raise ConfigError(Fault(file=quoted(text), what="no length of time for quiet", hint=hint))
    return replace(before, until=now + span)
