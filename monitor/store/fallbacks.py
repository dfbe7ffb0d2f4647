"""A message that its channel cannot take goes to the fallback instead, once. The row stays, dead, and says so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from monitor.model import Instead
from monitor.store import deliveries
from monitor.store.schema import held, outbox


def divert(
    connection: Connection,
    delivery_id: int,
    holder: str,
    to: str,
    now: datetime,
    *,
    error: str,
    closed_at: datetime | None = None,
) -> str | None:
    """Why its message is dead here, with what became of it; None where the claim has passed to somebody else.

    `closed_at`: since when its channel takes nothing; None where only this one is refused.

    A digest of which parts arrived goes there as a whole: its parts are cut for each channel.
    """
    mine = (outbox.c.id == delivery_id) & (outbox.c.holder == holder) & outbox.c.state.in_(deliveries.IN_HAND)
    row = connection.execute(select(outbox).where(mine)).first()
    if row is None:
        return None
    instead = row.instead or Instead(channel=row.channel, since=closed_at)  # of a chain, the one that it was for
    said = f"{error}; {_hand_on(connection, row, to, now, instead)}"
    names = ("kind", "profile", "subject", "revision", "channel")
    message = [outbox.c[name] == getattr(row, name) for name in names]
    unsent = outbox.c.state.in_(("pending", *deliveries.IN_HAND))
    connection.execute(update(outbox).where(*message, unsent).values(state="dead", error=said, **deliveries.LET_GO))
    connection.execute(update(outbox).where(outbox.c.id == delivery_id).values(attempts=outbox.c.attempts + 1))
    return said


def _hand_on(connection: Connection, row: Row[Any], to: str, now: datetime, instead: Instead) -> str:
    """Queue it there, but where it was told before; what was done, in words."""
    telling = [outbox.c[name] == getattr(row, name) for name in ("kind", "profile", "subject")]
    there = select(outbox.c.state).where(*telling, outbox.c.revision >= row.revision, outbox.c.channel == to)
    states = set(connection.scalars(there))
    if states:
        return f"{to} has it already" if states - {"dead"} else f"{to} did not take it either"
    if row.kind == "digest":
        _widen(connection, row, to)
    deliveries.queue(
        connection,
        kind=row.kind,
        profile=row.profile,
        subject=row.subject,
        revision=row.revision,
        channels=[to],
        not_before=now,
        reason=row.reason,
        now=now,
        article_id=row.article_id,
        before=row.before,
        about=row.about,
        instead=instead,
    )
    if row.possible_repeat:  # nobody knows whether the reader has it: what comes instead may be a second copy
        key = [outbox.c[name] == getattr(row, name) for name in ("kind", "profile", "subject", "revision")]
        connection.execute(update(outbox).where(*key, outbox.c.channel == to).values(possible_repeat=True))
    return f"it goes to {to} instead"


def _widen(connection: Connection, row: Row[Any], to: str) -> None:
    """The digest's lines for the channel are for the fallback too."""
    lines = select(held).where(held.c.reader == row.profile, held.c.slot == row.subject)
    for line in connection.execute(lines).all():
        if row.channel in line.channels and to not in line.channels:
            same = [held.c[name] == getattr(line, name) for name in ("reader", "profile", "story_id", "number")]
            connection.execute(update(held).where(*same).values(channels=(*line.channels, to)))
