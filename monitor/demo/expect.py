"""What a newsroom expects of a watch, against what arrived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.decide.profile import Profile
from monitor.demo.newsroom import Newsroom
from monitor.demo.press import Press
from monitor.model import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A story that a reader was told of, by an alert or a line of a digest."""

    profile: str
    story: Story
    #: "alert" or "digest"
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The outcome of a demo."""

    #: what is wrong, in words; empty when every expectation is met
    complaints: tuple[str, ...]
    #: (story, profile) -> how it arrived
    arrived: Mapping[tuple[str, str], str]
    stories: int
    distractors: int


def profiles_of(concerns: Sequence[str], profiles: Iterable[Profile]) -> set[str]:
    """The profiles that a story concerns: those grown from one of these seeds, or of one of these ids."""
    wanted = set(concerns)
    return {profile.id for profile in profiles if profile.id in wanted or wanted & set(profile.seeds)}


def compare(newsroom: Newsroom, press: Press, profiles: Sequence[Profile], arrived: Sequence[Arrived]) -> Compared:
    """Each story exactly once for each profile that it concerns, nothing else at all."""
    complaints: list[str] = []
    found: dict[tuple[str, str], list[str]] = {}
    for told in arrived:
        stories = {press.story_at(member.url) for member in told.story.members}
        lead = press.story_at(told.story.lead.url)
        if lead is None:
            complaints.append(f"{told.profile} told a distractor: {told.story.lead.title}")
            continue
        if stories != {lead}:
            others = ", ".join(sorted(str(story or "a distractor") for story in stories - {lead}))
            complaints.append(f"{told.profile} told {lead} together with {others}")
        found.setdefault((lead, told.profile), []).append(told.how)
    for story, concerns in newsroom.concerns.items():
        wanted = profiles_of(concerns, profiles)
        if not wanted:
            complaints.append(f"{story} concerns no profile: none is grown from {', '.join(concerns)}")
        for profile in sorted(wanted | {profile for lead, profile in found if lead == story}):
            times = len(found.get((story, profile), ()))
            if profile not in wanted:
                complaints.append(f"{profile} told {story}, which does not concern it")
            elif times != 1:
                complaints.append(f"{profile} told {story} {times} times instead of once")
    return Compared(
        complaints=tuple(complaints),
        arrived={place: hows[0] for place, hows in found.items()},
        stories=len(newsroom.concerns),
        distractors=sum(article.story is None for article in newsroom.articles),
    )
