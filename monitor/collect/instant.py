"""When something was published, as pages and files write it."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.collect.dates.moment import moment


def instant(text: str) -> datetime | None:
    """Any date that `moment` reads, as UTC; without a zone it is taken for UTC. None for anything else."""
    said = moment(text)
    return said.instant() if said else None


def kept_instant(text: str) -> datetime | None:
    """What `datetime.isoformat` wrote of an aware instant, in whatever year, as UTC; else as `instant`.

    Portals write years of other calendars in the same form, our own files never do.
    """
    try:
        when = datetime.fromisoformat(text.strip())
        return when.astimezone(UTC) if when.tzinfo and "T" in text else instant(text)
    except (ValueError, OverflowError):
        return instant(text)
