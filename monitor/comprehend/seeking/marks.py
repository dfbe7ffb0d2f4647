"""Whom and what an article is about, from whom it comes and whom it concerned, as terms that no word of a text can be.

An index keeps them beside the words, so that a search for an actor finds it in every language and script.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from monitor.comprehend.topics import SURE
from monitor.model import Analysis

Kind = Literal["term", "language", "source", "profile"]
#: what stands with every article: from it exclusions are taken away
EVERY = "every"


def marks_of(analysis: Analysis, source_id: str, profiles: Iterable[str]) -> tuple[str, ...]:
    """The marks of an article: actors named for certain or meant, topics, things, language, source, and the profiles
    that it matched; sorted, each once."""
    named = {one.actor for one in (*analysis.mentions, *analysis.implied) if one.strength >= SURE}
    terms = named | {hit.topic for hit in analysis.subjects}
    marks = {mark("term", one) for one in terms} | {mark("profile", one) for one in profiles}
    return (EVERY, *sorted(marks | {mark("language", analysis.language), mark("source", source_id)}))


@lru_cache(maxsize=20_000)
def mark(kind: Kind, name: str) -> str:
    """16 hex digits that stand for a name of this kind: an id of the catalogue may hold any sign."""
    return hashlib.blake2b(f"{kind}\0{name}".encode(errors="replace"), digest_size=8).hexdigest()
