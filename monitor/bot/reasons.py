"""Why a story was told, in words for a chat: what was stored of it, as `monitor explain` shows it.

Why? profile · score / headline // a line for each term // what was not there / decision / who tells it
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from monitor.decide.alert import REASONS
from monitor.deliver.blocks import Block, Document, Run, Section
from monitor.deliver.telling.words import (
    DOT,
    OUTLETS,
    SUBJECT,
    SURFACES,
    block,
    counted,
    foreign,
    headline_of,
    joined,
    outlets_of,
    runs_of,
    short,
)
from monitor.deliver.text import cap, clean, is_blank
from monitor.explain import Explanation, Finding
from monitor.model import Evidence, Match, Story
from monitor.ports import Telling

#: terms that were found, and terms that were not, as many as are named
FOUND: Final = 12
ABSENT: Final = 6


def reasons(explanation: Explanation, telling: Telling, name: str) -> Document:
    """What speaks for the article by which its profile, called `name`, knows the story, and what does not."""
    finding = next((one for one in explanation.findings if one.profile == telling.profile), None)
    match = finding.match if finding and finding.match else telling.match
    whose = short(name) or short(telling.profile) or "watch"
    score = Run(text=f"{match.score:.2f}")
    head: Section = (block("title", Run(text=f"Why? {whose}", bold=True), DOT, score), _headline(explanation))
    sections: tuple[Section, ...] = (
        head,
        tuple(map(_term, match.evidence[:FOUND])),
        (*_absent(match), *_decided(finding), *_outlets(explanation.story)),
    )
    return Document(title=cap(f"Why? {whose}", SUBJECT), sections=tuple(section for section in sections if section))


def _headline(explanation: Explanation) -> Block:
    """The story's where there is one, linked; else the article's."""
    if explanation.story:
        return headline_of(explanation.story.lead)
    title = short(explanation.article.title)
    return foreign("headline", Run(text="(no headline)" if is_blank(title) else title), explanation.analysis.language)


def _term(evidence: Evidence) -> Block:
    """ "+3.00 Ilham Aliyev · 6×, in the headline: Əliyev, علی‌اف"."""
    often = f"{evidence.count}×" if evidence.count else "meant, not named"
    where = ", in the headline" if evidence.in_title else ""
    words = [word for word in map(short, evidence.surfaces[:SURFACES]) if not is_blank(word)]
    found = [Run(text=": "), *joined(runs_of(words), ", ")] if words else []
    name = short(evidence.name) or short(evidence.term)
    return block(
        "why", Run(text=f"{evidence.points:+.2f} "), Run(text=name, bold=True), DOT, Run(text=often + where), *found
    )


def _absent(match: Match) -> Iterator[Block]:
    if match.missing:
        words = [short(str(one)) for one in match.missing[:ABSENT]]
        more = f" and {len(match.missing) - ABSENT} more" if len(match.missing) > ABSENT else ""
        yield block("others", *joined(runs_of(words), "; "), Run(text=more))


def _decided(finding: Finding | None) -> Iterator[Block]:
    """What was done, and the named reason; what keeps it from matching where it is judged now."""
    if finding and finding.verdict:
        verdict = finding.verdict
        yield block("reason", Run(text=f"{verdict.action}: {clean(REASONS.get(verdict.reason, verdict.reason))}"))
    if finding and finding.why_not:
        yield block("reason", *joined(runs_of(map(short, finding.why_not)), "; "))


def _outlets(story: Story | None) -> Iterator[Block]:
    """Who tells it."""
    if story:
        names = [name for name, _ in outlets_of(story)]
        more = f" and {len(names) - OUTLETS} more" if len(names) > OUTLETS else ""
        said = Run(text=f"{counted(len(names), 'outlet')}: ", bold=True)
        yield block("others", said, *joined(runs_of(names[:OUTLETS]), ", "), Run(text=more))
