"""Content words: one language's fingerprint of a story."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import pairwise
from math import log
from types import MappingProxyType

from monitor.comprehend.clues.hashing import word_hash
from monitor.comprehend.words.script import script
from monitor.comprehend.words.tokens import Tokens, tokenise, unspaced

#: as many words as tell two stories apart: with 96, pairs of one language are told a tenth less well; more add nothing
SKETCH_SIZE = 192
#: share of articles that have a word of which nothing is known: there are thousands of them
RARE = 0.01
#: a word that every sixth article has tells no two stories apart
SAYS_NOTHING = 1 / 6
NONE_KNOWN: Mapping[str, float] = MappingProxyType({})
#: what a word counts for each time that it stands in the headline: there, outlets tell the event and not its background
HEADLINE = 3
#: shorter words are grammar in nearly every spaced script
_MIN_LETTERS = 4
#: scripts whose words are shorter: no vowels are written, or a character is a syllable
_MIN_IN = {"ARABIC": 3, "HEBREW": 3, "HANGUL": 2, "KATAKANA": 2}
#: letters that are kept of a word: the rest is mostly inflection, in every script. A language's own affixes would cut
#: more finely, but stems of three letters and of thirty inflections would still be told apart
_STEM = 6
_STEM_IN = {"ARABIC": 5, "HEBREW": 5, "HANGUL": 2}
#: the Arabic article, with what is written on to its front; the waw alone
_ARTICLES = ("بال", "كال", "فال", "وال", "لل", "ال", "و")


def sketch(
    tokens: Tokens,
    language: str,
    frequent: Mapping[str, float] = NONE_KNOWN,
    left_out: Container[str] = (),
    *,
    title_end: int = 0,
) -> tuple[tuple[int, int], ...]:
    """Hashed stems of content words with what they say (tenths of a nat: the logarithm of the count, and of one through
    the `frequent` share of articles that have the word), those that say most first, ties by hash.

    A language of short words (Han, Kana) is counted in pairs of neighbours, Vietnamese in syllables too. What stands
    before `title_end` counts `HEADLINE` times. Words `left_out` are missing, and those that every sixth article has.
    """
    words = Counter(_content(tokens.keys, language))
    titled = Counter(_content(_titled(tokens, title_end), language))
    said: dict[int, int] = {}
    for word, count in words.items():
        share = frequent.get(word, RARE)
        if share < SAYS_NOTHING and word not in left_out:
            often = 1.0 + log(count + (HEADLINE - 1) * titled[word])
            said[word_hash(word)] = round(10 * often * -log(share))
    return tuple(nsmallest(SKETCH_SIZE, said.items(), key=lambda item: (-item[1], item[0])))


def headline(tokens: Tokens, language: str, title_end: int) -> tuple[int, ...]:
    """Hashed stems of the content words before `title_end`, in order."""
    return tuple(dict.fromkeys(map(word_hash, _content(_titled(tokens, title_end), language))))


def _titled(tokens: Tokens, title_end: int) -> Sequence[str]:
    return tokens.keys[: bisect_left(tokens.starts, title_end)]


def stems(text: str, language: str) -> frozenset[str]:
    """The content words of a phrase or a text, as `sketch` counts them."""
    return frozenset(_content(tokenise(text).keys, language))


def _content(keys: Sequence[str], language: str) -> Iterator[str]:
    if language == "vi":
        yield from (key for key in keys if not key.isdecimal())
        yield from (f"{left} {right}" for left, right in pairwise(keys) if not left.isdecimal() | right.isdecimal())
        return
    yield from (left + right for left, right in pairwise(keys) if unspaced(left) and unspaced(right))
    yield from (stem(word) for word in keys if not unspaced(word) and not word.isdecimal() and _says_something(word))


def _says_something(word: str) -> bool:
    return len(word) >= _MIN_LETTERS or len(word) >= _MIN_IN.get(script(word[0]), _MIN_LETTERS)


def stem(word: str) -> str:
    """What a word's forms have in common, roughly: its first letters, without the Arabic article."""
    of_script = script(word[0])
    if of_script == "ARABIC":
        article = next(
            (one for one in _ARTICLES if word.startswith(one) and len(word) - len(one) >= _MIN_IN["ARABIC"]), ""
        )
        word = word[len(article) :]
    return word[: _STEM_IN.get(of_script, _STEM)]
