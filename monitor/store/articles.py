"""Articles with what the pipeline decided about them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select
from sqlalchemy import Row as Found

from monitor.decide.code import read_code
from monitor.model import Article, Match, Outcome, Verdict
from monitor.ports import StoredArticle
from monitor.store import feedback, indexing, stories
from monitor.store.insert import Excluded, Row, insert_or_replace
from monitor.store.schema import articles, entries, matches, outbox, verdicts

_DELIVERY_ID = re.compile(r"alert-([0-9]{1,18})")


def write(connection: Connection, outcome: Outcome, now: datetime) -> None:
    """The article, its analysis, matches and verdicts.

    An article that was read again replaces what was stored of it; it keeps its first hour and its story.
    """
    article = outcome.article
    indexing.unindex(connection, [article.id])  # `number` is replaced by none below
    row = {
        "id": article.id,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "source_id": article.source_id,
        "title": article.title,
        "text": article.text,
        "author": article.author,
        "published": article.published,
        "fetched_at": article.fetched_at,
        "fingerprint": article.fingerprint,
        "method": article.method,
        "language_hint": article.language_hint,
        "analysis": outcome.analysis,
        "story_id": outcome.story.id if outcome.story else None,
        "stored_at": now,
        "unread": article.unread,
        "number": None,
    }
    insert_or_replace(connection, articles, [row], _article_again)
    insert_or_replace(connection, matches, [_match_row(article.id, match) for match in outcome.matches], _match_again)
    decided = [_verdict_row(article.id, verdict, now) for verdict in outcome.verdicts]
    insert_or_replace(connection, verdicts, decided, _verdict_again)


def decided(connection: Connection, article_id: str, verdict: Verdict, now: datetime) -> None:
    """What was decided of a stored article after all."""
    insert_or_replace(connection, verdicts, [_verdict_row(article_id, verdict, now)], _verdict_again)


def find(connection: Connection, wanted: str) -> StoredArticle | None:
    """By article id, address, the code of an alert or of a digest's line, or delivery id written "alert-17".

    Of a story that was told under a code, the article that fits the profile best.
    """
    if delivery := _DELIVERY_ID.fullmatch(wanted):
        alert = (outbox.c.id == int(delivery[1])) & (outbox.c.kind == "alert")
        return _first(connection, articles.c.id.in_(select(outbox.c.article_id).where(alert)))
    code = read_code(wanted)
    told = feedback.telling(connection, code) if code else None
    from_entry = select(entries.c.article_id).where(entries.c.url == wanted, entries.c.article_id.is_not(None))
    return (
        _first(connection, articles.c.id == (told.article_id if told else wanted))
        or _first(connection, (articles.c.url == wanted) | (articles.c.canonical_url == wanted))
        or _first(connection, articles.c.id.in_(from_entry))
    )


def known_copy(connection: Connection, article: Article) -> StoredArticle | None:
    """A stored article with the same canonical address, else one with the same words; the earliest of several."""
    if article.canonical_url and (copy := _first(connection, articles.c.canonical_url == article.canonical_url)):
        return copy
    return _first(connection, articles.c.fingerprint == article.fingerprint) if article.fingerprint else None


def count_since(connection: Connection, since: datetime) -> int:
    """How many articles were stored since then."""
    return connection.scalar(select(func.count()).select_from(articles).where(articles.c.stored_at >= since)) or 0


def _match_row(article_id: str, match: Match) -> Row:
    return {
        "article_id": article_id,
        "profile": match.profile,
        "version": match.version,
        "score": match.score,
        "decision": match.decision,
        "evidence": match.evidence,
        "missing": match.missing,
    }


def _verdict_row(article_id: str, verdict: Verdict, now: datetime) -> Row:
    return {
        "article_id": article_id,
        "profile": verdict.profile,
        "action": verdict.action,
        "reason": verdict.reason,
        "until": verdict.until,
        "digest": verdict.digest,
        "channels": verdict.channels,
        "decided_at": now,
        "mute": verdict.mute,
    }


def _article_again(new: Excluded) -> dict[str, ColumnElement[Any]]:
    kept = ("id", "story_id", "stored_at")
    replaced = {column.name: new[column.name] for column in articles.c if column.name not in kept}
    return replaced | {"story_id": func.coalesce(new.story_id, articles.c.story_id)}


def _match_again(new: Excluded) -> dict[str, ColumnElement[Any]]:
    return {name: new[name] for name in ("version", "score", "decision", "evidence", "missing")}


def _verdict_again(new: Excluded) -> dict[str, ColumnElement[Any]]:
    """The latest word; but a drop does not hide that the article was told of, which `explain` must show."""
    hides = (new.action == "drop") & (verdicts.c.action != "drop")
    told = ("action", "reason", "until", "digest", "channels", "decided_at", "mute")
    return {name: case((hides, verdicts.c[name]), else_=new[name]) for name in told}


def _first(connection: Connection, condition: ColumnElement[bool]) -> StoredArticle | None:
    query = select(articles).where(condition).order_by(articles.c.stored_at, articles.c.id).limit(1)
    row = connection.execute(query).first()
    return None if row is None else _stored(connection, row)


def _stored(connection: Connection, row: Found[Any]) -> StoredArticle:
    of_article = select(matches).where(matches.c.article_id == row.id).order_by(matches.c.profile)
    decided = select(verdicts).where(verdicts.c.article_id == row.id).order_by(verdicts.c.profile)
    return StoredArticle(
        article=article_of(row),
        analysis=row.analysis,
        matches=tuple(stories.match_of(match) for match in connection.execute(of_article)),
        story=stories.read(connection, row.story_id) if row.story_id else None,
        verdicts=tuple(map(verdict_of, connection.execute(decided))),
    )


def article_of(row: Found[Any]) -> Article:
    """A row of `articles`."""
    return Article(
        id=row.id,
        url=row.url,
        canonical_url=row.canonical_url,
        source_id=row.source_id,
        title=row.title,
        text=row.text,
        author=row.author,
        published=row.published,
        fetched_at=row.fetched_at,
        fingerprint=row.fingerprint,
        method=row.method,
        language_hint=row.language_hint,
        unread=row.unread,
    )


def verdict_of(row: Found[Any]) -> Verdict:
    """A row of `verdicts`."""
    return Verdict(
        profile=row.profile,
        action=row.action,
        reason=row.reason,
        until=row.until,
        digest=row.digest,
        channels=row.channels,
        mute=row.mute,
    )
