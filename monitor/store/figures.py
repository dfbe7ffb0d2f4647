"""The figures behind `monitor status`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, FromClause, func, select
from sqlalchemy.sql import ColumnExpressionArgument

from monitor.ports import Counts, Undelivered
from monitor.store.columns import Instant
from monitor.store.schema import articles, entries, held, outbox, stories


def counts(connection: Connection, since: datetime) -> Counts:
    """How much there is of everything."""

    def number(table: FromClause, *conditions: ColumnExpressionArgument[bool]) -> int:
        return connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0

    by_state = select(outbox.c.state, func.count().label("rows")).group_by(outbox.c.state).order_by(outbox.c.state)
    return Counts(
        entries_pending=number(entries, entries.c.state == "pending"),
        articles=number(articles),
        articles_since=number(articles, articles.c.stored_at >= since),
        stories=number(stories),
        deliveries={row.state: row.rows for row in connection.execute(by_state)},
        # a story may wait for several readers
        held=connection.scalar(select(func.count(held.c.story_id.distinct())).where(held.c.slot.is_(None))) or 0,
    )


def undelivered(connection: Connection, limit: int) -> tuple[Undelivered, ...]:
    """What did not arrive, by channel and reason, the newest first."""
    newest = func.max(outbox.c.queued_at, type_=Instant()).label("newest")
    query = (
        select(outbox.c.channel, outbox.c.error, func.count().label("messages"), newest)
        .where(outbox.c.state.in_(("dead", "unknown")))
        .group_by(outbox.c.channel, outbox.c.error)
        .order_by(newest.desc(), outbox.c.channel, outbox.c.error)
        .limit(limit)
    )
    return tuple(
        Undelivered(channel=row.channel, error=row.error, count=row.messages, newest=row.newest)
        for row in connection.execute(query)
    )
