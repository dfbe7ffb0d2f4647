"""Alert -> Document.

profile · score / update / headline / gist / outlet · language · time // why / quote / other outlets / reason / answer
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from monitor.decide.alert import REASONS
from monitor.deliver.blocks import Block, Document, Run, Section
from monitor.deliver.telling.update import update_line
from monitor.deliver.telling.words import (
    DOT,
    OUTLETS,
    QUOTE,
    SUBJECT,
    SURFACES,
    answer_code,
    answer_line,
    between,
    block,
    called,
    counted,
    foreign,
    gist_line,
    headline_of,
    is_condition,
    joined,
    local_time,
    name_of,
    outlets_of,
    runs_of,
    short,
    strongest,
    title_of,
)
from monitor.deliver.text import cap, clean, is_blank, language_name, web_address
from monitor.model import Alert, Evidence, Member, Story


def alert_document(alert: Alert) -> Document:
    """One story: who tells it, why the reader is told, and who else tells it."""
    lead, name = alert.story.lead, name_of(alert)
    head: Section = (
        block("title", Run(text=name, bold=True), DOT, Run(text=f"{alert.match.score:.2f}")),
        *update_line(alert),
        headline_of(lead),
        *gist_line(alert.gist),
        block("meta", *joined(_meta(lead, alert.timezone))),
    )
    body = (
        _why(alert.match.evidence),
        _quote(alert),
        _others(alert.story),
        None if alert.update else _reason(alert),
        answer_line(answer_code(alert)),
    )
    return Document(
        title=cap(f"[{name}] {'Update: ' if alert.update else ''}{title_of(lead)}", SUBJECT),
        sections=(head, tuple(block for block in body if block is not None)),
    )


def _meta(lead: Member, timezone: str) -> list[Run]:
    return runs_of([short(lead.outlet), language_name(lead.language), local_time(lead.published, timezone)])


def _why(evidence: Sequence[Evidence]) -> Block | None:
    terms = [_term(one) for one in strongest(evidence)]
    return block("why", Run(text="Why: ", bold=True), *chain.from_iterable(between(terms, [DOT]))) if terms else None


def _term(evidence: Evidence) -> list[Run]:
    """A term's name, how often it was met, and the words found where they differ from the name."""
    name = called(evidence)
    found = () if is_condition(evidence) else map(short, evidence.surfaces[:SURFACES])
    words = [word for word in found if word and word.casefold() != name.casefold()]
    runs = runs_of([name, f" {evidence.count}×" if evidence.count > 1 else ""])
    if words:
        runs += [Run(text=" (“"), *joined(runs_of(words), "”, “"), Run(text="”)")]
    return runs


def _quote(alert: Alert) -> Block | None:
    text = cap(clean(alert.quote), QUOTE)
    return None if is_blank(text) else foreign("quote", Run(text=text), alert.story.lead.language)


def _others(story: Story) -> Block | None:
    """Who else tells it in words of their own, and how many carry those of others."""
    own = tuple(member for member in story.members if not member.copy_of or member is story.lead)
    others, copies = outlets_of(replace(story, members=own))[1:], len(story.members) - len(own)
    counts = [counted(number, what) for number, what in ((len(others), "outlet"), (copies, "copy")) if number]
    if not counts:
        return None
    links = [Run(text=outlet, href=web_address(member.url)) for outlet, member in others[:OUTLETS]]
    more = f" and {len(others) - OUTLETS} more" if len(others) > OUTLETS else ""
    label = f"+{', '.join(counts)}{': ' if links else ''}"
    return block("others", Run(text=label, bold=True), *joined(links, ", "), Run(text=more))


def _reason(alert: Alert) -> Block:
    return block("reason", Run(text=short(REASONS.get(alert.reason, alert.reason)), italic=True))
