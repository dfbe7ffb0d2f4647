"""`digest:` in profiles and channels: "07:30", "weekdays 07:30", "mon,thu 07:30", a list of these, or `none`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, WithJsonSchema

from monitor.decide.calendar import DAY_GROUPS, DAYS, DigestTime
from monitor.settings.schema import wrong
from monitor.settings.wording import nearest, quoted

TIME: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_HOW: Final = "write it as `07:30`, `weekdays 07:30` or `mon,thu 07:30`"
_EVERY_DAY: Final = frozenset({"daily", "every day", "everyday", "always"})


def time_of_day(value: object) -> time:
    """ "07:30" -> that time. Raises what a validator raises."""
    found = TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise wrong(f"{quoted(value)} is not a time of the day", "write it as `07:30`")
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        raise wrong(f"{quoted(value)} never comes: no day has that time", "from `00:00` to `23:59`")
    return time(hour, minute)


def digest_time(value: object) -> DigestTime:
    """ "mon,thu 07:30" -> that time on these days. Raises what a validator raises."""
    if not isinstance(value, str) or not value.strip():
        raise wrong(f"{quoted(value)} is not a time of the day", "write it as `07:30`")
    *before, at = value.split()
    if len(before) > 3:  # minute, hour, day, month, day of the week
        raise wrong(f"{quoted(value)} is not a time of the day", "a digest takes times of the day, not a cron line")
    if not TIME.fullmatch(at):
        turned = f"{' '.join(value.split()[1:])} {value.split()[0]}".strip()
        hint = f"the time stands last: `{turned}`" if before and TIME.fullmatch(value.split()[0]) else _HOW
        raise wrong(f"{quoted(value)} is not a time of the day", hint)
    days = " ".join(before)
    if days.casefold() in _EVERY_DAY:
        raise wrong(f"{quoted(days)} is what a time without days means", f"write `{at}`")
    return DigestTime(at=time_of_day(at), days=_days(days))


def _days(text: str) -> tuple[int, ...]:
    """ "weekdays", "mon,thu" or "mon-fri" -> numbers of the days; nothing -> every day."""
    if not text:
        return ()
    if text in DAY_GROUPS:
        return DAY_GROUPS[text]
    found: set[int] = set()
    for part in re.split(r"\s*,\s*", text):
        first, _, last = (each.strip() for each in part.partition("-"))
        found |= _span(_day(first), _day(last or first))
    return _named(found)


def _named(days: set[int]) -> tuple[int, ...]:
    """In order; all of them are none that is named."""
    return tuple(sorted(days)) if len(days) < len(DAYS) else ()


def _span(first: int, last: int) -> set[int]:
    """The days from the one to the other, over Sunday where need be."""
    return {(first + step) % len(DAYS) for step in range((last - first) % len(DAYS) + 1)}


def _day(word: str) -> int:
    if word in DAYS:
        return DAYS.index(word)
    if word in DAY_GROUPS:
        raise wrong(f"{quoted(word)} stands among days", f"alone before the time, as `{word} 07:30`")
    raise wrong(f"{quoted(word)} is no day of the week", _meant(word) or f"days are {', '.join((*DAYS, *DAY_GROUPS))}")


def _meant(word: str) -> str:
    """A hint for "Mondays", "thurs", "Weekend"; empty for no idea."""
    short = word.casefold()[:3]
    return f"did you mean `{short}`?" if short in DAYS else nearest(word, (*DAYS, *DAY_GROUPS))


def merged(times: Iterable[DigestTime]) -> tuple[DigestTime, ...]:
    """In order, each time of the day once, on all the days for which it is named."""
    by_time: dict[time, set[int]] = {}
    for one in times:
        by_time.setdefault(one.at, set()).update(one.days or range(len(DAYS)))
    return tuple(
        DigestTime(at=at, days=tuple(sorted(days)) if len(days) < len(DAYS) else ())
        for at, days in sorted(by_time.items())
    )


def _several(value: object) -> object:
    """`none` is no time, a single one is a list of one."""
    if value == "none":
        return []
    return value if isinstance(value, list) else [value]


_DAY_PATTERN: Final = rf"({'|'.join(DAYS)})"
_DAYS_PATTERN: Final = rf"({'|'.join(DAY_GROUPS)}|{_DAY_PATTERN}([,-]{_DAY_PATTERN})*)"
#: one time, as editors check and offer it
DigestTimeText = Annotated[
    DigestTime,
    BeforeValidator(digest_time),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"^({_DAYS_PATTERN} )?{TIME.pattern}$",
            "examples": ["07:30", "weekdays 07:30", "weekends 09:00", "mon 07:30", "mon,thu 07:30"],
        }
    ),
]
#: the value of `digest:`
DigestTimes = Annotated[
    list[DigestTimeText],
    BeforeValidator(_several, json_schema_input_type=Literal["none"] | DigestTimeText | list[DigestTimeText]),
]
