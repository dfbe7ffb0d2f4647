"""The terms under which a text is found: its words as `words.tokens` cuts them, without accents, and the signs of
scripts that write no spaces in pairs.

Articles and queries go through the same function, so that what was read is what can be looked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from monitor.comprehend.words.normalise import digits
from monitor.comprehend.words.tokens import Tokens, tokenise, unspaced

#: what a text's terms depend on: an index that was made under another name of it must be made anew. Count up with
#: every change of what `terms_of` gives; Unicode's own tables come with Python
VERSION = f"1/{unicodedata.unidata_version}"
#: code points of a term; a longer word is found by its beginning
LONGEST = 64
#: letters that Unicode does not take apart, as those write them who lack the key
_PLAIN = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ħ": "h", "þ": "th", "ŋ": "n", "ə": "e"}
)
#: signs inside a word (Hebrew נאט"ו, OPEC+), as look-alikes that no query language takes for its own
_SIGNS = {"'": "\u02bc", '"': "\u05f4", "+": "\uff0b"}
#: the marks that Cyrillic letters of their own are made with: й is not и
_CYRILLIC_MARKS = "\u0306\u0308"


class Term(NamedTuple):
    """A term, and where it stands."""

    text: str
    #: code points in the text that was read
    start: int
    end: int


def terms_of(text: str) -> tuple[Term, ...]:
    """Every term of a text, in order. A run of n signs without spaces gives n terms: each sign with the next one, and
    the last alone."""
    return tuple(_terms(tokenise(text)))


def _terms(tokens: Tokens) -> Iterator[Term]:
    last = len(tokens) - 1
    for index, key in enumerate(tokens.keys):
        start, end = tokens.starts[index], tokens.ends[index]
        if unspaced(key) and index < last and tokens.starts[index + 1] == end and unspaced(tokens.keys[index + 1]):
            key, end = key + tokens.keys[index + 1], tokens.ends[index + 1]
        if text := term(key):
            yield Term(text, start, end)


@lru_cache(maxsize=200_000)
def term(key: str) -> str:
    """What a word with this look-up key is found under: letters and digits of ASCII, and what lies beyond ASCII.

    Empty for a key that holds neither.
    """
    if key.isascii() and key.isalnum():
        return key.lower()[:LONGEST]
    folded = unicodedata.normalize("NFC", "".join(_unaccented(key.translate(_PLAIN))))
    return "".join(map(_character, folded))[:LONGEST]


def _unaccented(word: str) -> Iterator[str]:
    """The letters without what stands above and below them, where that is an accent and not half of the letter."""
    base = ""
    for char in unicodedata.normalize("NFD", word):
        if not unicodedata.combining(char):
            base = char
        elif _accent(char) and not (char in _CYRILLIC_MARKS and "\u0400" <= base <= "\u052f"):
            continue
        yield char


def _accent(mark: str) -> bool:
    """A mark of Latin, Greek and Cyrillic, or a point of Hebrew."""
    return "\u0300" <= mark <= "\u036f" or "\u0591" <= mark <= "\u05c7"


def _character(char: str) -> str:
    if char.isdecimal():
        return digits(char)
    if char.isascii() and not char.isalnum():
        return _SIGNS.get(char, "")
    return char.lower()
