"""What waits for a digest, and the digests that took it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select

from monitor.errors import StoreError
from monitor.model import Extent, HeldFor, Verdict
from monitor.ports import DigestLine, Held
from monitor.store import stories
from monitor.store.insert import insert_new
from monitor.store.schema import held, told


def hold(connection: Connection, verdict: Verdict, story_id: str, now: datetime) -> None:
    """Keep a verdict for each digest that it waits for. What waits there already stays as it is, and is told as the
    story then stands: a reader whose digest comes seldom hears of it once.

    Raises `StoreError` where it waits for none: nobody would ever be told.
    """
    if not verdict.digests:
        raise StoreError(f"a verdict for {verdict.profile!r} waits for no digest")
    before = select(told.c.extent).where(told.c.profile == verdict.profile, told.c.story_id == story_id)
    number = verdict.told.digests if verdict.told else 1
    first = verdict.told is None or verdict.told.number == 1
    known = None if first else connection.scalar(before)
    mine = (held.c.profile == verdict.profile) & (held.c.story_id == story_id) & held.c.slot.is_(None)
    waiting_for = set(connection.scalars(select(held.c.reader).where(mine)))
    new = (one for one in verdict.digests if one.reader not in waiting_for)
    insert_new(connection, held, *(_row(verdict, one, story_id, number, known, now) for one in new))


def let_go(connection: Connection, profile: str, story_id: str) -> Extent | None:
    """The story is told by itself: no digest that is still to come tells it. What was told before those would have."""
    waits = (held.c.profile == profile) & (held.c.story_id == story_id) & held.c.slot.is_(None)
    gone = connection.scalars(delete(held).where(waits).returning(held.c.before)).all()
    return next((before for before in gone if before), None)


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


def lines(connection: Connection, reader: str, slot: str) -> tuple[DigestLine, ...]:
    """The stories of a digest; the highest score first."""
    return _lines(connection, (held.c.reader == reader) & (held.c.slot == slot))


def lines_to_come(connection: Connection, reader: str) -> tuple[DigestLine, ...]:
    """The same of what waits."""
    return _lines(connection, (held.c.reader == reader) & held.c.slot.is_(None))


def _lines(connection: Connection, which: ColumnElement[bool]) -> tuple[DigestLine, ...]:
    query = select(held, told.c.extent).where(which)
    query = query.outerjoin(told, (told.c.profile == held.c.profile) & (told.c.story_id == held.c.story_id))
    found = []
    for row in connection.execute(query).all():
        story = stories.read(connection, row.story_id)
        match = stories.best_match(connection, row.story_id, row.profile)
        if story and match:
            found.append(
                DigestLine(
                    profile=row.profile,
                    story=story,
                    match=match,
                    reason=row.reason,
                    before=row.before,
                    now=row.extent,
                    channels=row.channels,
                )
            )
    return tuple(sorted(found, key=lambda line: (-line.match.score, line.story.first_seen, line.story.id)))


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
