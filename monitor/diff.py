"""Today's files against what was stored: the alerts that an edit gains and loses.

"Before" is what the pipeline stored when an article came, whichever version of the profile judged; "after" is what
today's profile makes of the same article. Both are counted in stories, because a story is told once: at the hour of the
first article that tells it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from monitor.decide.compare import differences
from monitor.decide.compile import compile_profiles
from monitor.decide.match import match
from monitor.decide.profile import Profile
from monitor.deliver.telling import reason_in_words
from monitor.hindsight import Hindsight, Moment, is_told, moment
from monitor.model import Match, Member, Verdict
from monitor.ports import Archived, Progress
from monitor.replay import why_not
from monitor.reread import Reader
from monitor.settings.snapshot import Snapshot

#: "running": today's profile is the one that judged last · "new": nothing that it judged is stored
State = Literal["running", "edited", "new", "paused", "removed"]

#: terms that say why an article is new
_STRONGEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An article on both sides; of a story's articles, the one that shows it best."""

    story: str
    member: Member
    stored_at: datetime
    #: what was stored of it, None where nothing was: it stayed below the review score
    before: Match | None
    #: what today's profile makes of it, None where it watches nothing that the article names
    after: Match | None
    why: tuple[str, ...]
    #: when its story was told; None where it was not, or before the first article that is looked at
    told_then: Moment | None = None
    #: when it would have been told by today's profile
    told_now: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileDiff:
    """What an edit does to one profile."""

    id: str
    name: str
    state: State
    #: stories that would be told now and were not, the best first
    gained: tuple[Change, ...]
    #: stories that were told and would not be now
    lost: tuple[Change, ...]
    #: stories that are told before and after
    kept: int
    #: those of them that would be told at another hour, or in another way
    moved: tuple[Change, ...]
    #: when the first article came that it kept; None for a new profile
    first_match: datetime | None

    @property
    def older(self) -> int:
        """Stories gained that are older than that: the profile may not have been there yet."""
        return sum(self.first_match is not None and one.stored_at < self.first_match for one in self.gained)


def diff(
    archive: Iterable[Archived],
    said: Progress,
    *,
    snapshot: Snapshot,
    wanted: Collection[str],
    read: Reader,
    removed: Callable[[str], bool] = lambda name: False,
) -> tuple[ProfileDiff, ...]:
    """Compare these profiles, by id, and those that judged then and of which `removed` says that they are gone.

    Raises `StoreError`.
    """
    tallies = {name: _Tally(name=name, profile=snapshot.profiles.get(name)) for name in wanted}
    desks = snapshot.lexicon.desks
    alone = {name: compile_profiles([tally.profile], desks) for name, tally in tallies.items() if tally.profile}
    matcher = compile_profiles((tally.profile for tally in tallies.values() if tally.profile), desks)
    past = Hindsight(snapshot)
    for one in archive:
        analysis = read(one)
        member = past.member(one, analysis)
        now = {found.profile: found for found in match(analysis, matcher, snapshot.names)}
        then = {found.profile: found for found in one.matches if found.profile in tallies or removed(found.profile)}
        matches = any(found.decision == "match" for found in now.values())
        story = past.story(one, analysis, member) if matches or one.story_id else ""
        stored = {verdict.profile: verdict for verdict in one.verdicts}
        for name in sorted(now.keys() | then.keys()):
            tally = tallies.setdefault(name, _Tally(name=name, profile=None))
            before, after, profile = then.get(name), now.get(name), tally.profile
            verdict = past.verdict(one, after, profile, story, analysis) if after and profile else None
            if profile and after is None:
                # not only that it is not reached, but why
                after = next(iter(match(analysis, alone[name], snapshot.names, thorough=True)), None)
            tally.add(
                Change(
                    story=story,
                    member=member,
                    stored_at=one.stored_at,
                    before=before,
                    after=after,
                    why=tuple(_reasons(before, after, profile, verdict)),
                ),
                stored.get(name),
                verdict,
            )
        said.step(member.title)
    return tuple(tally.result() for tally in tallies.values())


