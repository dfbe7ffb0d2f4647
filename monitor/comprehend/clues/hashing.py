"""Words as numbers: what is compared is not read."""

from __future__ import annotations

import hashlib
from functools import lru_cache


@lru_cache(maxsize=50_000)
def word_hash(word: str) -> int:
    """32 bits of a word, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest())
