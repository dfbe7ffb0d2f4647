"""What is drawn, before it is SVG or PNG: a bar for each day, its number above it, its day below it, today marked.

Nothing from outside stands in a picture: figures, days and a few words of ours. The days run from left to right in
every language, as the axes of charts do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from monitor.model import DayCount
from monitor.translation import ENGLISH, Voice

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
#: letters of "today" in which it leaves room for the weekday before it
_WIDE: Final = 5
#: how near the paper's edge a wider one ends
_EDGE: Final = 4
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
    anchor: Literal["start", "middle", "end"] = "middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All of it, on paper of `WIDTH` × `HEIGHT`."""

    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    #: where the bars stand
    ground: float


def draw(days: Sequence[DayCount], voice: Voice = ENGLISH) -> Drawing:
    """The days in order, the last of them today. Raises `ValueError` without any."""
    if not days:
        raise ValueError("no day to draw")
    ground = HEIGHT - _BOTTOM
    most = max(max(day.count for day in days), 1)
    step = (WIDTH - 2 * _MARGIN) / len(days)
    bars, labels = [], [_heading(voice)]
    for place, day in enumerate(days):
        middle, today = _middle(place, step), place == len(days) - 1
        height = max(_LEAST, (ground - _TOP) * day.count / most) if day.count else 0.0
        if height:
            left, width = middle - step * _BAR / 2, step * _BAR
            tone: Tone = "today" if today else "bar"
            bars.append(Bar(x=left, y=ground - height, width=width, height=height, tone=tone))
        labels += _labels(day, middle, ground, ground - height, voice, today=today)
    labels += _weekdays(days, step, ground + 54, voice)
    return Drawing(bars=tuple(bars), labels=tuple(labels), ground=ground)


def _heading(voice: Voice) -> Label:
    text, y = voice.say("Articles a day"), _MARGIN + LETTER
    if voice.direction == "rtl":
        return Label(x=WIDTH - _MARGIN, y=y, text=text, tone="soft", anchor="end")
    return Label(x=_MARGIN, y=y, text=text, tone="soft", anchor="start")


def _labels(day: DayCount, x: float, ground: float, top: float, voice: Voice, *, today: bool) -> Iterator[Label]:
    number = short(day.count, voice) if day.watched else UNWATCHED
    yield Label(x=x, y=top - 8, text=number, tone="ink" if day.count else "soft")
    yield Label(x=x, y=ground + 28, text=voice.number(day.day.day), tone="ink" if today else "soft")


def _weekdays(days: Sequence[DayCount], step: float, y: float, voice: Voice) -> Iterator[Label]:
    """One under each day. "today" is wider than its day: away from its neighbour, up to the edge; or in its place."""
    today, last = voice.say("today"), len(days) - 1
    wide = len(today) > _WIDE
    for place, day in enumerate(days[: last - wide] if last else ()):
        yield Label(x=_middle(place, step), y=y, text=voice.weekday_letters(day.day), tone="soft")
    if wide:
        yield Label(x=WIDTH - _EDGE, y=y, text=today, tone="ink", anchor="end")
    else:
        yield Label(x=_middle(last, step) + 5, y=y, text=today, tone="ink")


def _middle(place: int, step: float) -> float:
    return _MARGIN + step * (place + 0.5)


def short(count: int, voice: Voice = ENGLISH) -> str:
    """The number in few signs up to a million: 987, 1.2k, 34k."""
    if count < 1000:
        return voice.number(count)
    thousands = count / 1000
    places = 1 if thousands < 9.95 and round(thousands, 1) % 1 else 0
    return voice.say("{thousands}k", thousands=voice.number(thousands, places))
