"""Which script a letter belongs to."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def script(char: str) -> str:
    """The script of a letter, as Unicode names it: "LATIN", "CYRILLIC", "ARABIC" …"""
    return unicodedata.name(char, "").partition(" ")[0]
