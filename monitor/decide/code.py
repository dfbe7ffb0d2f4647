"""The short code by which a reader answers to a story that was told.

It stands in alerts and digests, to be typed into the command line or carried by a button. It opens nothing by itself:
only who has the database, or writes in a chat of the owner's, can use it.
"""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256

#: letters of a code, 5 bits each: that any two of 20,000 stories share one happens to one watch in 5,000
LENGTH = 8
#: what base32 has (RFC 4648, 6): nothing that can be mistaken for something else when read aloud or typed
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def code_of(profile: str, story_id: str) -> str:
    """The code of a story as one profile tells it: the same on every channel and at every revision."""
    digest = sha256("\0".join((profile, story_id)).encode("utf-8", "replace")).digest()
    return b32encode(digest)[:LENGTH].decode()


def read_code(typed: str) -> str | None:
    """The code that somebody typed, whatever the case, hyphens and spaces; None where it cannot be one."""
    letters = "".join(typed.split()).replace("-", "").upper()
    return letters if len(letters) == LENGTH and _LETTERS.issuperset(letters) else None
