"""What is to be told, and nobody has begun to tell: a mute may still take it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, select, union, update

from monitor.model import Extent
from monitor.ports import Waiting
from monitor.store import mutes
from monitor.store.schema import articles, held, matches, outbox, told, verdicts

#: nothing of the message was made, and nobody has it in hand
UNTOUCHED = (outbox.c.state == "pending") & outbox.c.message.is_(None)


def waiting(connection: Connection) -> tuple[Waiting, ...]:
    """The stories that wait for a message or a digest, by profile, each with the member that fits the profile best."""
    alerts = select(outbox.c.profile, outbox.c.subject.label("story_id")).where(outbox.c.kind == "alert", UNTOUCHED)
    lines = select(held.c.profile, held.c.story_id).where(held.c.slot.is_(None))
    both = union(alerts, lines).subquery()
    best = (
        select(articles.c.id)
        .join(matches, matches.c.article_id == articles.c.id)
        .where(articles.c.story_id == both.c.story_id, matches.c.profile == both.c.profile)
        .order_by(matches.c.score.desc(), articles.c.id)
        .limit(1)
        .scalar_subquery()
    )
    query = select(both, best.label("article_id")).order_by(both.c.story_id, both.c.profile)
    return tuple(
        Waiting(profile=row.profile, story_id=row.story_id, article_id=row.article_id)
        for row in connection.execute(query)
        if row.article_id is not None
    )


def withdraw(connection: Connection, mute_id: str, those: Iterable[Waiting], now: datetime) -> None:
    """Of these, what still waits is not told, and is counted as held back. The profile then was told what it was told
    before; where that is nothing, the story's next news is a first telling."""
    for one in those:
        # that it grew may wait in front of the turn that it took
        while (known := connection.execute(select(told).where(_of(one))).first()) is not None:
            taken = (
                _take_line(connection, one, known.digests)
                if known.kind == "digest"
                else _take_alert(connection, one, known.alerts)
            )
            if taken is None:
                break
            if not taken.heard:
                _step_back(connection, one, known, taken.before, now)
            _count(connection, mute_id, replace(one, article_id=taken.article_id), now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """A telling that is not told."""

    #: what was told before it
    before: Extent | None
    #: the article whose verdict it was
    article_id: str
    #: a digest of another reader has told it
    heard: bool = False


def _take_alert(connection: Connection, one: Waiting, number: int) -> _Taken | None:
    """The messages of that telling are gone from all channels; from none where one is in hand already."""
    alert = (
        (outbox.c.kind == "alert")
        & (outbox.c.profile == one.profile)
        & (outbox.c.subject == one.story_id)
        & (outbox.c.revision == number - 1)
    )
    if connection.scalar(select(outbox.c.id).where(alert, ~UNTOUCHED).limit(1)) is not None:
        return None
    gone = delete(outbox).where(alert).returning(outbox.c.before, outbox.c.article_id)
    row = next(iter(connection.execute(gone).all()), None)
    return _Taken(before=row.before, article_id=row.article_id or one.article_id) if row else None


def _take_line(connection: Connection, one: Waiting, number: int) -> _Taken | None:
    """The line is gone from every digest that is still to come, with an older one of a reader who had none since."""
    mine = (held.c.profile == one.profile) & (held.c.story_id == one.story_id)
    gone = delete(held).where(mine, held.c.slot.is_(None)).returning(held.c.number, held.c.before, held.c.held_at)
    row = max(connection.execute(gone).all(), key=lambda row: row.number, default=None)
    if row is None:
        return None
    heard = select(held.c.story_id).where(mine, held.c.number == number, held.c.slot.is_not(None)).limit(1)
    decided = (
        select(verdicts.c.article_id)
        .join(articles, articles.c.id == verdicts.c.article_id)
        .where(articles.c.story_id == one.story_id, verdicts.c.profile == one.profile)
        .where(verdicts.c.digest, verdicts.c.decided_at == row.held_at)
        .limit(1)
    )
    return _Taken(
        before=row.before,
        article_id=connection.scalar(decided) or one.article_id,
        heard=connection.scalar(heard) is not None,
    )


def _step_back(connection: Connection, one: Waiting, known: Row[Any], before: Extent | None, now: datetime) -> None:
    alerts = known.alerts - (known.kind == "alert")
    digests = known.digests - (known.kind == "digest")
    if not alerts and not digests:
        connection.execute(delete(told).where(_of(one)))
        return
    values = {
        "alerts": alerts,
        "digests": digests,
        "kind": "alert" if alerts else "digest",
        "due": min(known.due, now),
        "extent": before or known.extent,
    }
    connection.execute(update(told).where(_of(one)).values(values))


def _count(connection: Connection, mute_id: str, one: Waiting, now: datetime) -> None:
    """The article that was to be told of is held back, and its verdict says so."""
    verdict = (verdicts.c.article_id == one.article_id) & (verdicts.c.profile == one.profile)
    muted = {"action": "drop", "reason": "muted", "until": None, "digest": False, "channels": (), "mute": mute_id}
    connection.execute(update(verdicts).where(verdict).values(muted))
    mutes.hold_back(connection, mute_id, one, now)


def _of(one: Waiting) -> ColumnElement[bool]:
    return (told.c.profile == one.profile) & (told.c.story_id == one.story_id)
