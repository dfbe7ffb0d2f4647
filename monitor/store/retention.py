"""What is no longer kept goes, a batch at a time: articles with all that was decided on them, stories, what was told.

A story goes as a whole, `before` its last news; an article without one by the hour at which it was stored. What is
still to be done keeps its story: what waits for a digest, what is not sent yet, and what nobody knows the end of.
Of a feed's entries remain key, address and title while the feed may list them, so that none comes back as news.
What readers said stays: it is what was learnt.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, func, or_, select, update

from monitor.ports import Pruned
from monitor.store import indexing
from monitor.store.schema import (
    articles,
    codes,
    digests,
    entries,
    held,
    held_back,
    matches,
    outbox,
    sources,
    stories,
    told,
    verdicts,
)

#: rows of each kind in a transaction: others wait a fraction of a second
BATCH = 100
#: states of a delivery in which nothing remains to be done
_DONE = ("sent", "dead")


def prune(connection: Connection, before: datetime, limit: int) -> Pruned:
    """One batch of what was over before then; all zero where nothing is left."""
    gone = _articles(connection, before, limit)
    return Pruned(
        articles=len(gone),
        stories=len(_stories(connection, before, limit)),
        deliveries=_deliveries(connection, before, limit),
        entries=_entries(connection, before, limit),
    )


def _articles(connection: Connection, before: datetime, limit: int) -> Sequence[str]:
    over = (
        select(articles.c.id)
        .outerjoin(stories, stories.c.id == articles.c.story_id)
        .where(
            articles.c.stored_at < before,
            or_(articles.c.story_id.is_(None), _over(before)),
            ~exists().where(outbox.c.article_id == articles.c.id, outbox.c.state.not_in(_DONE)),
        )
    )
    ids = connection.scalars(over.order_by(articles.c.stored_at).limit(limit)).all()
    indexing.unindex(connection, ids)
    connection.execute(update(entries).where(entries.c.article_id.in_(ids)).values(article_id=None))
    connection.execute(update(outbox).where(outbox.c.article_id.in_(ids)).values(article_id=None))
    for table in (matches, verdicts, held_back):
        connection.execute(delete(table).where(table.c.article_id.in_(ids)))
    connection.execute(delete(articles).where(articles.c.id.in_(ids)))
    return ids


def _stories(connection: Connection, before: datetime, limit: int) -> Sequence[str]:
    """Those of which no article is left, with what was told of them."""
    over = select(stories.c.id).where(_over(before), ~exists().where(articles.c.story_id == stories.c.id))
    ids = connection.scalars(over.limit(limit)).all()
    for table in (told, held, codes):
        connection.execute(delete(table).where(table.c.story_id.in_(ids)))
    connection.execute(delete(outbox).where(outbox.c.kind == "alert", outbox.c.subject.in_(ids)))
    connection.execute(delete(stories).where(stories.c.id.in_(ids)))
    return ids


def _over(before: datetime) -> ColumnElement[bool]:
    """No news since then, none of its articles came later, and nothing of it is still to be told."""
    of_story = stories.c.id
    in_digest = exists().where(
        outbox.c.kind == "digest",
        outbox.c.profile == held.c.reader,
        outbox.c.subject == held.c.slot,
        outbox.c.state.not_in(_DONE),
    )
    later = articles.alias()
    return (
        (stories.c.last_seen < before)
        & ~exists().where(later.c.story_id == of_story, later.c.stored_at >= before)
        & ~exists().where(outbox.c.kind == "alert", outbox.c.subject == of_story, outbox.c.state.not_in(_DONE))
        & ~exists().where(held.c.story_id == of_story, or_(held.c.slot.is_(None), in_digest))
    )


def _deliveries(connection: Connection, before: datetime, limit: int) -> int:
    """Digests of which no line is left, and what else was told."""
    line = exists().where(held.c.reader == outbox.c.profile, held.c.slot == outbox.c.subject)
    story = exists().where(stories.c.id == outbox.c.subject)
    over = select(outbox.c.id).where(
        outbox.c.queued_at < before,
        outbox.c.state.in_(_DONE),
        ~((outbox.c.kind == "alert") & story),
        ~((outbox.c.kind == "digest") & line),
        outbox.c.head.is_(None),
        ~_part_left(),
    )
    heads = connection.scalars(over.limit(limit)).all()
    connection.execute(delete(outbox).where(or_(outbox.c.id.in_(heads), outbox.c.head.in_(heads))))
    queued = exists().where(
        outbox.c.kind == "digest", outbox.c.profile == digests.c.reader, outbox.c.subject == digests.c.slot
    )
    taken = exists().where(held.c.reader == digests.c.reader, held.c.slot == digests.c.slot)
    connection.execute(delete(digests).where(digests.c.due < before, ~queued, ~taken))
    return len(heads)


def _part_left() -> ColumnElement[bool]:
    """Is a later part of the message still to be sent?"""
    part = outbox.alias()
    return exists().where(part.c.head == outbox.c.id, part.c.state.not_in(_DONE))


def _entries(connection: Connection, before: datetime, limit: int) -> int:
    """Those that became an article which is gone, or were given up, and that their feed lists no more."""
    over = (
        select(entries.c.id)
        .join(sources, sources.c.id == entries.c.source_id)
        .where(
            entries.c.first_seen_at < before,
            entries.c.state != "pending",
            entries.c.article_id.is_(None),
            func.coalesce(entries.c.listed_at, entries.c.first_seen_at) < sources.c.away_before,
        )
        .limit(limit)
    )
    ids = connection.scalars(over).all()
    connection.execute(delete(entries).where(entries.c.id.in_(ids)))
    return len(ids)
