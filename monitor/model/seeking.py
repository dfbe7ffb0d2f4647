"""What somebody looks for among the stored articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One word or one phrase of a query."""

    #: the terms that follow one another (`comprehend.seeking.terms`)
    terms: tuple[str, ...]
    #: the last of them is the beginning of a word
    beginning: bool = False
    #: what stands for the only term of a plain word: the term itself, and those of its forms
    forms: tuple[str, ...] = ()
    #: as it was typed
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All of `wanted` (of each one of the alternatives), and nothing of `unwanted`."""

    wanted: tuple[tuple[Atom, ...], ...] = ()
    unwanted: tuple[Atom, ...] = ()
    #: what was typed and holds nothing to look for
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A query, and which articles it is asked of."""

    query: Query
    #: groups of marks (`comprehend.seeking.marks`): of each an article has one
    marks: tuple[tuple[str, ...], ...] = ()
    #: published from then on, and before then
    since: datetime | None = None
    until: datetime | None = None
    #: those first that hold the rarest of the words most often; else the newest
    best: bool = False
    limit: int = 20
