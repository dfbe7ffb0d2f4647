"""Stories that become one, or part: everything that knows a story by its id goes where its articles go.

What of a story that is gone knows it as a whole (mutes, codes, counts) goes to the one that has most of its articles.
What was told, and is to be told, goes with the article whose verdict it was: `carried`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, exists, select, update

from monitor.model import Regrouping
from monitor.ports import Parted
from monitor.store import carried, stories, volume
from monitor.store.schema import articles, codes, feedback, held_back, matches, mutes, told, verdicts

#: why a reader heard nothing of an article: it was in the wrong story; what is told of it is decided again
PARTED = "parted"


def write(connection: Connection, change: Regrouping) -> None:
    """All of it.

    Raises `StoryConflict` where one of the stories was changed by somebody else; the caller's transaction is rolled
    back.
    """
    for story in change.stories:
        stories.write(connection, story)
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
    _mark_parted(connection, [story.id for story in change.stories])


def _whole(change: Regrouping, old: str, new: str) -> bool:
    return change.into.get(old) == new


def _renamed(connection: Connection, old: str, new: str) -> None:
    """Whoever answers a message, or muted the story, means the other one now."""
    for table in (codes, feedback, held_back):
        connection.execute(update(table).where(table.c.story_id == old).values(story_id=new))
    connection.execute(update(mutes).where(mutes.c.kind == "story", mutes.c.subject == old).values(subject=new))
    volume.renamed(connection, old, new)


# ---------------------------------------------------------------- what nobody has heard of after all


def _mark_parted(connection: Connection, story_ids: Collection[str]) -> None:
    """Of these stories, the articles that were passed over because another affair had been told, which nobody has
    told of theirs."""
    here = select(articles.c.id).where(articles.c.story_id.in_(story_ids))
    known = (
        exists()
        .where(articles.c.id == verdicts.c.article_id)
        .where(told.c.story_id == articles.c.story_id, told.c.profile == verdicts.c.profile)
    )
    passed_over = (verdicts.c.action == "drop") & (verdicts.c.reason == "told")
    wronged = update(verdicts).where(verdicts.c.article_id.in_(here), passed_over, ~known)
    connection.execute(wronged.values(reason=PARTED))


def parted(connection: Connection) -> tuple[Parted, ...]:
    """For each story and profile, the best match of those that were marked; the oldest story first."""
    query = (
        select(articles, matches, articles.c.story_id)
        .join(verdicts, verdicts.c.article_id == articles.c.id)
        .join(matches, (matches.c.article_id == articles.c.id) & (matches.c.profile == verdicts.c.profile))
        .where(verdicts.c.reason == PARTED)
        .order_by(articles.c.stored_at, articles.c.story_id, matches.c.profile, matches.c.score.desc(), articles.c.id)
    )
    found: dict[tuple[str, str], Parted] = {}
    for row in connection.execute(query).all():
        story = stories.read(connection, row.story_id)
        if story is not None and (row.story_id, row.profile) not in found:
            found[row.story_id, row.profile] = Parted(
                story=story,
                article_id=row.id,
                source_id=row.source_id,
                published=row.published or row.stored_at,
                analysis=row.analysis,
                match=stories.match_of(row),
            )
    return tuple(found.values())


def settled(connection: Connection, story_id: str, profile: str) -> None:
    """It was decided again what the profile is told of the story."""
    here = select(articles.c.id).where(articles.c.story_id == story_id)
    marked = verdicts.c.article_id.in_(here) & (verdicts.c.profile == profile) & (verdicts.c.reason == PARTED)
    connection.execute(update(verdicts).where(marked).values(reason="told"))
