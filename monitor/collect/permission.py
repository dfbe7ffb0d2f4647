"""When a server permits to be asked again: what its answer and its feed say of it, as pure functions.

Retry-After (RFC 9110, 10.2.3)   until then, in seconds or as a date
Cache-Control: max-age, Expires  what is left of an answer's freshness (RFC 9111, 4.2)
ttl, sy:updatePeriod             the same in the feed's own words
skipHours, skipDays              hours and days at which nothing is published (RSS 2.0)
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from monitor.guard import http_date, retry_after_s
from monitor.model import Fetched, Wishes

#: an answer is never believed to be good for longer: servers mark feeds as good for a year by mistake
LONGEST_FRESH_S = 86400.0
#: no pause that a server asks for is believed beyond this (30 days)
LONGEST_PAUSE_S = 30 * 86400.0
_DIRECTIVE = re.compile(r"(?:^|[\s,])(max-age|no-cache|no-store)(?:\s*=\s*\"?(\d{1,9}))?")
_HOUR = timedelta(hours=1)


def permitted_at(fetched: Fetched, wishes: Wishes, *, now: datetime) -> datetime:
    """The earliest instant at which the next request is welcome."""
    fresh_s = fresh_for_s(fetched, now=now)
    if fetched.status == 304 and not (fetched.header("cache-control") or fetched.header("expires")):
        fresh_s = wishes.max_age_s  # what it said of the document holds still (RFC 9111, 4.3.4)
    fresh_s = min(max(fresh_s, wishes.ttl_s or 0), LONGEST_FRESH_S)
    asked_s = retry_after_s(fetched.header("retry-after"), dated=fetched.header("date"), now=now)
    pause_s = min(asked_s or 0.0, LONGEST_PAUSE_S)
    return open_hour(now + timedelta(seconds=max(fresh_s, pause_s)), wishes)


def fresh_for_s(fetched: Fetched, *, now: datetime) -> float:
    """Seconds for which the answer is still good; 0 where nothing is said of it.

    `max-age` goes before `Expires`, and `Age` is what others have held it for already.
    """
    age_s = max_age_s(fetched)
    if age_s is not None:
        return max(age_s - _seconds(fetched.header("age")), 0.0)
    expires = http_date(fetched.header("expires"))
    return 0.0 if expires is None else max((expires - (http_date(fetched.header("date")) or now)).total_seconds(), 0.0)


def max_age_s(fetched: Fetched) -> float | None:
    """Seconds that `Cache-Control` gives an answer; 0 where it forbids to keep it, None where it says nothing."""
    said = dict(_DIRECTIVE.findall((fetched.header("cache-control") or "").lower()))
    if "no-cache" in said or "no-store" in said:
        return 0.0
    return float(said["max-age"]) if said.get("max-age") else None


def open_hour(instant: datetime, wishes: Wishes) -> datetime:
    """The instant, or the beginning of the first hour after it that the feed does not skip.

    A feed that skips all hours or all days says nothing.
    """
    hours, days = set(wishes.skip_hours), set(wishes.skip_days)
    if len(hours) >= 24 or len(days) >= 7:
        return instant
    while instant.hour in hours or instant.weekday() in days:
        instant = instant.replace(minute=0, second=0, microsecond=0) + _HOUR
    return instant


def _seconds(value: str | None) -> float:
    value = (value or "").strip()
    return float(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0.0
