"""Analyses by hand: what deciding needs of an article, without the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from zlib import crc32

from monitor.model import Analysis, Mention, TopicHit

_TITLE_END = 1_000
_SENTENCE = 100


def analysis(
    named: Mapping[str, int] | None = None,
    *,
    title: tuple[str, ...] = (),
    weak: tuple[str, ...] = (),
    implied: tuple[str, ...] = (),
    sentences: int = 12,
    language: str = "en",
) -> Analysis:
    """`named`: mentions in the body of each actor, topic ("topic/…") or phrase ("phrase/…"); `title`: once more, in the
    title; `weak`: once, unanchored; `implied`: once, by a capital. The words of a term are its id's last part."""
    body = [term for term, count in (named or {}).items() for _ in range(count)]
    places = [
        *((term, at) for at, term in enumerate(title)),
        *((term, _TITLE_END + at) for at, term in enumerate(body)),
    ]
    hits = tuple(
        TopicHit(topic=term, surface=_words(term), start=at, end=at + 1)
        for term, at in places
        if term.startswith(("topic/", "phrase/"))
    )
    mentions = tuple(_mention(term, at) for term, at in places if not term.startswith(("topic/", "phrase/")))
    return Analysis(
        article_id="0" * 16,
        language=language,
        mentions=(*mentions, *(_mention(term, _TITLE_END + 900, "surname", 0.35) for term in weak)),
        implied=tuple(_mention(term, _TITLE_END + 950, "capital", 0.5) for term in implied),
        topics=tuple(hit for hit in hits if hit.topic.startswith("topic/")),
        phrases=tuple(hit for hit in hits if hit.topic.startswith("phrase/")),
        sentences=tuple((start * _SENTENCE, (start + 1) * _SENTENCE) for start in range(sentences)),
        title_end=_TITLE_END,
        sketch=tuple(sorted(Counter(_word(term) for term in body if not term.startswith("country/")).items())),
        figures=(),
    )


def _word(term: str) -> int:
    """Nothing is told without words: one for each term. Countries are in every article of a watch."""
    return crc32(term.encode())


def _mention(actor: str, at: int, rule: str = "name", strength: float = 1.0) -> Mention:
    return Mention(actor=actor, surface=_words(actor), start=at, end=at + 1, rule=rule, strength=strength)


def _words(term: str) -> str:
    return term.partition("/")[2]
