"""Lengths of time as people write them: "15 min", "6 h", "2 d"."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, WithJsonSchema

from monitor.settings.schema import wrong
from monitor.settings.wording import quoted

#: for a time that never ends
FOREVER: Final = "forever"
#: unit -> seconds, the longest first
_UNITS: Final = {"d": 86_400, "h": 3_600, "min": 60}
#: the same where seconds count
_FINE: Final = {**_UNITS, "s": 1}
#: how others write them -> the unit that is meant
_CALLED: Final = {
    "days": "d", "day": "d", "hours": "h", "hour": "h", "hrs": "h", "minutes": "min", "minute": "min", "mins": "min",
    "m": "min", "seconds": "s", "second": "s", "secs": "s", "sec": "s",
}  # fmt: skip
_WRITTEN: Final = re.compile(r"([0-9]{1,6}) ?(min|h|d)")
_WRITTEN_FINE: Final = re.compile(r"([0-9]{1,6}) ?(s|min|h|d)")
_NEARLY: Final = re.compile(r"([0-9]{1,6})\s*([A-Za-z]*)")


def seconds_of(text: str) -> int:
    """ "15 min" -> 900. Raises `ValueError` for what is no length of time."""
    return _read(text, _WRITTEN)


def _read(text: str, written: re.Pattern[str]) -> int:
    found = written.fullmatch(text)
    if not found:
        raise ValueError(f"no length of time: {text}")
    return int(found[1]) * _FINE[found[2]]


def spelled(seconds: int) -> str:
    """900 -> "15 min": in the longest unit that leaves no rest; what is less than a minute is lost."""
    unit, size = next((unit, size) for unit, size in _UNITS.items() if size == 60 or not seconds % size)
    return f"{seconds // size} {unit}"


def _seconds(given: object, written: re.Pattern[str] = _WRITTEN) -> int:
    if isinstance(given, str):
        try:
            return _read(given.strip(), written)
        except ValueError:
            pass
    raise wrong(f"{quoted(given)} is no length of time", _rewritten(str(given), written))


def _rewritten(text: str, written: re.Pattern[str]) -> str:
    nearly = _NEARLY.fullmatch(text.strip())
    unit = _CALLED.get(nearly[2].casefold(), "min" if not nearly[2] else "") if nearly else ""
    better = f"{nearly[1]} {unit}" if nearly and unit else ""
    if written.fullmatch(better):
        return f"write `{better}`"
    return f"for instance {'`30 s`, ' if written is _WRITTEN_FINE else ''}`15 min`, `6 h` or `2 d`"


def _wait(given: object) -> timedelta:
    return timedelta(seconds=0 if given == "none" else _seconds(given, _WRITTEN_FINE))


def _wait_or_none(given: object) -> timedelta | None:
    return None if given in (None, "none") else _wait(given)


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

WaitText = Annotated[
    str, WithJsonSchema({"type": "string", "pattern": f"^{_WRITTEN_FINE.pattern}$", "examples": ["30 s", "5 min"]})
]
#: the same with seconds too, "30 s"; `none` is no time at all
Wait = Annotated[timedelta, BeforeValidator(_wait, json_schema_input_type=Literal["none"] | WaitText)]
#: `none` is never
Interval = Annotated[
    timedelta | None, BeforeValidator(_wait_or_none, json_schema_input_type=Literal["none"] | WaitText | None)
]
