"""What feeds, sitemaps and list pages have in common: their bounds, and which dates are believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.collect.instant import instant

#: entries taken of one feed or list
MAX_ENTRIES = 500
#: dates outside are mistakes (findings on fetching)
OLDEST = timedelta(days=3653)
AHEAD = timedelta(hours=1)
#: years that no other calendar means: the Solar Hijri one is at 1405, the Thai one at 2569
_OURS = range(1970, 2200)
#: a day without a time begins so much earlier in the farthest zone (UTC+14)
_EARLIEST_DAWN = timedelta(hours=14)


def believed(text: str, now: datetime) -> datetime | None:
    """The instant, UTC; None where it is none, or older than ten years, or still to come. A day that has begun
    somewhere on Earth is `now`, where it is not today here yet."""
    when = (_standard(text) or instant(text)) if text else None
    if when is None:
        return None
    if not (when.hour or when.minute) and now < when <= now + _EARLIEST_DAWN:
        return now
    return when if now - OLDEST <= when <= now + AHEAD else None


def _standard(text: str) -> datetime | None:
    """What ISO 8601 says with a year of ours: the usual case, of which a sitemap may hold 50,000; None for others."""
    try:
        when = datetime.fromisoformat(text.strip())
        return when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC) if when.year in _OURS else None
    except (ValueError, OverflowError):
        return None
