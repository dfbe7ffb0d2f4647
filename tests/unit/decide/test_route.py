"""`only` says where something goes: what is told without it is told with it too, or waits, or is explained."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.decide.profile import AlertPolicy, Profile, Term
from monitor.decide.readers import readers
from monitor.decide.route import LEVELS, Only, Routing, at_once, in_digests, instead_of, passed_over, told_on, unserved
from monitor.model import Level

ME, SMS, DESK = "telegram/me", "telegram/sms", "email/desk"
PROFILE = Profile(
    id="armenia",
    name="Armenia",
    watch=(Term(id="country/AM", weight=1.0),),
    deliver=(ME, SMS, DESK),
    alert=AlertPolicy(),
)
ALONE = replace(PROFILE, deliver=(ME,))


def only(*levels: Level, languages: tuple[str, ...] = (), profiles: tuple[str, ...] = ()) -> Only:
    return Only(levels=levels, languages=languages, profiles=profiles)


def test_a_channel_that_says_nothing_takes_everything() -> None:
    assert at_once(PROFILE, "alert", ["en"], {}) == in_digests(PROFILE, ["en"], {}) == PROFILE.channels


def test_each_level_goes_where_it_is_taken() -> None:
    routing: Routing = {SMS: only("critical"), DESK: only("digest")}
    assert at_once(PROFILE, "critical", ["en"], routing) == (ME, SMS)
    assert at_once(PROFILE, "alert", ["en"], routing) == (ME,)
    assert in_digests(PROFILE, ["en"], routing) == (ME, DESK)
    assert told_on(PROFILE, "surge", routing) == (ME,)


def test_a_story_is_in_every_language_in_which_an_article_tells_it() -> None:
    routing: Routing = {ME: only(languages=("fa", "ru")), SMS: only(languages=("hy",)), DESK: only(languages=("az",))}
    assert at_once(PROFILE, "alert", ["az", "en", "ru"], routing) == (ME, DESK)
    assert at_once(PROFILE, "alert", ["en"], routing) == in_digests(PROFILE, ["en"], routing) == ()
    assert list(passed_over(PROFILE, (ME, DESK), routing)) == [(SMS, "only in hy")]


def test_an_alert_that_no_channel_takes_waits_for_the_digest_of_one_that_takes_digests() -> None:
    routing: Routing = {ME: only("digest")}
    assert at_once(ALONE, "alert", ["en"], routing) == ()
    assert in_digests(ALONE, ["en"], routing) == (ME,)


def test_what_nobody_takes_for_its_level_goes_to_all_and_is_warned_of() -> None:
    routing: Routing = {ME: only("surge")}
    assert at_once(ALONE, "alert", ["en"], routing) == in_digests(ALONE, ["en"], routing) == (ME,)
    assert [line for line in unserved(ALONE, routing) if "alerts" in line] == [
        f"{ME}: none takes alerts: it goes to all of them"
    ]


def test_a_profile_that_none_of_its_channels_takes_is_told_on_all_and_warned_of() -> None:
    routing: Routing = {ME: only(profiles=("kosovo",))}
    assert at_once(ALONE, "alert", ["en"], routing) == (ME,)
    assert next(iter(unserved(ALONE, routing))).startswith(f"{ME}: none takes it")


def fallback(routing: Routing, level: Level = "alert", *languages: str, profile: str = "armenia") -> str:
    leads = {ME: SMS, SMS: DESK, DESK: ME}
    return instead_of(ME, leads, profile=profile, level=level, languages=languages or ("en",), routing=routing)


def test_a_fallback_gets_what_it_wants_else_its_own_fallback_does_else_the_first_all_the_same() -> None:
    assert fallback({}) == SMS
    assert fallback({SMS: only("critical")}) == DESK
    assert fallback({SMS: only("critical")}, "critical") == SMS
    assert fallback({SMS: only(languages=("fa",))}, "alert", "fa", "en") == SMS
    assert fallback({SMS: only(profiles=("kosovo",))}) == DESK
    assert fallback({SMS: only(profiles=("kosovo",))}, profile="") == SMS, "what is of several profiles is for all"
    assert fallback({SMS: only("critical"), DESK: only("digest")}) == SMS


def test_digests_are_made_for_those_who_take_them() -> None:
    found = readers([PROFILE], {}, {SMS: only("critical"), DESK: only("digest")})
    assert [one.channels for one in found] == [(ME, DESK)]


def test_nothing_is_warned_of_where_everything_is_taken() -> None:
    assert list(unserved(PROFILE, {SMS: only("critical"), DESK: only("digest")})) == []


ONLY = st.builds(
    Only,
    levels=st.lists(st.sampled_from(LEVELS), unique=True).map(tuple),
    languages=st.lists(st.sampled_from(["en", "fa", "ru"]), unique=True).map(tuple),
    profiles=st.lists(st.sampled_from(["armenia", "kosovo"]), unique=True).map(tuple),
)


@given(
    st.dictionaries(st.sampled_from([ME, SMS, DESK]), ONLY),
    st.sampled_from(["critical", "alert"]),
    st.sets(st.sampled_from(["en", "fa", "ru"]), min_size=1),
)
def test_what_would_be_told_reaches_somebody_or_it_is_said_why_not(
    routing: dict[str, Only], level: Level, languages: set[str]
) -> None:
    now, later = at_once(PROFILE, level, languages, routing), in_digests(PROFILE, languages, routing)
    digested = {channel for one in readers([PROFILE], {}, routing) for channel in one.channels}
    assert set(later) <= digested  # else it would be held for somebody who gets no digest
    if not now and not later:
        assert all(routing[one].languages for one in set(PROFILE.channels) & set(told_on(PROFILE, "digest", routing)))
        assert list(passed_over(PROFILE, (), routing))


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (only("critical"), "only critical"),
        (only("critical", "alert", languages=("fa",)), "only critical or alert, only in fa"),
        (only(profiles=("armenia",)), "only of armenia"),
    ],
)
def test_in_words(one: Only, words: str) -> None:
    assert str(one) == words
