"""How much of one article stands in another: word for word, and by whom and what they name."""

from __future__ import annotations

from collections.abc import Set
from typing import Literal, NamedTuple

from monitor.comprehend.seeking.terms import terms_of
from monitor.comprehend.topics import SURE
from monitor.model import Analysis, Article, Atom, Query

Kind = Literal["copy", "retelling", "subject"]

#: terms of a shingle: four words on end are seldom the same by chance (Broder 1997 takes as many)
_SHINGLE = 4
#: share of the shorter text's shingles that stand in the other: a copy, which may be cut short or have another lead;
#: one report made from the other. Of the 37,675 pairs in tests/corpus/dev and articles, of which none was copied, the
#: most alike share 4 %
COPY, RETELLING = 0.8, 0.1
#: share of the actors and topics of both that are in each of them, and how many those are at the least: 27 of the
#: pairs, nearly all of them in two languages, and most on one affair
_SUBJECT, _COMMON = 0.5, 3
#: words by which likely copies are looked for
_ASKED = 24


class Likeness(NamedTuple):
    """How alike two articles are."""

    kind: Kind
    #: 0 to 1: of what the kind goes by
    share: float


def likeness(one: Article, analysis: Analysis, other: Article, known: Analysis) -> Likeness | None:
    """None where they are not alike."""
    if one.fingerprint == other.fingerprint:
        return Likeness("copy", 1.0)
    words = _contained(_shingles(one.document), _shingles(other.document))
    if words >= RETELLING:
        return Likeness("copy" if words >= COPY else "retelling", words)
    named, there = _named(analysis), _named(known)
    both = len(named & there)
    share = both / len(named | there) if both >= _COMMON else 0.0
    return Likeness("subject", share) if share >= _SUBJECT else None


def words_to_ask(article: Article) -> Query:
    """Any of the words that are likely to be rare: those of the title, and the longest of the text."""
    title = dict.fromkeys(term.text for term in terms_of(article.title))
    body = dict.fromkeys(term.text for term in terms_of(article.text))
    longest = sorted((*title, *body), key=len, reverse=True)
    asked = list(dict.fromkeys(longest))[:_ASKED]
    atoms = tuple(Atom(terms=(text,), forms=(text,), typed=text) for text in asked)
    return Query(wanted=(atoms,) if atoms else ())


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    terms = [term.text for term in terms_of(text)]
    return frozenset(zip(*(terms[first:] for first in range(_SHINGLE)), strict=False))


def _contained(one: Set[object], other: Set[object]) -> float:
    """The share of the smaller set that is in the larger one."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 0.0


def _named(analysis: Analysis) -> frozenset[str]:
    actors = (one.actor for one in (*analysis.mentions, *analysis.implied) if one.strength >= SURE)
    return frozenset((*actors, *(hit.topic for hit in analysis.topics)))
