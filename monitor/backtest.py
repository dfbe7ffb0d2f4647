"""One profile against the stored articles: what it would have matched, and what would have been told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from monitor.decide.compile import compile_profiles
from monitor.decide.match import match
from monitor.decide.profile import Profile
from monitor.hindsight import Hindsight, is_told
from monitor.model import Decision, Match, Member, Verdict
from monitor.ports import Archived, Progress
from monitor.reread import Reader
from monitor.settings.snapshot import Snapshot

#: width of a bar of the histogram
STEP = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A stored article as the profile sees it."""

    member: Member
    stored_at: datetime
    match: Match
    #: id of its story; empty where it does not match
    story: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """A story that would have been told, with those of its articles that match."""

    #: the first is the one by which it would have been told
    looks: tuple[Look, ...]

    @property
    def best(self) -> Look:
        """The article that fits best."""
        return max(self.looks, key=lambda look: look.match.score)

    @property
    def verdict(self) -> Verdict:
        """How it would have been told."""
        return self.looks[0].verdict


@dataclass(frozen=True, kw_only=True)
class Backtest:
    """What a look back found."""

    profile: Profile
    #: articles looked at
    articles: int
    #: those that name anything watched, in the order in which they were stored
    looks: tuple[Look, ...]

    def of(self, decision: Decision) -> tuple[Look, ...]:
        """The articles so decided, the best first."""
        found = (look for look in self.looks if look.match.decision == decision)
        return tuple(sorted(found, key=lambda look: (-look.match.score, look.member.article_id)))

    @cached_property
    def told(self) -> tuple[ToldStory, ...]:
        """The stories that would have been told, the best first."""
        by_story: dict[str, list[Look]] = {}
        for look in self.looks:
            if look.story and is_told(look.verdict):
                by_story.setdefault(look.story, []).append(look)
        told = (ToldStory(looks=tuple(looks)) for looks in by_story.values())
        return tuple(sorted(told, key=lambda one: (-one.best.match.score, one.best.member.article_id)))

    @property
    def not_told(self) -> Counter[str]:
        """Reasons for which articles that match would not have been told, with how many they are."""
        return Counter(look.verdict.reason for look in self.of("match") if not is_told(look.verdict))

    @property
    def histogram(self) -> tuple[tuple[float, int], ...]:
        """How many articles score so much or up to 0.05 more; those that name nothing watched are left out."""
        counts = Counter(min(int(look.match.score / STEP + 1e-9), round(1 / STEP) - 1) for look in self.looks)
        return tuple((round(bin_ * STEP, 2), counts[bin_]) for bin_ in range(round(1 / STEP)))

    @property
    def days(self) -> tuple[tuple[str, Counter[Decision]], ...]:
        """Day of publication in the profile's time zone -> decisions, the earliest first; days without any left out."""
        zone = ZoneInfo(self.profile.alert.timezone)
        return tuple(sorted(self._by(lambda look: f"{look.member.published.astimezone(zone):%Y-%m-%d}").items()))

    @property
    def outlets(self) -> tuple[tuple[str, Counter[Decision]], ...]:
        """Outlet -> decisions, the one with the most matches first."""
        found = self._by(lambda look: look.member.outlet)
        return tuple(sorted(found.items(), key=lambda item: (-item[1]["match"], -item[1]["review"], item[0])))

    def around(self, count: int) -> tuple[Look, ...]:
        """The articles nearest to the threshold, up to so many on each side, the best first."""
        ranked = sorted(self.looks, key=lambda look: (-look.match.score, look.member.article_id))
        above = [look for look in ranked if look.match.decision == "match"]
        below = [look for look in ranked if look.match.decision != "match" and look.match.score > 0]
        return (*above[-count:], *below[:count])

    def _by(self, key: Callable[[Look], str]) -> dict[str, Counter[Decision]]:
        found: dict[str, Counter[Decision]] = {}
        for look in self.looks:
            if look.match.decision != "none":
                found.setdefault(key(look), Counter())[look.match.decision] += 1
        return found


def backtest(
    archive: Iterable[Archived], said: Progress, *, profile: Profile, snapshot: Snapshot, read: Reader
) -> Backtest:
    """Judge every article for the profile, as if it were enabled. Raises `StoreError`."""
    matcher = compile_profiles([replace(profile, enabled=True)], snapshot.lexicon.desks)
    past, looks, articles = Hindsight(snapshot), [], 0
    for one in archive:
        articles += 1
        analysis = read(one)
        member = past.member(one, analysis)
        found = next(iter(match(analysis, matcher, snapshot.names, thorough=True)), None)
        matches = found is not None and found.decision == "match"
        story = past.story(one, analysis, member) if matches or one.story_id else ""
        if found is not None:
            verdict = past.verdict(one, found, profile, story, analysis)
            looks.append(
                Look(
                    member=member,
                    stored_at=one.stored_at,
                    match=found,
                    story=story if matches else "",
                    verdict=verdict,
                )
            )
        said.step(member.title)
    return Backtest(profile=profile, articles=articles, looks=tuple(looks))
