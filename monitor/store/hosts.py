"""What is remembered of hosts across restarts: how long they want to be left alone, and their robots.txt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, delete, select

from monitor.ports import KeptRobots
from monitor.store.insert import Excluded, insert_or_replace
from monitor.store.schema import hosts, robots


def resting(connection: Connection, now: datetime) -> Mapping[str, datetime]:
    """Hosts that are to be left alone, each with the end of it."""
    rows = connection.execute(select(hosts).where(hosts.c.rests_until > now).order_by(hosts.c.host))
    return {row.host: row.rests_until for row in rows}


def rest(connection: Connection, host: str, until: datetime) -> None:
    """Leave a host alone until then; a longer rest that stands is kept."""
    insert_or_replace(connection, hosts, [{"host": host, "rests_until": until}], _longer)


def read_robots(connection: Connection, origin: str, now: datetime) -> KeptRobots | None:
    """What is still good of a site's robots.txt."""
    row = connection.execute(select(robots).where(robots.c.origin == origin, robots.c.good_until > now)).first()
    return None if row is None else KeptRobots(**row._mapping)


def keep_robots(connection: Connection, kept: KeptRobots, now: datetime) -> None:
    """In place of what was kept of this site; what is no longer good of any site is forgotten."""
    connection.execute(delete(robots).where(robots.c.good_until <= now))
    row = {column.name: getattr(kept, column.name) for column in robots.c}
    insert_or_replace(connection, robots, [row], _newer)


def _longer(excluded: Excluded) -> dict[str, ColumnElement[Any]]:
    stands, new = hosts.c.rests_until, excluded.rests_until
    return {"rests_until": case((stands > new, stands), else_=new)}


def _newer(excluded: Excluded) -> dict[str, ColumnElement[Any]]:
    return {column.name: excluded[column.name] for column in robots.c if not column.primary_key}
