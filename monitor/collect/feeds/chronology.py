"""The dates of a feed, read together: what one of them leaves open, the others say."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from monitor.collect.dates.moment import Moment, moment
from monitor.collect.dates.zones import FARTHEST
from monitor.collect.lists import AHEAD, OLDEST

#: how far a clock may run ahead before it is taken for one of a zone farther east
_DRIFT = timedelta(minutes=5)
_HOUR = timedelta(hours=1)
#: "11/21/2026": the second figure can only be a day
_MONTH_FIRST = re.compile(r"^\D*\d{1,2}/(?:1[3-9]|2\d|3[01])/\d{2,4}")
_DAY_FIRST = re.compile(r"^\D*(?:1[3-9]|2\d|3[01])/\d{1,2}/\d{2,4}")


def believed(entries: Sequence[Sequence[str]], *, others: Sequence[str] = (), now: datetime) -> list[datetime | None]:
    """For each entry the first of its dates that can be believed, UTC.

    `others` are dates of the feed itself. A date that names no zone is of the zone that most of the feed's dates name;
    where that puts the newest into the future, of the nearest one farther east that does not; else UTC.
    """
    month_first = _month_first(text for texts in (*entries, others) for text in texts)
    moments = [[one for text in texts if (one := moment(text, month_first=month_first))] for texts in entries]
    said = [one for some in moments for one in some]
    zone = _zone(said, [one for text in others if (one := moment(text, month_first=month_first))], now)
    return [next(_believable(some, zone, now), None) for some in moments]


def _believable(moments: Iterable[Moment], zone: timedelta, now: datetime) -> Iterator[datetime]:
    instants = (one.instant(zone) for one in moments)
    return (instant for instant in instants if instant and now - OLDEST <= instant <= now + AHEAD)


def _zone(said: Sequence[Moment], others: Sequence[Moment], now: datetime) -> timedelta:
    """The zone of the dates that name none."""
    silent = [one.local.replace(tzinfo=UTC) for one in said if one.offset is None and one.likely is None]
    named = Counter(one.offset for one in (*said, *others) if one.offset is not None)
    zone = named.most_common(1)[0][0] if named else timedelta()
    ahead = max((local - now for local in silent if local - now <= FARTHEST), default=timedelta()) - zone
    return zone + math.ceil(ahead / _HOUR) * _HOUR if ahead > _DRIFT else zone


def _month_first(texts: Iterable[str]) -> bool:
    """Is 04/05/2026 the fifth of April here? Only where another date shows it."""
    listed = list(texts)
    return any(map(_MONTH_FIRST.match, listed)) and not any(map(_DAY_FIRST.match, listed))
