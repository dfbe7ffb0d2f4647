"""A digest in the outbox becomes ranked stories, each once, with what has changed and what is beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from doubles import outcomes, shipped
from doubles.outcomes import NOW, hold, outcome

from monitor.collect.cadence import FAILING_AFTER
from monitor.compose.composer import LATE, Composer
from monitor.compose.digest import SUMMARISED
from monitor.compose.preview import next_digest, readers_of, told_digest
from monitor.comprehend.catalogue import Actor, Catalogue
from monitor.decide.calendar import DigestPlan, DigestTime
from monitor.decide.compile import compile_profiles
from monitor.decide.delivery import Console
from monitor.decide.profile import AlertPolicy, Profile, Term
from monitor.model import Digest, HeldFor, Receipt, Slot, Validators
from monitor.ports import PollOutcome, SourceState
from monitor.settings.home import Home
from monitor.settings.runtime import load_runtime
from monitor.settings.snapshot import OwnWords, Snapshot
from monitor.store import SqlStore, open_store
from monitor.testing import FixedClock

ANA, READER, SLOT = "telegram/ana", "channel/telegram/ana", "2026-11-21 10:00"
PLAN = DigestPlan(times=(DigestTime(at=time(10)),), timezone="Asia/Yerevan")
#: ten o'clock there is six here
DUE = NOW
TERM = Term(id="person/ilham-aliyev", weight=3.0)
PROFILES = {
    name: Profile(id=name, name=title, watch=(TERM,), alert=AlertPolicy(instant=0.9), deliver=(ANA,))
    for name, title in (("treaty", "The treaty"), ("nato", "NATO"))
}
LEXICON = shipped.compiled(
    Catalogue(actors=(Actor(id="country/AZ", name="Azerbaijan"),), topics=(), cues={}, affixes={})
)


class Bench:
    def __init__(self, folder: Path) -> None:
        self.store: SqlStore = open_store(folder / "test.db")
        self.sources = {one.id: one for one in (outcomes.source(1), outcomes.source(2), outcomes.source(3))}
        self.store.sync_sources(list(self.sources.values()), NOW)
        self.clock = FixedClock(NOW)
        self.snapshot = Snapshot(
            home=Home(folder),
            runtime=load_runtime(Home(folder)),
            sources=self.sources,
            channels=(Console(name=ANA, digest=PLAN), Console()),
            profiles=PROFILES,
            lexicon=LEXICON,
            own=OwnWords(actors=(), topics=(), phrases={}),
            matcher=compile_profiles(PROFILES.values()),
            faults=(),
        )

    def hold(self, number: int, *, revision: int = 1, told: int = 1, article: int = 0, **scores: float) -> None:
        waits = (HeldFor(reader=READER, due=DUE, channels=(ANA,)),)
        extent = outcomes.telling().extent
        if told > 1:
            extent = replace(extent, outlets=("News 1", "News 2"), actors=("country/AM", "country/AZ"))
        verdicts = [
            hold(
                DUE,
                profile=profile,
                digests=waits,
                told=outcomes.telling(number, profile=profile, alerts=0, digests=told, kind="digest", extent=extent),
            )
            for profile in scores
        ]
        matches = tuple(outcomes.match(score, profile=profile) for profile, score in scores.items())
        story = outcomes.story(number, revision=revision)
        self.store.commit(
            outcome(article or number, *verdicts, matches=matches, story=story, entry=None), NOW - timedelta(hours=1)
        )

    def open(self, slot: str = SLOT, due: datetime = DUE, now: datetime = NOW, *missed: Slot) -> Digest:
        self.store.open_digest(READER, slot, [ANA], due, now, missed=missed, even_empty=True)
        self.clock.advance(now - self.clock.now())
        (delivery,) = self.store.lease(now, 60.0)
        self.store.sent(delivery.id, Receipt(sent_at=now))
        digest = Composer(self.store, lambda: self.snapshot, self.clock)(delivery)
        assert isinstance(digest, Digest)
        return digest


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.store.close()


def test_a_story_of_two_profiles_is_told_once_under_the_one_that_it_fits_best(bench: Bench) -> None:
    bench.hold(1, treaty=0.6, nato=0.8)
    bench.hold(2, treaty=0.7)
    digest = bench.open()
    told = [(alert.profile_name, alert.story.id, alert.also) for alert in digest.alerts]
    assert told == [("NATO", "story-1", ("The treaty",)), ("The treaty", "story-2", ())]
    assert (digest.profile, digest.reader, digest.timezone, digest.due) == ("", READER, "Asia/Yerevan", DUE)


def test_what_has_changed_is_named_for_the_reader(bench: Bench) -> None:
    bench.hold(1, treaty=0.6)
    assert bench.open().alerts[0].told is None
    bench.hold(1, revision=2, told=2, article=2, treaty=0.6)
    (again,) = bench.open("2026-11-22 10:00", DUE + timedelta(days=1), NOW + timedelta(days=1)).alerts
    assert again.told is not None
    assert (again.change.outlets, again.change.actors) == (1, ("country/AM",))


def test_the_first_stories_have_a_summary(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.compose.composer.summary", lambda document, analysis, match: (document[:4],))
    for number in range(1, SUMMARISED + 3):
        bench.hold(number, treaty=0.6)
    assert [len(alert.summary) for alert in bench.open().alerts] == [1] * SUMMARISED + [0, 0]


def test_a_late_one_says_so_and_what_it_stands_in_for(bench: Bench) -> None:
    assert not bench.open().late
    missed = Slot("2026-11-22 10:00", DUE + timedelta(days=1))
    late = bench.open("2026-11-23 10:00", DUE + timedelta(days=2), DUE + timedelta(days=2) + LATE * 2, missed)
    assert (late.late, late.missed, late.since) == (True, ("2026-11-22 10:00",), NOW)


def test_only_sources_that_need_somebody_count_as_failing(bench: Bench) -> None:
    def polled(source: str, failures: int) -> PollOutcome:
        waits = NOW + timedelta(hours=9)
        state = SourceState(
            source_id=source, next_check_at=waits, validators=Validators(), failures=failures, not_before=waits
        )
        return PollOutcome(state=state)

    bench.store.save_poll(polled("source-1", 1), NOW)
    bench.store.save_poll(polled("source-2", FAILING_AFTER), NOW)
    assert bench.open().sources_failing == 1


def test_who_was_asked_since_the_digest_before_is_counted_and_who_of_them_failed(bench: Bench) -> None:
    def asked(number: int, at: datetime, *, failures: int = 0) -> None:
        state = SourceState(
            source_id=f"source-{number}",
            next_check_at=at + timedelta(hours=1),
            validators=Validators(),
            last_success_at=NOW - timedelta(days=3) if failures else at,
            failures=failures,
        )
        bench.store.save_poll(PollOutcome(state=state), at)

    def figures(slot: str, day: int) -> tuple[int, int]:
        digest = bench.open(slot, DUE + timedelta(days=day), NOW + timedelta(days=day))
        return digest.sources_asked, digest.sources_failed

    assert figures(SLOT, 0) == (0, 0), "nobody was asked yet"
    for number in (1, 2):
        asked(number, NOW + timedelta(hours=3))
    asked(3, NOW + timedelta(hours=3), failures=1)
    assert figures("2026-11-22 10:00", 1) == (3, 1)
    for number in (1, 2, 3):
        asked(number, NOW + timedelta(hours=30), failures=1)
    assert figures("2026-11-23 10:00", 2) == (3, 3), "there is no network"
    assert figures("2026-11-24 10:00", 3) == (0, 0), "the watch was down"


def test_what_was_read_is_counted_since_the_digest_before(bench: Bench) -> None:
    bench.hold(1, treaty=0.6)
    assert bench.open().articles_read == 1
    assert bench.open("2026-11-22 10:00", DUE + timedelta(days=1), NOW + timedelta(days=1)).articles_read == 0


def test_the_next_one_can_be_looked_at_and_nothing_is_told_by_that(bench: Bench) -> None:
    bench.hold(1, treaty=0.6)
    (reader,) = readers_of(bench.snapshot)
    for _ in range(2):
        digest = next_digest(bench.store, bench.snapshot, bench.clock, reader)
        assert ([alert.story.id for alert in digest.alerts], digest.late) == (["story-1"], False)
    assert bench.store.lease(NOW, 60.0) == ()
    assert digest.slot == "2026-11-22 10:00", "now it is ten, and the next one is tomorrow's"
    assert told_digest(bench.store, bench.snapshot, bench.clock, reader, SLOT) is None
    bench.open()
    told = told_digest(bench.store, bench.snapshot, bench.clock, reader, SLOT)
    assert told is not None
    assert [alert.story.id for alert in told.alerts] == ["story-1"]


def test_one_that_was_missed_is_shown_as_the_one_that_stood_in_for_it(bench: Bench) -> None:
    (reader,) = readers_of(bench.snapshot)
    bench.hold(1, treaty=0.6)
    bench.open("2026-11-22 10:00", DUE + timedelta(days=1), NOW + timedelta(days=1), Slot(SLOT, DUE))
    shown = told_digest(bench.store, bench.snapshot, bench.clock, reader, SLOT)
    assert shown is not None
    assert (shown.slot, shown.missed, len(shown.alerts)) == ("2026-11-22 10:00", (SLOT,), 1)


def test_a_digest_is_found_by_profile_and_by_channel(bench: Bench) -> None:
    for wanted in ("", "treaty", "nato", ANA):
        assert [reader.id for reader in readers_of(bench.snapshot, wanted)] == [READER]
    assert readers_of(bench.snapshot, "console") == ()
