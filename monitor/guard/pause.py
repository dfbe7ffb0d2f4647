"""When a server wants to be asked again (Retry-After, RFC 9110, 10.2.3), whatever it was asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_DAY = timedelta(days=1)


def retry_after_s(value: str | None, *, dated: str | None = None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, given in seconds or as a date; None where it says nothing.

    A date is measured by the answer's own (`dated`), since two clocks need not agree; one that is off by more than a
    day is no clock.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    when = http_date(value)
    theirs = http_date(dated) or now
    return None if when is None else max((when - (theirs if abs(theirs - now) <= _DAY else now)).total_seconds(), 0.0)


def http_date(value: str | None) -> datetime | None:
    """An HTTP date as UTC; None for anything else, for instance the "0" or "-1" of Expires."""
    try:
        when = parsedate_to_datetime((value or "").strip())
        return when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
