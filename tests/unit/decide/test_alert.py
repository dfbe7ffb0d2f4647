"""What to do about a match, and the named reason: every reason is reached, and each is listed in `REASONS`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from monitor.decide.alert import DEFAULT_CHANNEL, FIRST_PASS, REASONS, STALE, decide_alert, too_old
from monitor.decide.profile import AlertPolicy, Profile, Term
from monitor.model import Decision, Match, Source, Verdict

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SOURCE = Source(id="azertag", url="https://azertag.az/rss.xml", name="Azertag", country="AZ")
POLICY = AlertPolicy(instant=0.75, digest=(time(7, 30),), timezone="UTC")
PROFILE = Profile(
    id="p", name="P", watch=(Term(id="country/AA", weight=1.0),), alert=POLICY, deliver=("telegram/me", "email/desk")
)


def found(score: float = 0.9, decision: Decision = "match") -> Match:
    return Match(profile="p", version="", score=score, decision=decision, evidence=(), missing=())


def verdict(score: float = 0.9, decision: Decision = "match", profile: Profile = PROFILE, **changes: Any) -> Verdict:
    """The verdict on news of an hour ago, unless something is changed."""
    facts: dict[str, Any] = {
        "source": SOURCE,
        "told": False,
        "backlog": False,
        "published": NOW - timedelta(hours=1),
        "now": NOW,
    }
    return decide_alert(found(score, decision), profile, **(facts | changes))


def with_policy(**changes: Any) -> Profile:
    return replace(PROFILE, alert=replace(POLICY, **changes))


QUIET = with_policy(quiet=(time(11, 0), time(13, 0)))
#: reason -> a verdict that bears it, and its action
REACHED = {
    "instant": (verdict(), "send"),
    "digest": (verdict(0.6), "hold"),
    "quiet": (verdict(profile=QUIET), "hold"),
    "first-pass": (verdict(backlog=True), "hold"),
    "stale": (verdict(published=NOW - STALE - timedelta(seconds=1)), "drop"),
    "told": (verdict(told=True), "drop"),
    "review": (verdict(0.4, "review"), "drop"),
    "below": (verdict(0.1, "none"), "drop"),
    "source": (verdict(profile=replace(PROFILE, sources=("another",))), "drop"),
}


def test_an_outlet_of_another_country_is_not_listened_to_where_countries_are_named() -> None:
    assert verdict(profile=replace(PROFILE, countries=("AZ", "TR"))).action == "send"
    assert verdict(profile=replace(PROFILE, countries=("AM",))).reason == "source"
    unknown = replace(SOURCE, country=None)
    assert verdict(profile=replace(PROFILE, countries=("AZ",)), source=unknown).reason == "source"


def test_every_reason_is_reached_and_every_verdict_has_a_listed_reason() -> None:
    assert set(REACHED) == set(REASONS)


@pytest.mark.parametrize("reason", REACHED)
def test_each_reason_has_its_action(reason: str) -> None:
    reached, action = REACHED[reason]
    assert (reached.reason, reached.action, reached.profile) == (reason, action, "p")


@pytest.mark.parametrize("reason", REACHED)
def test_only_what_is_held_has_a_time_and_only_what_is_told_has_channels(reason: str) -> None:
    reached, action = REACHED[reason]
    assert (reached.until is not None) == (action == "hold")
    assert reached.channels == (() if action == "drop" else PROFILE.deliver)
    assert action == "hold" or not reached.digest


def test_a_profile_that_names_no_channel_is_told_on_the_terminal() -> None:
    assert verdict(profile=replace(PROFILE, deliver=())).channels == (DEFAULT_CHANNEL,)


# ---------------------------------------------------------------- now, or in the digest


def test_the_instant_threshold_itself_is_told_at_once() -> None:
    assert verdict(0.75).reason == "instant"
    assert verdict(0.7499).reason == "digest"


def test_the_digest_is_due_at_its_next_local_time() -> None:
    tehran = with_policy(digest=(time(7, 30), time(19, 0)), timezone="Asia/Tehran")
    held = verdict(0.6, profile=tehran)
    assert (held.until, held.digest) == (datetime(2026, 11, 21, 15, 30, tzinfo=UTC), True)


def test_without_a_digest_everything_that_matches_is_told_at_once() -> None:
    assert verdict(0.5, profile=with_policy(digest=())).reason == "instant"


def test_what_is_due_in_the_quiet_goes_out_by_itself_when_it_ends() -> None:
    held = verdict(profile=QUIET)
    assert (held.until, held.digest) == (datetime(2026, 11, 21, 13, 0, tzinfo=UTC), False)


def test_quiet_hours_do_not_hold_the_digest_back() -> None:
    assert verdict(0.6, profile=QUIET).reason == "digest"


# ---------------------------------------------------------------- what is no news


def test_what_was_there_before_the_watch_waits_for_one_digest_and_is_due_now() -> None:
    held = verdict(backlog=True, published=NOW - FIRST_PASS)
    assert (held.reason, held.until, held.digest) == ("first-pass", NOW, True)


def test_the_backlog_of_more_than_a_day_is_stale_and_later_news_after_three_days() -> None:
    assert verdict(backlog=True, published=NOW - FIRST_PASS - timedelta(seconds=1)).reason == "stale"
    assert verdict(published=NOW - FIRST_PASS - timedelta(hours=1)).reason == "instant"
    assert verdict(published=NOW - STALE).reason == "instant"
    assert not too_old(NOW + timedelta(hours=2), backlog=True, now=NOW)


# ---------------------------------------------------------------- which reason comes first


@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        ("review", {"score": 0.4, "decision": "review", "told": True, "backlog": True}),
        ("source", {"profile": replace(PROFILE, sources=("another",)), "told": True}),
        ("told", {"told": True, "backlog": True}),
        ("told", {"told": True, "published": NOW - timedelta(days=30)}),
        ("stale", {"backlog": True, "published": NOW - timedelta(days=30)}),
        ("first-pass", {"backlog": True, "profile": QUIET}),
    ],
)
def test_the_first_reason_that_holds_is_the_one_that_is_given(reason: str, facts: dict[str, Any]) -> None:
    assert verdict(**facts).reason == reason


def test_a_listed_source_is_listened_to() -> None:
    assert verdict(profile=replace(PROFILE, sources=("another", "azertag"))).reason == "instant"
