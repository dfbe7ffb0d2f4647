"""A past for a store: what each profile and actor was told of, hour by hour, and when somebody watched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert

from monitor.store.schema import volume, watched_hours
from monitor.store.sqlite import WAIT_S, Database


def remember(
    place: Path,
    told: Mapping[str, Mapping[datetime, Mapping[str, int]]],
    *,
    answered: Iterable[datetime] = (),
    failed: Iterable[datetime] = (),
    story: str = "story-of-old",
) -> None:
    """Write into the database at `place`: subject -> hour -> source -> tellings, and the hours that were watched."""
    database = Database(place, wait_s=WAIT_S)
    rows = [
        {"subject": subject, "hour": hour, "source_id": source, "story_id": story, "count": count}
        for subject, hours in told.items()
        for hour, by in hours.items()
        for source, count in by.items()
    ]
    hours = [{"hour": hour, "answered": 1, "failed": 0} for hour in answered]
    hours += [{"hour": hour, "answered": 0, "failed": 1} for hour in failed]
    with database.write() as connection:
        for table, written in ((volume, rows), (watched_hours, hours)):
            if written:
                connection.execute(insert(table), written)
    database.close()
