"""What reached people: the last alerts that a channel sent, and how many each profile had."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, func, select

from monitor.ports import ToldTo
from monitor.store import stories
from monitor.store.deliveries import FIRST_PART
from monitor.store.schema import outbox


def told_to(connection: Connection, channel: str, limit: int) -> tuple[ToldTo, ...]:
    """The newest first, each story of a profile once, as it stands now; one that is gone is left out."""
    sent = func.max(outbox.c.sent_at).label("sent")
    query = (
        select(outbox.c.profile, outbox.c.subject, sent)
        .where(_ARRIVED, outbox.c.channel == channel)
        .group_by(outbox.c.profile, outbox.c.subject)
        .order_by(sent.desc(), outbox.c.profile, outbox.c.subject)
        .limit(limit)
    )
    found = []
    for profile, story_id, sent_at in connection.execute(query).all():
        story = stories.read(connection, story_id)
        if story is not None:
            found.append(ToldTo(profile=profile, story=story, sent_at=sent_at))
    return tuple(found)


def alerts_told(connection: Connection, since: datetime) -> Mapping[str, int]:
    """Profile -> stories that it was alerted of since then, whatever the number of its channels."""
    query = (
        select(outbox.c.profile, func.count(outbox.c.subject.distinct()).label("stories"))
        .where(_ARRIVED, outbox.c.sent_at >= since)
        .group_by(outbox.c.profile)
    )
    return {row.profile: row.stories for row in connection.execute(query)}


_ARRIVED = (outbox.c.kind == "alert") & (outbox.c.state == "sent") & (outbox.c.part == FIRST_PART)
