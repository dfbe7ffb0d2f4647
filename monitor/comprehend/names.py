"""Finds persons that no catalogue knows, by what announces them.

In scripts with capitals: a run of capitalised words after an office, a profession or a form of address (the
actors between them passed over: "Bộ Ngoại giao Nga Andrei Nastasin"), or before a comma and an office. Vietnamese
needs no cue where the words cannot be Vietnamese. In Arabic script: words in guillemets beside such a cue.
Once named in full, a person's last word alone is a mention too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.script import script
from monitor.comprehend.sightings import Sightings
from monitor.comprehend.skeleton import skeleton
from monitor.model import Mention

#: an unlisted person's id is this and the surface
UNLISTED = "unlisted/"
_LONGEST_NAME = 4
_LONGEST_CUE = 5
#: words between a name in guillemets and its cue
_REACH = 3
#: a shorter skeleton fits too many words
_SHORTEST_SKELETON = 3
_NOUNS_CAPITALISED = frozenset({"de"})
_CASED = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"})
_OPENING, _CLOSING = ("«", "“", '"'), ("»", "”", '"')


def find_unlisted(sightings: Sightings, lexicon: Lexicon, known: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions of persons outside the catalogue, in order of place; `known` ones are passed over."""
    tokens = sightings.tokens
    finder = _Finder(sightings, lexicon, known)
    full = [run for run in finder.runs() if finder.is_person(*run)] + list(finder.in_guillemets())
    surnames: dict[str, str] = {}
    for first, last in full:
        surnames.setdefault(tokens.keys[last], tokens.surface(first, last))
    alone = [(index, index) for index in finder.left_alone(full) if tokens.keys[index] in surnames]
    return tuple(
        Mention(
            actor=UNLISTED + surnames[tokens.keys[last]],
            surface=tokens.surface(first, last),
            start=tokens.starts[first],
            end=tokens.ends[last],
            rule="cue",
        )
        for first, last in sorted(full + alone)
    )


def foreign_names(sightings: Sightings, lexicon: Lexicon, known: Iterable[Mention]) -> tuple[str, ...]:
    """Skeletons of capitalised words inside sentences that no catalogue knows: villages, officials, ships.

    They need not be persons; they only help to tell one event from another, in any script. None in scripts
    without capitals, and none in German, which capitalises every noun.
    """
    if sightings.language in _NOUNS_CAPITALISED:
        return ()
    finder = _Finder(sightings, lexicon, known)
    bones = (skeleton(sightings.tokens.keys[index]) for index in finder.inside_sentences())
    return tuple(dict.fromkeys(bone for bone in bones if len(bone) >= _SHORTEST_SKELETON))


class _Finder:
    def __init__(self, sightings: Sightings, lexicon: Lexicon, known: Iterable[Mention]) -> None:
        self._tokens = sightings.tokens
        self._lexicon = lexicon
        self._language = sightings.language
        self._known = self._covered(known)
        self._cue_ends = {here[0].last for here in sightings.cues.values()}
        self._in_cue = sightings.in_cue

    def _covered(self, known: Iterable[Mention]) -> frozenset[int]:
        spans = sorted((mention.start, mention.end) for mention in known)
        covered: set[int] = set()
        index = 0
        for start, end in spans:
            while index < len(self._tokens) and self._tokens.ends[index] <= start:
                index += 1
            inside = index
            while inside < len(self._tokens) and self._tokens.starts[inside] < end:
                covered.add(inside)
                inside += 1
        return frozenset(covered)

    # ------------------------------------------------------------ scripts with capitals

    def runs(self) -> Iterator[tuple[int, int]]:
        """Every longest run of words that could be parts of a person's name, of two to four words."""
        first: int | None = None
        for index in range(len(self._tokens) + 1):
            inside = index < len(self._tokens) and self._part_of_name(index)
            if first is not None and (not inside or not self._adjoins(index - 1)):
                if 2 <= index - first <= _LONGEST_NAME:
                    yield first, index - 1
                first = None
            if inside and first is None:
                first = index

    def _part_of_name(self, index: int) -> bool:
        tokens = self._tokens
        word = tokens.surface(index, index)
        if index in self._known or index in self._in_cue or tokens.keys[index] in self._lexicon.generic_capitals:
            return False
        if not word[0].isupper() or script(word[0]) not in _CASED or any(char.isdecimal() for char in word):
            return False
        return self._language != "vi" or not self._lexicon.syllables.native(word)

    def _adjoins(self, index: int) -> bool:
        return self._tokens.gap(index) in {" ", "\u00a0", "-", "'", "’", ". "}

    def is_person(self, first: int, last: int) -> bool:
        """Does anything say that this run is a person?"""
        words = [self._tokens.surface(index, index) for index in range(first, last + 1)]
        if any(word.isupper() and len(word) > 1 for word in words) or sum(len(word) > 1 for word in words) < 2:
            return False
        if self._language == "vi":
            return True
        return self._announced(first) or self._explained(last)

    def _announced(self, first: int) -> bool:
        before = first - 1
        while before >= 0 and before in self._known and self._tokens.joined(before):
            before -= 1
        # "a State Department spokesman, Matthew Miller, …"
        return before in self._cue_ends and (self._tokens.joined(before) or self._tokens.gap(before) == ", ")

    def _explained(self, last: int) -> bool:
        if self._tokens.gap(last).strip() not in {",", "،", "("}:
            return False
        return any(index in self._in_cue for index in range(last + 1, last + 1 + _REACH))

    # ------------------------------------------------------------ Arabic script

    def in_guillemets(self) -> Iterator[tuple[int, int]]:
        """Names of two to four words in guillemets, with an office or a profession near them."""
        tokens = self._tokens
        for first in range(len(tokens)):
            if script(tokens.keys[first][0]) != "ARABIC" or not tokens.text.endswith(_OPENING, 0, tokens.starts[first]):
                continue
            for last in range(first + 1, min(first + _LONGEST_NAME, len(tokens))):
                if tokens.text.startswith(_CLOSING, tokens.ends[last]):
                    if self._quoted_person(first, last):
                        yield first, last
                    break

    def _quoted_person(self, first: int, last: int) -> bool:
        inside = range(first, last + 1)
        if any(index in self._known or index in self._in_cue for index in inside):
            return False
        around = [*range(first - _REACH, first), *range(last + 1, last + 1 + _REACH)]
        return any(index in self._in_cue for index in around)

    # ------------------------------------------------------------ both

    def inside_sentences(self) -> Iterator[int]:
        """Capitalised words that do not begin a sentence or a quotation, each a possible part of a name."""
        for index in range(1, len(self._tokens)):
            if self._tokens.gap(index - 1) in {" ", "\u00a0", "-"} and self._part_of_name(index):
                word = self._tokens.surface(index, index)
                if not (word.isupper() and len(word) > 1):
                    yield index

    def left_alone(self, full: Iterable[tuple[int, int]]) -> Iterator[int]:
        """Words that are in no name yet and begin with a capital where the script has them."""
        taken = {index for first, last in full for index in range(first, last + 1)}
        for index in range(len(self._tokens)):
            if index not in taken and index not in self._known:
                first = self._tokens.text[self._tokens.starts[index]]
                if first.isupper() or script(first) not in _CASED:
                    yield index
