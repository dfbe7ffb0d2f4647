"""A text's words sorted once for whoever looks for names: listed, announcing, and runs of capitals between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.lookup.sightings import Sightings
from monitor.model import Mention

#: small words inside a person's name
PARTICLES = frozenset(
    {"al", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el"}
    | {"ibn", "la", "le", "ter", "van", "von", "zu", "фон", "ван", "де", "аль", "эль", "ибн", "бин"}
)
_MOST_PARTICLES = 2
#: what may stand between two words of a person's name
_SEAMS = frozenset({" ", "\u00a0", "-", "'", "’", ". "})
_SPACES = frozenset({" ", "\u00a0"})
#: what stands between the parts of a foreign name in Japanese and Chinese
NAME_DOTS = frozenset({"·", "・", "･", "•", "‧", "＝", "゠"})
DOT = re.compile(f"[{''.join(sorted(NAME_DOTS))}]")
#: marks around a quoted name, in any pairing that the press uses
OPENING, CLOSING = '«„“”"‘「『《〈״”', '»“”"’」』》〉״'
#: whole languages where a capital says nothing about a word
NOUNS_CAPITALISED = frozenset({"de"})


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words that nobody has listed, side by side."""

    first: int
    last: int
    #: tokens with a capital, particles between them left out
    words: tuple[int, ...]


class Words:
    """What each word of a text is. Built once an article; everything that looks for names reads it."""

    def __init__(self, sightings: Sightings, lexicon: Lexicon, known: Iterable[Mention]) -> None:
        self.tokens = sightings.tokens
        self.language = sightings.language
        self.lexicon = lexicon
        self.known = self._covered(known)
        #: tokens of offices, professions and forms of address
        self.in_cue = sightings.in_cue
        self.cue_ends = {here[0].last for here in sightings.cues.values()}
        self.cue_starts = sightings.cues
        #: the longest word for a body at each place: (first, last, is it written as listed?)
        self.bodies = [
            (here[0].first, here[0].last, here[0].exact, "i" in here[0].alias.capitals or "a" in here[0].alias.capitals)
            for here in sightings.bodies.values()
        ]
        self.in_body = {index for first, last, _, _ in self.bodies for index in range(first, last + 1)}
        self.terms = sightings.terms
        self.headline_end = self.tokens.text.find("\n")
        text = self.tokens.text
        #: keys of words that stand without a capital somewhere
        self.small = {
            key for key, start in zip(self.tokens.keys, self.tokens.starts, strict=True) if text[start].islower()
        }
        self.capitals = self._capitals()
        self.runs = self._runs()

    def _covered(self, known: Iterable[Mention]) -> frozenset[int]:
        starts = self.tokens.starts
        covered: set[int] = set()
        for mention in known:
            index = bisect_left(starts, mention.start)
            while index < len(starts) and starts[index] < mention.end:
                covered.add(index)
                index += 1
        return frozenset(covered)

    def _capitals(self) -> list[int]:
        """Words that begin with a capital and could be part of a name."""
        text, keys, generic = self.tokens.text, self.tokens.keys, self.lexicon.generic_capitals
        native = self.lexicon.syllables.native if self.language == "vi" else None
        found = []
        for index, start in enumerate(self.tokens.starts):
            if not text[start].isupper() or index in self.known or index in self.in_cue or index in self.in_body:
                continue
            if keys[index] in generic or any(map(str.isdecimal, keys[index])):
                continue
            if native is None or not native(self.tokens.surface(index, index)):
                found.append(index)
        return found

    def _runs(self) -> list[Run]:
        """Every longest run of capitals, of one word or more."""
        runs: list[Run] = []
        words: list[int] = []
        for index in self.capitals:
            if words and not self._goes_on(words[-1], index):
                runs.append(Run(words[0], words[-1], tuple(words)))
                words = []
            words.append(index)
        if words:
            runs.append(Run(words[0], words[-1], tuple(words)))
        return runs

    def _goes_on(self, before: int, index: int) -> bool:
        tokens = self.tokens
        if index == before + 1:
            gap = tokens.gap(before)
            # "Karel Dvorak. Novak" is two sentences, "J. Novak" is one name
            return gap in _SEAMS and (gap != ". " or tokens.ends[before] - tokens.starts[before] <= 2)
        return index - before - 1 <= _MOST_PARTICLES and all(
            tokens.keys[small] in PARTICLES
            and tokens.gap(small - 1) in _SPACES
            and tokens.gap(small) in {" ", "-", "\u00a0"}
            for small in range(before + 1, index)
        )

    def inside_sentence(self, index: int) -> bool:
        """Does only a space or a hyphen stand between this token and the one before?"""
        return index > 0 and self.tokens.gap(index - 1) in {" ", "\u00a0", "-"}

    def spaced(self, index: int) -> bool:
        """Does only a space stand between this token and the next?"""
        return self.tokens.gap(index) in _SPACES

    def before_capital(self, index: int) -> bool:
        """Does a capital follow: "Smith" in "Smith Committee"?"""
        return self.spaced(index) and index + 1 < len(self.tokens) and self.tokens.capital(index + 1)

    def shouted(self, index: int) -> bool:
        """Is the word all capitals?"""
        word = self.tokens.surface(index, index)
        return len(word) > 1 and word.isupper()

    def quoted_from(self, index: int) -> bool:
        """Does a quotation begin right before this token?"""
        start = self.tokens.starts[index]
        return start > 0 and self.tokens.text[start - 1] in OPENING

    def quoted_to(self, index: int) -> bool:
        """Does a quotation end right behind this token?"""
        return self.tokens.text[self.tokens.ends[index] : self.tokens.ends[index] + 1] in tuple(CLOSING)

    def variants(self, index: int) -> tuple[str, ...]:
        """The listed words that this word may be a form of, itself first."""
        return self.lexicon.inflection.variants(self.tokens.keys[index], self.language)
