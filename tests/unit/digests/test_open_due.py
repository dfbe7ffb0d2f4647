"""Each slot of each reader is opened once, whatever becomes of the watch, its clock and its schedule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from doubles.outcomes import PROFILE, hold, outcome

from monitor.compose.digest import lines_for
from monitor.decide.calendar import DigestPlan, DigestTime
from monitor.decide.profile import AlertPolicy, Profile, Term
from monitor.decide.readers import held_for
from monitor.digests import open_due
from monitor.model import Delivery, Receipt
from monitor.store import SqlStore, open_store

MORNING, EVENING = DigestTime(at=time(7, 30)), DigestTime(at=time(18))
ANA, DESK = "telegram/ana", "email/desk"
CHANNELS = (ANA, DESK)
READER = f"profile/{PROFILE}"
BERLIN = Profile(
    id=PROFILE,
    name="Caucasus",
    watch=(Term(id="country/AZ", weight=1.0),),
    alert=AlertPolicy(digest=(MORNING,), timezone="Europe/Berlin", empty="skip"),
    deliver=(ANA, DESK),
)
BEGIN = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOURS = [BEGIN + number * HOUR for number in range(24)]


class Bench:
    """A store, and who reads."""

    def __init__(self, store: SqlStore) -> None:
        self.store, self.number = store, 0
        self.profiles: Mapping[str, Profile] = {PROFILE: BERLIN}
        self.plans: Mapping[str, DigestPlan] = {}
        self.channels: tuple[str, ...] = CHANNELS

    def policy(self, **changes: Any) -> None:
        profile = self.profiles[PROFILE]
        self.profiles = {PROFILE: replace(profile, alert=replace(profile.alert, **changes))}

    def hold(self, now: datetime, *, first_pass: bool = False) -> None:
        self.number += 1
        digests = held_for(self.profiles[PROFILE], self.plans, now, at_once=first_pass)
        verdict = hold(min(one.due for one in digests), digests=digests)
        self.store.commit(outcome(self.number, verdict, entry=None), now)

    def look(self, now: datetime, *, caught_up: bool = False) -> list[tuple[str, str, str, int]]:
        """Reader, slot and channel of each digest that is queued now, and how many stories it holds."""
        open_due(self.store, self.profiles, self.plans, self.channels, now, caught_up=caught_up)
        return [self.told(one, now) for one in self.store.lease(now, 60.0, 100)]

    def told(self, one: Delivery, now: datetime) -> tuple[str, str, str, int]:
        self.store.sent(one.id, Receipt(sent_at=now))
        lines = lines_for(self.store.digest_lines(one.profile, one.subject), one.channel, self.channels)
        return one.profile, one.subject, one.channel, len(lines)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    store = open_store(tmp_path / "test.db")
    yield Bench(store)
    store.close()


def test_a_slot_is_opened_once_when_its_hour_comes(bench: Bench) -> None:
    assert bench.look(BEGIN) == []
    bench.hold(BEGIN)
    told = {hour: found for hour in HOURS if (found := bench.look(hour + HOUR / 2))}
    assert told == {
        HOURS[1]: [(READER, "2026-11-21 07:30", ANA, 1), (READER, "2026-11-21 07:30", DESK, 1)],
    }


def test_no_digest_is_due_for_a_slot_before_the_reader_was_known(bench: Bench) -> None:
    bench.policy(empty="send")
    assert bench.look(BEGIN) == []
    assert len(bench.look(BEGIN + DAY)) == 2


def test_an_empty_one_is_sent_or_left_out_as_chosen(bench: Bench) -> None:
    bench.look(BEGIN)
    assert bench.look(BEGIN + 2 * HOUR) == []
    bench.policy(empty="send")
    assert bench.look(BEGIN + DAY + 2 * HOUR) == [
        (READER, "2026-11-22 07:30", ANA, 0),
        (READER, "2026-11-22 07:30", DESK, 0),
    ]


def test_what_was_missed_is_told_once_as_one_digest(bench: Bench) -> None:
    bench.policy(empty="send")
    bench.look(BEGIN)
    bench.hold(BEGIN)
    assert [one[1] for one in bench.look(BEGIN + 3 * DAY)] == ["2026-11-23 07:30"] * 2
    opened = bench.store.digest_opened(READER, "2026-11-23 07:30")
    assert opened is not None
    assert opened.missed == ("2026-11-21 07:30", "2026-11-22 07:30")
    assert bench.look(BEGIN + 3 * DAY + HOUR) == []


def test_a_clock_that_goes_back_tells_nothing_twice(bench: Bench) -> None:
    bench.policy(empty="send")
    bench.look(BEGIN)
    assert bench.look(BEGIN + 2 * HOUR)
    assert bench.look(BEGIN - 2 * DAY) == []
    times = [BEGIN - 2 * DAY + number * HOUR for number in range(96)]
    slots = [one[1] for now in times for one in bench.look(now) if one[2] == DESK]
    assert slots == ["2026-11-19 07:30", "2026-11-20 07:30", "2026-11-22 07:30"]


def test_other_times_and_another_zone_lose_and_double_nothing(bench: Bench) -> None:
    bench.look(BEGIN)
    bench.hold(BEGIN)
    bench.look(BEGIN + 2 * HOUR)
    bench.hold(BEGIN + 3 * HOUR)
    bench.policy(digest=(DigestTime(at=time(7)), EVENING), timezone="America/New_York")
    told = [one for hour in HOURS[4:] for one in bench.look(hour + HOUR) if one[2] == DESK]
    assert told == [(READER, "2026-11-21 07:00", DESK, 1)]
    bench.hold(BEGIN + 24 * HOUR)
    bench.policy(digest=(MORNING,), timezone="Europe/Berlin")
    assert bench.look(BEGIN + DAY) == []
    assert [one[1:] for one in bench.look(BEGIN + DAY + 2 * HOUR)] == [
        ("2026-11-22 07:30", ANA, 1),
        ("2026-11-22 07:30", DESK, 1),
    ]


def test_what_waited_for_the_week_is_told_on_the_day_that_is_chosen_instead(bench: Bench) -> None:
    bench.policy(digest=(DigestTime(at=time(7, 30), days=(0,)),))
    bench.look(BEGIN)
    bench.hold(BEGIN)
    bench.policy(digest=(MORNING,))
    bench.look(BEGIN)
    assert [one[1:] for one in bench.look(BEGIN + 2 * HOUR)] == [
        ("2026-11-21 07:30", ANA, 1),
        ("2026-11-21 07:30", DESK, 1),
    ]


def test_a_reader_with_digests_of_their_own_gets_these_alone(bench: Bench) -> None:
    bench.plans = {ANA: DigestPlan(times=(EVENING,), timezone="Asia/Tbilisi", empty="skip")}
    bench.look(BEGIN)
    bench.hold(BEGIN)
    told = [one for hour in HOURS for one in bench.look(hour + HOUR)]
    assert told == [
        (READER, "2026-11-21 07:30", DESK, 1),
        (f"channel/{ANA}", "2026-11-21 18:00", ANA, 1),
    ]


def test_one_who_chooses_digests_of_their_own_meanwhile_gets_each_story_once(bench: Bench) -> None:
    bench.look(BEGIN)
    bench.hold(BEGIN)
    bench.plans = {ANA: DigestPlan(times=(EVENING,), timezone="Asia/Tbilisi", empty="skip")}
    bench.look(BEGIN + HOUR / 2)
    bench.hold(BEGIN + HOUR)
    told = [one for hour in HOURS for one in bench.look(hour + HOUR)]
    assert told == [
        (READER, "2026-11-21 07:30", DESK, 2),
        (READER, "2026-11-21 07:30", ANA, 1),
        (f"channel/{ANA}", "2026-11-21 18:00", ANA, 1),
    ]


def test_what_is_left_behind_by_a_digest_that_is_no_more_is_told_at_its_hour(bench: Bench) -> None:
    bench.plans = {ANA: DigestPlan(times=(EVENING,), timezone="UTC", empty="skip")}
    bench.look(BEGIN)
    bench.hold(BEGIN)
    bench.plans = {}
    bench.policy(digest=())
    assert bench.look(BEGIN + HOUR, caught_up=True) == []
    told = [one for hour in HOURS for one in bench.look(hour + HOUR / 2, caught_up=True)]
    assert [(reader, channel, stories) for reader, _, channel, stories in told] == [
        (READER, DESK, 1),
        (f"channel/{ANA}", ANA, 1),
    ]


def test_a_profile_that_rests_keeps_what_it_holds(bench: Bench) -> None:
    bench.look(BEGIN)
    bench.hold(BEGIN)
    bench.profiles = {PROFILE: replace(BERLIN, enabled=False)}
    assert bench.look(BEGIN + DAY, caught_up=True) == []
    bench.profiles = {PROFILE: BERLIN}
    assert [one[3] for one in bench.look(BEGIN + DAY + HOUR)] == [1, 1]


def test_a_first_pass_ends_with_one_digest_and_leaves_what_waits_for_later(bench: Bench) -> None:
    bench.look(BEGIN)
    bench.hold(BEGIN)
    bench.hold(BEGIN, first_pass=True)
    assert bench.look(BEGIN) == []
    assert [one[1:] for one in bench.look(BEGIN, caught_up=True)] == [
        ("first 2026-11-21", ANA, 1),
        ("first 2026-11-21", DESK, 1),
    ]
    assert [one[3] for one in bench.look(BEGIN + 2 * HOUR)] == [1, 1]


class TestAChannelThatIsGone:
    """What waits for it is told to those that its profile has now, once each."""

    def renamed(self, bench: Bench, *deliver: str) -> None:
        bench.profiles = {PROFILE: replace(bench.profiles[PROFILE], deliver=deliver)}
        bench.channels = deliver

    def test_one_that_is_renamed_beside_another_gets_what_waited_for_it(self, bench: Bench) -> None:
        bench.look(BEGIN)
        bench.hold(BEGIN)
        self.renamed(bench, "telegram/anna", DESK)
        told = [one for hour in HOURS for one in bench.look(hour + HOUR)]
        assert told == [
            (READER, "2026-11-21 07:30", "telegram/anna", 1),
            (READER, "2026-11-21 07:30", DESK, 1),
        ]

    def test_the_digest_of_its_own_moves_with_it(self, bench: Bench) -> None:
        plan = DigestPlan(times=(EVENING,), timezone="UTC", empty="skip")
        bench.plans = {ANA: plan}
        bench.look(BEGIN)
        bench.hold(BEGIN)
        bench.plans = {"telegram/anna": plan}
        self.renamed(bench, "telegram/anna", DESK)
        told = [one for hour in HOURS for one in bench.look(hour + HOUR / 2, caught_up=True)]
        assert told == [
            (READER, "2026-11-21 07:30", DESK, 1),
            ("channel/telegram/anna", "2026-11-21 18:00", "telegram/anna", 1),
        ]

    def test_where_the_others_have_it_nobody_is_told_twice(self, bench: Bench) -> None:
        bench.plans = {ANA: DigestPlan(times=(EVENING,), timezone="UTC", empty="skip")}
        bench.look(BEGIN)
        bench.hold(BEGIN)
        assert [one[2] for one in bench.look(BEGIN + 2 * HOUR)] == [DESK]
        bench.plans = {}
        self.renamed(bench, DESK)
        assert [one for hour in HOURS[2:] for one in bench.look(hour + HOUR, caught_up=True)] == []
        assert bench.store.waited_for() == {}
        assert bench.store.undelivered(5) == ()

    def test_one_who_reads_the_profiles_digest_by_now_and_missed_it_is_told_by_itself(self, bench: Bench) -> None:
        bench.plans = {ANA: DigestPlan(times=(EVENING,), timezone="UTC", empty="skip")}
        bench.look(BEGIN)
        bench.hold(BEGIN)
        bench.look(BEGIN + 2 * HOUR)
        bench.plans = {}
        self.renamed(bench, "telegram/anna", DESK)
        told = [one for hour in HOURS[2:] for one in bench.look(hour + DAY, caught_up=True)]
        assert [(one[0], one[2], one[3]) for one in told] == [("channel/telegram/anna", "telegram/anna", 1)]

    def test_two_that_become_one_are_told_once(self, bench: Bench) -> None:
        bench.look(BEGIN)
        bench.plans = {ANA: DigestPlan(times=(EVENING,), timezone="UTC", empty="skip")}
        bench.hold(BEGIN)
        bench.plans = {}
        self.renamed(bench, "telegram/both")
        told = [one for hour in HOURS for one in bench.look(hour + HOUR, caught_up=True)]
        assert told == [(READER, "2026-11-21 07:30", "telegram/both", 1)]


class TestAProfileThatIsGone:
    """What it held ends as a dead letter, at its hour, and says why."""

    def test_what_it_held_is_a_dead_letter_at_its_hour(self, bench: Bench) -> None:
        bench.look(BEGIN)
        bench.hold(BEGIN)
        bench.hold(BEGIN)
        bench.profiles = {}
        open_due(bench.store, {}, {}, CHANNELS, BEGIN, caught_up=True, whole=True)
        assert bench.store.undelivered(5) == (), "who puts it back in time has lost nothing"
        late = BEGIN + DAY
        open_due(bench.store, {}, {}, CHANNELS, late, caught_up=True, whole=True)
        (lost,) = bench.store.undelivered(5)
        assert "the profile 'caucasus' is no longer in the configuration" in lost.error
        assert "2 stories" in lost.error
        assert (lost.count, lost.newest, bench.store.waited_for()) == (1, late, {})

    def test_while_its_file_may_only_be_broken_it_is_waited_for(self, bench: Bench) -> None:
        bench.look(BEGIN)
        bench.hold(BEGIN)
        open_due(bench.store, {}, {}, CHANNELS, BEGIN + DAY, caught_up=True, whole=False)
        assert bench.store.undelivered(5) == ()
        assert [one[3] for one in bench.look(BEGIN + DAY + HOUR)] == [1, 1]

    def test_what_two_of_them_held_for_one_reader_is_said_of_each(self, bench: Bench) -> None:
        bench.plans = {ANA: DigestPlan(times=(EVENING,), timezone="UTC", empty="skip")}
        for name in ("one", "two"):
            bench.number += 1
            digests = held_for(replace(BERLIN, id=name, deliver=(ANA,)), bench.plans, BEGIN)
            bench.store.commit(outcome(bench.number, hold(BEGIN, profile=name, digests=digests), entry=None), BEGIN)
        open_due(bench.store, {}, bench.plans, CHANNELS, BEGIN + DAY, caught_up=True, whole=True)
        assert sorted(one.error.split("'")[1] for one in bench.store.undelivered(5)) == ["one", "two"]
