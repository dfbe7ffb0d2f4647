"""Frozen data <-> JSON text, by the type alone.

A field that a later version adds with a default reads from older rows; a field that it drops is passed over.
"""

from __future__ import annotations

import json
import re
import zlib
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

#: PostgreSQL refuses NUL in text, UTF-8 refuses lone surrogates; both occur in feeds
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with U+FFFD for each code point that a database cannot hold; as long as before, so that spans hold."""
    return _UNSTORABLE.sub("\ufffd", text)


def dump(shape: Any, value: Any) -> str:
    """The value as compact JSON. `shape` is its type, for instance `tuple[Evidence, ...]`."""
    adapter = _adapter(shape)
    try:
        return adapter.dump_json(value).decode()
    except PydanticSerializationError:  # a lone surrogate somewhere inside
        plain = json.dumps(adapter.dump_python(value, mode="json"), ensure_ascii=False, separators=(",", ":"))
        return storable(plain)


def load(shape: Any, text: str | bytes) -> Any:
    """The value that `dump` wrote. Raises `ValueError` where the text does not have the shape."""
    return _adapter(shape).validate_json(text)


def pack(shape: Any, value: Any) -> bytes:
    """As `dump`, compressed: for article text and all that grows with it."""
    return zlib.compress(dump(shape, value).encode())


def unpack(shape: Any, data: bytes) -> Any:
    """The value that `pack` wrote. Raises `ValueError` where the data is damaged."""
    try:
        return load(shape, zlib.decompress(data))
    except zlib.error as error:
        raise ValueError(f"packed column: {error}") from error


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)
