"""The outbox: queueing, and what becomes of each row.

    pending -> claimed -> written -> sent
       ^          |          |---> unknown   nobody knows, and it was repeated once already
       |----------+----------+---> dead

A claim belongs to its holder (one open store) and lapses. The claim itself is in `leases`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, select, update

from monitor.decide.extent import GROWTH
from monitor.decide.mute import silenced
from monitor.errors import StoreError
from monitor.model import Delivery, DeliveryKind, Extent, Instead, Message, Receipt, Silence, Surge
from monitor.store import mutes
from monitor.store.insert import insert_new
from monitor.store.schema import outbox

#: the part that every message begins with
FIRST_PART = 1
#: states of a row that somebody has in hand
IN_HAND = ("claimed", "written")


def queue(
    connection: Connection,
    *,
    kind: DeliveryKind,
    profile: str,
    subject: str,
    channels: Collection[str],
    not_before: datetime,
    reason: str,
    now: datetime,
    revision: int = 0,
    article_id: str | None = None,
    before: Extent | None = None,
    about: Surge | Silence | None = None,
    instead: Instead | None = None,
) -> bool:
    """A row for each channel; one that is there already stays as it is, but may be hurried on while nothing of it is
    rendered. Whether any is new.

    The revision of a first telling is 0 whatever the story's own, so that two writers cannot both tell it.
    """
    new = False
    for channel in dict.fromkeys(channels):
        key = {"kind": kind, "profile": profile, "subject": subject, "revision": revision, "channel": channel}
        row = {
            "part": FIRST_PART,
            "not_before": not_before,
            "reason": reason,
            "before": before,
            "about": about,
            "instead": instead,
            "article_id": article_id,
            "queued_at": now,
        }
        if insert_new(connection, outbox, key | row | _FRESH):
            new = True
        else:
            _hurry(connection, key, not_before, reason)
    return new


def bury(connection: Connection, key: Mapping[str, Any], error: str, now: datetime) -> None:
    """A row for what nobody will be told, and why: it is dead from the beginning."""
    row = {"part": FIRST_PART, "not_before": now, "reason": key["kind"], "queued_at": now}
    insert_new(connection, outbox, {**key, **row, **_FRESH, "state": "dead", "error": error})


def queue_about(
    connection: Connection, about: Surge | Silence, channels: Collection[str], due: datetime, now: datetime
) -> bool:
    """What is told of a profile as a whole; False where it was queued before, or a mute keeps it back."""
    if silenced(mutes.standing(connection, now), profile=about.profile, actor=getattr(about, "subject", ""), now=now):
        return False
    kind: DeliveryKind = "surge" if isinstance(about, Surge) else "silence"
    # known by when it began: told once, however often it is asked for
    subject = " ".join(filter(None, (getattr(about, "subject", ""), about.since.isoformat())))
    return queue(
        connection,
        kind=kind,
        profile=about.profile,
        subject=subject,
        channels=channels,
        not_before=due,
        reason=kind,
        now=now,
        about=about,
    )


def _hurry(connection: Connection, key: Mapping[str, Any], not_before: datetime, reason: str) -> None:
    same = [outbox.c[name] == value for name, value in key.items()]
    waits = (outbox.c.state == "pending") & outbox.c.message.is_(None) & (outbox.c.attempts == 0)
    later = outbox.c.not_before > not_before
    connection.execute(update(outbox).where(*same, waits, later).values(not_before=not_before, reason=reason))


def standing(connection: Connection, delivery: Delivery) -> tuple[str, ...]:
    """The receiver's ids of the message that tells the same story to the same channel, an id for each part: what was
    changed last, else what was sent first. Empty where nothing is known to have arrived."""
    same = [getattr(outbox.c, name) == getattr(delivery, name) for name in ("kind", "profile", "channel")]
    same.append(outbox.c.subject == subject_of(connection, delivery))
    query = select(outbox.c.revision, outbox.c.reason, outbox.c.remote_id).where(*same, outbox.c.state == "sent")
    rows = connection.execute(query.order_by(outbox.c.revision, outbox.c.part)).all()
    grown = [row.revision for row in rows if row.reason in GROWTH]
    stands = max(grown) if grown else min((row.revision for row in rows), default=0)
    return tuple(row.remote_id for row in rows if row.revision == stands)


def subject_of(connection: Connection, delivery: Delivery) -> str:
    """What it tells of by now: its story may have become part of another one since it was claimed."""
    return connection.scalar(select(outbox.c.subject).where(outbox.c.id == delivery.id)) or delivery.subject


def add_parts(connection: Connection, delivery: Delivery, parts: Sequence[Message]) -> None:
    """Freeze the rendered parts: the first into the row, the others into rows that follow it. Once only."""
    frozen = connection.execute(
        update(outbox).where(outbox.c.id == delivery.id, outbox.c.message.is_(None)).values(message=parts[0])
    )
    if not frozen.rowcount:
        return
    head = connection.execute(outbox.select().where(outbox.c.id == delivery.id)).one()
    shared = {
        name: getattr(head, name)
        for name in (
            "kind",
            "profile",
            "subject",
            "revision",
            "channel",
            "not_before",
            "reason",
            "before",
            "about",
            "instead",
            "article_id",
        )
    }
    for number, message in enumerate(parts[1:], start=delivery.part + 1):
        row = {**shared, **_FRESH, "part": number, "head": head.id, "message": message, "queued_at": head.queued_at}
        insert_new(connection, outbox, row)


def request_written(connection: Connection, delivery_id: int, holder: str) -> None:
    """From here on a failure is ambiguous. Raises `StoreError` where the claim has lapsed: do not send."""
    written = connection.execute(update(outbox).where(_held_by(delivery_id, holder)).values(state="written", error=""))
    if not written.rowcount:
        raise StoreError(f"delivery {delivery_id} is no longer ours to send")


def sent(connection: Connection, delivery_id: int, receipt: Receipt) -> None:
    """The receiver has it: true whoever holds the row by now."""
    connection.execute(
        update(outbox)
        .where(outbox.c.id == delivery_id, outbox.c.state != "sent")
        .values(
            state="sent",
            sent_at=receipt.sent_at,
            remote_id=receipt.remote_id,
            error="",
            attempts=outbox.c.attempts + 1,
            **LET_GO,
        )
    )


def put_back(
    connection: Connection,
    delivery_id: int,
    holder: str,
    *,
    not_before: datetime,
    error: str,
    ambiguous: bool,
    counted: bool,
) -> None:
    """Pending again. Nothing happens where the claim has passed to somebody else.

    Before the message was rendered no send was begun and none is counted. An ambiguous send
    is repeated once: the second one parks the row as "unknown".
    """
    attempts = case((outbox.c.message.is_(None), 0), else_=1) if counted and error else 0
    park = outbox.c.possible_repeat if ambiguous else None
    connection.execute(
        update(outbox)
        .where(_held_by(delivery_id, holder))
        .values(
            state="pending" if park is None else case((park, "unknown"), else_="pending"),
            not_before=not_before,
            error=error,
            attempts=outbox.c.attempts + attempts,
            possible_repeat=True if ambiguous else outbox.c.possible_repeat,
            **LET_GO,
        )
    )


def dead(connection: Connection, delivery_id: int, holder: str, *, error: str, ambiguous: bool) -> None:
    """Never again. Nothing happens where the claim has passed to somebody else."""
    connection.execute(
        update(outbox)
        .where(_held_by(delivery_id, holder))
        .values(
            state="unknown" if ambiguous else "dead",
            error=error,
            attempts=outbox.c.attempts + case((outbox.c.message.is_(None), 0), else_=1),
            **LET_GO,
        )
    )


def delivery_of(row: Row[Any]) -> Delivery:
    """A row of the outbox."""
    return Delivery(
        id=row.id,
        kind=row.kind,
        profile=row.profile,
        subject=row.subject,
        revision=row.revision,
        channel=row.channel,
        part=row.part,
        state=row.state,
        attempts=row.attempts,
        not_before=row.not_before,
        reason=row.reason,
        message=row.message,
        before=row.before,
        possible_repeat=row.possible_repeat,
        article_id=row.article_id or "",
        about=row.about,
        instead=row.instead,
    )


#: what a new row says of its sending
_FRESH: dict[str, Any] = {
    "state": "pending",
    "attempts": 0,
    "possible_repeat": False,
    "error": "",
    "remote_id": "",
}
#: what giving up a claim clears
LET_GO: dict[str, Any] = {"holder": None, "lease_until": None}


def _held_by(delivery_id: int, holder: str) -> ColumnElement[bool]:
    return (outbox.c.id == delivery_id) & (outbox.c.holder == holder) & outbox.c.state.in_(IN_HAND)
