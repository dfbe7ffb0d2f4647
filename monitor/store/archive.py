"""A walk through the stored articles, batch by batch: what looking back over thousands of them needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from monitor.ports import Archived
from monitor.store import stories
from monitor.store.articles import article_of, verdict_of
from monitor.store.schema import articles, entries, matches, verdicts

#: articles of a batch: some MB, and well within what a query may have parameters
BATCH = 200


def read(connection: Connection, since: datetime, after: Archived | None, batch: int) -> tuple[Archived, ...]:
    """The next articles stored since then, in the order in which they were; `after` is the last one known."""
    query = select(articles).where(articles.c.stored_at >= (after.stored_at if after else since))
    if after is not None:
        query = query.where((articles.c.stored_at > after.stored_at) | (articles.c.id > after.article.id))
    return archived(
        connection, connection.execute(query.order_by(articles.c.stored_at, articles.c.id).limit(batch)).all()
    )


def archived(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[Archived, ...]:
    """Rows of `articles`, with what was decided on them, in their order."""
    ids = [row.id for row in rows]
    judged = _by_article(connection, matches, ids)
    decided = _by_article(connection, verdicts, ids)
    first_polls = _from_first_polls(connection, ids)
    return tuple(
        Archived(
            article=article_of(row),
            analysis=row.analysis,
            matches=tuple(map(stories.match_of, judged[row.id])),
            verdicts=tuple(map(verdict_of, decided[row.id])),
            story_id=row.story_id,
            stored_at=row.stored_at,
            backlog=row.id in first_polls,
        )
        for row in rows
    )


def _by_article(connection: Connection, table: Table, ids: Iterable[str]) -> defaultdict[str, list[Row[Any]]]:
    """The rows of a table that belong to these articles, by article and then by profile."""
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    query = select(table).where(table.c.article_id.in_(ids)).order_by(table.c.profile)
    for row in connection.execute(query):
        found[row.article_id].append(row)
    return found


def _from_first_polls(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those that came with their source's first poll, and from no other source as news."""
    query = select(entries.c.article_id, entries.c.backlog).where(entries.c.article_id.in_(ids))
    rows = connection.execute(query).all()
    return {row.article_id for row in rows if row.backlog} - {row.article_id for row in rows if not row.backlog}
