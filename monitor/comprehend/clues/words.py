"""Content words: one language's fingerprint of a story."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from heapq import nsmallest
from itertools import pairwise

from monitor.comprehend.clues.hashing import word_hash
from monitor.comprehend.words.script import script
from monitor.comprehend.words.tokens import Tokens, tokenise, unspaced

#: as many of the commonest words as tell two stories apart; the rest adds cost, not meaning
SKETCH_SIZE = 96
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
    tokens: Tokens, language: str, stopwords: Container[str] = (), *, title_end: int = 0
) -> tuple[tuple[int, int], ...]:
    """Hashed stems of content words with their counts, the commonest first, ties by hash; without `stopwords`.

    A language of short words (Han, Kana) is counted in pairs of neighbours, Vietnamese in syllables too. What stands
    before `title_end` counts `HEADLINE` times.
    """
    words = Counter(_content(tokens.keys, language))
    headline = Counter(_content(tokens.keys[: bisect_left(tokens.starts, title_end)], language))
    counts: Counter[int] = Counter()
    for word, count in words.items():
        if word not in stopwords:
            counts[word_hash(word)] += count + (HEADLINE - 1) * headline[word]
    return tuple(nsmallest(SKETCH_SIZE, counts.items(), key=lambda item: (-item[1], item[0])))


def words_of(text: str, language: str) -> frozenset[str]:
    """The content words of a phrase, as `sketch` counts them."""
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
