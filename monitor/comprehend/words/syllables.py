"""Tells a Vietnamese syllable from a foreign name.

Vietnamese newspapers leave foreign names in Latin letters among Vietnamese words, so a capitalised run of words
that cannot be Vietnamese is a name; and a country of one syllable (Mỹ, Nga, Anh) before another capitalised
Vietnamese syllable is part of a person's name (Mỹ Linh).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: grave, acute, hook above, tilde, dot below: the tones; the marks of â ă ê ô ơ ư stay
_TONES = {"\u0300", "\u0301", "\u0309", "\u0303", "\u0323"}


@lru_cache(maxsize=50_000)
def _toneless(word: str) -> str:
    kept = "".join(char for char in unicodedata.normalize("NFD", word.casefold()) if char not in _TONES)
    return unicodedata.normalize("NFC", kept)


class Syllables:
    """Every Vietnamese syllable, as onset and rhyme."""

    def __init__(self, onsets: frozenset[str], rhymes: frozenset[str]) -> None:
        self._onsets = onsets | {""}
        self._rhymes = rhymes

    def native(self, word: str) -> bool:
        """Can this word be one Vietnamese syllable?"""
        plain = _toneless(word)
        return any(plain[:cut] in self._onsets and plain[cut:] in self._rhymes for cut in range(min(3, len(plain)) + 1))
