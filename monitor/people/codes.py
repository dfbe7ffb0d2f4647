"""A one-time code: eight letters, 40 bits, of which only a hash is kept."""

from __future__ import annotations

import secrets
from hashlib import sha256
from hmac import compare_digest
from typing import Final

from monitor.decide.code import LENGTH, read_code

_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def new_code() -> str:
    """ "ABCDEFGH"."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """ "ABCD-EFGH", to be read aloud or typed."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def sealed(code: str, channel: str) -> str:
    """What is kept of it. It opens one channel: another's hash of the same code is another."""
    return sha256(f"{channel}\0{code}".encode()).hexdigest()


def opens(typed: str, seal: str, channel: str) -> bool:
    """Is this the code, whatever the case, hyphens and spaces? In a time that says nothing of how near it is."""
    return compare_digest(sealed(read_code(typed) or "", channel), seal)
