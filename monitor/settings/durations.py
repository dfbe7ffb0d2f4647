"""Lengths of time as people write them: "15 min", "6 h", "2 d"."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import BeforeValidator, WithJsonSchema

from monitor.settings.schema import wrong
from monitor.settings.wording import quoted

#: for a time that never ends
FOREVER: Final = "forever"
#: unit -> seconds, the longest first
_UNITS: Final = {"d": 86_400, "h": 3_600, "min": 60}
#: how others write them -> the unit that is meant
_CALLED: Final = {
    "days": "d", "day": "d", "hours": "h", "hour": "h", "hrs": "h", "minutes": "min", "minute": "min", "mins": "min",
    "m": "min",
}  # fmt: skip
_WRITTEN: Final = re.compile(r"([0-9]{1,6}) ?(min|h|d)")
_NEARLY: Final = re.compile(r"([0-9]{1,6})\s*([A-Za-z]*)")


def seconds_of(text: str) -> int:
    """ "15 min" -> 900. Raises `ValueError` for what is no length of time."""
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise ValueError(f"no length of time: {text}")
    return int(found[1]) * _UNITS[found[2]]


def spelled(seconds: int) -> str:
    """900 -> "15 min": in the longest unit that leaves no rest; what is less than a minute is lost."""
    unit, size = next((unit, size) for unit, size in _UNITS.items() if size == 60 or not seconds % size)
    return f"{seconds // size} {unit}"


def _seconds(given: object) -> int:
    if isinstance(given, str):
        try:
            return seconds_of(given.strip())
        except ValueError:
            pass
    raise wrong(f"{quoted(given)} is no length of time", _rewritten(str(given)))


def _rewritten(text: str) -> str:
    nearly = _NEARLY.fullmatch(text.strip())
    unit = _CALLED.get(nearly[2].casefold(), "min" if not nearly[2] else "") if nearly else ""
    return f"write `{nearly[1]} {unit}`" if nearly and unit else "for instance `15 min`, `6 h` or `2 d`"


def _seconds_or_ever(given: object) -> int:
    text = "" if isinstance(given, bool) else str(given).strip().casefold()
    return 0 if text in (FOREVER, "0") else _seconds(given)


_TEXT: Final[dict[str, object]] = {
    "type": "string",
    "pattern": f"^{_WRITTEN.pattern}$",
    "examples": ["15 min", "6 h", "2 d"],
}

#: in a file a text such as "15 min", in the model whole seconds
Duration = Annotated[
    int,
    BeforeValidator(_seconds),
    WithJsonSchema(_TEXT),
]
#: the same, or "forever" (0 says it too), which is 0 in the model
DurationOrForever = Annotated[
    int,
    BeforeValidator(_seconds_or_ever),
    WithJsonSchema({"anyOf": [{**_TEXT, "examples": ["90 d"]}, {"enum": [FOREVER, 0]}]}),
]
