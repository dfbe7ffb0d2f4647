"""One walk over a text: every listed name, term and cue, by the word where it begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.comprehend.lookup.listing import CUES, NAMES
from monitor.comprehend.lookup.trie import Found, Trie
from monitor.comprehend.words.tokens import Tokens


@dataclass(slots=True, kw_only=True)
class Sightings:
    """What is listed and stands in a text, by its first token; at each token the longest first."""

    tokens: Tokens
    language: str
    names: dict[int, list[Found]] = field(default_factory=dict)
    terms: dict[int, list[Found]] = field(default_factory=dict)
    cues: dict[int, list[Found]] = field(default_factory=dict)
    #: words beside the name of an organisation
    bodies: dict[int, list[Found]] = field(default_factory=dict)
    #: tokens with which a name ends
    name_ends: set[int] = field(default_factory=set)
    #: token with which a cue ends -> kinds of cue
    cue_ends: dict[int, set[str]] = field(default_factory=dict)
    #: tokens that lie in the longest cue at some place
    in_cue: set[int] = field(default_factory=set)

    def add(self, here: Iterable[Found]) -> None:
        """Put what begins at one token in its place."""
        for found in here:
            kind = found.alias.kind
            if kind == "term":
                self.terms.setdefault(found.first, []).append(found)
            elif kind in NAMES:
                self.names.setdefault(found.first, []).append(found)
                self.name_ends.add(found.last)
            elif kind == "body":
                self.bodies.setdefault(found.first, []).append(found)
            elif kind in CUES:
                self.cues.setdefault(found.first, []).append(found)
                self.cue_ends.setdefault(found.last, set()).add(kind)


def sight(tokens: Tokens, trie: Trie, language: str) -> Sightings:
    """Look up every word of a text."""
    sightings = Sightings(tokens=tokens, language=language)
    for here in trie.walk(tokens, language):
        sightings.add(here)
    for cues in sightings.cues.values():
        sightings.in_cue.update(range(cues[0].first, cues[0].last + 1))
    return sightings
