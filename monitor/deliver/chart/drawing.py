"""What is drawn, before it is SVG or PNG: a bar for each day, its number above it, its day below it, today marked.

Nothing from outside stands in a picture: figures, days and two words of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from monitor.model import DayCount

#: what a colour is for; each form has its own palette
Tone = Literal["paper", "ink", "soft", "line", "bar", "today"]
#: units; the whole stays legible on a phone of 360 points, where a letter of 22 is one of 11
WIDTH, HEIGHT = 720.0, 300.0
LETTER: Final = 22.0
_MARGIN, _TOP, _BOTTOM = 16.0, 84.0, 68.0
#: part of a day's width that its bar takes
_BAR: Final = 0.64
#: the least height of a bar that is there at all
_LEAST: Final = 3.0
_WEEKDAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HEADING: Final = "Articles a day"
#: for a day on which nobody watched
UNWATCHED: Final = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A rectangle that stands on the line."""

    x: float
    y: float
    width: float
    height: float
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A word on one line; `y` is the line on which its letters stand."""

    x: float
    y: float
    text: str
    tone: Tone
    anchor: Literal["start", "middle"] = "middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All of it, on paper of `WIDTH` × `HEIGHT`."""

    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    #: where the bars stand
    ground: float


def draw(days: Sequence[DayCount]) -> Drawing:
    """The days in order, the last of them today. Raises `ValueError` without any."""
    if not days:
        raise ValueError("no day to draw")
    ground = HEIGHT - _BOTTOM
    most = max(max(day.count for day in days), 1)
    step = (WIDTH - 2 * _MARGIN) / len(days)
    heading = Label(x=_MARGIN, y=_MARGIN + LETTER, text=HEADING, tone="soft", anchor="start")
    bars, labels = [], [heading]
    for place, day in enumerate(days):
        middle, today = _MARGIN + step * (place + 0.5), place == len(days) - 1
        height = max(_LEAST, (ground - _TOP) * day.count / most) if day.count else 0.0
        if height:
            left, width = middle - step * _BAR / 2, step * _BAR
            tone: Tone = "today" if today else "bar"
            bars.append(Bar(x=left, y=ground - height, width=width, height=height, tone=tone))
        labels += _labels(day, middle, ground, ground - height, today=today)
    return Drawing(bars=tuple(bars), labels=tuple(labels), ground=ground)


def _labels(day: DayCount, x: float, ground: float, top: float, *, today: bool) -> Iterator[Label]:
    number = short(day.count) if day.watched else UNWATCHED
    yield Label(x=x, y=top - 8, text=number, tone="ink" if day.count else "soft")
    yield Label(x=x, y=ground + 28, text=str(day.day.day), tone="ink" if today else "soft")
    weekday = "today" if today else _WEEKDAYS[day.day.weekday()]
    # "today" is wider than its day: away from its neighbour, up to the edge
    yield Label(x=x + 5 * today, y=ground + 54, text=weekday, tone="ink" if today else "soft")


def short(count: int) -> str:
    """The number in at most four signs up to a million: 987, 1.2k, 34k."""
    if count < 1000:
        return str(count)
    thousands = count / 1000
    return f"{thousands:.1f}k".replace(".0k", "k") if thousands < 9.95 else f"{thousands:.0f}k"
