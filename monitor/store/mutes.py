"""What readers want to hear nothing of, for how long, and what was held back for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, distinct, func, insert, or_, select, update

from monitor.model import HeldBack, Mute, MuteRecord
from monitor.ports import Waiting
from monitor.store.insert import insert_new
from monitor.store.schema import articles, held_back, mutes

#: digits of the longest number of a mute that is looked up: far within what a column of integers holds
_DIGITS = 9


def standing(connection: Connection, now: datetime) -> tuple[Mute, ...]:
    """Those whose end has not come, the oldest first."""
    return tuple(map(_mute, connection.execute(select(mutes).where(_stands(now)).order_by(mutes.c.id))))


def add(connection: Connection, mute: Mute) -> Mute:
    """Keep it, with its id; one that stands on the same subject for the same profile is changed instead."""
    said = {
        "kind": mute.kind,
        "subject": mute.subject,
        "name": mute.name,
        "profile": mute.profile,
        "until": mute.until,
        "at": mute.at,
        "who": mute.who,
        "way": mute.way,
        "note": mute.note,
    }
    same = (mutes.c[key] == said[key] for key in ("kind", "subject", "profile"))
    known = select(mutes.c.id).where(*same, _stands(mute.at)).order_by(mutes.c.id).limit(1)
    if (number := connection.scalar(known)) is None:
        number = connection.scalars(insert(mutes).values(said).returning(mutes.c.id)).one()
    else:
        connection.execute(update(mutes).where(mutes.c.id == number).values(said))
    return _mute(connection.execute(select(mutes).where(mutes.c.id == number)).one())


def end(connection: Connection, mute_id: str, now: datetime) -> Mute | None:
    """It ends now, unless it has ended already; None where there is none of this id."""
    number = _number(mute_id)
    connection.execute(update(mutes).where(mutes.c.id == number, _stands(now)).values(until=now))
    row = connection.execute(select(mutes).where(mutes.c.id == number)).first()
    return _mute(row) if row else None


def records(connection: Connection, now: datetime, since: datetime | None) -> tuple[MuteRecord, ...]:
    """Those that stand, or that ended since an instant, with what each held back; the oldest first."""
    stories = func.count(distinct(held_back.c.profile + "/" + held_back.c.story_id))
    held = select(held_back.c.mute_id, stories.label("stories"), func.count().label("articles"))
    counted = held.group_by(held_back.c.mute_id).subquery()
    query = (
        select(mutes, counted.c.stories, counted.c.articles)
        .outerjoin(counted, counted.c.mute_id == mutes.c.id)
        .where(_stands(now if since is None else min(since, now)))
        .order_by(mutes.c.id)
    )
    return tuple(
        MuteRecord(mute=_mute(row), stories=row.stories or 0, articles=row.articles or 0)
        for row in connection.execute(query)
    )


def hold_back(connection: Connection, mute_id: str, one: Waiting, now: datetime) -> None:
    """Count an article, which a mute kept from a profile."""
    title = connection.scalar(select(articles.c.title).where(articles.c.id == one.article_id)) or ""
    row = {
        "mute_id": _number(mute_id),
        "profile": one.profile,
        "story_id": one.story_id,
        "article_id": one.article_id,
        "title": title,
        "at": now,
    }
    insert_new(connection, held_back, row)


def kept_back(connection: Connection, mute_id: str) -> tuple[HeldBack, ...]:
    """What a mute kept from its profiles, the oldest first."""
    query = (
        select(held_back)
        .where(held_back.c.mute_id == _number(mute_id))
        .order_by(held_back.c.at, held_back.c.article_id, held_back.c.profile)
    )
    return tuple(
        HeldBack(
            mute=str(row.mute_id),
            profile=row.profile,
            story_id=row.story_id,
            article_id=row.article_id,
            title=row.title,
            at=row.at,
        )
        for row in connection.execute(query)
    )


def kept_back_since(connection: Connection, profiles: Collection[str], since: datetime) -> int:
    """Of how many stories something was kept from any of these profiles since then."""
    theirs = held_back.c.profile.in_(profiles) & (held_back.c.at >= since)
    return connection.scalar(select(func.count(distinct(held_back.c.story_id))).where(theirs)) or 0


def _stands(now: datetime) -> ColumnElement[bool]:
    return or_(mutes.c.until.is_(None), mutes.c.until > now)


def _number(mute_id: str) -> int:
    """As the table counts; 0, which it never gives, for what is no number."""
    return int(mute_id) if mute_id.isascii() and mute_id.isdecimal() and len(mute_id) <= _DIGITS else 0


def _mute(row: Row[Any]) -> Mute:
    return Mute(
        id=str(row.id),
        kind=row.kind,
        subject=row.subject,
        name=row.name,
        profile=row.profile,
        until=row.until,
        at=row.at,
        who=row.who,
        way=row.way,
        note=row.note,
    )
