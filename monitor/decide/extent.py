"""What a story amounts to, and whether there is more to it than was told: the named reasons for telling it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.decide.profile import AlertPolicy
from monitor.model import DENIAL, Analysis, Evidence, Extent, Match, Member, Story, Told

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
        score=max(found.score, before.score if before else 0.0),
    )


def together(told: Sequence[Extent]) -> Extent:
    """What was told of several stories that are one."""
    return Extent(
        outlets=tuple(sorted({name for one in told for name in one.outlets})),
        languages=tuple(sorted({name for one in told for name in one.languages})),
        actors=tuple(sorted({name for one in told for name in one.actors})),
        figures=tuple(sorted({figure for one in told for figure in one.figures})),
        members=sum(one.members for one in told),
        last_seen=max(one.last_seen for one in told),
        denied=any(one.denied for one in told),
        score=max(one.score for one in told),
    )


def news_in(story: Story, found: Match, analysis: Analysis, told: Told, policy: AlertPolicy, now: datetime) -> str:
    """Why a story that was told is to be told again, now that its newest article has joined; empty where it is not."""
    before = told.extent
    if _denies(analysis) and not before.denied:
        return "contradicts"
    if silence_before(story, story.members[-1]) >= REOPENED:
        return "reopened"
    outlets, then = len(story.outlets), len(before.outlets)
    if outlets >= TIMES * then and outlets >= then + MORE:
        return "bigger"
    if newcomers(found, before):
        return "new-actor"
    if policy.repeat_interval is not None and now - told.due >= policy.repeat_interval:
        return "repeat"
    return ""


def newcomers(found: Match, before: Extent) -> tuple[Evidence, ...]:
    """The watched actors who stand out in an article and were in none of those told of."""
    actors = (one for one in found.evidence if _is_actor(one) and _stands_out(one))
    return tuple(one for one in actors if one.term not in before.actors)


def silence_before(story: Story, member: Member) -> timedelta:
    """How long nothing had been published of the story when this member was; below 0 where it came late."""
    earlier = story.members[: story.members.index(member)]
    return member.published - max((one.published for one in earlier), default=member.published)


def _is_actor(evidence: Evidence) -> bool:
    return evidence.points > 0 and evidence.term.startswith(_ACTORS)


def _stands_out(evidence: Evidence) -> bool:
    return evidence.in_title or evidence.count >= OFTEN


def _denies(analysis: Analysis) -> bool:
    return any(hit.topic == DENIAL and hit.start < analysis.title_end for hit in analysis.turns)
