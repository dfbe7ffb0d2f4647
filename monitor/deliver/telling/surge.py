"""Surge -> Document.

profile · unusual volume / 3.8× the usual, since 14:00 on 21 Nov 2026 UTC+7, because of:
headline / outlets · languages // … // 28 articles, where 7 would be usual
"""

from __future__ import annotations

from itertools import chain
from typing import Final

from monitor.deliver.blocks import Document, Run, Section
from monitor.deliver.telling.words import (
    DOT,
    SUBJECT,
    between,
    block,
    headline_of,
    joined,
    local_time,
    name_of,
    outlets_of,
    runs_of,
    short,
    title_of,
)
from monitor.deliver.text import cap, language_name
from monitor.model import Story, Surge

#: outlets of a story that are named
_OUTLETS: Final = 3


def surge_document(surge: Surge) -> Document:
    """How many times the usual, since when, and because of what."""
    name = name_of(surge)
    times = (f"{short(surge.name)}: " if surge.subject else "") + f"{times_of(surge.ratio)} the usual"
    since = f", since {_since(surge)}"
    because = f", because of: {title_of(surge.because[0].lead)}" if surge.because else ""
    head: Section = (
        block("title", Run(text=name, bold=True), DOT, Run(text="unusual volume")),
        block("headline", Run(text=times, bold=True), Run(text=since + (", because of:" if because else ""))),
    )
    counted = f"{surge.count:,} articles, where {_usual(surge.usual)} would be usual · told once, until it is over"
    foot: Section = (block("footer", Run(text=counted, italic=True)),)
    return Document(
        title=cap(f"[{name}] {times}{since}{because}", SUBJECT),
        sections=(head, *map(_story, surge.because), foot),
    )


def times_of(ratio: float) -> str:
    """ "3.8×"; whole from ten on, where a tenth says nothing."""
    return f"{ratio:.1f}×" if ratio < 10 else f"{ratio:,.0f}×"


def _usual(usual: float) -> str:
    return f"{usual:.1f}" if usual < 10 else f"{usual:,.0f}"


def _since(surge: Surge) -> str:
    """The hour first: most surges are hours old."""
    day, _, hour = local_time(surge.since, surge.timezone).partition(", ")
    hour, _, offset = hour.partition(" ")
    return f"{hour} on {day} {offset}"


def _story(story: Story) -> Section:
    """A headline, and who tells it."""
    told = [outlet for outlet, _ in outlets_of(story)]
    more = f" +{len(told) - _OUTLETS}" if len(told) > _OUTLETS else ""
    languages = [name for name in map(language_name, story.languages) if name]
    parts = [[*joined(runs_of(told[:_OUTLETS]), ", "), Run(text=more)], joined(runs_of(languages), ", ")]
    meta = block("meta", *chain.from_iterable(between([part for part in parts if part], [DOT])))
    return (headline_of(story.lead), meta)
