"""What waits for a digest, and the digests that took it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from monitor.errors import StoreError
from monitor.model import HeldFor, Verdict
from monitor.ports import DigestLine, Held, OpenedDigest
from monitor.store import deliveries, stories
from monitor.store.insert import insert_new
from monitor.store.schema import digests, held, readers, told


def hold(connection: Connection, verdict: Verdict, story_id: str, now: datetime) -> None:
    """Keep a verdict for each digest that it waits for; what waits there already stays as it is.

    Raises `StoreError` where it waits for none: nobody would ever be told.
    """
    if not verdict.digests:
        raise StoreError(f"a verdict for {verdict.profile!r} waits for no digest")
    before = select(told.c.extent).where(told.c.profile == verdict.profile, told.c.story_id == story_id)
    number = verdict.told.digests if verdict.told else 1
    first = verdict.told is None or verdict.told.number == 1
    known = None if first else connection.scalar(before)
    insert_new(connection, held, *(_row(verdict, one, story_id, number, known, now) for one in verdict.digests))


def let_go(connection: Connection, profile: str, story_id: str) -> None:
    """The story is told by itself: no digest that is still to come tells it."""
    waits = (held.c.profile == profile) & (held.c.story_id == story_id) & held.c.slot.is_(None)
    connection.execute(delete(held).where(waits))


def waiting(connection: Connection, reader: str, due: datetime) -> tuple[Held, ...]:
    """What is due by then, the longest held first."""
    query = (
        select(held)
        .where(held.c.reader == reader, held.c.slot.is_(None), held.c.until <= due)
        .order_by(held.c.held_at, held.c.story_id, held.c.profile)
    )
    return tuple(
        Held(
            reader=row.reader,
            profile=row.profile,
            story_id=row.story_id,
            reason=row.reason,
            until=row.until,
            channels=row.channels,
        )
        for row in connection.execute(query)
    )


def known_since(connection: Connection, reader: str, now: datetime) -> datetime:
    """When the reader was first asked for."""
    insert_new(connection, readers, {"id": reader, "since": now})
    since: datetime = connection.execute(select(readers.c.since).where(readers.c.id == reader)).scalar_one()
    return since


def open_slot(
    connection: Connection,
    reader: str,
    slot: str,
    channels: Collection[str],
    due: datetime,
    now: datetime,
    *,
    even_empty: bool,
) -> bool:
    """Give what is held and due to this digest, and queue it. False where the slot was used, or nothing waits and an
    empty one is not wanted.

    Raises `StoreError` where no channel is named: the digest would be told to nobody.
    """
    if not even_empty and not waiting(connection, reader, due):
        return False
    if not channels:
        raise StoreError(f"the digest {slot} of {reader!r} names no channel")
    if not insert_new(connection, digests, {"reader": reader, "slot": slot, "due": due, "opened_at": now}):
        return False
    waits = (held.c.reader == reader) & held.c.slot.is_(None) & (held.c.until <= due)
    connection.execute(update(held).where(waits).values(slot=slot))
    deliveries.queue(
        connection,
        kind="digest",
        profile=reader,
        subject=slot,
        channels=channels,
        not_before=now,
        reason="digest",
        now=now,
    )
    return True


def lines(connection: Connection, reader: str, slot: str) -> tuple[DigestLine, ...]:
    """The stories of a digest; the highest score first."""
    query = select(held).where(held.c.reader == reader, held.c.slot == slot)
    found = []
    for row in connection.execute(query).all():
        story = stories.read(connection, row.story_id)
        match = stories.best_match(connection, row.story_id, row.profile)
        if story and match:
            found.append(
                DigestLine(profile=row.profile, story=story, match=match, reason=row.reason, before=row.before)
            )
    return tuple(sorted(found, key=lambda line: (-line.match.score, line.story.first_seen, line.story.id)))


def opened(connection: Connection, reader: str, slot: str) -> OpenedDigest | None:
    """A digest's hours, and the hour of the one before it."""
    row = connection.execute(select(digests).where(digests.c.reader == reader, digests.c.slot == slot)).first()
    if row is None:
        return None
    earlier = select(func.max(digests.c.opened_at)).where(
        digests.c.reader == reader, digests.c.slot != slot, digests.c.opened_at <= row.opened_at
    )
    return OpenedDigest(due=row.due, opened_at=row.opened_at, before=connection.scalar(earlier))


def _row(
    verdict: Verdict, one: HeldFor, story_id: str, number: int, before: object, now: datetime
) -> dict[str, object]:
    return {
        "reader": one.reader,
        "profile": verdict.profile,
        "story_id": story_id,
        "number": number,
        "reason": verdict.reason,
        "until": one.due,
        "channels": one.channels,
        "held_at": now,
        "before": before,
    }
