"""Match + Story -> Verdict: send, hold or drop, and the named reason.

A story is told once. While its first message waits (for other outlets, for the end of the quiet, for its digest), what
joins it is told with it; afterwards it is told again only for a reason that has a name (`decide.extent`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from monitor.decide.calendar import DigestPlan, quiet_until
from monitor.decide.extent import GROWTH, extent_of, news_in
from monitor.decide.profile import AlertPolicy, Profile
from monitor.decide.readers import held_for
from monitor.decide.route import Routing, at_once, in_digests
from monitor.model import Analysis, Extent, Level, Match, Source, Story, Told, Verdict

#: the one that the store gives, where stories part; what is told is decided again
PARTED = "parted"
#: what a source's first poll brings is told only if it is not older than this
FIRST_PASS = timedelta(hours=24)
#: what appears later with an older date than this is an archive, not news
STALE = timedelta(hours=72)
#: the time in which `AlertPolicy.at_most` is counted, and for which an overflow waits where there is no digest
CAP_SPAN = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a verdict depends on besides the match and the profile."""

    source: Source
    analysis: Analysis
    #: with the article in it, as its last member
    story: Story | None
    #: what the profile was told of the story
    told: Told | None = None
    #: stories of which the profile was alerted within `CAP_SPAN`
    lately: int = 0
    #: id of the mute that covers the article
    mute: str = ""
    #: the article came with its source's first poll
    backlog: bool = False
    published: datetime
    now: datetime
    #: channels that can change what they have sent
    editing: frozenset[str] = frozenset()
    #: channel -> the digests of its recipient's own (`decide.readers`)
    plans: Mapping[str, DigestPlan] = field(default_factory=dict)
    #: channel -> what it takes (`decide.route`)
    routing: Routing = field(default_factory=dict)
    #: nobody else's telling is to be waited for: all that was there has been read
    patient: bool = True


def too_old(published: datetime, backlog: bool, now: datetime) -> bool:
    """Is this no news any more, for what a source's first poll brought or for what came later?"""
    return now - published > (FIRST_PASS if backlog else STALE)


def decide_alert(found: Match, profile: Profile, at: Circumstances) -> Verdict:
    """What to do about a match. What a mute holds back is what would have been told without it, and nothing else."""
    verdict = _Deciding(found, profile, at).verdict()
    if at.mute and verdict.action != "drop":
        return Verdict(profile=profile.id, action="drop", reason="muted", mute=at.mute)
    return verdict


