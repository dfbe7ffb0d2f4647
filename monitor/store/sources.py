"""What is remembered of each source between polls."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, func, insert, select, update

from monitor.errors import StoreError
from monitor.model import Source, Validators
from monitor.ports import GONE_AFTER, PollOutcome, SourceState
from monitor.store import entries, volume
from monitor.store.schema import sources

#: columns that are called as the fields of `SourceState`
_AS_THEY_ARE = tuple(
    field.name for field in dataclasses.fields(SourceState) if field.name not in ("source_id", "validators")
)


def sync(connection: Connection, wanted: Sequence[Source], now: datetime, edited: Collection[str] = ()) -> None:
    """A due row for each new source; the others fall asleep.

    A source whose address changed begins anew: validators go to nobody but the server that gave them. But one whose new
    address is where it moved to was asked there already. One that is `edited` otherwise and failed last is due at once,
    or as soon as its server permits: the edit may be its cure.
    """
    known = {row.id: row for row in connection.execute(select(sources.c.id, sources.c.url, sources.c.moved_to))}
    connection.execute(update(sources).values(listed=False))
    for source in wanted:
        row = known.get(source.id)
        if row is None:
            connection.execute(insert(sources).values(id=source.id, **_anew(source, now)))
            continue
        values: dict[str, Any] = {"listed": True}
        if row.url != source.url:
            values = _followed(source) if row.moved_to == source.url else _anew(source, now)
        connection.execute(update(sources).where(sources.c.id == source.id).values(**values))
    cured = (sources.c.id.in_(edited), sources.c.listed, sources.c.failures > 0)
    permitted = func.coalesce(sources.c.not_before, now)
    connection.execute(
        update(sources).where(*cured).values(next_check_at=case((permitted > now, permitted), else_=now), gone=0)
    )


def due(connection: Connection, now: datetime, limit: int) -> tuple[SourceState, ...]:
    """Listed sources whose time has come, the longest overdue first; those that are gone for good never are."""
    query = (
        select(sources)
        .where(sources.c.listed, sources.c.next_check_at <= now, sources.c.gone < GONE_AFTER)
        .order_by(sources.c.next_check_at, sources.c.id)
        .limit(limit)
    )
    return tuple(_state(row) for row in connection.execute(query))


def states(connection: Connection) -> tuple[SourceState, ...]:
    """Every listed source, by id."""
    return tuple(
        _state(row) for row in connection.execute(select(sources).where(sources.c.listed).order_by(sources.c.id))
    )


def save_poll(connection: Connection, outcome: PollOutcome, now: datetime) -> None:
    """The state after a poll, and the entries that it brought. Raises `StoreError` for a source never synced.

    A poll that was in hand when a reload gave the source another address leaves no trace: the new one begins anew.
    """
    state = outcome.state
    asked = [sources.c.url == outcome.url] if outcome.url else []
    changed = connection.execute(
        update(sources).where(sources.c.id == state.source_id, *asked).values(**_values(state))
    )
    if not changed.rowcount:
        if asked and connection.scalar(select(sources.c.id).where(sources.c.id == state.source_id)):
            return
        raise StoreError(f"no source is called {state.source_id!r}")
    entries.add(connection, outcome.new, backlog=outcome.backlog, now=now)
    if outcome.listed is not None:
        entries.still_listed(connection, state.source_id, outcome.listed, now)
        away = update(sources).where(sources.c.id == state.source_id).values(away_before=now - entries.AWAY)
        connection.execute(away)
    volume.polled(connection, state.last_success_at, now)


def _anew(source: Source, now: datetime) -> dict[str, Any]:
    new = SourceState(source_id=source.id, next_check_at=now, validators=Validators())
    return {"url": source.url, "listed": True, **_values(new)}


def _followed(source: Source) -> dict[str, Any]:
    """The owner writes down where it moved to: nothing else changes."""
    return {"url": source.url, "listed": True, "moved_to": "", "moved_times": 0, "moved_since": None}


def _values(state: SourceState) -> dict[str, Any]:
    validators = state.validators
    return {
        "etag": validators.etag,
        "last_modified": validators.last_modified,
        "digest": validators.digest,
        "validators_url": validators.url,
        **{name: getattr(state, name) for name in _AS_THEY_ARE},
    }


def _state(row: Row[Any]) -> SourceState:
    return SourceState(
        source_id=row.id,
        validators=Validators(
            etag=row.etag, last_modified=row.last_modified, digest=row.digest, url=row.validators_url
        ),
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
    )
