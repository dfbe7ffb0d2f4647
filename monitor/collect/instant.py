"""When something was published, as pages and files write it."""

from __future__ import annotations

from datetime import datetime

from monitor.collect.dates.moment import moment


def instant(text: str) -> datetime | None:
    """Any date that `moment` reads, as UTC; without a zone it is taken for UTC. None for anything else."""
    said = moment(text)
    return said.instant() if said else None
