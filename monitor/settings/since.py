"""How far back somebody looks: a span before now, or a day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

#: of up to four digits, so that no span ends before the first year
_SPAN: Final = re.compile(r"([0-9]{1,4})\s*([hdw])")
_UNITS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def instant_of(text: str, at: datetime) -> datetime:
    """The instant that is meant by a span before `at` ("12h", "30d", "2w") or by a date, its midnight in UTC.

    Raises ValueError for anything else.
    """
    if span := _SPAN.fullmatch(text.strip()):
        return at - int(span[1]) * _UNITS[span[2]]
    return datetime.combine(date.fromisoformat(text.strip()), time(), UTC)
