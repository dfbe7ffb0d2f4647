"""Which mute keeps a story from a profile, and how a story looks to whom an outlet is muted.

story     nothing more of it
actor     articles that are about it: the headline names it, or the gist does; not each that names it in passing
outlet    what this outlet alone tells; where another tells it too it is told, and another leads
profile   nothing of it
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.decide.gist import gist
from monitor.decide.match import CERTAIN_ENOUGH
from monitor.decide.presence import presences
from monitor.model import Analysis, Member, Mute, MuteRecord, MutesInForce, Story


def stands(mute: Mute, now: datetime) -> bool:
    """Is it in force? The instant at which it ends is outside."""
    return mute.until is None or now < mute.until


def covering(
    mutes: Iterable[Mute],
    *,
    profile: str,
    story: Story,
    analysis: Analysis,
    minor: Callable[[str], bool],
    now: datetime,
) -> Mute | None:
    """The first mute that keeps an article, and with it the story as it then stands, from a profile.

    `analysis` is that of the article, `minor` as `decide.gist` takes it.
    """
    concerned = [mute for mute in mutes if stands(mute, now) and mute.profile in ("", profile)]
    outlets = [mute for mute in concerned if mute.kind == "outlet"]
    alone = all(any(_tells(mute, member) for mute in outlets) for member in story.members)
    about = about_whom(analysis, minor) if any(mute.kind == "actor" for mute in concerned) else frozenset()

    def covers(mute: Mute) -> bool:
        match mute.kind:
            case "story":
                return mute.subject == story.id
            case "actor":
                return mute.subject in about
            case "outlet":
                return alone and any(_tells(mute, member) for member in story.members)
            case "profile":
                return mute.subject == profile

    return next(filter(covers, concerned), None)


def silenced(mutes: Iterable[Mute], *, profile: str, actor: str = "", now: datetime) -> Mute | None:
    """The first mute that keeps from a profile whatever is said of the profile itself, or of an actor."""
    subjects = {("profile", profile), ("actor", actor)}
    concerned = (mute for mute in mutes if stands(mute, now) and mute.profile in ("", profile))
    return next((mute for mute in concerned if (mute.kind, mute.subject) in subjects), None)


def about_whom(analysis: Analysis, minor: Callable[[str], bool]) -> frozenset[str]:
    """Whom an article is about: whoever surely stands in its headline, and whom its gist names."""
    headline = (term for term, one in presences(analysis).items() if one.in_title and one.strength >= CERTAIN_ENOUGH)
    return frozenset((*headline, *gist(analysis, minor)))


def led_by_others(story: Story, mutes: Iterable[Mute], profile: str, now: datetime) -> Story:
    """The story with its muted outlets trusted least, so that another leads; the same where none is muted."""
    muted = [mute for mute in mutes if mute.kind == "outlet" and stands(mute, now) and mute.profile in ("", profile)]
    if not muted:
        return story
    members = (
        replace(member, weight=0.0) if any(_tells(mute, member) for mute in muted) else member
        for member in story.members
    )
    return replace(story, members=tuple(members))


def concerning(records: Iterable[MuteRecord], profile: str) -> tuple[MuteRecord, ...]:
    """Those that may keep something from a profile."""
    return tuple(
        record
        for record in records
        if record.mute.profile in ("", profile) and (record.mute.kind != "profile" or record.mute.subject == profile)
    )


def in_force(records: Sequence[MuteRecord]) -> MutesInForce:
    """How the mutes stand. `records`: those that do."""
    return MutesInForce(
        count=len(records),
        endless=sum(record.mute.until is None for record in records),
        stories=sum(record.stories for record in records),
    )


def _tells(mute: Mute, member: Member) -> bool:
    """Is the member of the muted outlet? Several sources of one name are one outlet."""
    return mute.subject in (member.source_id, member.outlet)
