"""The receivers that are left alone for a time, by lane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select

from monitor.model import Rest
from monitor.store.insert import Excluded, insert_or_replace
from monitor.store.schema import rests


def standing(connection: Connection) -> tuple[Rest, ...]:
    """All that were said and not ended, by lane; whether they are over is for who asks to say."""
    return tuple(Rest(**row._mapping) for row in connection.execute(select(rests).order_by(rests.c.lane)))


def begin(connection: Connection, asked: Sequence[Rest]) -> None:
    """Each in place of what stood for its lane."""
    rows = [{column.name: getattr(rest, column.name) for column in rests.c} for rest in asked]
    insert_or_replace(connection, rests, rows, _newer)


def end(connection: Connection, lane: str) -> None:
    """Nothing stands for the lane any more."""
    connection.execute(delete(rests).where(rests.c.lane == lane))


def _newer(excluded: Excluded) -> dict[str, ColumnElement[Any]]:
    return {column.name: excluded[column.name] for column in rests.c if not column.primary_key}
