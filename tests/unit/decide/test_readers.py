"""A channel with a digest of its own reads that one alone; the others of a profile share the profile's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.decide.calendar import DigestPlan, DigestTime
from monitor.decide.profile import DEFAULT_CHANNEL, AlertPolicy, Profile, Term
from monitor.decide.readers import channel_of, held_for, profile_of, readers
from monitor.model import HeldFor

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MORNING, EVENING = DigestTime(at=time(7, 30)), DigestTime(at=time(18))
ANA, BEN, DESK = "telegram/ana", "telegram/ben", "email/desk"
PLANS = {ANA: DigestPlan(times=(EVENING,), timezone="Asia/Tbilisi")}
TREATY = Profile(
    id="treaty",
    name="Treaty",
    watch=(Term(id="country/AZ", weight=1.0),),
    alert=AlertPolicy(digest=(MORNING,)),
    deliver=(ANA, DESK, BEN),
)
NATO = replace(TREATY, id="nato", deliver=(ANA,))


def test_each_reader_is_named_once_with_what_it_is_told_of() -> None:
    found = [(one.id, one.channels, one.profiles) for one in readers((TREATY, NATO), PLANS)]
    assert found == [
        ("channel/telegram/ana", (ANA,), ("treaty", "nato")),
        ("profile/treaty", (DESK, BEN), ("treaty",)),
    ]


def test_a_profile_that_rests_or_tells_everything_at_once_has_no_readers() -> None:
    at_once = replace(TREATY, alert=AlertPolicy(digest=()))
    assert readers((replace(TREATY, enabled=False), at_once), PLANS) == ()


def test_a_story_waits_for_the_next_digest_of_each() -> None:
    assert held_for(TREATY, PLANS, NOW) == (
        HeldFor(reader="profile/treaty", due=datetime(2026, 11, 23, 7, 30, tzinfo=UTC), channels=(DESK, BEN)),
        HeldFor(reader="channel/telegram/ana", due=datetime(2026, 11, 22, 14, 0, tzinfo=UTC), channels=(ANA,)),
    )


def test_a_first_pass_is_due_now_and_an_overflow_without_a_digest_when_it_is_said() -> None:
    assert {one.due for one in held_for(TREATY, PLANS, NOW, at_once=True)} == {NOW}
    later = NOW + timedelta(hours=1)
    nowhere = replace(TREATY, alert=AlertPolicy(digest=()), deliver=())
    assert held_for(nowhere, PLANS, NOW, otherwise=later) == (
        HeldFor(reader="profile/treaty", due=later, channels=(DEFAULT_CHANNEL,)),
    )


@given(
    st.sets(st.sampled_from([ANA, BEN, DESK])),
    st.sets(st.sampled_from([ANA, BEN, DESK])),
)
def test_every_channel_is_told_by_exactly_one_digest(deliver: set[str], own: set[str]) -> None:
    profile = replace(TREATY, deliver=tuple(sorted(deliver)))
    waits = held_for(profile, dict.fromkeys(own, PLANS[ANA]), NOW)
    told = [channel for one in waits for channel in one.channels]
    assert sorted(told) == sorted(profile.channels)
    assert {channel_of(one.reader) or profile_of(one.reader) for one in waits} <= {*own, "treaty"}
    assert {one.id for one in readers([profile], dict.fromkeys(own, PLANS[ANA]))} == {one.reader for one in waits}
