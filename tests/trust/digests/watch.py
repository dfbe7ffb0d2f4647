"""A watch with a real database and the real rounds, and readers who keep what they get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from pathlib import Path

from doubles import outcomes, shipped

from monitor.collect.robots import Robots
from monitor.comprehend.catalogue import Catalogue
from monitor.decide.alert import Circumstances, decide_alert
from monitor.decide.calendar import DigestPlan, DigestTime
from monitor.decide.compile import compile_profiles
from monitor.decide.delivery import Console
from monitor.decide.profile import AlertPolicy, Profile, Term
from monitor.decide.readers import of_profile
from monitor.deliver.ways import Ways
from monitor.model import Digest, Message, News
from monitor.pipeline import Pipeline
from monitor.rounds import Rounds
from monitor.settings.home import Home
from monitor.settings.runtime import Runtime, load_runtime
from monitor.settings.snapshot import OwnWords, Snapshot
from monitor.store.sql import SqlStore, open_store
from monitor.testing import CountingMeter, FixedClock, RecordingChannel, ScriptedFetcher

DESK, ANA, BEN = "email/desk", "telegram/ana", "telegram/ben"
TREATY, NATO, WEEKLY = "treaty", "nato", "weekly"
WEEKDAYS = (0, 1, 2, 3, 4)
#: nobody is named to anybody here
LEXICON = shipped.compiled(Catalogue(actors=(), topics=(), cues={}, affixes={}))


class MadeClock(FixedClock):
    """A clock that is set, back too."""

    def set(self, now: datetime) -> None:
        self.advance(now - self.now())


@dataclass(slots=True)
class Letterbox(RecordingChannel):
    """A channel whose reader keeps each digest."""

    digests: list[Digest] = field(default_factory=list)

    def render(self, what: News) -> tuple[Message, ...]:
        assert isinstance(what, Digest)
        self.digests.append(what)
        return RecordingChannel.render(self, what)


def profiles(zone: str) -> dict[str, Profile]:
    """Twice a day, on weekdays in the hour in which clocks change, and once a week at midnight."""

    def one(name: str, *times: DigestTime, deliver: tuple[str, ...], **policy: object) -> Profile:
        alert = AlertPolicy(instant=0.9, digest=times, timezone=zone)
        return Profile(
            id=name,
            name=name.title(),
            watch=(Term(id="person/ilham-aliyev", weight=3.0),),
            alert=replace(alert, **policy),  # type: ignore[arg-type]
            deliver=deliver,
        )

    return {
        TREATY: one(TREATY, DigestTime(at=time(7, 30)), DigestTime(at=time(18)), deliver=(DESK, ANA)),
        NATO: one(NATO, DigestTime(at=time(2, 30), days=WEEKDAYS), deliver=(DESK, BEN), empty="skip"),
        WEEKLY: one(WEEKLY, DigestTime(at=time(0), days=(0,)), deliver=(ANA,)),
    }


def plans(zone: str) -> dict[str, DigestPlan]:
    """Ana has digests of her own: just after midnight, and late on Saturdays."""
    times = (DigestTime(at=time(0, 30)), DigestTime(at=time(23, 59), days=(5,)))
    return {ANA: DigestPlan(times=times, timezone=zone)}


class Watch:
    """One database file, opened again after each time that the watch was down."""

    def __init__(self, folder: Path, zone: str, now: datetime) -> None:
        self._path = folder / f"{zone.replace('/', '-')}.db"
        self._runtime: Runtime = load_runtime(Home(folder))
        self._home = Home(folder)
        self.clock = MadeClock(now)
        self.boxes: Mapping[str, Letterbox] = {
            name: Letterbox(name=name, clock=self.clock) for name in (DESK, ANA, BEN)
        }
        self.profiles, self.plans = profiles(zone), plans(zone)
        self.held = 0
        #: (story, profile) that a profile held
        self.waiting: set[tuple[str, str]] = set()
        self.start()

    def start(self) -> None:
        """Open the database, and build what works on it."""
        self.store: SqlStore = open_store(self._path)
        fetcher = ScriptedFetcher({})
        meter = CountingMeter()
        pipeline = Pipeline(
            store=self.store,
            fetcher=fetcher,
            extractor=None,  # type: ignore[arg-type]  nothing is read here
            robots=Robots(fetcher, "news-monitor/1", clock=self.clock),
            clock=self.clock,
            meter=meter,
        )
        self.rounds = Rounds(
            pipeline=pipeline,
            store=self.store,
            clock=self.clock,
            meter=meter,
            ways=Ways(self.clock, self.boxes),
            snapshot=lambda: self.snapshot,
            concurrency=1,
        )
        self.edit(self.profiles)

    def stop(self) -> None:
        self.store.close()

    def edit(self, changed: Mapping[str, Profile]) -> None:
        """Take up profiles that were saved."""
        self.profiles = dict(changed)
        self.snapshot = Snapshot(
            home=self._home,
            runtime=self._runtime,
            sources={},
            channels=tuple(Console(name=name, digest=self.plans.get(name)) for name in self.boxes),
            profiles=self.profiles,
            lexicon=LEXICON,
            own=OwnWords(actors=(), topics=(), phrases={}),
            matcher=compile_profiles(self.profiles.values()),
            faults=(),
        )

    async def tick(self) -> None:
        """What the daemon does every two seconds."""
        if await self.rounds.digests():
            await self.rounds.deliver()

    def hold(self, scores: Mapping[str, float]) -> None:
        """An article came that these profiles match, below what they tell at once."""
        self.held += 1
        now, story = self.clock.now(), replace(outcomes.story(self.held), last_seen=self.clock.now())
        matches = tuple(outcomes.match(score, profile=profile) for profile, score in scores.items())
        verdicts = [decide_alert(found, self.profiles[found.profile], self._at(story, now)) for found in matches]
        assert {verdict.reason for verdict in verdicts} == {"digest"}
        self.waiting |= {(story.id, found.profile) for found in matches}
        outcome = outcomes.outcome(self.held, *verdicts, matches=matches, story=story, entry=None)
        self.store.commit(outcome, now)

    def _at(self, story: object, now: datetime) -> Circumstances:
        return Circumstances(
            source=outcomes.source(),
            analysis=outcomes.analysis(self.held),
            story=story,  # type: ignore[arg-type]
            published=now,
            now=now,
            plans=self.plans,
        )

    def readers(self) -> dict[str, tuple[DigestPlan, tuple[str, ...]]]:
        """Reader -> plan and channels, as the profiles above are meant."""

        def plan(profile: str) -> DigestPlan:
            alert = self.profiles[profile].alert
            return DigestPlan(times=alert.digest, timezone=alert.timezone, empty=alert.empty)

        return {
            of_profile(TREATY): (plan(TREATY), (DESK,)),
            of_profile(NATO): (plan(NATO), (DESK, BEN)),
            f"channel/{ANA}": (self.plans[ANA], (ANA,)),
        }
