"""Which script a letter belongs to."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: scripts whose names begin with a capital (Georgian has capitals, but never writes one first)
CASED = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"})


@lru_cache(maxsize=4096)
def script(char: str) -> str:
    """The script of a letter, as Unicode names it: "LATIN", "CYRILLIC", "ARABIC" …"""
    return unicodedata.name(char, "").partition(" ")[0]
