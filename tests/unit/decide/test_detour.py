"""Where a message goes whose channel is gone."""

from __future__ import annotations

from dataclasses import replace

from doubles.outcomes import NOW

from monitor.decide.detour import detour, held_anew
from monitor.decide.profile import AlertPolicy, Profile, Term
from monitor.model import Delivery

ANNA, DESK, GONE = "telegram/anna", "email/desk", "telegram/ana"
PROFILE = Profile(id="caucasus", name="Caucasus", watch=(Term(id="country/AZ", weight=1.0),), deliver=(ANNA, DESK))
ALERT = Delivery(
    id=1,
    kind="alert",
    profile="caucasus",
    subject="story-1",
    revision=0,
    channel=GONE,
    part=1,
    state="claimed",
    attempts=0,
    not_before=NOW,
    reason="instant",
)


def test_it_goes_to_the_channels_that_its_profile_has_now() -> None:
    assert detour(ALERT, PROFILE, (ANNA, DESK, "console")).channels == (ANNA, DESK)
    assert detour(ALERT, PROFILE, (DESK, "console")).channels == (DESK,)


def test_that_a_story_grew_goes_where_messages_can_be_changed_unless_its_owner_wants_messages() -> None:
    grew = replace(ALERT, revision=1, reason="bigger")
    talkative = replace(PROFILE, alert=AlertPolicy(updates="message"))
    assert detour(grew, PROFILE, (ANNA, DESK), frozenset({ANNA})).channels == (ANNA,)
    assert detour(grew, talkative, (ANNA, DESK), frozenset({ANNA})).channels == (ANNA, DESK)


def test_where_nobody_is_left_it_is_said_whose_fault_that_is() -> None:
    nowhere, nobody = detour(ALERT, PROFILE, ("console",)), detour(ALERT, None, (ANNA, DESK))
    assert nowhere.channels == nobody.channels == ()
    assert GONE in nowhere.lost
    assert "'caucasus' is no longer in the configuration" in nobody.lost


def test_a_profile_without_a_channel_waits_for_no_digest() -> None:
    assert held_anew(PROFILE, ("console",), {}, NOW) == ()
    assert [one.channels for one in held_anew(PROFILE, (DESK, "console"), {}, NOW)] == [(DESK,)]
