"""What feeds brought, and which of it is not read yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import TypeAlias

from sqlalchemy import Connection, func, or_, select, update

from monitor.model import Entry
from monitor.ports import Pending
from monitor.store.codec import storable
from monitor.store.insert import insert_new
from monitor.store.schema import entries, sources

#: keys and addresses asked for in one query; SQLite binds 32,766 parameters at most, PostgreSQL 65,535
_BATCH = 500
#: what a feed has not listed for so long, it does not list again: some lose their entries for a day or a week
AWAY = timedelta(days=30)
#: to what `listed_at` is exact: a feed is read many times a day
_ABOUT = timedelta(days=1)
#: address and title
_Place: TypeAlias = tuple[str, str]


def unseen(connection: Connection, source_id: str, brought: Sequence[Entry]) -> tuple[Entry, ...]:
    """Those that are news to this source, in their order; see `ports.Store.unseen`."""
    known: dict[str, _Place] = {}
    places: set[_Place] = set()
    for batch in _batches({storable(text) for entry in brought for text in (entry.key, entry.url) if text}):
        here = or_(entries.c.key.in_(batch), entries.c.url.in_(batch))
        query = select(entries.c.key, entries.c.url, entries.c.title).where(entries.c.source_id == source_id, here)
        for key, url, title in connection.execute(query):
            known[key] = (url, title)
            places.add((url, title))
    return tuple(fresh for entry in brought if (fresh := _news(entry, known, places)) is not None)


def _news(entry: Entry, known: Mapping[str, _Place], places: Collection[_Place]) -> Entry | None:
    place = (storable(entry.url), storable(entry.title))
    if entry.url and place in places:
        return None
    before = known.get(storable(entry.key))
    if before is None:
        return entry
    if before[0] == place[0] or before[1] == place[1]:
        return None
    key = f"{entry.key}#{sha256(chr(0).join(place).encode()).hexdigest()[:16]}"  # a guid that was given out again
    return None if key in known else replace(entry, key=key)


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


def still_listed(connection: Connection, source_id: str, listed: Sequence[Entry], now: datetime) -> None:
    """Remember of each that its feed lists it, under the key or the address by which it is known."""
    not_lately = or_(entries.c.listed_at.is_(None), entries.c.listed_at < now - _ABOUT)
    for batch in _batches({storable(text) for entry in listed for text in (entry.key, entry.url) if text}):
        here = or_(entries.c.key.in_(batch), entries.c.url.in_(batch))
        known = update(entries).where(entries.c.source_id == source_id, here, not_lately)
        connection.execute(known.values(listed_at=now))


def pending(connection: Connection, now: datetime, limit: int) -> tuple[Pending, ...]:
    """Entries of listed sources that are not read yet and need not wait, the oldest first.

    Those that failed come after those never tried, and so block nobody.
    """
    query = (
        select(entries)
        .join(sources, sources.c.id == entries.c.source_id)
        .where(
            entries.c.state == "pending",
            sources.c.listed,
            or_(entries.c.not_before.is_(None), entries.c.not_before <= now),
        )
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


def failed(connection: Connection, entry: Entry, error: str, *, give_up: bool, not_before: datetime | None) -> None:
    """Count an attempt; the next one is not before then."""
    connection.execute(
        update(entries)
        .where(entries.c.source_id == entry.source_id, entries.c.key == entry.key, entries.c.state == "pending")
        .values(
            attempts=entries.c.attempts + 1,
            error=error,
            state="given up" if give_up else "pending",
            not_before=not_before,
        )
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
