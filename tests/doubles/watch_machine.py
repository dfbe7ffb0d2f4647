"""A watch with two profiles and two channels, to which anything may happen: what the machines that try it share.

Digests, quiet hours, caps, mutes, edits of profiles and channels, pruning, failed sends, killed senders, restarts and a
clock that is set back, in any order, on the real store, pipeline, rounds and outbox. A machine adds the articles that
come, and what must hold when everything is over. `MONITOR_TRUST=1` tries many more orders.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from doubles import shipped
from doubles.archive import outlet
from doubles.databases import empty_database
from doubles.day import rounds_on
from doubles.letterbox import Letterbox, Line
from doubles.outcomes import article, match
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from monitor.comprehend.catalogue import Catalogue
from monitor.control import Reader
from monitor.decide.calendar import DigestPlan, DigestTime
from monitor.decide.compile import compile_profiles
from monitor.decide.delivery import Console, Telegram
from monitor.decide.profile import AlertPolicy, Profile, Term
from monitor.deciding import Reading
from monitor.errors import DeliveryError
from monitor.model import Analysis, Entry, Outcome, Source
from monitor.muting.acts import begin
from monitor.muting.subjects import Subject
from monitor.outbox import LEASE_S
from monitor.ports import Pending
from monitor.settings.home import Home
from monitor.settings.runtime import load_runtime
from monitor.settings.snapshot import OwnWords, Snapshot
from monitor.store import SqlStore, open_store
from monitor.testing import FixedClock

WHOLE = bool(os.environ.get("MONITOR_TRUST"))
BEGIN = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
#: no two articles are decided in one instant
A_MOMENT = timedelta(milliseconds=1)
ANA, DESK = "telegram/ana", "console/desk"
#: what the desk may be called in the configuration
NAMES = (DESK, "console/bureau")
OUTLETS = tuple(outlet(f"paper-{number}") for number in range(5))
#: nobody is named to anybody here
LEXICON = shipped.compiled(Catalogue(actors=(), topics=(), cues={}, affixes={}))
MORNING, EVENING = DigestTime(at=time(7, 30)), DigestTime(at=time(18))
MONDAY = DigestTime(at=time(9), days=(0,))
TIMES = st.sampled_from(((), (MORNING,), (MORNING, EVENING), (MONDAY,)))
PROFILES = st.sampled_from(("p", "q"))
#: of the first profile, or of both; from a line of a digest to a critical alert
SCORES = st.sampled_from(((0.6,), (0.9,), (0.97,), (0.9, 0.6), (0.6, 0.9)))
WAITS = st.sampled_from((timedelta(seconds=10), MINUTE, 40 * MINUTE, 5 * HOUR, 14 * HOUR, 2 * DAY, 5 * DAY))
#: at its end nothing waits any more: a week's digest, the longest quiet, the last retry
SETTLED = 9 * DAY
#: how often a machine is run, and for how long
RUNS = settings(
    max_examples=300 if WHOLE else 12,
    stateful_step_count=30 if WHOLE else 20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class WatchMachine(RuleBasedStateMachine):
    """The watch, and all that may happen to it beside the news."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        home = Path(self.folder.name)
        self.path = home / "watch.db"
        shutil.copyfile(empty_database(), self.path)
        self.clock, self.articles = FixedClock(BEGIN), 0
        self.boxes = {name: Letterbox(name, clock=self.clock, edits=name == ANA, reader=name) for name in (ANA, DESK)}
        #: as the configuration calls the desk
        self.desk = DESK
        self.plans: dict[str, DigestPlan] = {}
        self.profiles = {
            name: Profile(
                id=name,
                name=name.upper(),
                watch=(Term(id="country/AZ", weight=1.0),),
                alert=AlertPolicy(digest=(MORNING,), empty="skip"),
                deliver=(ANA, DESK),
            )
            for name in ("p", "q")
        }
        self.runtime = load_runtime(Home(home))
        self.runner = asyncio.Runner()
        self.store: SqlStore = open_store(self.path)
        self.begin()

    def begin(self) -> None:
        """All that works on the store."""
        self.store.sync_sources(list(OUTLETS), self.clock.now())
        self.rounds = rounds_on(self.store, self.clock, self.boxes, lambda: self.snapshot)
        self.pipeline = self.rounds.pipeline

    @property
    def snapshot(self) -> Snapshot:
        matching = [one for one in self.profiles.values() if one.enabled]
        return Snapshot(
            home=Home(Path(self.folder.name)),
            runtime=self.runtime,
            sources={one.id: one for one in OUTLETS},
            channels=(
                Telegram(name=ANA, token=None, chat_id=1, digest=self.plans.get(ANA)),
                Console(name=self.desk, digest=self.plans.get(self.desk)),
            ),
            profiles=self.profiles,
            lexicon=LEXICON,
            own=OwnWords(actors=(), topics=(), phrases={}),
            matcher=compile_profiles(matching),
            faults=(),
        )

    # -- what happens

    @rule(wait=WAITS)
    def time_goes_by(self, wait: timedelta) -> None:
        self.clock.advance(wait)
        self.runner.run(self.tick())

    @rule(back=st.sampled_from((MINUTE, 3 * HOUR, DAY)))
    def the_clock_is_set_back(self, back: timedelta) -> None:
        self.clock.advance(-back)
        self.runner.run(self.tick())

    @rule()
    def it_starts_again(self) -> None:
        self.store.close()
        self.store = open_store(self.path)
        self.begin()

    @rule(name=st.sampled_from((ANA, DESK)))
    def a_send_fails(self, name: str) -> None:
        self.boxes[self.called(name)].fail_next(DeliveryError("refused"))

    @rule()
    def a_sender_is_killed(self) -> None:
        other = open_store(self.path)
        other.lease(self.clock.now(), LEASE_S)
        other.close()

    @rule(profile=PROFILES, times=TIMES)
    def other_digests(self, profile: str, times: tuple[DigestTime, ...]) -> None:
        self.edit(profile, digest=times)

    @rule(profile=PROFILES, quiet=st.sampled_from((None, (time(22), time(6, 30)), (time(5), time(20)))))
    def other_quiet(self, profile: str, quiet: tuple[time, time] | None) -> None:
        self.edit(profile, quiet=quiet)

    @rule(profile=PROFILES, at_most=st.sampled_from((0, 1)), critical=st.sampled_from((None, 0.95)))
    def another_cap(self, profile: str, at_most: int, critical: float | None) -> None:
        self.edit(profile, at_most=at_most, critical=critical)

    @rule(profile=PROFILES, updates=st.sampled_from(("edit", "message", "none")))
    def other_updates(self, profile: str, updates: str) -> None:
        self.edit(profile, updates=updates)

    @rule(profile=PROFILES)
    def a_profile_rests_or_goes_on(self, profile: str) -> None:
        one = self.profiles[profile]
        self.profiles[profile] = replace(one, enabled=not one.enabled)

    @rule(profile=PROFILES, deliver=st.sampled_from(((ANA,), (DESK,), (ANA, DESK))))
    def other_channels(self, profile: str, deliver: tuple[str, ...]) -> None:
        self.profiles[profile] = replace(self.profiles[profile], deliver=tuple(map(self.called, deliver)))

    @rule(name=st.sampled_from((ANA, DESK)), times=TIMES)
    def a_recipient_chooses_digests(self, name: str, times: tuple[DigestTime, ...]) -> None:
        if times:
            self.plans[self.called(name)] = DigestPlan(times=times, empty="skip")
        else:
            self.plans.pop(self.called(name), None)

    @rule()
    def mutes_end(self) -> None:
        for one in self.store.mutes(self.clock.now()):
            self.store.end_mute(one.id, self.clock.now())

    @rule()
    def what_is_old_goes(self) -> None:
        while self.store.prune(self.clock.now() - 4 * DAY - HOUR):
            pass

    # -- what must hold

    def judge(self) -> None:
        """Everything is over, and nothing waits any more."""
        raise NotImplementedError

    def teardown(self) -> None:
        try:
            for name in self.profiles:
                self.profiles[name] = replace(self.profiles[name], enabled=True)
            for _ in range(int(SETTLED / (12 * HOUR))):
                self.clock.advance(12 * HOUR)
                self.runner.run(self.tick())
            self.judge()
        finally:
            self.store.close()
            self.runner.close()
            self.folder.cleanup()

    # -- the parts

    def called(self, reader: str) -> str:
        """As the configuration calls their channel."""
        return self.desk if reader == DESK else reader

    def readers(self, profile: str) -> tuple[str, ...]:
        """Whom a profile tells."""
        return tuple(DESK if each == self.desk else each for each in self.profiles[profile].deliver)

    def call_the_desk_otherwise(self) -> None:
        """Its channel has another name in all of the configuration."""
        old, new = (self.desk, NAMES[self.desk == DESK])
        self.boxes[new] = replace(self.boxes.pop(old), name=new)
        self.desk = new
        if plan := self.plans.pop(old, None):
            self.plans[new] = plan
        for name, one in self.profiles.items():
            self.profiles[name] = replace(one, deliver=tuple(new if each == old else each for each in one.deliver))
        self.begin()

    @property
    def lines(self) -> list[Line]:
        return [line for box in self.boxes.values() for line in box.lines]

    def comes(self, said: Analysis, by: Source, scores: tuple[float, ...]) -> Outcome:
        """An article of this analysis, which scores so for the first profile, or for both."""
        self.articles += 1
        self.clock.advance(A_MOMENT)
        now, address = self.clock.now(), f"https://{by.id}.example/{self.articles}"
        entry = Entry(source_id=by.id, key=address, url=address, title="News", summary="", published=now)
        matches = tuple(
            match(score, profile=name, evidence=())
            for name, score in zip(("p", "q"), scores, strict=False)
            if self.profiles[name].enabled
        )
        made = replace(
            article(self.articles), source_id=by.id, url=address, canonical_url=address, published=now, fetched_at=now
        )
        reading = Reading(
            pending=Pending(entry=entry, first_seen_at=now, backlog=False, attempts=0),
            source=by,
            article=made,
            analysis=replace(said, article_id=made.id),
            matches=matches,
        )
        return self.runner.run(self.pipeline.decide(reading, self.snapshot))

    def mute(self, subject: Subject, profile: str) -> None:
        """For some hours; no profile: for both."""
        now, reader = self.clock.now(), Reader(name="ana", way="command")
        begin(self.store, subject, now + 20 * HOUR, reader, now, minor=LEXICON.minor, profile=profile)

    def edit(self, profile: str, **policy: object) -> None:
        one = self.profiles[profile]
        self.profiles[profile] = replace(one, alert=replace(one.alert, **policy))  # type: ignore[arg-type]

    async def tick(self) -> None:
        await self.rounds.digests(caught_up=True)
        await self.rounds.deliver()
