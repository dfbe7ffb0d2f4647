"""Digest -> Document.

profile / slot · stories // headline / gist / score · outlets · languages · why · code // … // read / answer
"""

from __future__ import annotations

from itertools import chain

from monitor.deliver.blocks import Block, Document, Run, Section
from monitor.deliver.telling.words import (
    DOT,
    SUBJECT,
    answer_code,
    answer_line,
    between,
    block,
    called,
    gist_line,
    headline_of,
    joined,
    name_of,
    outlets_of,
    runs_of,
    short,
    strongest,
)
from monitor.deliver.text import cap, language_name
from monitor.model import FIRST_SLOT, Alert, Digest


def digest_document(digest: Digest) -> Document:
    """Every story in a few lines, the best first."""
    name, count = name_of(digest), len(digest.alerts)
    slot = "the last 24 hours" if digest.slot.startswith(FIRST_SLOT) else short(digest.slot)
    stories = f"{count:,} {'story' if count == 1 else 'stories'}"
    head = (block("title", Run(text=name, bold=True)), block("meta", Run(text=f"{slot} · {stories}")))
    ranked = sorted(digest.alerts, key=lambda alert: (-alert.match.score, alert.story.lead.published, alert.story.id))
    foot = (_footer(digest), _mutes(digest), answer_line("CODE" if any(map(answer_code, ranked)) else ""))
    return Document(
        volume=digest.volume,
        title=cap(f"{name}: {stories}, {slot}", SUBJECT),
        sections=(head, *map(_digest_story, ranked), tuple(block for block in foot if block is not None)),
    )


def _digest_story(alert: Alert) -> Section:
    outlets = outlets_of(alert.story)
    names = [outlet for outlet, _ in outlets[:3]]
    more = f" +{len(outlets) - 3}" if len(outlets) > 3 else ""
    languages = [name for name in map(language_name, alert.story.languages) if name]
    said = {short(label.text) for label in (*alert.gist.actors, *alert.gist.topics)} if alert.gist else set()
    why = [name for name in dict.fromkeys(map(called, strongest(alert.match.evidence))) if name not in said]
    runs = [[Run(text=f"{alert.match.score:.2f}")], [*joined(runs_of(names), ", "), Run(text=more)]]
    runs += [joined(runs_of(part), ", ") for part in (languages, why) if part]
    runs += [runs_of([code])] if (code := answer_code(alert)) else []
    meta = block("meta", *chain.from_iterable(between(runs, [DOT])))
    return (headline_of(alert.story.lead), *gist_line(alert.gist), meta)


def _footer(digest: Digest) -> Block:
    failing = digest.sources_failing
    sources = f"{failing:,} {'source fails' if failing == 1 else 'sources fail'}" if failing else "every source answers"
    articles = f"{digest.articles_read:,} {'article' if digest.articles_read == 1 else 'articles'} read"
    return block("footer", Run(text=f"{articles} · {sources}", italic=True))


def _mutes(digest: Digest) -> Block | None:
    """That something is muted, and how much of it was not told: no mute is forgotten."""
    if not (digest.muted or digest.mutes):
        return None
    since = f"{digest.muted:,} {'story' if digest.muted == 1 else 'stories'} not told since the last digest"
    said = [digest.mutes] if digest.mutes else []
    said += [since] if digest.muted else []
    return block("footer", Run(text=" · ".join(said), italic=True))
