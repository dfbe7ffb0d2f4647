"""Surge -> Document.

profile · unusual volume / 3.8× the usual, since 14:00 on 21 Nov 2026 UTC+7, because of:
headline / outlets · languages // … // 28 articles, where 7 would be usual
"""

from __future__ import annotations

from itertools import chain
from typing import Final

from monitor.deliver.blocks import Document, Run, Section
from monitor.deliver.telling.words import (
    SUBJECT,
    between,
    block,
    dot,
    headline_of,
    joined,
    name_of,
    outlets_of,
    runs_of,
    short,
    shortly,
    title_of,
    woven,
)
from monitor.deliver.text import cap
from monitor.model import Story, Surge
from monitor.translation import Voice, zone

#: outlets of a story that are named
_OUTLETS: Final = 3


def surge_document(surge: Surge, voice: Voice) -> Document:
    """How many times the usual, since when, and because of what."""
    name, times, since = name_of(voice, surge), times_of(surge.ratio, voice), _since(surge, voice)
    times = f"{short(surge.name)}: {times}" if surge.subject else times[:1].upper() + times[1:]
    if surge.because:
        said = voice.pattern("{times}, since {since}, because of:")
        title = f"{said.format(times=times, since=since)} {title_of(voice, surge.because[0].lead)}"
    else:
        said = voice.pattern("{times}, since {since}")
        title = said.format(times=times, since=since)
    head: Section = (
        block(voice, "title", Run(text=name, bold=True), dot(voice), Run(text=voice.say("unusual volume"))),
        block(voice, "headline", *woven(said, times=[Run(text=times, bold=True)], since=[Run(text=since)])),
    )
    return Document(
        title=cap(f"[{name}] {title}", SUBJECT),
        language=voice.language,
        sections=(head, *(_story(one, voice) for one in surge.because), _counted(surge, voice)),
    )


def times_of(ratio: float, voice: Voice) -> str:
    """ "3.8× the usual"; whole from ten on, where a tenth says nothing."""
    whole = ratio >= 10
    # i18n: also of broken numbers, such as 3.8, which take the form for two
    said = voice.pattern_of("{n}× the usual", "{n}× the usual", round(ratio) if whole else 2)
    return said.format(n=voice.number(ratio, places=0 if whole else 1))


def _counted(surge: Surge, voice: Voice) -> Section:
    usual = voice.number(surge.usual, places=1 if surge.usual < 10 else 0)
    articles = voice.count("{n} article", "{n} articles", surge.count)
    said = voice.say("{articles}, where {usual} would be usual", articles=articles, usual=usual)
    once = voice.say("told once, until it is over")
    return (block(voice, "footer", Run(text=f"{said}{voice.dot}{once}", italic=True)),)


def _since(surge: Surge, voice: Voice) -> str:
    """The hour first: most surges are hours old."""
    local = surge.since.astimezone(zone(surge.timezone))
    return voice.say("{hour} on {day} {zone}", hour=voice.time(local), day=voice.dated(local), zone=voice.shift(local))


def _story(story: Story, voice: Voice) -> Section:
    """A headline, and who tells it."""
    told = [outlet for outlet, _ in outlets_of(story)]
    outlets = shortly(voice, runs_of(told[:_OUTLETS]), len(told) - _OUTLETS)
    languages = joined(runs_of(map(voice.language_name, story.languages)), voice.comma)
    parts = [part for part in (outlets, languages) if part]
    return (headline_of(voice, story.lead), block(voice, "meta", *chain.from_iterable(between(parts, [dot(voice)]))))
