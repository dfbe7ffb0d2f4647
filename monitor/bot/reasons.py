"""Why a story was told, in words for a chat: what was stored of it, as `monitor explain` shows it.

Why? profile · score / headline // a line for each term // what was not there / decision / who tells it
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from monitor.deliver.blocks import Block, Document, Run, Section
from monitor.deliver.telling.reasons import missing_in_words, reason_in_words
from monitor.deliver.telling.words import (
    OUTLETS,
    SUBJECT,
    SURFACES,
    between,
    block,
    dot,
    figure,
    foreign,
    headline_of,
    joined,
    label,
    outlets_of,
    runs_of,
    short,
    some_of,
    woven,
)
from monitor.deliver.text import cap, clean, is_blank
from monitor.explain import Explanation, Finding
from monitor.model import Action, Evidence, Match, Story
from monitor.ports import Telling
from monitor.translation import ENGLISH, Voice, marked

#: terms that were found, and terms that were not, as many as are named
FOUND: Final = 12
ABSENT: Final = 6
#: what was done about it
_DONE: Final[Mapping[Action, str]] = {"send": marked("send"), "hold": marked("hold"), "drop": marked("drop")}


def reasons(explanation: Explanation, telling: Telling, name: str, voice: Voice = ENGLISH) -> Document:
    """What speaks for the article by which its profile, called `name`, knows the story, and what does not."""
    finding = next((one for one in explanation.findings if one.profile == telling.profile), None)
    match = finding.match if finding and finding.match else telling.match
    title = voice.say("Why? {profile}", profile=short(name) or short(telling.profile) or voice.say("watch"))
    score = Run(text=voice.number(match.score, places=2))
    head: Section = (
        block(voice, "title", Run(text=title, bold=True), dot(voice), score),
        _headline(explanation, voice),
    )
    sections: tuple[Section, ...] = (
        head,
        tuple(_term(one, voice) for one in match.evidence[:FOUND]),
        (*_absent(match, voice), *_decided(finding, voice), *_outlets(explanation.story, voice)),
    )
    kept = tuple(section for section in sections if section)
    return Document(title=cap(title, SUBJECT), language=voice.language, sections=kept)


def _headline(explanation: Explanation, voice: Voice) -> Block:
    """The story's where there is one, linked; else the article's."""
    if explanation.story:
        return headline_of(voice, explanation.story.lead)
    title = short(explanation.article.title)
    if is_blank(title):
        return block(voice, "headline", Run(text=voice.say("(no headline)")))
    return foreign("headline", Run(text=title), explanation.analysis.language)


def _term(evidence: Evidence, voice: Voice) -> Block:
    """ "+3.00 Ilham Aliyev · 6×, in the headline: Əliyev, علی‌اف"."""
    often = voice.say("{n}×", n=evidence.count) if evidence.count else voice.say("meant, not named")
    where = [often, voice.say("in the headline")] if evidence.in_title else [often]
    words = [word for word in map(short, evidence.surfaces[:SURFACES]) if not is_blank(word)]
    found = [Run(text=": "), *joined(runs_of(words), voice.comma)] if words else []
    points = Run(text=("+" if evidence.points >= 0 else "") + voice.number(evidence.points, places=2) + " ")
    name = Run(text=short(evidence.name) or short(evidence.term), bold=True)
    return block(voice, "why", points, name, dot(voice), Run(text=voice.comma.join(where)), *found)


def _absent(match: Match, voice: Voice) -> Iterator[Block]:
    if match.missing:
        words = [missing_in_words(str(one), voice) for one in match.missing[:ABSENT]]
        runs = list(chain.from_iterable(between(words, [Run(text=voice.semicolon)])))
        if (more := len(match.missing) - ABSENT) > 0:
            runs = woven(voice.pattern("{names} and {n} more"), names=runs, n=[figure(voice, more)])
        yield block(voice, "others", *runs)


def _decided(finding: Finding | None, voice: Voice) -> Iterator[Block]:
    """What was done, and the named reason; what keeps it from matching where it is judged now."""
    if finding and finding.verdict:
        said = clean(reason_in_words(finding.verdict.reason, voice))
        yield block(voice, "reason", Run(text=f"{voice.say(_DONE[finding.verdict.action])}: {said}"))
    if finding and finding.why_not:
        yield block(voice, "reason", *joined(runs_of(map(short, finding.why_not)), voice.semicolon))


def _outlets(story: Story | None, voice: Voice) -> Iterator[Block]:
    """Who tells it."""
    if story:
        names = [name for name, _ in outlets_of(story)]
        said = label(voice.count("{n} outlet", "{n} outlets", len(names)) + ":")
        yield block(voice, "others", said, *some_of(voice, runs_of(names[:OUTLETS]), len(names) - OUTLETS))
