"""The pipeline's steps over articles that are stored already, in the order in which they came.

archive -> analysis (the stored one, or of a new reading: `reread`) -> match -> story -> verdict

Nothing is written. `backtest` asks one profile, `diff` compares several with what was stored. Both pass over mutes:
these say what a reader wanted to hear for a time, not what a profile finds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from monitor.decide.alert import CAP_SPAN, Circumstances, decide_alert
from monitor.decide.group import COMPARED, OPEN_FOR, assign, features
from monitor.decide.profile import Profile
from monitor.model import Analysis, Match, Member, Source, Story, Told, Verdict
from monitor.ports import Archived
from monitor.settings.snapshot import Snapshot

How = Literal["at once", "in a digest", "after quiet hours"]


def is_told(verdict: Verdict) -> bool:
    """Was a reader told of it, or of its story before? What a mute held back is as good as told: no profile lost it."""
    return verdict.action != "drop" or verdict.reason in ("told", "muted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a reader was told, or would have been, and how."""

    at: datetime
    how: How


def moment(verdict: Verdict, stored_at: datetime) -> Moment | None:
    """When an article's verdict tells of it; None where its story was told before, or nothing is told."""
    if verdict.action == "drop":
        return None
    if verdict.action == "send":  # but for the moments that it waits for other outlets
        return Moment(at=stored_at, how="at once")
    how: How = "in a digest" if verdict.digest else "after quiet hours"
    # of what was there at the first poll, the digest comes as soon as it is read
    return Moment(at=max(verdict.until or stored_at, stored_at), how=how)


class Hindsight:
    """Decides on stored articles with today's configuration, one after the other."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._stories = PastStories(snapshot.matcher.watchers)
        #: (profile, story) -> what it would have been told
        self._told: dict[tuple[str, str], Told] = {}
        #: profile -> when it would have been alerted of a story for the first time
        self._alerted: dict[str, list[datetime]] = defaultdict(list)

    def member(self, one: Archived, analysis: Analysis) -> Member:
        """What a reader would be shown of it."""
        source = self._source(one)
        return Member(
            article_id=one.article.id,
            source_id=source.id,
            outlet=source.name,
            title=one.article.title,
            url=one.article.url,
            language=analysis.language,
            published=one.article.published or one.stored_at,
            weight=source.weight,
        )

    def story(self, one: Archived, analysis: Analysis, member: Member) -> str:
        """Id of the story that the article belongs to. Asked for each article that has one or matches now, in order."""
        return self._stories.place(one, analysis, member)

    def verdict(self, one: Archived, found: Match, profile: Profile, story: str, analysis: Analysis) -> Verdict:
        """What would have been decided at that time, had this been the profile."""
        now = one.stored_at
        told = self._told.get((profile.id, story))
        verdict = decide_alert(
            found,
            profile,
            Circumstances(
                source=self._source(one),
                analysis=analysis,
                story=self._stories.get(story),
                told=None if told is None else replace(told, waits=now <= told.due),
                lately=sum(now - at <= CAP_SPAN for at in self._alerted[profile.id]),
                backlog=one.backlog,
                published=one.article.published or now,
                now=now,
                editing=self._snapshot.editing,
                plans=self._snapshot.plans,
                routing=self._snapshot.routing,
            ),
        )
        if verdict.told is not None:
            self._told[profile.id, story] = verdict.told
            first = verdict.told.alerts == 1 and (told is None or not told.alerts)
            if verdict.action != "drop" and not verdict.digest and first:
                self._alerted[profile.id].append(now)
        return verdict

    def _source(self, one: Archived) -> Source:
        """As it is listed today; one that no longer is goes by its id."""
        name = one.article.source_id
        return self._snapshot.sources.get(name) or Source(id=name, url="", name=name)


class PastStories:
    """The stories that were stored, and those that articles would have formed of which nobody was told then."""

    def __init__(self, watched: Container[str] = ()) -> None:
        self._watched = watched
        self._open: dict[str, Story] = {}
        #: id of a stored story -> the id by which it goes here
        self._known: dict[str, str] = {}

    def place(self, one: Archived, analysis: Analysis, member: Member) -> str:
        """The id of the article's story: the stored one, else the one that it would have joined or begun."""
        self._close(one.stored_at)
        if one.story_id is None:
            return self._keep(assign(analysis, member, tuple(self._open.values()), self._watched))
        if one.story_id not in self._known:
            # what began before it, and was not stored, may have been its beginning
            stored = set(self._known.values())
            begun = tuple(story for story in self._open.values() if story.id not in stored)
            story = assign(analysis, member, begun, self._watched)
            known = self._known[one.story_id] = story.id if story.revision > 1 else one.story_id
            return self._keep(replace(story, id=known))
        known = self._known[one.story_id]
        if known in self._open:
            self._keep(_with(self._open[known], analysis, member))
        return known

    def get(self, story_id: str) -> Story | None:
        """As it stands, by the id by which it goes here; None where it is closed."""
        return self._open.get(story_id)

    def _keep(self, story: Story) -> str:
        self._open[story.id] = story
        return story.id

    def _close(self, now: datetime) -> None:
        for story in [story for story in self._open.values() if now - story.last_seen > OPEN_FOR]:
            del self._open[story.id]


def _with(story: Story, analysis: Analysis, member: Member) -> Story:
    """The story with an article that is known to be its own, however unlike it is."""
    kept = replace(member, features=features(analysis) if len(story.members) < COMPARED else ())
    return replace(story, members=(*story.members, kept), last_seen=max(story.last_seen, member.published))
