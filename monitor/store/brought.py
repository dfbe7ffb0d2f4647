"""What each source brought in a span of time: the figures behind its health."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from sqlalchemy import Connection, and_, func, select

from monitor.ports import SourceFigures
from monitor.store.schema import articles, entries, sources

_DAY_S = 86400.0


def figures(connection: Connection, since: datetime, now: datetime) -> Mapping[str, SourceFigures]:
    """By source; a listed source that never brought anything is left out."""
    last = _last_new(connection)
    polls = _polls(connection, since)
    pages = _pages(connection, since)
    return {
        source_id: SourceFigures(
            entries=sum(number for _, number in polls[source_id]),
            last_new_at=last_new_at,
            span_days=(now - polls[source_id][0][0]).total_seconds() / _DAY_S if polls[source_id] else 0.0,
            longest_gap_s=_longest_gap_s([at for at, _ in polls[source_id]]),
            pages_read=pages[source_id][""],
            pages_unread=pages[source_id].total() - pages[source_id][""],
            unread=_commonest(pages[source_id]),
        )
        for source_id, last_new_at in last.items()
    }


def _last_new(connection: Connection) -> dict[str, datetime]:
    query = (
        select(entries.c.source_id, func.max(entries.c.first_seen_at).label("last"))
        .join(sources, sources.c.id == entries.c.source_id)
        .where(sources.c.listed)
        .group_by(entries.c.source_id)
    )
    return {row.source_id: row.last for row in connection.execute(query)}


def _polls(connection: Connection, since: datetime) -> dict[str, list[tuple[datetime, int]]]:
    """For each source the polls that brought something new, with how much, in order."""
    query = (
        select(entries.c.source_id, entries.c.first_seen_at, func.count())
        .where(entries.c.first_seen_at >= since)
        .group_by(entries.c.source_id, entries.c.first_seen_at)
        .order_by(entries.c.first_seen_at)
    )
    polls: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for source_id, at, number in connection.execute(query):
        polls[source_id].append((at, number))
    return polls


def _pages(connection: Connection, since: datetime) -> dict[str, Counter[str]]:
    """For each source how many articles were read from their pages (""), and how many were not, by reason."""
    query = (
        select(articles.c.source_id, articles.c.unread, func.count())
        .where(and_(articles.c.stored_at >= since, (articles.c.unread != "") | (articles.c.method != "feed")))
        .group_by(articles.c.source_id, articles.c.unread)
    )
    pages: dict[str, Counter[str]] = defaultdict(Counter)
    for source_id, unread, number in connection.execute(query):
        pages[source_id][unread] = number
    return pages


def _longest_gap_s(instants: Sequence[datetime]) -> float | None:
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(instants)]
    return max(gaps, default=None)


def _commonest(reasons: Counter[str]) -> str:
    return next((reason for reason, _ in reasons.most_common() if reason), "")
