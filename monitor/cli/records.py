"""The JSON that scripts read: the shapes of the stage commands, in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from monitor.cli.evidence import left_out
from monitor.cli.highlight import Mark
from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.offices import HOLDER
from monitor.explain import Explanation, Finding
from monitor.model import Analysis, Entry, Match, Mention, Page, ParsedFeed
from monitor.settings.snapshot import Snapshot


def analysis_record(article_id: str, analysis: Analysis, lexicon: Lexicon) -> dict[str, Any]:
    """`actors` are named; `offices` are persons meant by the office that they held on the article's day; `implied` are
    governments meant by their capital or their people."""
    topics: dict[str, list[str]] = {}
    for hit in analysis.topics:
        topics.setdefault(hit.topic, []).append(hit.surface)
    return {
        "id": article_id,
        "language": analysis.language,
        "actors": _actors(analysis.mentions, lexicon),
        "topics": [
            {"id": topic, "name": lexicon.topics[topic].name, "count": len(found), "surfaces": _distinct(found)}
            for topic, found in sorted(topics.items(), key=lambda item: (-len(item[1]), item[0]))
        ],
        "offices": _actors([one for one in analysis.implied if one.rule == HOLDER], lexicon),
        "implied": _actors([one for one in analysis.implied if one.rule != HOLDER], lexicon),
    }


def match_record(match: Match) -> dict[str, Any]:
    """One profile's judgement."""
    return {
        "profile": match.profile,
        "score": match.score,
        "decision": match.decision,
        "evidence": [
            {
                "term": evidence.term,
                "name": evidence.name,
                "points": evidence.points,
                "count": evidence.count,
                "in_title": evidence.in_title,
                "surfaces": list(evidence.surfaces),
            }
            for evidence in match.evidence
        ],
        "missing": list(map(str, match.missing)),
    }


def explanation_record(found: Explanation, marks: Sequence[Mark], snapshot: Snapshot) -> dict[str, Any]:
    """An article with every profile's word; spans count code points in title, line feed and text."""
    article, analysis = found.article, found.analysis
    return {
        "id": article.id,
        "stored": found.stored,
        "title": article.title,
        "url": article.url,
        "source": article.source_id,
        "language": analysis.language,
        "published": article.published.isoformat() if article.published else None,
        "method": article.method,
        "unread": article.unread,
        "matches": [_finding(one, one.match) for one in found.findings if one.match],
        "silent": [{"profile": one.profile, "why_not": list(one.why_not)} for one in found.findings if not one.match],
        "story": found.story.id if found.story else None,
        "outlets": list(found.story.outlets) if found.story else [],
        "verdicts": [
            {
                "profile": one.profile,
                "action": one.verdict.action,
                "reason": one.verdict.reason,
                "channels": list(one.verdict.channels),
                "passed_over": [
                    {"channel": channel, "why": why}
                    for channel, why in left_out(one, snapshot.profiles.get(one.profile), snapshot.routing)
                ],
            }
            for one in found.findings
            if one.verdict
        ],
        "told": [
            {
                "profile": one.profile,
                "kind": one.kind,
                "number": one.number,
                "reason": one.reason,
                "at": one.due.isoformat(),
                "waits": one.waits,
            }
            for one in found.told.values()
        ],
        "diverted": [
            {"profile": one.profile, "channel": one.channel, "instead": one.instead.channel if one.instead else None}
            for one in found.diverted
        ],
        "marks": [{"start": one.start, "end": one.end, "kind": one.kind, "term": one.term} for one in marks],
        "sentences": [list(bounds) for bounds in analysis.sentences],
        "text": article.text,
    }


def _finding(finding: Finding, found: Match) -> dict[str, Any]:
    return match_record(found) | {
        "version": found.version,
        "basis": finding.basis,
        "why_not": list(finding.why_not),
        "before": match_record(finding.before) if finding.before else None,
        "changes": list(finding.changes),
    }


def feed_record(feed: ParsedFeed) -> dict[str, Any]:
    """A parsed feed."""
    return {"entries": [_entry(entry) for entry in feed.entries], "warnings": list(feed.warnings)}


def page_record(page: Page) -> dict[str, Any]:
    """An extracted page."""
    return {
        "title": page.title,
        "text": page.text,
        "published": page.published.isoformat() if page.published else None,
        "author": page.author,
        "language": page.language,
        "canonical_url": page.canonical_url,
        "method": page.method,
        "site": page.site,
        "picture": page.picture,
        "obstacle": page.obstacle,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.key,
        "title": entry.title,
        "link": entry.url,
        "published": entry.published.isoformat() if entry.published else None,
        "summary": entry.summary,
    }


def _actors(mentions: Iterable[Mention], lexicon: Lexicon) -> list[dict[str, Any]]:
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.actor, []).append(mention)
    return [
        {
            "id": actor,
            "name": _name(actor, lexicon.actors),
            "type": lexicon.actors[actor].type if actor in lexicon.actors else "person",
            "count": len(named),
            "strength": max(mention.strength for mention in named),
            "surfaces": _distinct(mention.surface for mention in named),
        }
        for actor, named in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _name(actor: str, known: Mapping[str, Any]) -> str:
    return str(known[actor].name) if actor in known else actor.partition("/")[2]


def _distinct(surfaces: Iterable[str]) -> list[str]:
    return [surface for surface, _ in Counter(surfaces).most_common()]
