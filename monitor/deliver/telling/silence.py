"""Silence -> Document: for how long nothing came, and which of four causes the figures speak for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import chain
from typing import Final

from monitor.deliver.blocks import Document, Run, Section
from monitor.deliver.telling.reasons import missing_in_words
from monitor.deliver.telling.words import SUBJECT, between, block, dot, label, name_of
from monitor.deliver.text import cap
from monitor.model import Silence, SilenceCause
from monitor.translation import Voice, marked

_Figures = Mapping[str, float]

#: what it is, by its cause
_WHAT: Final[Mapping[SilenceCause, str]] = {
    "quiet": marked("The world is quiet: sources answer and articles are read, but what you watch is hardly named."),
    "sources": marked("Sources fail: {failing} of the {sources} that it listens to do not answer."),
    "extraction": marked("Pages cannot be read: of {articles} articles, {unread} have no text of their own."),
    "narrow": marked("The profile may be too narrow: what you watch is named in {named} articles, and none matches."),
}
#: what to do about it
_DO: Final[Mapping[SilenceCause, str]] = {
    "quiet": marked("Nothing need be done. This is told once for each silence."),
    "sources": marked("`monitor status` names them and says what is wrong."),
    "extraction": marked("`monitor sources check` looks at them now."),
    "narrow": marked("`monitor explain` shows what an article lacked; see `require` and `threshold` of the profile."),
}


def silence_document(silence: Silence, voice: Voice) -> Document:
    """The whole message."""
    name, figures = name_of(voice, silence), defaultdict(float, silence.figures)
    what = voice.say(_WHAT[silence.cause], **{one: figures[one] for one in _NAMED})
    since = voice.moment(silence.since, silence.timezone)
    if silence.usual:
        usual = span_of(silence.usual, voice)
        begun = voice.say("nothing since {since}, where {usual} is the longest that is usual", since=since, usual=usual)
    else:
        begun = voice.say("nothing yet, watched since {since}", since=since)
    head: Section = (
        block(voice, "title", Run(text=name, bold=True), dot(voice), Run(text=voice.say("unusual silence"))),
        block(voice, "headline", Run(text=what, bold=True)),
        block(voice, "meta", Run(text=begun)),
    )
    said = voice.dot.join(_said(silence, figures, voice))
    body: Section = (block(voice, "why", label(voice.say("Figures:")), Run(text=said)),)
    if silence.kept_out:
        kept = chain.from_iterable(
            between([_kept_out(*one, voice) for one in silence.kept_out], [Run(text=voice.semicolon)])
        )
        body += (block(voice, "others", label(voice.say("Kept out most often:")), *kept),)
    body += (block(voice, "reason", Run(text=voice.say(_DO[silence.cause]), italic=True)),)
    return Document(title=cap(f"[{name}] {begun}", SUBJECT), language=voice.language, sections=(head, body))


#: the figures that `_WHAT` speaks of
_NAMED: Final = ("failing", "sources", "articles", "unread", "named")


def span_of(span: timedelta, voice: Voice) -> str:
    """ "5 hours", "3 days"."""
    hours = max(1, round(span / timedelta(hours=1)))
    if hours < 48:
        return voice.count("{n} hour", "{n} hours", hours)
    return voice.count("{n} day", "{n} days", round(hours / 24))


def _kept_out(reason: str, count: int, voice: Voice) -> list[Run]:
    """A reason in words, and how often it was met."""
    times = voice.say("{n}×", n=count)
    return [*missing_in_words(reason, voice), Run(text=f" ({times})")]


def _said(silence: Silence, figures: _Figures, voice: Voice) -> Iterator[str]:
    """The figures in words; what nobody knows is left out."""

    def usually(said: str, name: str) -> str:
        return voice.say("{said} (usually {n})", said=said, n=figures[name]) if name in figures else said

    days = span_of(timedelta(days=figures["days"]), voice)
    read = voice.count(
        "{n} article read in the last {days}",
        "{n} articles read in the last {days}",
        round(figures["articles"]),
        days=days,
    )
    yield usually(read, "usual_articles")
    yield usually(
        voice.count("{n} names what you watch", "{n} name what you watch", round(figures["named"])), "usual_named"
    )
    best = voice.number(figures["best"], places=2)
    yield voice.say("{n} nearly matched, the best score is {best}", n=figures["review"], best=best)
    failing = voice.say("{failing} of {sources} sources fail", failing=figures["failing"], sources=figures["sources"])
    if silence.failing_since and figures["failing"]:
        since = voice.moment(silence.failing_since, silence.timezone)
        failing = voice.say("{failing} since {since}", failing=failing, since=since)
    yield failing
    yield voice.count(
        "{n} article without its page's text", "{n} articles without their page's text", round(figures["unread"])
    )
