"""What each profile was told of each story, or will be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from monitor.decide.alert import CAP_SPAN
from monitor.model import Told
from monitor.store.insert import Excluded, insert_or_replace
from monitor.store.schema import held, outbox, told


def of_story(connection: Connection, story_id: str) -> Mapping[str, Told]:
    """By profile."""
    query = select(told, _waits().label("waits")).where(told.c.story_id == story_id).order_by(told.c.profile)
    return {
        row.profile: Told(
            profile=row.profile,
            story_id=row.story_id,
            alerts=row.alerts,
            digests=row.digests,
            due=row.due,
            kind=row.kind,
            reason=row.reason,
            extent=row.extent,
            waits=bool(row.waits),
        )
        for row in connection.execute(query)
    }


def write(connection: Connection, telling: Told) -> None:
    """In place of what was known of this profile and story."""
    row = {
        "profile": telling.profile,
        "story_id": telling.story_id,
        "alerts": telling.alerts,
        "digests": telling.digests,
        "due": telling.due,
        "kind": telling.kind,
        "reason": telling.reason,
        "extent": telling.extent,
    }
    insert_or_replace(connection, told, [row], _later)


def alerts_since(connection: Connection, profile: str, since: datetime) -> int:
    """Stories of which the profile was alerted within `CAP_SPAN` from then for the first time; those that wait count,
    those that were queued before the clock was set back do not."""
    first = (outbox.c.kind == "alert") & (outbox.c.profile == profile) & (outbox.c.revision == 0)
    lately = outbox.c.queued_at.between(since, since + CAP_SPAN)
    query = select(func.count(func.distinct(outbox.c.subject))).where(first, lately)
    return connection.scalar(query) or 0


def _waits() -> ColumnElement[bool]:
    """Is the last telling still to be rendered, so that it will say what joins the story until then? A story is told
    once one reader's digest has it: another, whose digest comes later, is then told how it stands by that time."""
    rows = (
        (outbox.c.kind == "alert")
        & (outbox.c.profile == told.c.profile)
        & (outbox.c.subject == told.c.story_id)
        & (outbox.c.revision == told.c.alerts - 1)
    )
    unrendered = select(outbox.c.id).where(rows, outbox.c.message.is_(None), outbox.c.state.in_(("pending", "claimed")))
    rendered = select(outbox.c.id).where(rows, outbox.c.message.is_not(None))
    line = (held.c.profile == told.c.profile) & (held.c.story_id == told.c.story_id) & (held.c.number == told.c.digests)
    to_come, taken = (
        select(held.c.story_id).where(line, one).exists() for one in (held.c.slot.is_(None), held.c.slot.is_not(None))
    )
    return case((told.c.kind == "alert", unrendered.exists() & ~rendered.exists()), else_=to_come & ~taken)


def _later(new: Excluded) -> dict[str, ColumnElement[Any]]:
    return {name: new[name] for name in ("alerts", "digests", "due", "kind", "reason", "extent")}
