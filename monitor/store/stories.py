"""Stories, and the revision check that keeps two of them from overwriting each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from monitor.errors import StoryConflict
from monitor.model import Match, Story
from monitor.store.insert import insert_new
from monitor.store.schema import articles, matches, stories

#: ids in one question: far below what a database takes
_AT_ONCE = 500


def write(connection: Connection, story: Story) -> None:
    """A first revision is inserted, a later one replaces the one before it.

    Raises `StoryConflict` where that one is not what the database holds.
    """
    row = {
        "revision": story.revision,
        "first_seen": story.first_seen,
        "last_seen": story.last_seen,
        "members": story.members,
    }
    if story.revision == 1:
        written = insert_new(connection, stories, {"id": story.id, **row})
    else:
        before = (stories.c.id == story.id) & (stories.c.revision == story.revision - 1)
        written = connection.execute(update(stories).where(before).values(**row)).rowcount > 0
    if not written:
        raise StoryConflict(f"story {story.id} is no longer at revision {story.revision - 1}")


def remove(connection: Connection, story: Story) -> None:
    """The story, as it stood, is no more.

    Raises `StoryConflict` where it is not what the database holds.
    """
    stood = (stories.c.id == story.id) & (stories.c.revision == story.revision)
    if not connection.execute(delete(stories).where(stood)).rowcount:
        raise StoryConflict(f"story {story.id} is no longer at revision {story.revision}")


def read(connection: Connection, story_id: str) -> Story | None:
    """The story as it stands."""
    row = connection.execute(select(stories).where(stories.c.id == story_id)).first()
    return None if row is None else _story(row)


def open_since(connection: Connection, since: datetime) -> tuple[Story, ...]:
    """Stories with news since then, in the order in which they began."""
    query = select(stories).where(stories.c.last_seen >= since).order_by(stories.c.first_seen, stories.c.id)
    return tuple(_story(row) for row in connection.execute(query))


def open_revisions(connection: Connection, since: datetime) -> Mapping[str, int]:
    """The same, by id, with their revisions alone."""
    query = select(stories.c.id, stories.c.revision).where(stories.c.last_seen >= since)
    return {row.id: row.revision for row in connection.execute(query)}


def of_ids(connection: Connection, ids: Collection[str]) -> tuple[Story, ...]:
    """Those of these that there are, in the order in which they began."""
    wanted, found = sorted(ids), []
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(stories).where(stories.c.id.in_(wanted[start : start + _AT_ONCE]))
        found += [_story(row) for row in connection.execute(query)]
    return tuple(sorted(found, key=lambda story: (story.first_seen, story.id)))


def best_match(connection: Connection, story_id: str, profile: str) -> Match | None:
    """The highest match that any member of the story reached for the profile."""
    query = (
        select(matches)
        .join(articles, articles.c.id == matches.c.article_id)
        .where(articles.c.story_id == story_id, matches.c.profile == profile)
        .order_by(matches.c.score.desc(), matches.c.article_id)
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else match_of(row)


def match_of(row: Row[Any]) -> Match:
    """A row of `matches`."""
    return Match(
        profile=row.profile,
        version=row.version,
        score=row.score,
        decision=row.decision,
        evidence=row.evidence,
        missing=row.missing,
    )


def _story(row: Row[Any]) -> Story:
    return Story(
        id=row.id,
        members=row.members,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        revision=row.revision,
    )
