"""What full-text search finds among the stored articles."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from monitor.model import Search
from monitor.ports import Found
from monitor.store import archive, full_text
from monitor.store.schema import articles

#: numbers of `articles` that no article has: before the first, behind the last
_FIRST, _BEHIND = 0, 1 << 62


def search(connection: Connection, wanted: Search) -> Found:
    """The articles, in the order that is wanted, and how many there are in all."""
    bound = {
        "matching": full_text.matching(wanted.query, wanted.marks),
        "first": _number(wanted.since, _FIRST),
        "behind": _number(wanted.until, _BEHIND),
    }
    numbers = list(connection.scalars(full_text.found(best=wanted.best), {**bound, "limit": wanted.limit}))
    rows = {row.number: row for row in connection.execute(select(articles).where(articles.c.number.in_(numbers)))}
    found = [rows[number] for number in numbers if number in rows]
    return Found(
        articles=archive.archived(connection, found),
        total=connection.scalar(full_text.COUNT, bound) or 0,
    )


def unindexed(connection: Connection) -> int:
    """How many articles are not in the index yet."""
    return connection.scalar(select(func.count()).select_from(articles).where(articles.c.number.is_(None))) or 0


def _number(instant: datetime | None, otherwise: int) -> int:
    return otherwise if instant is None else int(instant.timestamp())
