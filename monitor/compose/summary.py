"""Article + Match -> two or three of its own sentences: those that say most of what is watched, in their order.

Extractive: nothing is rewritten, so nothing is made up. A sentence is worth the points of the watched terms that it
names; one that an earlier choice named already counts `REPEATED`, and a place further down costs a little. Left out
are the headline in other words, what newspapers put around an article, and what says the same as a sentence chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from monitor.collect.furniture import holds, is_byline, is_caption, is_frame, is_paragraph, length
from monitor.comprehend.words.tokens import tokenise, unspaced
from monitor.model import Analysis, Match

#: sentences
MOST: Final = 3
#: of one sentence and of all, in letters, an ideograph for two: a shorter one leans on its neighbours, a longer one is
#: no summary (a sentence of a news agency has 100 to 250)
SHORTEST, LONGEST, ALL = 40, 360, 640
#: what a watched term is worth that an earlier sentence names, as a part of its first worth
REPEATED: Final = 0.3
#: what each sentence further down costs, as a part of its worth: reports put what matters first
_FURTHER: Final = 0.04
#: so much of a sentence's words in the headline, or in a sentence chosen before: it says nothing new
_ECHO: Final = 0.6
#: the marks of a quotation: German closes with what English opens with, so that these can only be counted together
_EITHER_QUOTE: Final = '"„“”'
_QUOTES: Final = (("«", "»"), ("「", "」"))
#: shorter words are grammar in nearly every spaced script
_MIN_LETTERS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A candidate."""

    #: its place among the sentences of the body
    place: int
    text: str
    words: frozenset[str]
    #: watched terms that it names -> their points
    terms: Mapping[str, float]

    def worth(self, told: frozenset[str]) -> float:
        """What it adds where these terms were named."""
        points = sum(worth * (REPEATED if term in told else 1.0) for term, worth in self.terms.items())
        return points / (1 + _FURTHER * self.place)

    def repeats(self, words: frozenset[str]) -> bool:
        """Are nearly all of its words among these?"""
        return len(self.words & words) >= _ECHO * len(self.words)


def summary(document: str, analysis: Analysis, match: Match) -> tuple[str, ...]:
    """At most `MOST` sentences of the document's body; none where no sentence names what is watched."""
    candidates = [
        one for one in _sentences(document, analysis, match) if not one.repeats(_words(document[: analysis.title_end]))
    ]
    chosen: list[_Sentence] = []
    told: frozenset[str] = frozenset()
    room = ALL
    while len(chosen) < MOST:
        fitting = [one for one in candidates if length(one.text) <= room and not _said(one, chosen)]
        if not fitting:
            break
        best = max(fitting, key=lambda one: (one.worth(told), -one.place))
        chosen.append(best)
        told |= best.terms.keys()
        room -= length(best.text)
    return tuple(one.text for one in sorted(chosen, key=lambda one: one.place))


def _said(sentence: _Sentence, chosen: list[_Sentence]) -> bool:
    return any(one is sentence or sentence.repeats(one.words) or one.repeats(sentence.words) for one in chosen)


def _sentences(document: str, analysis: Analysis, match: Match) -> Iterator[_Sentence]:
    """Those of the body that name something watched and can stand alone."""
    hits = tuple(_hits(analysis, match))
    body = (bounds for bounds in analysis.sentences if bounds[0] > analysis.title_end)
    for place, (start, end) in enumerate(body):
        text = " ".join(document[start:end].split())
        terms = {term: points for at, term, points in hits if start <= at < end}
        if terms and _stands_alone(text):
            yield _Sentence(place=place, text=text, words=_words(text), terms=terms)


def _hits(analysis: Analysis, match: Match) -> Iterator[tuple[int, str, float]]:
    """(place, term, points) of each watched word; those of a condition go by the words that it was found by."""
    points = {one.term: one.points for one in match.evidence if one.points > 0}
    by_word = {surface: one.term for one in match.evidence if one.points > 0 for surface in one.surfaces}
    places = [(one.start, one.actor, one.surface) for one in (*analysis.mentions, *analysis.implied)]
    places += [(one.start, one.topic, one.surface) for one in analysis.subjects]
    for start, wanted, surface in places:
        term = wanted if wanted in points else by_word.get(surface)
        if term is not None:
            yield start, term, points[term]


def _stands_alone(text: str) -> bool:
    """A whole sentence of prose: no caption, button, byline or invitation to read on, no half of a quotation."""
    if not SHORTEST <= length(text) <= LONGEST or not is_paragraph(text) or text.endswith((":", "：")):
        return False
    if sum(map(text.count, _EITHER_QUOTE)) % 2 or any(text.count(one) != text.count(other) for one, other in _QUOTES):
        return False
    return not (is_frame(text) or is_caption(text) or is_byline(text) or holds(text, "cut"))


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in tokenise(text).keys if len(word) >= _MIN_LETTERS or unspaced(word))
