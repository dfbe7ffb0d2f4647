"""The outbox by hand: what is in it, once more, never again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, null, select, update

from monitor.model import DeliveryState
from monitor.ports import STRANDED, Letter
from monitor.store.deliveries import LET_GO, delivery_of
from monitor.store.schema import outbox, rests

#: a list of them says nothing of what stands in them: pictures are large
_BRIEF = [column for column in outbox.c if column.name != "message"]


def listed(
    connection: Connection,
    limit: int,
    states: Collection[DeliveryState],
    channels: Collection[str],
    profiles: Collection[str],
    subjects: Collection[str],
    since: datetime | None,
) -> tuple[Letter, ...]:
    """The newest of those that are meant, the oldest first."""
    query = select(*_BRIEF, null().label("message")).order_by(outbox.c.id.desc()).limit(limit)
    meant = {"state": states, "channel": channels, "profile": profiles, "subject": subjects}
    for name, wanted in meant.items():
        if wanted:
            query = query.where(outbox.c[name].in_(list(wanted)))
    if since is not None:
        query = query.where(outbox.c.queued_at >= since)
    return tuple(_letter(row) for row in reversed(connection.execute(query).all()))


def one(connection: Connection, delivery_id: int) -> Letter | None:
    """With its message."""
    row = connection.execute(select(outbox).where(outbox.c.id == delivery_id)).first()
    return _letter(row) if row else None


def send_again(connection: Connection, delivery_id: int, now: datetime) -> bool:
    """Whether it could be."""
    again = connection.execute(
        update(outbox)
        .where(outbox.c.id == delivery_id, outbox.c.state.in_(STRANDED))
        .values(
            state="pending",
            not_before=now,
            attempts=0,
            possible_repeat=case((outbox.c.state == "unknown", True), else_=outbox.c.possible_repeat),
            **LET_GO,
        )
    )
    return bool(again.rowcount)


def drop(connection: Connection, delivery_id: int, error: str) -> bool:
    """Whether it could be. One that nobody knows the end of may be dropped too: nobody wants to know any more."""
    dropped = connection.execute(
        update(outbox)
        .where(outbox.c.id == delivery_id, outbox.c.state.in_([state for state in STRANDED if state != "dead"]))
        .values(
            state="dead",
            error=error,
            possible_repeat=case((outbox.c.state == "unknown", True), else_=outbox.c.possible_repeat),
            **LET_GO,
        )
    )
    return bool(dropped.rowcount)


def wake(connection: Connection, lane: str, now: datetime) -> None:
    """It keeps how often it refused: one message asks, the others wait for the answer."""
    closed = (rests.c.lane == lane) & (rests.c.refusals > 0) & (rests.c.until > now)
    connection.execute(update(rests).where(closed).values(until=now))


def _letter(row: Row[Any]) -> Letter:
    return Letter(
        delivery=delivery_of(row),
        queued_at=row.queued_at,
        sent_at=row.sent_at,
        remote_id=row.remote_id,
        error=row.error,
        possible_repeat=row.possible_repeat,
    )
