"""Silence -> Document: for how long nothing came, and which of four causes the figures speak for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from monitor.deliver.blocks import Document, Run, Section
from monitor.deliver.telling.words import DOT, SUBJECT, block, local_time, name_of, short
from monitor.deliver.text import cap
from monitor.model import Silence, SilenceCause

_Figures = Mapping[str, float]

#: what it is, by its cause
_WHAT: Final[Mapping[SilenceCause, str]] = {
    "quiet": "The world is quiet: sources answer and articles are read, but what you watch is hardly named.",
    "sources": "Sources fail: {failing:.0f} of the {sources:.0f} that it listens to do not answer.",
    "extraction": "Pages cannot be read: of {articles:.0f} articles, {unread:.0f} have no text of their own.",
    "narrow": "The profile may be too narrow: what you watch is named in {named:.0f} articles, and none matches.",
}
#: what to do about it
_DO: Final[Mapping[SilenceCause, str]] = {
    "quiet": "Nothing need be done. This is told once for each silence.",
    "sources": "`monitor status` names them and says what is wrong.",
    "extraction": "`monitor sources check` looks at them now.",
    "narrow": "`monitor explain` shows what an article lacked; see `require` and `threshold` of the profile.",
}


def silence_document(silence: Silence) -> Document:
    """The whole message."""
    name, figures = name_of(silence), defaultdict(float, silence.figures)
    what = _WHAT[silence.cause].format_map(figures)
    since = local_time(silence.since, silence.timezone)
    if silence.usual:
        begun = f"nothing since {since}, where {span_of(silence.usual)} is the longest that is usual"
    else:
        begun = f"nothing yet, watched since {since}"
    head: Section = (
        block("title", Run(text=name, bold=True), DOT, Run(text="unusual silence")),
        block("headline", Run(text=what, bold=True)),
        block("meta", Run(text=begun)),
    )
    body: Section = (block("why", Run(text="Figures: ", bold=True), Run(text=" · ".join(_said(silence, figures)))),)
    if silence.kept_out:
        kept = "; ".join(f"{short(reason)} ({count:,}×)" for reason, count in silence.kept_out)
        body += (block("others", Run(text="Kept out most often: ", bold=True), Run(text=kept)),)
    body += (block("reason", Run(text=_DO[silence.cause], italic=True)),)
    return Document(title=cap(f"[{name}] {begun}", SUBJECT), sections=(head, body))


def span_of(span: timedelta) -> str:
    """ "5 hours", "3 days"."""
    hours = max(1, round(span / timedelta(hours=1)))
    number, unit = (hours, "hour") if hours < 48 else (round(hours / 24), "day")
    return f"{number} {unit}" + ("s" if number != 1 else "")


def _said(silence: Silence, figures: _Figures) -> Iterator[str]:
    """The figures in words; what nobody knows is left out."""
    days = span_of(timedelta(days=figures["days"]))
    yield f"{figures['articles']:,.0f} articles read in the last {days}{_usually(figures, 'usual_articles')}"
    yield f"{figures['named']:,.0f} name what you watch{_usually(figures, 'usual_named')}"
    yield f"{figures['review']:,.0f} nearly matched, the best score is {figures['best']:.2f}"
    failing = f"{figures['failing']:,.0f} of {figures['sources']:,.0f} sources fail"
    since = silence.failing_since if figures["failing"] else None
    yield failing + (f" since {local_time(since, silence.timezone)}" if since else "")
    yield f"{figures['unread']:,.0f} articles without their page's text"


def _usually(figures: _Figures, name: str) -> str:
    return f" (usually {figures[name]:,.0f})" if name in figures else ""