_Side = Callable[[Change], Match | None]


@dataclass(slots=True, kw_only=True)
class _Tally:
    """What is known of a profile while the archive passes by."""

    name: str
    #: None where its file is gone
    profile: Profile | None
    #: story -> the article that fitted it best, of those told then
    before: dict[str, Change] = field(default_factory=dict)
    #: the same, of those told now
    after: dict[str, Change] = field(default_factory=dict)
    #: story -> when it was told
    told_then: dict[str, Moment | None] = field(default_factory=dict)
    #: story -> when it would have been told now
    told_now: dict[str, Moment | None] = field(default_factory=dict)
    #: version of the profile that judged last
    last_version: str = ""
    first_match: datetime | None = None

    def add(self, change: Change, then: Verdict | None, now: Verdict | None) -> None:
        """Take an article into account, with both verdicts; they come in the order in which they were stored."""
        if change.before is not None:
            self.last_version = change.before.version
            self.first_match = self.first_match or change.stored_at
        if then and is_told(then):
            _keep_best(self.before, change, lambda one: one.before)
            self.told_then.setdefault(change.story, moment(then, change.stored_at))
        if now and is_told(now):
            _keep_best(self.after, change, lambda one: one.after)
            self.told_now.setdefault(change.story, moment(now, change.stored_at))

    def result(self) -> ProfileDiff:
        return ProfileDiff(
            id=self.name,
            name=self.profile.name if self.profile else self.name,
            state=self._state(),
            gained=self._ranked(self.after, self.after.keys() - self.before.keys(), lambda one: one.after),
            lost=self._ranked(self.before, self.before.keys() - self.after.keys(), lambda one: one.before),
            kept=len(self.before.keys() & self.after.keys()),
            moved=self._ranked(self.after, self._moved(), lambda one: one.after),
            first_match=self.first_match,
        )

    def _moved(self) -> set[str]:
        """Stories of which both hours are known, and differ."""
        both = self.told_then.keys() & self.told_now.keys()
        return {one for one in both if (then := self.told_then[one]) and (now := self.told_now[one]) and then != now}

    def _ranked(self, stories: Mapping[str, Change], wanted: Collection[str], side: _Side) -> tuple[Change, ...]:
        """Those of the stories that are wanted, with their hours, the best first."""
        found = (
            replace(change, told_then=self.told_then.get(story), told_now=self.told_now.get(story))
            for story, change in stories.items()
            if story in wanted
        )
        return tuple(sorted(found, key=lambda one: (-_score(side(one)), one.member.article_id)))

    def _state(self) -> State:
        if self.profile is None:
            return "removed"
        if not self.profile.enabled:
            return "paused"
        if not self.last_version:
            return "new"
        return "running" if self.last_version == self.profile.version else "edited"


def _keep_best(stories: dict[str, Change], change: Change, side: _Side) -> None:
    known = stories.get(change.story)
    if known is None or _score(side(known)) < _score(side(change)):
        stories[change.story] = change


def _score(found: Match | None) -> float:
    return found.score if found else 0.0


def _reasons(
    before: Match | None, after: Match | None, profile: Profile | None, verdict: Verdict | None
) -> Iterator[str]:
    """Why an article is told on one side and not on the other."""
    if profile is None:
        yield "the profile's file is gone"
        return
    if not profile.enabled:
        yield "the profile is paused"
        return
    if after is None or after.decision != "match":
        why = why_not(after, profile)
    elif verdict and not is_told(verdict):
        why = (reason_in_words(verdict.reason),)
    elif before is None:
        why = ("nothing was stored of it when it came", f"it scores by {_strongest(after)}")
    else:
        why = ()
    yield from why
    if before and after:
        yield from (line for line in differences(before, after) if line.removeprefix("now ") not in why)
        if before.score == after.score and before.decision != after.decision:
            yield f"the score is the same; the threshold is {profile.threshold:.2f} now"


def _strongest(found: Match) -> str:
    return ", ".join(f"{one.name} {one.points:+.2f}" for one in found.evidence[:_STRONGEST])
