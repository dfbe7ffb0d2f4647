"""Stories that become one, or part: everything that knows a story by its id goes where its articles go.

What of a story that is gone knows it as a whole (mutes, codes, counts) goes to the one that has most of its articles.
What was told, and is to be told, goes with the article whose verdict it was: `carried`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, select, update

from monitor.decide.alert import PARTED
from monitor.model import Regrouping
from monitor.ports import Parted
from monitor.store import carried, stories, volume
from monitor.store.schema import articles, codes, feedback, held_back, matches, mutes, told, verdicts


def write(connection: Connection, change: Regrouping) -> None:
    """All of it.

    Raises `StoryConflict` where one of the stories was changed by somebody else; the caller's transaction is rolled
    back.
    """
    for story in change.stories:
        stories.write(connection, story)
    after = {story.id for story in change.stories}
    before = _told_of(connection, after | {story.id for story in change.gone})
    moving: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for article_id, way in sorted(change.moves.items()):
        moving[way].append(article_id)
        connection.execute(update(articles).where(articles.c.id == article_id).values(story_id=way[1]))
    # what has no article to follow comes last
    for (old, new), ids in sorted(moving.items(), key=lambda item: (_whole(change, *item[0]), item)):
        carried.follow(connection, old, new, ids, whole=_whole(change, old, new))
    for gone in change.gone:
        _renamed(connection, gone.id, change.into[gone.id])
        stories.remove(connection, gone)
    _mark(connection, before - _told_of(connection, after))


def _whole(change: Regrouping, old: str, new: str) -> bool:
    return change.into.get(old) == new


def _renamed(connection: Connection, old: str, new: str) -> None:
    """Whoever answers a message, or muted the story, means the other one now."""
    for table in (codes, feedback, held_back):
        connection.execute(update(table).where(table.c.story_id == old).values(story_id=new))
    connection.execute(update(mutes).where(mutes.c.kind == "story", mutes.c.subject == old).values(subject=new))
    volume.renamed(connection, old, new)


# ---------------------------------------------------------------- what nobody has heard of after all


def _told_of(connection: Connection, story_ids: Collection[str]) -> set[tuple[str, str]]:
    """The articles of these stories that were told to a profile, or passed over because their story was; with it."""
    known = (told.c.story_id == articles.c.story_id) & (told.c.profile == verdicts.c.profile)
    query = (
        select(verdicts.c.article_id, verdicts.c.profile)
        .join(articles, articles.c.id == verdicts.c.article_id)
        .join(told, known)
        .where(articles.c.story_id.in_(story_ids), (verdicts.c.action != "drop") | (verdicts.c.reason == "told"))
    )
    return {(row.article_id, row.profile) for row in connection.execute(query)}


def _mark(connection: Connection, wronged: Collection[tuple[str, str]]) -> None:
    """Of their stories, nothing was told to these profiles after all."""
    for article_id, profile in sorted(wronged):
        verdict = (verdicts.c.article_id == article_id) & (verdicts.c.profile == profile)
        marked = {"action": "drop", "reason": PARTED, "until": None, "digest": False, "channels": ()}
        connection.execute(update(verdicts).where(verdict).values(marked))


def parted(connection: Connection) -> tuple[Parted, ...]:
    """What was marked, what fits its profile best first: a story is told by that one, and the others with it."""
    query = (
        select(articles, matches)
        .join(verdicts, verdicts.c.article_id == articles.c.id)
        .join(matches, (matches.c.article_id == articles.c.id) & (matches.c.profile == verdicts.c.profile))
        .where(verdicts.c.reason == PARTED)
        .order_by(matches.c.score.desc(), articles.c.stored_at, articles.c.id, matches.c.profile)
    )
    return tuple(
        Parted(
            story=story,
            article_id=row.id,
            source_id=row.source_id,
            published=row.published or row.stored_at,
            analysis=row.analysis,
            match=stories.match_of(row),
        )
        for row in connection.execute(query).all()
        if (story := stories.read(connection, row.story_id)) is not None
    )
