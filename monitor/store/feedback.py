"""What readers say of what they were told, and how far each bot has read what is sent to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from monitor.decide.code import code_of
from monitor.model import Feedback
from monitor.ports import Telling
from monitor.store import stories
from monitor.store.insert import Excluded, insert_new, insert_or_replace
from monitor.store.schema import articles, bots, codes, feedback, matches


def telling(connection: Connection, code: str) -> Telling | None:
    """What was told under this code; None where nothing was, or the story is gone."""
    query = (
        select(matches, articles.c.title, codes.c.story_id)
        .join(articles, articles.c.id == matches.c.article_id)
        .join(codes, (codes.c.story_id == articles.c.story_id) & (codes.c.profile == matches.c.profile))
        .where(codes.c.code == code)
        .order_by(matches.c.score.desc(), matches.c.article_id)
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Telling(
        profile=row.profile,
        story_id=row.story_id,
        article_id=row.article_id,
        title=row.title,
        match=stories.match_of(row),
    )


def give_code(connection: Connection, profile: str, story_id: str) -> None:
    """The story is told by this profile: readers may answer."""
    insert_new(connection, codes, {"code": code_of(profile, story_id), "profile": profile, "story_id": story_id})


def save(connection: Connection, said: Feedback) -> None:
    """In place of what the same person said of the same subject and profile before."""
    row = {
        "profile": said.profile,
        "subject": said.subject,
        "who": said.who,
        "story_id": said.story_id,
        "article_id": said.article_id,
        "title": said.title,
        "opinion": said.opinion,
        "way": said.way,
        "note": said.note,
        "said_at": said.at,
        "version": said.version,
        "score": said.score,
        "evidence": said.evidence,
    }
    insert_or_replace(connection, feedback, [row], _later_word)


def said(connection: Connection, profile: str | None, since: datetime | None) -> tuple[Feedback, ...]:
    """The oldest first."""
    query = select(feedback).order_by(feedback.c.said_at, feedback.c.profile, feedback.c.subject, feedback.c.who)
    if profile is not None:
        query = query.where(feedback.c.profile == profile)
    if since is not None:
        query = query.where(feedback.c.said_at >= since)
    return tuple(_feedback(row) for row in connection.execute(query))


def next_update(connection: Connection, bot: str) -> int | None:
    """The first update that the bot has not dealt with."""
    return connection.scalar(select(bots.c.next_update).where(bots.c.id == bot))


def save_next_update(connection: Connection, bot: str, update: int) -> None:
    """All before this one are dealt with."""
    insert_or_replace(connection, bots, [{"id": bot, "next_update": update}], _later_update)


def _later_word(new: Excluded) -> dict[str, ColumnElement[Any]]:
    key = feedback.primary_key.columns
    return {column.name: new[column.name] for column in feedback.c if column.name not in key}


def _later_update(new: Excluded) -> dict[str, ColumnElement[Any]]:
    return {"next_update": new.next_update}


def _feedback(row: Row[Any]) -> Feedback:
    return Feedback(
        profile=row.profile,
        story_id=row.story_id,
        article_id=row.article_id,
        title=row.title,
        opinion=row.opinion,
        who=row.who,
        way=row.way,
        note=row.note,
        at=row.said_at,
        version=row.version,
        score=row.score,
        evidence=row.evidence,
    )
