"""Which digests a reader had: a unique row for each local date and time, so that none is lost or told twice.

A slot that was missed has a row too, with the later one that stood in for it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, or_, select, update

from monitor.errors import StoreError
from monitor.model import EXTRA_SLOT, FIRST_SLOT, Slot
from monitor.ports import OpenedDigest
from monitor.store import deliveries
from monitor.store.insert import insert_new, insert_or_replace
from monitor.store.schema import digests, held, readers


def owed_since(connection: Connection, reader: str, now: datetime, plan: str) -> datetime | None:
    """The instant after which slots are still to be opened; None where the reader begins anew (see `begin`)."""
    row = connection.execute(select(readers).where(readers.c.id == reader)).first()
    if row is None or row.since > now or (plan and plan != row.plan):
        return None
    since: datetime = row.since
    return since


def begin(connection: Connection, reader: str, now: datetime, plan: str) -> datetime:
    """From now on slots are due by this plan. A reader of before, whose plan nobody kept, goes on with it."""
    row = connection.execute(select(readers).where(readers.c.id == reader)).first()
    since: datetime = now
    if row and not row.plan and row.since <= now:
        in_turn = ~or_(digests.c.slot.startswith(FIRST_SLOT), digests.c.slot.startswith(EXTRA_SLOT))
        opened = select(func.max(digests.c.due)).where(digests.c.reader == reader, digests.c.due <= now, in_turn)
        since = max(row.since, connection.scalar(opened) or row.since)
    made = {"id": reader, "since": since, "plan": plan}
    insert_or_replace(connection, readers, [made], lambda new: {"since": new["since"], "plan": new["plan"]})
    return since


def waiting_for(connection: Connection, now: datetime) -> tuple[str, ...]:
    """Readers for whom something is held that is due, by id."""
    query = select(held.c.reader).where(held.c.slot.is_(None), held.c.until <= now).distinct().order_by(held.c.reader)
    return tuple(connection.scalars(query))


def open_in_turn(
    connection: Connection,
    reader: str,
    slot: Slot,
    channels: Collection[str],
    now: datetime,
    *,
    missed: Sequence[Slot],
    known: Collection[str],
    even_empty: bool,
) -> bool:
    """The slot of a schedule: it is used from now on, and takes all that is held. Whether it is told."""
    if not insert_new(connection, digests, _row(reader, slot, now)):
        return False
    insert_new(connection, digests, *({**_row(reader, one, now), "told_by": slot.name} for one in missed))
    earlier = (readers.c.id == reader) & (readers.c.since < slot.due)
    connection.execute(update(readers).where(earlier).values(since=slot.due))
    return _tell(connection, reader, slot, channels, now, held.c.slot.is_(None), known, even_empty=even_empty)


def open_out_of_turn(
    connection: Connection,
    reader: str,
    slot: Slot,
    channels: Collection[str],
    now: datetime,
    *,
    known: Collection[str],
    even_empty: bool,
) -> bool:
    """What is held and due by then; False where that is nothing, or the slot was used."""
    due = held.c.slot.is_(None) & (held.c.until <= slot.due)
    waits = connection.scalar(select(held.c.reader).where(held.c.reader == reader, due).limit(1)) is not None
    if not (waits or even_empty) or not insert_new(connection, digests, _row(reader, slot, now)):
        return False
    return _tell(connection, reader, slot, channels, now, due, known, even_empty=even_empty)


def opened(connection: Connection, reader: str, slot: str) -> OpenedDigest | None:
    """A digest's hours, the hour of the one before it, and what it stood in for."""
    mine = digests.c.reader == reader
    row = connection.execute(select(digests).where(mine, digests.c.slot == slot)).first()
    if row is None:
        return None
    earlier = (digests.c.slot != slot) & digests.c.told_by.is_(None) & (digests.c.opened_at <= row.opened_at)
    missed = select(digests.c.slot).where(mine, digests.c.told_by == slot).order_by(digests.c.due, digests.c.slot)
    return OpenedDigest(
        due=row.due,
        opened_at=row.opened_at,
        before=connection.scalar(select(func.max(digests.c.opened_at)).where(mine, earlier)),
        missed=tuple(connection.scalars(missed)),
        told_by=row.told_by or "",
    )


def newest(connection: Connection, reader: str, limit: int) -> tuple[str, ...]:
    """The slots that were opened themselves, the newest first."""
    query = select(digests.c.slot).where(digests.c.reader == reader, digests.c.told_by.is_(None))
    return tuple(connection.scalars(query.order_by(digests.c.opened_at.desc(), digests.c.slot.desc()).limit(limit)))


def _row(reader: str, slot: Slot, now: datetime) -> dict[str, object]:
    return {"reader": reader, "slot": slot.name, "due": slot.due, "opened_at": now, "told_by": None}


def _tell(
    connection: Connection,
    reader: str,
    slot: Slot,
    channels: Collection[str],
    now: datetime,
    waits: ColumnElement[bool],
    known: Collection[str],
    *,
    even_empty: bool,
) -> bool:
    """Give what waits to the slot and queue it for whom it was held; an empty one for the reader's channels.

    Raises `StoreError` where that is nobody.
    """
    mine = held.c.reader == reader
    lines = connection.scalars(select(held.c.channels).where(mine, waits)).all()
    if not lines and not even_empty:
        return False
    there = dict.fromkeys((*channels, *(channel for line in lines for channel in line if channel in known)))
    # what was held for channels that are no more goes to those that there are
    told = [one for one in there if even_empty or any(one in line or not there.keys() & set(line) for line in lines)]
    if not told:
        raise StoreError(f"the digest {slot.name} of {reader!r} names no channel")
    connection.execute(update(held).where(mine, waits).values(slot=slot.name))
    deliveries.queue(
        connection,
        kind="digest",
        profile=reader,
        subject=slot.name,
        channels=told,
        not_before=now,
        reason="digest",
        now=now,
    )
    return True
