"""A reading -> its story, what each profile is told of it, and all of that stored together. Blocks.

place(article) -> what becomes of the stories around it -> verdicts -> commit -> what has parted is decided again
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.decide.alert import CAP_SPAN, Circumstances, decide_alert
from monitor.decide.group import OPEN_FOR, Shelf, place
from monitor.decide.mute import covering
from monitor.errors import StoryConflict
from monitor.model import Analysis, Article, Match, Member, Mute, Outcome, Source, Story, Told, Verdict
from monitor.ports import Meter, Pending, Store
from monitor.settings.snapshot import Snapshot

#: how often a story that somebody else changed is decided again
DECIDE_AGAIN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article that was read and matched, and waits to be decided."""

    pending: Pending
    source: Source
    article: Article
    analysis: Analysis
    matches: tuple[Match, ...]
    #: the same article came from another feed: there is nothing left to decide
    seen_before: bool = False

    @property
    def published(self) -> datetime:
        """The article's own date, else when its entry was first seen."""
        return self.article.published or self.pending.first_seen_at

    @property
    def member(self) -> Member:
        """What a story keeps of it."""
        return Member(
            article_id=self.article.id,
            source_id=self.source.id,
            outlet=self.source.name,
            title=self.article.title,
            url=self.article.url,
            language=self.analysis.language,
            published=self.published,
            weight=self.source.weight,
        )


class Decider:
    """Decides on one article after the other."""

    def __init__(self, store: Store, meter: Meter) -> None:
        self._store = store
        self._meter = meter
        #: the open stories, and the watched terms by which they were weighed
        self._watched: Container[str] = ()
        self._shelf = Shelf()
        #: stories have parted of which not all is told yet, or may have before this began
        self._parted = True

    def decide(self, reading: Reading, snapshot: Snapshot, now: datetime, *, patient: bool) -> Outcome:
        """Decide and store. Raises `StoryConflict` where somebody else keeps changing the article's story."""
        for _ in range(DECIDE_AGAIN):
            try:
                outcome = self._outcome(reading, snapshot, now, patient)
                self._store.commit(outcome, now)
            except StoryConflict:
                continue
            self._settle(snapshot, now, patient)
            return outcome
        raise StoryConflict(f"article {reading.article.id}: its story changed {DECIDE_AGAIN} times meanwhile")

    def _open_stories(self, snapshot: Snapshot, now: datetime) -> Shelf:
        """The shelf as the store stands, weighed for today's profiles. What has not changed is not read again."""
        watched = snapshot.matcher.watchers
        if watched is not self._watched:
            self._shelf, self._watched = Shelf(watched), watched
        for story in self._store.stories(self._shelf.outdated(self._store.open_revisions(now - OPEN_FOR))):
            self._shelf.put(story)
        return self._shelf

    def _placed(self, reading: Reading, snapshot: Snapshot, now: datetime) -> Story:
        """The article's story, after what it shows of the stories around it is stored."""
        placed = place(reading.analysis, reading.member, self._open_stories(snapshot, now))
        if placed.regrouping:
            self._store.regroup(placed.regrouping)
            self._meter.count("regrouped")
            self._parted = True
        return placed.story

    def _outcome(self, reading: Reading, snapshot: Snapshot, now: datetime, patient: bool) -> Outcome:
        """What the article leads to, as the store stands. Blocks."""
        story: Story | None = None
        told: Mapping[str, Told] = {}
        mutes: Sequence[Mute] = ()
        if not reading.seen_before and any(found.decision == "match" for found in reading.matches):
            story = self._placed(reading, snapshot, now)
            told, mutes = self._store.told(story.id), self._store.mutes(now)

        def verdict(found: Match) -> Verdict:
            circumstances = Circumstances(
                source=reading.source,
                analysis=reading.analysis,
                story=story,
                told=told.get(found.profile),
                mute=_muting(mutes, found.profile, story, reading.analysis, snapshot, now),
                lately=self._store.alerts_since(found.profile, now - CAP_SPAN) if found.decision == "match" else 0,
                backlog=reading.pending.backlog,
                published=reading.published,
                now=now,
                editing=snapshot.editing,
                plans=snapshot.plans,
                routing=snapshot.routing,
                patient=patient,
            )
            return decide_alert(found, snapshot.profiles[found.profile], circumstances)

        return Outcome(
            article=reading.article,
            analysis=reading.analysis,
            matches=reading.matches,
            story=story,
            verdicts=() if reading.seen_before else tuple(map(verdict, reading.matches)),
            entry=reading.pending.entry,
        )

    def _settle(self, snapshot: Snapshot, now: datetime, patient: bool) -> None:
        """Decide again on what was told as part of another affair and is one of its own. Blocks."""
        if not self._parted:
            return
        for parted in self._store.parted():
            found, name = parted.match, parted.source_id
            profile = snapshot.profiles.get(found.profile)
            if profile is None:
                continue
            mutes = self._store.mutes(now)
            circumstances = Circumstances(
                # one that is no longer listed goes by its id
                source=snapshot.sources.get(name) or Source(id=name, url="", name=name),
                analysis=parted.analysis,
                story=parted.story,
                told=self._store.told(parted.story.id).get(profile.id),
                mute=_muting(mutes, profile.id, parted.story, parted.analysis, snapshot, now),
                lately=self._store.alerts_since(profile.id, now - CAP_SPAN),
                published=parted.published,
                now=now,
                editing=snapshot.editing,
                plans=snapshot.plans,
                routing=snapshot.routing,
                patient=patient,
            )
            self._store.settle(parted, decide_alert(found, profile, circumstances), now)
        self._parted = False


def _muting(
    mutes: Sequence[Mute], profile: str, story: Story | None, analysis: Analysis, snapshot: Snapshot, now: datetime
) -> str:
    """Id of the mute that keeps the article from a profile; empty where none does."""
    if not mutes or story is None:
        return ""
    minor = snapshot.lexicon.minor
    found = covering(mutes, profile=profile, story=story, analysis=analysis, minor=minor, now=now)
    return found.id if found else ""
