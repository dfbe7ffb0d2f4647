"""What a search found, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from monitor.cli.found import excerpt, found_marks
from monitor.model import Article
from monitor.ports import Archived
from monitor.search import Alike, Result, by_story, outlet_of, when_of
from monitor.settings.snapshot import Snapshot


def result_record(result: Result, snapshot: Snapshot, limit: int, *, stories: bool) -> dict[str, Any]:
    """`total` counts articles; `ignored` are words that held nothing to look for; spans count code points in title,
    line feed and text."""
    found: dict[str, Any] = {
        "total": result.found.total,
        "terms": list(result.terms),
        "ignored": list(result.query.ignored),
    }
    if stories:
        told = by_story(result.found.articles)[:limit]
        return found | {"stories": [_story(members, snapshot) for members in told]}
    return found | {"articles": [_found(one, result, snapshot) for one in result.found.articles]}


def alike_record(article: Article, found: Sequence[Alike], snapshot: Snapshot) -> dict[str, Any]:
    """`kind` is copy (of 80 % of the words), retelling (of 10 %) or subject (half of actors and topics in common)."""
    return {
        "title": article.title,
        "alike": [
            {"kind": each.likeness.kind, "share": round(each.likeness.share, 3)} | _article(each.one, snapshot)
            for each in found
        ],
    }


def _found(one: Archived, result: Result, snapshot: Snapshot) -> dict[str, Any]:
    marks = found_marks(one, result.query, result.terms)
    bounds = excerpt(one, marks)
    return _article(one, snapshot) | {
        "snippet": one.article.document[slice(*bounds)] if bounds else "",
        "snippet_at": list(bounds) if bounds else None,
        "marks": [{"start": mark.start, "end": mark.end, "kind": mark.kind, "term": mark.term} for mark in marks],
    }


def _article(one: Archived, snapshot: Snapshot) -> dict[str, Any]:
    article = one.article
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source_id,
        "outlet": outlet_of(one, snapshot),
        "language": one.analysis.language,
        "published": article.published.isoformat() if article.published else None,
        "stored": one.stored_at.isoformat(),
        "story": one.story_id,
        "profiles": [
            {"profile": found.profile, "score": found.score} for found in one.matches if found.decision == "match"
        ],
    }


def _story(members: Sequence[Archived], snapshot: Snapshot) -> dict[str, Any]:
    instants = sorted(map(when_of, members))
    return {
        "story": members[0].story_id,
        "title": members[0].article.title,
        "articles": [one.article.id for one in members],
        "outlets": sorted({outlet_of(one, snapshot) for one in members}),
        "languages": sorted({one.analysis.language for one in members}),
        "first": instants[0].isoformat(),
        "last": instants[-1].isoformat(),
    }
