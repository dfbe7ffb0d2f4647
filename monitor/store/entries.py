"""What feeds brought, and which of it is not read yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, func, select, update

from monitor.model import Entry
from monitor.ports import Pending
from monitor.store.codec import storable
from monitor.store.insert import insert_new
from monitor.store.schema import entries, sources

#: keys asked for in one query; SQLite binds 32,766 parameters at most, PostgreSQL 65,535
_BATCH = 500


def unseen(connection: Connection, source_id: str, keys: Collection[str]) -> set[str]:
    """Those of the keys that this source has never brought."""
    seen: set[str] = set()
    for batch in _batches(map(storable, keys)):
        query = select(entries.c.key).where(entries.c.source_id == source_id, entries.c.key.in_(batch))
        seen.update(connection.scalars(query))
    return {key for key in keys if storable(key) not in seen}


def add(connection: Connection, new: Iterable[Entry], *, backlog: bool, now: datetime) -> None:
    """Pending entries; one whose key the source has brought before is passed over."""
    rows = [
        {
            "source_id": entry.source_id,
            "key": entry.key,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "published": entry.published,
            "first_seen_at": now,
            "backlog": backlog,
            "state": "pending",
            "attempts": 0,
            "error": "",
        }
        for entry in new
    ]
    insert_new(connection, entries, *rows)


def pending(connection: Connection, limit: int) -> tuple[Pending, ...]:
    """Entries of listed sources that are not read yet, the oldest first.

    Those that failed come after those never tried, and so block nobody.
    """
    query = (
        select(entries)
        .join(sources, sources.c.id == entries.c.source_id)
        .where(entries.c.state == "pending", sources.c.listed)
        .order_by(
            entries.c.attempts,
            entries.c.first_seen_at,
            func.coalesce(entries.c.published, entries.c.first_seen_at),
            entries.c.id,
        )
        .limit(limit)
    )
    return tuple(
        Pending(
            entry=Entry(
                source_id=row.source_id,
                key=row.key,
                url=row.url,
                title=row.title,
                summary=row.summary,
                published=row.published,
            ),
            first_seen_at=row.first_seen_at,
            backlog=row.backlog,
            attempts=row.attempts,
        )
        for row in connection.execute(query)
    )


def failed(connection: Connection, entry: Entry, error: str, *, give_up: bool) -> None:
    """Count an attempt."""
    connection.execute(
        update(entries)
        .where(entries.c.source_id == entry.source_id, entries.c.key == entry.key, entries.c.state == "pending")
        .values(attempts=entries.c.attempts + 1, error=error, state="given up" if give_up else "pending")
    )


def done(connection: Connection, entry: Entry, article_id: str) -> None:
    """The entry became this article."""
    connection.execute(
        update(entries)
        .where(entries.c.source_id == entry.source_id, entries.c.key == entry.key)
        .values(state="done", article_id=article_id, summary="", error="")
    )


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while batch := list(islice(rest, _BATCH)):
        yield batch
