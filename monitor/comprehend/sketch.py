"""A document's fingerprints for grouping: hashed words within a language, figures across languages."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import lru_cache
from heapq import nsmallest

import regex

from monitor.comprehend.words.normalise import digits
from monitor.comprehend.words.tokens import Tokens, unspaced

#: as many of the commonest words as tell two stories apart; the rest adds cost, not meaning
SKETCH_SIZE = 96
#: shorter words are grammar in nearly every spaced script
_MIN_LETTERS = 4
_FIGURE = regex.compile(r"\p{Nd}+(?:[.,٫٬]\p{Nd}+)*")


def sketch(tokens: Tokens, language: str) -> tuple[tuple[int, int], ...]:
    """Hashed content words with their counts, the commonest first, ties by hash.

    A language of short words (Vietnamese, Han, Kana) is counted in pairs of neighbours.
    """
    if language == "vi" or (tokens.keys and unspaced(tokens.keys[0])):
        words = [f"{left} {right}" for left, right in zip(tokens.keys, tokens.keys[1:], strict=False)]
    else:
        words = [word for word in tokens.keys if len(word) >= _MIN_LETTERS and not word.isdecimal()]
    counts: Counter[int] = Counter()
    for word, count in Counter(words).items():
        counts[_hash(word)] += count
    return tuple(nsmallest(SKETCH_SIZE, counts.items(), key=lambda item: (-item[1], item[0])))


def figures(text: str) -> tuple[str, ...]:
    """Distinct figures of two digits or more, in ASCII digits, in order of first place; years are left out."""
    found = (digits(regex.sub(r"\P{Nd}", "", figure.group())) for figure in _FIGURE.finditer(text))
    return tuple(dict.fromkeys(figure for figure in found if len(figure) >= 2 and not _is_year(figure)))


def fingerprint(tokens: Tokens) -> str:
    """Equal for the same words at two addresses, whatever the furniture of spaces and marks; 16 hex digits."""
    return hashlib.blake2b(" ".join(tokens.keys).encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=50_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest())


def _is_year(figure: str) -> bool:
    return len(figure) == 4 and ("1900" <= figure <= "2099" or "1300" <= figure <= "1499")
