"""For how long to mute, as people write it: "2h", "7d", "until-changed", or a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from monitor.errors import ConfigError, Fault
from monitor.model import MuteKind
from monitor.settings.durations import seconds_of
from monitor.settings.wording import quoted

#: said out loud for a mute without an end: none is without one because a word was left out
FOREVER: Final = "until-changed"
#: where nobody says it: an affair has calmed down within a week, whoever is too loud today may matter tomorrow
USUAL: Final[Mapping[MuteKind, timedelta]] = {
    "story": timedelta(days=7),
    "actor": timedelta(hours=24),
    "outlet": timedelta(hours=24),
    "profile": timedelta(hours=24),
}
#: what is longer is meant to have no end
LONGEST: Final = timedelta(days=366)
_EXAMPLES: Final = f"for instance 2h, 7d or {FOREVER}"


def after(text: str, kind: MuteKind, now: datetime) -> datetime | None:
    """The end that is so far off; the usual one where the text is empty, None for `FOREVER`. Raises `ConfigError`."""
    if not text:
        return now + USUAL[kind]
    if text.casefold() == FOREVER:
        return None
    try:
        span = timedelta(seconds=seconds_of(text.strip().casefold()))
    except ValueError:
        raise ConfigError(Fault(file=quoted(text), what="no length of time", hint=_EXAMPLES)) from None
    if not timedelta(0) < span <= LONGEST:
        hint = f"at most {LONGEST.days}d, or {FOREVER}"
        raise ConfigError(Fault(file=quoted(text), what="no length of time for a mute", hint=hint))
    return now + span


def on(text: str, now: datetime) -> datetime:
    """The beginning of a day such as 2026-11-30, or an instant of it such as 2026-11-30T08:00; in UTC where it names no
    zone. Raises `ConfigError` for anything else, for what has passed, and for what is further off than `LONGEST`."""
    try:
        found = datetime.fromisoformat(text.strip())
        end = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        hint = "for instance 2026-11-30 or 2026-11-30T08:00"
        raise ConfigError(Fault(file=quoted(text), what="no day", hint=hint)) from None
    if end > now + LONGEST:
        hint = f"a day within {LONGEST.days} days, or `--for {FOREVER}`"
        raise ConfigError(Fault(file=quoted(text), what="too far off: no mute lasts for ever unnoticed", hint=hint))
    if end <= now:
        raise ConfigError(Fault(file=quoted(text), what="that has passed", hint="name a later day"))
    return end
