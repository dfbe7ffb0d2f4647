"""Who may send what now.

One row of a lane (`model.Pace`) is in hand at a time, whatever the number of processes: a reader sees messages in the
order in which they were queued. A row that waits for its retry lets others pass, except those about the same subject.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, case, func, or_, select, update

from monitor.model import Delivery
from monitor.store.deliveries import IN_HAND, LET_GO, delivery_of
from monitor.store.schema import outbox

#: a row whose sender died this often before it wrote a request is what kills it
LAPSES = 6


def lease(
    connection: Connection,
    holder: str,
    now: datetime,
    lease_s: float,
    limit: int,
    *,
    lanes: Mapping[str, str],
    resting: Collection[str],
) -> tuple[Delivery, ...]:
    """Claim the first row that is due in each lane that nobody holds and that does not rest, longest queued first."""
    chosen = list(connection.scalars(_sendable(now, lanes, resting).limit(limit)))
    if not chosen:
        return ()
    connection.execute(
        update(outbox)
        .where(outbox.c.id.in_(chosen))
        .values(state="claimed", holder=holder, lease_until=now + timedelta(seconds=lease_s))
    )
    rows = connection.execute(select(outbox).where(outbox.c.id.in_(chosen)).order_by(_place(outbox), outbox.c.part))
    return tuple(delivery_of(row) for row in rows)


def due_channels(connection: Connection, now: datetime) -> frozenset[str]:
    """The channels for which a row is due."""
    due = select(outbox.c.channel).where(outbox.c.state == "pending", outbox.c.not_before <= now)
    return frozenset(connection.scalars(due.distinct()))


def _sendable(now: datetime, lanes: Mapping[str, str], resting: Collection[str]) -> Select[int]:
    """Ids of the rows that may be claimed, at most one of a lane."""
    other = outbox.alias("other")
    busy = select(_lane(other, lanes)).where(other.c.state.in_(IN_HAND))
    before = or_(_place(other) < _place(outbox), and_(_place(other) == _place(outbox), other.c.part < outbox.c.part))
    same_message = and_(
        other.c.channel == outbox.c.channel,
        other.c.profile == outbox.c.profile,
        other.c.subject == outbox.c.subject,
    )
    waits_for = (
        select(other.c.id).where(same_message, before, other.c.state == "pending", other.c.not_before > now).exists()
    )
    lane = _lane(outbox, lanes)
    turn = func.row_number().over(partition_by=lane, order_by=(_place(outbox), outbox.c.part))
    free = (outbox.c.state == "pending", outbox.c.not_before <= now, lane.not_in(busy), ~waits_for)
    due = (
        select(outbox.c.id, _place(outbox).label("place"), turn.label("turn"))
        .where(*free, *([lane.not_in(list(resting))] if resting else []))
        .subquery()
    )
    return select(due.c.id).where(due.c.turn == 1).order_by(due.c.place, due.c.id)


def _lane(rows: FromClause, lanes: Mapping[str, str]) -> ColumnElement[str]:
    """The lane of a row's channel."""
    others = {channel: lane for channel, lane in lanes.items() if lane != channel}
    return case(others, value=rows.c.channel, else_=rows.c.channel) if others else rows.c.channel


def _place(rows: FromClause) -> ColumnElement[int]:
    """A row's place in its queue: that of its message's first part."""
    return func.coalesce(rows.c.head, rows.c.id)


def release_lapsed(
    connection: Connection, holder: str, now: datetime, longest: datetime, parked: Collection[str]
) -> None:
    """What a dead sender left: safe to send again where no request was written, else a possible repeat, once.

    A claim that ends later than one that is made now is from before the clock was set back: it is over, but for those
    of this holder, who may be sending.
    """
    lapsed = or_(outbox.c.lease_until <= now, and_(outbox.c.lease_until > longest, outbox.c.holder != holder))
    tried_too_often = outbox.c.attempts >= LAPSES
    connection.execute(
        update(outbox)
        .where(lapsed, outbox.c.state == "claimed")
        .values(
            state=case((tried_too_often, "dead"), else_="pending"),
            error="its sender stopped before it was sent",
            attempts=outbox.c.attempts + 1,
            **LET_GO,
        )
    )
    connection.execute(
        update(outbox)
        .where(lapsed, outbox.c.state == "written")
        .values(
            state=case((or_(outbox.c.possible_repeat, outbox.c.channel.in_(list(parked))), "unknown"), else_="pending"),
            error="possible repeat: its sender stopped before the answer was read",
            possible_repeat=True,
            attempts=outbox.c.attempts + 1,
            **LET_GO,
        )
    )