class _Deciding:
    """One match, one profile, one story."""

    def __init__(self, found: Match, profile: Profile, at: Circumstances) -> None:
        self._found, self._profile, self._at = found, profile, at
        self._policy: AlertPolicy = profile.alert
        self._languages = at.story.languages if at.story else (at.analysis.language,)

    def verdict(self) -> Verdict:
        found, at, told = self._found, self._at, self._at.told
        if found.decision != "match":
            return self._drop("review" if found.decision == "review" else "below")
        if not _listens(self._profile, at.source):
            return self._drop("source")
        if told is not None:
            return self._waiting(told) if told.waits else self._again(told)
        if too_old(at.published, at.backlog, at.now):
            return self._drop("stale")
        if at.backlog:
            return self._hold("first-pass", first_pass=True)
        return self._first()

    # -- the ways in which a story stands

    def _first(self) -> Verdict:
        """Nothing was told of it."""
        at, policy = self._at, self._policy
        if not self._instant:
            return self._hold("digest")
        capped = policy.at_most and at.lately >= policy.at_most and not self._critical
        if capped and in_digests(self._profile, self._languages, at.routing):
            return self._hold("overflow")
        return self._alert("critical" if self._critical else "instant", at.now + self._wait)

    def _waiting(self, told: Told) -> Verdict:
        """Its first or next telling is not rendered yet: the article is told with it, or hurries it on."""
        at = self._at
        if at.story is None:
            return self._drop("told")
        news = not too_old(at.published, at.backlog, at.now) and not at.backlog
        if news and told.kind == "digest" and self._rises(told):
            risen = self._first()
            if risen.action != "drop" and not risen.digest:  # else it waits for its digests already
                return risen
        if news and told.kind == "alert" and told.reason in GROWTH:
            return self._turning(told)
        more = self._reached_now(told)
        if news and told.kind == "alert" and self._critical and (more or told.due > at.now + self._wait):
            reason = "critical" if told.alerts == 1 else told.reason
            due = min(told.due, at.now + self._wait)
            hurried = replace(told, due=due, reason=reason, extent=self._extent(told.extent))
            return self._verdict("send", reason, due, told=hurried)
        return self._drop("told", told=replace(told, extent=self._extent(told.extent)))

    def _turning(self, told: Told) -> Verdict:
        """It grew, and some channels are to be told so: does it take a turn meanwhile, which all are to be told?"""
        at = self._at
        assert at.story is not None  # noqa: S101  what was told has a story
        reason = news_in(at.story, self._found, at.analysis, told, self._policy, at.now)
        if not reason or reason in GROWTH:
            return self._drop("told", told=replace(told, extent=self._extent(told.extent)))
        return self._alert(reason, max(at.now + self._wait, told.due))

    def _again(self, told: Told) -> Verdict:
        """It was told: is there a reason to tell it again?"""
        at, policy = self._at, self._policy
        if at.backlog or at.story is None or too_old(at.published, at.backlog, at.now):
            return self._drop("told")
        if not told.alerts and self._rises(told):
            return self._first()
        if told.alerts and (more := self._reached_now(told)):
            return replace(self._alert("critical", at.now + self._wait), channels=more)
        reason = news_in(at.story, self._found, at.analysis, told, policy, at.now)
        if not reason or policy.updates == "none":
            return self._drop("told")
        if told.alerts:
            channels = self._told_of(reason)
            due = max(at.now + self._wait, told.due + policy.group_interval)
            return replace(self._alert(reason, due), channels=channels) if channels else self._drop("told")
        return self._alert(reason, at.now + self._wait) if self._instant else self._hold(reason)

    def _told_of(self, reason: str) -> tuple[str, ...]:
        """The channels that hear of it: that a story grew is no message of its own, but where the owner wants it."""
        if reason in GROWTH and self._policy.updates == "edit":
            return tuple(channel for channel in self._channels if channel in self._at.editing)
        return self._channels

    def _reached_now(self, told: Told) -> tuple[str, ...]:
        """The channels that take what is critical and no mere alert, of a story that was none so far."""
        if not self._critical or self._policy.breaks_through(told.extent.score):
            return ()
        before = self._at_once("alert")
        return tuple(channel for channel in self._at_once("critical") if channel not in before)

    # -- what a verdict says

    @property
    def _channels(self) -> tuple[str, ...]:
        """Where a message goes. How much it presses is what its story ever did: who was told hears what follows."""
        told = self._at.told
        ever = self._critical or (told is not None and self._policy.breaks_through(told.extent.score))
        return self._at_once("critical" if ever else "alert")

    def _at_once(self, level: Level) -> tuple[str, ...]:
        return at_once(self._profile, level, self._languages, self._at.routing)

    @property
    def _instant(self) -> bool:
        return self._found.score >= self._policy.instant or not self._policy.digest

    @property
    def _critical(self) -> bool:
        return self._policy.breaks_through(self._found.score)

    def _rises(self, told: Told) -> bool:
        """Does it pass a threshold that none of what a digest tells of it had passed? What a first pass brought, and
        what overflowed, is in a digest whatever its score: a copy of it is no news."""
        before = told.extent.score
        if not before and told.reason in ("first-pass", "overflow"):  # its score was not kept yet
            before = self._policy.instant
        passed = (self._policy.instant, self._policy.critical)
        return any(one is not None and before < one <= self._found.score for one in passed)

    @property
    def _wait(self) -> timedelta:
        return self._policy.group_wait if self._at.patient else timedelta(0)

    def _alert(self, reason: str, due: datetime) -> Verdict:
        """A message of its own, after the quiet if need be; a line of a digest where no channel takes messages."""
        if not self._channels:
            return self._hold("digest-only" if reason in ("instant", "critical") else reason)
        quiet = None if self._critical else quiet_until(self._policy.quiet, self._policy.timezone, due)
        told = self._told("alert", reason, quiet or due)
        if quiet is None:
            return self._verdict("send", reason, due, told=told)
        return self._verdict("hold", reason if self._at.told else "quiet", quiet, told=told)

    def _hold(self, reason: str, *, first_pass: bool = False) -> Verdict:
        """A line of a digest, or of several."""
        now, channels = self._at.now, in_digests(self._profile, self._languages, self._at.routing)
        if not channels:
            return self._drop("untaken")
        taken = replace(self._profile, deliver=channels)
        digests = held_for(taken, self._at.plans, now, at_once=first_pass, otherwise=now + CAP_SPAN)
        due = min(one.due for one in digests)
        verdict = self._verdict("hold", reason, due, told=self._told("digest", reason, due))
        return replace(verdict, digest=True, digests=digests, channels=channels)

    def _drop(self, reason: str, told: Told | None = None) -> Verdict:
        return Verdict(profile=self._profile.id, action="drop", reason=reason, told=told)

    def _verdict(self, action: Literal["send", "hold"], reason: str, due: datetime, told: Told | None) -> Verdict:
        return Verdict(
            profile=self._profile.id, action=action, reason=reason, until=due, channels=self._channels, told=told
        )

    def _told(self, kind: Literal["alert", "digest"], reason: str, due: datetime) -> Told | None:
        if self._at.story is None:
            return None
        before = self._at.told
        # what waited for its digest and goes out now is told once
        digests = 0 if before is None else before.digests - (before.waits and before.kind == "digest")
        return Told(
            profile=self._profile.id,
            story_id=self._at.story.id,
            alerts=(before.alerts if before else 0) + (kind == "alert"),
            digests=digests + (kind == "digest"),
            due=due,
            kind=kind,
            reason=reason,
            extent=self._extent(before.extent if before else None),
        )

    def _extent(self, before: Extent | None) -> Extent:
        assert self._at.story is not None  # noqa: S101  what was told has a story
        return extent_of(self._at.story, self._found, self._at.analysis, before)


def _listens(profile: Profile, source: Source) -> bool:
    if profile.sources and source.id not in profile.sources:
        return False
    return not profile.countries or source.country in profile.countries
