"""Readable ids, made of names in any script."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import count

from anyascii import anyascii

#: what an id may be as long as
LONGEST = 48


def slug(name: str) -> str:
    """Small plain letters and digits with dashes between the words: "recep-tayyip-erdogan"; empty where none is left.

    An apostrophe divides no word: "sinead-oconnor".
    """
    plain = anyascii(name).lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")


def unused(id_: str, taken: Container[str]) -> str:
    """The id itself, or with the first number behind it that nobody has: "azertag-2"."""
    return next(each for n in count(1) if (each := id_ if n == 1 else f"{id_}-{n}") not in taken)
