"""Alert -> Document.

profile · score / update / headline / gist / outlet · language · time // why / quote / other outlets / reason / answer
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from monitor.deliver.blocks import Block, Document, Run, Section
from monitor.deliver.telling.reasons import reason_in_words
from monitor.deliver.telling.update import update_line
from monitor.deliver.telling.words import (
    LINE,
    OUTLETS,
    QUOTE,
    SUBJECT,
    SURFACES,
    answer_code,
    answer_line,
    between,
    block,
    called,
    dot,
    figure,
    foreign,
    gist_line,
    headline_of,
    is_condition,
    joined,
    label,
    name_of,
    outlets_of,
    runs_of,
    short,
    some_of,
    strongest,
    title_of,
    woven,
)
from monitor.deliver.text import cap, clean, flag, is_blank, web_address
from monitor.model import Alert, Evidence, Member, Story
from monitor.translation import Voice


def alert_document(alert: Alert, voice: Voice) -> Document:
    """One story: who tells it, why the reader is told, and who else tells it."""
    lead, name, title = alert.story.lead, name_of(voice, alert), title_of(voice, alert.story.lead)
    subject = voice.say("Update: {title}", title=title) if alert.update else title
    head: Section = (
        block(voice, "title", Run(text=name, bold=True), dot(voice), figure(voice, alert.match.score, places=2)),
        *update_line(alert, voice),
        headline_of(voice, lead),
        *gist_line(alert.gist),
        block(voice, "meta", *joined(_meta(voice, lead, alert.country, alert.timezone), voice.dot)),
    )
    body = (
        _why(voice, alert.match.evidence),
        _quote(alert),
        _others(voice, alert.story),
        None if alert.update else _reason(voice, alert),
        answer_line(voice, answer_code(alert)),
    )
    return Document(
        title=cap(f"[{name}] {subject}", SUBJECT),
        language=voice.language,
        sections=(head, tuple(block for block in body if block is not None)),
    )


def _meta(voice: Voice, lead: Member, country: str, timezone: str) -> list[Run]:
    outlet = " ".join(filter(None, (short(lead.outlet), flag(country))))
    return runs_of([outlet, voice.language_name(lead.language), voice.moment(lead.published, timezone)])


def _why(voice: Voice, evidence: Sequence[Evidence]) -> Block | None:
    terms = [_term(voice, one) for one in strongest(evidence)]
    if not terms:
        return None
    return block(voice, "why", label(voice.say("Why:")), *chain.from_iterable(between(terms, [dot(voice)])))


def _term(voice: Voice, evidence: Evidence) -> list[Run]:
    """A term's name, how often it was met, and the words found where they differ from the name."""
    name = called(evidence)
    found = () if is_condition(evidence) else map(short, evidence.surfaces[:SURFACES])
    words = [word for word in found if word and word.casefold() != name.casefold()]
    runs = [Run(text=name)]
    if evidence.count > 1:
        runs.append(Run(text=" " + voice.say("{n}×", n=evidence.count)))
    if words:
        quoted = [woven(voice.pattern("“{words}”"), words=[Run(text=word)]) for word in words]
        runs += [Run(text=" ("), *chain.from_iterable(between(quoted, [Run(text=voice.comma)])), Run(text=")")]
    return runs


def _quote(alert: Alert) -> Block | None:
    text = cap(clean(alert.quote), QUOTE)
    return None if is_blank(text) else foreign("quote", Run(text=text), alert.story.lead.language)


def _others(voice: Voice, story: Story) -> Block | None:
    """Who else tells it in words of their own, and how many carry those of others."""
    own = tuple(member for member in story.members if not member.copy_of or member is story.lead)
    others, copies = outlets_of(replace(story, members=own))[1:], len(story.members) - len(own)
    counts = [voice.count("{n} outlet", "{n} outlets", len(others))] if others else []
    counts += [voice.count("{n} copy", "{n} copies", copies)] if copies else []
    if not counts:
        return None
    links = [Run(text=outlet, href=web_address(member.url)) for outlet, member in others[:OUTLETS]]
    said = voice.say("+{counts}", counts=voice.comma.join(counts)) + (": " if links else "")
    return block(voice, "others", Run(text=said, bold=True), *some_of(voice, links, len(others) - OUTLETS))


def _reason(voice: Voice, alert: Alert) -> Block:
    return block(voice, "reason", Run(text=cap(clean(reason_in_words(alert.reason, voice)), LINE), italic=True))
