"""Which articles full-text search knows of, and under which terms.

An article is stored first and indexed a moment later, many at once, which costs a fraction of one by one; those of a
database that had no index yet are taken in the same way, the newest first. `articles.number` says which are in: it is
the second of publication, or the next free one, so that the index finds the newest first and whole spans of time.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from monitor.comprehend.seeking.marks import marks_of
from monitor.comprehend.seeking.terms import VERSION, terms_of
from monitor.store import full_text
from monitor.store.full_text import Indexed
from monitor.store.schema import articles, matches, search_terms

#: articles of a transaction: others wait a fraction of a second
BATCH = 100
_COLUMNS: tuple[ColumnElement[Any], ...] = tuple(
    articles.c[name] for name in ("id", "number", "source_id", "title", "text", "analysis", "published", "stored_at")
)

_log = logging.getLogger(__name__)


def index(connection: Connection, limit: int = BATCH) -> int:
    """Index so many of the articles that are not; how many were. All are not, where terms are no longer cut as they
    were when the index was made."""
    if not _current(connection):
        _begin_anew(connection)
    query = select(articles.c.id).where(articles.c.number.is_(None)).order_by(articles.c.stored_at.desc()).limit(limit)
    waiting = list(connection.scalars(query))
    ready = []
    for row in _read(connection, waiting):
        number = _free(connection, int((row.published or row.stored_at).timestamp()))
        _set_number(connection, row.id, number)
        ready.append((row, number))
    profiles = _profiles(connection, [row.id for row, _ in ready])
    full_text.add(connection, [_indexed(row, number, profiles[row.id]) for row, number in ready])
    return len(waiting)


def unindex(connection: Connection, ids: Iterable[str]) -> None:
    """Take articles out of the index: before they go, or change."""
    query = select(articles.c.id).where(articles.c.id.in_(list(ids)), articles.c.number >= 0)
    known = list(connection.scalars(query))
    if not known or not _current(connection):  # the whole index is about to be made anew
        return
    profiles = _profiles(connection, known)
    rows = [_indexed(row, row.number, profiles[row.id]) for row in _read(connection, known)]
    full_text.remove(connection, rows)


def _read(connection: Connection, ids: Iterable[str]) -> list[Row[Any]]:
    """The articles of these ids; one that is damaged is said to be, and never asked for again."""
    found: list[Row[Any]] = []
    for article_id in ids:
        query = select(*_COLUMNS).where(articles.c.id == article_id)
        try:
            found.append(connection.execute(query).one())
        except ValueError as error:
            _log.warning("article %s cannot be read, search does not find it: %s", article_id, error)
            _set_number(connection, article_id, _free(connection, -(1 << 40)))
    return found


def _indexed(row: Row[Any], number: int, profiles: Iterable[str]) -> Indexed:
    return Indexed(
        number=number,
        title=tuple(term.text for term in terms_of(row.title)),
        body=tuple(term.text for term in terms_of(row.text)),
        marks=marks_of(row.analysis, row.source_id, profiles),
    )


def _profiles(connection: Connection, ids: Iterable[str]) -> dict[str, list[str]]:
    """The profiles that each article matched."""
    query = select(matches.c.article_id, matches.c.profile).where(
        matches.c.article_id.in_(list(ids)), matches.c.decision == "match"
    )
    found: dict[str, list[str]] = defaultdict(list)
    for article_id, profile in connection.execute(query):
        found[article_id].append(profile)
    return found


def _free(connection: Connection, wanted: int) -> int:
    """The number, or the next one that is free: some feeds give a day and no hour."""
    query = select(articles.c.number).where(articles.c.number >= wanted).order_by(articles.c.number)
    for taken in connection.scalars(query):
        if taken != wanted:
            break
        wanted += 1
    return wanted


def _set_number(connection: Connection, article_id: str, number: int | None) -> None:
    connection.execute(update(articles).where(articles.c.id == article_id).values(number=number))


def _current(connection: Connection) -> bool:
    return connection.scalar(select(search_terms.c.version)) == VERSION


def _begin_anew(connection: Connection) -> None:
    full_text.empty(connection)
    connection.execute(update(articles).where(articles.c.number.is_not(None)).values(number=None))
    connection.execute(delete(search_terms))
    connection.execute(insert(search_terms).values(version=VERSION))
