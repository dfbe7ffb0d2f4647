"""What a story amounts to, and whether there is more to it than was told: the named reasons for telling it again."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.decide.profile import AlertPolicy
from monitor.model import Analysis, Evidence, Extent, Match, Story, Told

#: "much bigger": so many times the outlets that were told of, and so many more
TIMES, MORE = 3, 3
#: "reopened": news after so long without any, a night and a day of it
REOPENED = timedelta(hours=36)
#: a new actor is in the headline, or named so often
OFTEN = 2
#: types of what a story can be joined by
_ACTORS = ("person/", "org/", "country/", "event/")
#: reasons that say how a story grew: they change what was sent where that can be, and are no message of their own
GROWTH = frozenset({"bigger", "new-actor"})
#: the topic of a headline that denies what was told
DENIAL = "topic/denial"


def extent_of(story: Story, found: Match, analysis: Analysis, before: Extent | None) -> Extent:
    """The story with its newest article in it, whose match and analysis these are; `before` as it was told."""
    known = before.actors if before else ()
    figures = before.figures if before else ()
    return Extent(
        outlets=story.outlets,
        languages=story.languages,
        actors=tuple(sorted({*known, *(one.term for one in found.evidence if _is_actor(one))})),
        figures=tuple(sorted({*figures, *analysis.figures})),
        members=len(story.members),
        last_seen=story.last_seen,
        denied=_denies(analysis) or (before is not None and before.denied),
    )


def news_in(story: Story, found: Match, analysis: Analysis, told: Told, policy: AlertPolicy, now: datetime) -> str:
    """Why a story that was told is to be told again, now that its newest article has joined; empty where it is not."""
    before = told.extent
    if _denies(analysis) and not before.denied:
        return "contradicts"
    if _silence_before_newest(story) >= REOPENED:
        return "reopened"
    outlets, then = len(story.outlets), len(before.outlets)
    if outlets >= TIMES * then and outlets >= then + MORE:
        return "bigger"
    if any(_is_actor(one) and _stands_out(one) and one.term not in before.actors for one in found.evidence):
        return "new-actor"
    if policy.repeat_interval is not None and now - told.due >= policy.repeat_interval:
        return "repeat"
    return ""


def _is_actor(evidence: Evidence) -> bool:
    return evidence.points > 0 and evidence.term.startswith(_ACTORS)


def _stands_out(evidence: Evidence) -> bool:
    return evidence.in_title or evidence.count >= OFTEN


def _denies(analysis: Analysis) -> bool:
    return any(hit.topic == DENIAL and hit.start < analysis.title_end for hit in analysis.topics)


def _silence_before_newest(story: Story) -> timedelta:
    newest, others = story.members[-1], story.members[:-1]
    return newest.published - max((one.published for one in others), default=newest.published)
