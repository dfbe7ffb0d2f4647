"""A document's fingerprint: equal for the same words at two addresses."""

from __future__ import annotations

import hashlib

from monitor.comprehend.words.tokens import Tokens


def fingerprint(tokens: Tokens) -> str:
    """Equal for the same words at two addresses, whatever the furniture of spaces and marks; 16 hex digits."""
    return hashlib.blake2b(" ".join(tokens.keys).encode(), digest_size=8).hexdigest()
