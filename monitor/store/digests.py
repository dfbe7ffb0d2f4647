"""What waits for a digest, and the digests that took it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select, update

from monitor.errors import StoreError
from monitor.model import Match, Story, Verdict
from monitor.ports import Held
from monitor.store import deliveries, stories
from monitor.store.insert import insert_new
from monitor.store.schema import digests, held


def hold(connection: Connection, verdict: Verdict, story_id: str, now: datetime) -> None:
    """Keep a verdict for the profile's digest; a story that one of them tells or told is not held again."""
    row = {
        "profile": verdict.profile,
        "story_id": story_id,
        "reason": verdict.reason,
        "until": verdict.until or now,
        "channels": verdict.channels,
        "held_at": now,
    }
    insert_new(connection, held, row)


def waiting(connection: Connection, profile: str, due: datetime) -> tuple[Held, ...]:
    """What is due by then, the longest held first."""
    query = (
        select(held)
        .where(held.c.profile == profile, held.c.slot.is_(None), held.c.until <= due)
        .order_by(held.c.held_at, held.c.story_id)
    )
    return tuple(
        Held(
            profile=row.profile,
            story_id=row.story_id,
            reason=row.reason,
            until=row.until,
            channels=row.channels,
        )
        for row in connection.execute(query)
    )


def open_slot(
    connection: Connection, profile: str, slot: str, channels: Collection[str], due: datetime, now: datetime
) -> bool:
    """Give what is held and due to this digest, and queue it. False where nothing waits or the slot was used.

    Raises `StoreError` where no channel is named: the digest would be told to nobody.
    """
    if not waiting(connection, profile, due):
        return False
    if not channels:
        raise StoreError(f"the digest {slot} of {profile!r} names no channel")
    if not insert_new(connection, digests, {"profile": profile, "slot": slot, "due": due, "opened_at": now}):
        return False
    connection.execute(
        update(held).where(held.c.profile == profile, held.c.slot.is_(None), held.c.until <= due).values(slot=slot)
    )
    deliveries.queue(
        connection,
        kind="digest",
        profile=profile,
        subject=slot,
        channels=channels,
        not_before=now,
        reason="digest",
        now=now,
    )
    return True


def told_in(connection: Connection, profile: str, slot: str) -> tuple[tuple[Story, Match, str], ...]:
    """The stories of a digest, each with the best match of its members and its reason; the highest score first."""
    query = select(held.c.story_id, held.c.reason).where(held.c.profile == profile, held.c.slot == slot)
    found = []
    for row in connection.execute(query).all():
        story = stories.read(connection, row.story_id)
        match = stories.best_match(connection, row.story_id, profile)
        if story and match:
            found.append((story, match, row.reason))
    return tuple(sorted(found, key=lambda line: (-line[1].score, line[0].first_seen, line[0].id)))
