"""What to do about a match, and the named reason: every reason is reached, and each has its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from doubles.outcomes import analysis, story

from monitor.decide.alert import (
    CAP_SPAN,
    FIRST_PASS,
    PARTED,
    STALE,
    Circumstances,
    decide_alert,
    too_old,
)
from monitor.decide.calendar import DigestPlan, DigestTime
from monitor.decide.extent import REOPENED
from monitor.decide.profile import DEFAULT_CHANNEL, AlertPolicy, Profile, Term
from monitor.decide.route import Only
from monitor.deliver.telling import REASONS
from monitor.model import (
    DENIAL,
    Analysis,
    Decision,
    Evidence,
    Extent,
    HeldFor,
    Match,
    Source,
    Story,
    Told,
    TopicHit,
    Verdict,
)

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SOURCE = Source(id="azertag", url="https://azertag.az/rss.xml", name="Azertag", country="AZ")
POLICY = AlertPolicy(instant=0.75, digest=(DigestTime(at=time(7, 30)),), timezone="UTC")
PROFILE = Profile(
    id="p", name="P", watch=(Term(id="country/AA", weight=1.0),), alert=POLICY, deliver=("telegram/me", "email/desk")
)


def found(score: float = 0.9, decision: Decision = "match") -> Match:
    return Match(profile="p", version="", score=score, decision=decision, evidence=(), missing=())


def verdict(score: float = 0.9, decision: Decision = "match", profile: Profile = PROFILE, **changes: Any) -> Verdict:
    """The verdict on news of an hour ago, unless something is changed."""
    facts: dict[str, Any] = {
        "source": SOURCE,
        "analysis": analysis(),
        "story": story(),
        "published": NOW - timedelta(hours=1),
        "now": NOW,
        "patient": False,
    }
    evidence = changes.pop("evidence", ())
    return decide_alert(replace(found(score, decision), evidence=evidence), profile, Circumstances(**(facts | changes)))


def told(**changes: Any) -> Told:
    """The story was alerted of by two outlets, an hour ago."""
    extent = Extent(outlets=("A", "B"), languages=("en",), actors=("country/AZ",), figures=(), members=2, last_seen=NOW)
    made = Told(
        profile="p",
        story_id="story-1",
        alerts=1,
        due=NOW - timedelta(hours=1),
        kind="alert",
        reason="instant",
        extent=extent,
        waits=False,
    )
    return replace(made, **changes)


def told_by(outlets: int, *, silence: timedelta = timedelta(0)) -> Story:
    """The story with so many outlets, the last of which came after that silence."""
    made = story(1, revision=outlets)
    members = [replace(one, outlet=f"Outlet {number}") for number, one in enumerate(made.members)]
    members[-1] = replace(members[-1], published=members[-1].published + silence)
    return replace(made, members=tuple(members), last_seen=members[-1].published)


def names(term: str, *, in_title: bool = True) -> tuple[Evidence, ...]:
    return (Evidence(term=term, name=term, points=1.0, count=1, in_title=in_title, surfaces=()),)


def denying() -> Analysis:
    return replace(analysis(), turns=(TopicHit(topic=DENIAL, surface="denies", start=0, end=6),))


def with_policy(**changes: Any) -> Profile:
    return replace(PROFILE, alert=replace(POLICY, **changes))


ME = "telegram/me"
WITH_CRITICAL = replace(PROFILE, deliver=(ME, "telegram/sms"), alert=replace(POLICY, critical=0.95))
SMS_FOR_CRITICAL = {"telegram/sms": Only(levels=("critical",))}
QUIET = with_policy(quiet=(time(11, 0), time(13, 0)))
#: reason -> a verdict that bears it, and its action
REACHED = {
    "instant": (verdict(), "send"),
    "digest": (verdict(0.6), "hold"),
    "quiet": (verdict(profile=QUIET), "hold"),
    "first-pass": (verdict(backlog=True), "hold"),
    "stale": (verdict(published=NOW - STALE - timedelta(seconds=1)), "drop"),
    "told": (verdict(told=told()), "drop"),
    "muted": (verdict(mute="m1"), "drop"),
    "overflow": (verdict(lately=POLICY.at_most), "hold"),
    "critical": (verdict(profile=with_policy(critical=0.85)), "send"),
    "bigger": (verdict(told=told(), story=told_by(6), editing=frozenset({"telegram/me"})), "send"),
    "new-actor": (verdict(told=told(), evidence=names("country/US"), editing=frozenset({"telegram/me"})), "send"),
    "contradicts": (verdict(told=told(), analysis=denying()), "send"),
    "reopened": (verdict(told=told(), story=told_by(3, silence=REOPENED)), "send"),
    "repeat": (verdict(told=told(), profile=with_policy(repeat_interval=timedelta(hours=1))), "send"),
    "digest-only": (verdict(routing=dict.fromkeys(PROFILE.channels, Only(levels=("digest",)))), "hold"),
    "untaken": (verdict(routing=dict.fromkeys(PROFILE.channels, Only(languages=("vi",)))), "drop"),
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
    assert {*REACHED, PARTED} == set(REASONS)


@pytest.mark.parametrize("reason", REACHED)
def test_each_reason_has_its_action(reason: str) -> None:
    reached, action = REACHED[reason]
    assert (reached.reason, reached.action, reached.profile) == (reason, action, "p")


@pytest.mark.parametrize("reason", REACHED)
def test_only_what_is_told_has_a_time_and_channels(reason: str) -> None:
    reached, action = REACHED[reason]
    assert (reached.until is not None) == (action != "drop")
    growth = reason in {"bigger", "new-actor"}
    assert reached.channels == (() if action == "drop" else ("telegram/me",) if growth else PROFILE.deliver)
    assert action == "hold" or not reached.digest


def test_a_profile_that_names_no_channel_is_told_on_the_terminal() -> None:
    assert verdict(profile=replace(PROFILE, deliver=())).channels == (DEFAULT_CHANNEL,)


# ---------------------------------------------------------------- now, or in the digest


def test_the_instant_threshold_itself_is_told_at_once() -> None:
    assert verdict(0.75).reason == "instant"
    assert verdict(0.7499).reason == "digest"


def test_the_digest_is_due_at_its_next_local_time() -> None:
    tehran = with_policy(digest=(DigestTime(at=time(7, 30)), DigestTime(at=time(19, 0))), timezone="Asia/Tehran")
    held = verdict(0.6, profile=tehran)
    assert (held.until, held.digest) == (datetime(2026, 11, 21, 15, 30, tzinfo=UTC), True)


def test_a_recipient_with_digests_of_their_own_waits_for_those_and_the_first_of_all_is_when_it_is_told() -> None:
    plans = {"telegram/me": DigestPlan(times=(DigestTime(at=time(14)),))}
    held = verdict(0.6, plans=plans)
    afternoon, morning = datetime(2026, 11, 21, 14, 0, tzinfo=UTC), datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
    assert held.digests == (
        HeldFor(reader="profile/p", due=morning, channels=("email/desk",)),
        HeldFor(reader="channel/telegram/me", due=afternoon, channels=("telegram/me",)),
    )
    assert held.until == afternoon
    assert verdict(0.9, plans=plans).channels == ("telegram/me", "email/desk"), "what is told at once is for all"


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
        ("review", {"score": 0.4, "decision": "review", "told": told(), "backlog": True}),
        ("source", {"profile": replace(PROFILE, sources=("another",)), "told": told()}),
        ("told", {"told": told(), "backlog": True}),
        ("told", {"told": told(), "published": NOW - timedelta(days=30)}),
        ("stale", {"backlog": True, "published": NOW - timedelta(days=30)}),
        ("first-pass", {"backlog": True, "profile": QUIET}),
    ],
)
def test_the_first_reason_that_holds_is_the_one_that_is_given(reason: str, facts: dict[str, Any]) -> None:
    assert verdict(**facts).reason == reason


def test_a_listed_source_is_listened_to() -> None:
    assert verdict(profile=replace(PROFILE, sources=("another", "azertag"))).reason == "instant"


# ---------------------------------------------------------------- a story that was told


def test_a_story_tells_once_whatever_the_number_of_outlets_where_nothing_can_be_changed() -> None:
    for outlets in range(2, 40):
        assert verdict(told=told(), story=told_by(outlets)).reason == "told"


def test_that_it_grew_is_a_message_where_the_owner_wants_one_and_nothing_where_not() -> None:
    asked = verdict(told=told(), story=told_by(6), profile=with_policy(updates="message"))
    assert (asked.reason, asked.channels) == ("bigger", PROFILE.deliver)
    refused = with_policy(updates="none")
    assert (
        verdict(told=told(), analysis=denying(), profile=refused, editing=frozenset(PROFILE.deliver)).reason == "told"
    )


@pytest.mark.parametrize("outlets", [3, 4, 5])
def test_a_few_more_outlets_are_no_reason(outlets: int) -> None:
    assert verdict(told=told(), story=told_by(outlets), editing=frozenset(PROFILE.deliver)).reason == "told"


def test_an_actor_named_in_passing_or_told_of_before_is_no_reason() -> None:
    everywhere = frozenset(PROFILE.deliver)
    assert verdict(told=told(), evidence=names("country/US", in_title=False), editing=everywhere).reason == "told"
    assert verdict(told=told(), evidence=names("country/AZ"), editing=everywhere).reason == "told"


def test_a_denial_is_told_once() -> None:
    before = replace(told().extent, denied=True)
    assert verdict(told=told(extent=before), analysis=denying()).reason == "told"


def test_two_messages_about_one_story_keep_their_distance() -> None:
    recent = told(due=NOW - timedelta(minutes=5))
    assert verdict(told=recent, analysis=denying()).until == recent.due + POLICY.group_interval
    assert verdict(told=told(), analysis=denying()).until == NOW


def test_what_joins_a_story_before_its_message_is_rendered_is_told_with_it() -> None:
    waiting = told(due=NOW + timedelta(seconds=20), waits=True)
    joined = verdict(told=waiting, story=told_by(9), evidence=names("country/US"))
    assert (joined.reason, joined.action) == ("told", "drop")
    assert joined.told is not None
    assert len(joined.told.extent.outlets) == 9
    assert joined.told.extent.actors == ("country/AZ", "country/US")
    assert (joined.told.due, joined.told.alerts) == (waiting.due, 1)


def test_the_first_message_waits_for_other_outlets_and_the_next_for_its_turn() -> None:
    assert verdict(patient=True).until == NOW + POLICY.group_wait


def test_a_story_that_waits_for_its_digest_is_told_at_once_when_it_reaches_the_threshold() -> None:
    waiting = told(alerts=0, digests=1, kind="digest", reason="digest", due=NOW + timedelta(hours=9), waits=True)
    sent = verdict(told=waiting)
    assert (sent.action, sent.reason, sent.until) == ("send", "instant", NOW)
    assert sent.told is not None
    assert (sent.told.alerts, sent.told.digests) == (1, 0)
    assert verdict(0.6, told=waiting).reason == "told"


def test_news_of_it_that_waits_for_the_next_digest_is_told_at_once_too_when_the_story_reaches_the_threshold() -> None:
    waiting = told(alerts=0, digests=2, kind="digest", reason="bigger", due=NOW + timedelta(hours=9), waits=True)
    sent = verdict(told=waiting)
    assert (sent.action, sent.reason) == ("send", "instant")
    assert sent.told is not None
    assert (sent.told.alerts, sent.told.digests) == (1, 1)


def test_what_overflowed_into_a_digest_is_not_told_again_by_another_outlet_alone() -> None:
    before = told(alerts=0, digests=1, kind="digest", reason="overflow")
    assert verdict(told=before).reason == "told"
    assert verdict(told=before, analysis=denying()).reason == "contradicts"
    assert verdict(told=before, analysis=denying()).action == "send", "an instant story takes its turns at once"


def in_first_digest(score: float, *, waits: bool) -> Told:
    """What a first pass put into its digest."""
    made = told(alerts=0, digests=1, kind="digest", reason="first-pass", waits=waits)
    return replace(made, extent=replace(made.extent, score=score))


@pytest.mark.parametrize("waits", [True, False])
def test_a_copy_of_what_the_first_digest_tells_is_no_news_and_a_story_that_rises_is(waits: bool) -> None:
    critical = with_policy(critical=0.95)
    for before, now, profile in ((0.8, 0.9, PROFILE), (0.97, 0.97, critical), (0.8, 0.9, critical)):
        assert verdict(now, told=in_first_digest(before, waits=waits), profile=profile).reason == "told"
    for before, now, profile, reason in ((0.6, 0.75, PROFILE, "instant"), (0.8, 0.95, critical, "critical")):
        risen = verdict(now, told=in_first_digest(before, waits=waits), profile=profile)
        assert (risen.action, risen.reason) == ("send", reason)


def test_what_joins_the_first_digest_while_it_waits_is_told_in_it_however_high_it_scores() -> None:
    joined = verdict(0.9, told=in_first_digest(0.6, waits=True), backlog=True)
    assert (joined.action, joined.told and joined.told.extent.score) == ("drop", 0.9)
    assert joined.told is not None
    assert verdict(0.9, told=replace(joined.told, waits=False)).reason == "told"


def test_of_a_first_digest_whose_scores_were_not_kept_a_copy_is_no_news_either() -> None:
    assert verdict(0.9, told=in_first_digest(0.0, waits=False)).reason == "told"


def test_what_is_critical_leaves_the_digest_into_which_it_overflowed() -> None:
    waiting = told(alerts=0, digests=1, kind="digest", reason="overflow", due=NOW + timedelta(hours=9), waits=True)
    assert verdict(told=waiting).reason == "told"
    hurried = verdict(told=waiting, profile=with_policy(critical=0.85), lately=99)
    assert (hurried.action, hurried.reason, hurried.until) == ("send", "critical", NOW)


def test_news_of_a_story_that_a_digest_told_waits_for_the_next_one() -> None:
    before = told(alerts=0, digests=1, kind="digest", reason="digest")
    held = verdict(0.6, told=before, story=told_by(6))
    assert (held.action, held.reason, held.digest) == ("hold", "bigger", True)
    assert held.told is not None
    assert held.told.digests == 2


def test_what_is_critical_breaks_through_the_quiet_and_the_cap() -> None:
    critical = with_policy(quiet=(time(11, 0), time(13, 0)), critical=0.85)
    assert verdict(profile=critical, lately=99).until == NOW
    assert verdict(0.8, profile=critical).reason == "quiet"
    waiting = told(due=NOW + timedelta(hours=1), waits=True)
    hurried = verdict(told=waiting, profile=critical)
    assert (hurried.action, hurried.reason, hurried.until) == ("send", "critical", NOW)


def test_what_overflows_waits_for_the_digest_or_for_the_end_of_the_hour() -> None:
    assert verdict(lately=POLICY.at_most).until == datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
    undigested = verdict(lately=POLICY.at_most, profile=with_policy(digest=()))
    assert (undigested.until, undigested.digest) == (NOW + CAP_SPAN, True)
    assert verdict(lately=500, profile=with_policy(at_most=0)).reason == "instant"


def test_a_turn_while_growth_waits_is_a_message_to_all_channels_and_goes_out_with_it() -> None:
    waiting = told(alerts=2, reason="bigger", due=NOW + timedelta(minutes=20), waits=True)
    turn = verdict(told=waiting, analysis=denying())
    assert (turn.action, turn.reason, turn.channels) == ("send", "contradicts", PROFILE.deliver)
    assert turn.until == waiting.due
    assert turn.told is not None
    assert turn.told.alerts == 3
    more = verdict(told=waiting, story=told_by(9), editing=frozenset({"telegram/me"}))
    assert (more.action, more.reason) == ("drop", "told"), "what it grew by meanwhile is told with it"


def test_a_turn_that_waits_keeps_its_reason_when_it_is_hurried() -> None:
    waiting = told(alerts=2, reason="contradicts", due=NOW + timedelta(hours=6), waits=True)
    hurried = verdict(0.95, told=waiting, profile=with_policy(critical=0.9))
    assert (hurried.action, hurried.reason, hurried.until) == ("send", "contradicts", NOW)


# ---------------------------------------------------------------- channels that do not take everything


def test_a_story_that_becomes_critical_reaches_the_channel_that_takes_nothing_less() -> None:
    first = verdict(0.9, profile=WITH_CRITICAL, routing=SMS_FOR_CRITICAL)
    assert (first.channels, first.reason) == ((ME,), "instant")
    assert first.told
    for waits in (True, False):
        before = replace(first.told, waits=waits, extent=replace(first.told.extent, score=0.9))
        risen = verdict(0.97, profile=WITH_CRITICAL, routing=SMS_FOR_CRITICAL, told=before)
        assert (risen.action, risen.reason) == ("send", "critical")
        assert "telegram/sms" in risen.channels


def test_who_was_told_of_something_critical_hears_that_it_is_denied_though_the_denial_is_not() -> None:
    first = verdict(0.97, profile=WITH_CRITICAL, routing=SMS_FOR_CRITICAL)
    assert first.told
    assert first.channels == (ME, "telegram/sms")
    denied = verdict(
        0.8,
        profile=WITH_CRITICAL,
        routing=SMS_FOR_CRITICAL,
        told=replace(first.told, waits=False),
        analysis=denying(),
    )
    assert (denied.reason, denied.channels) == ("contradicts", first.channels)


def test_what_overflows_where_nobody_who_may_hear_takes_digests_is_told_at_once() -> None:
    profile = replace(PROFILE, deliver=(ME, "email/desk"))
    routing = {ME: Only(levels=("alert",)), "email/desk": Only(levels=("digest",), languages=("vi",))}
    assert verdict(profile=profile, routing=routing, lately=POLICY.at_most).channels == (ME,)
