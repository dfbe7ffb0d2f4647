"""What a mute keeps from a profile, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from doubles.analyses import analysis
from doubles.mutes import mute
from doubles.outcomes import NOW, story

from monitor.decide.mute import about_whom, covering, in_force, led_by_others, silenced, stands
from monitor.deliver.telling import mutes_in_words
from monitor.model import Analysis, Mute, MuteRecord, Story

ABOUT = analysis({"country/AM": 9, "country/FR": 1}, title=("country/AM", "country/AZ"), weak=("person/jane-doe",))


def nothing(term: str) -> bool:
    """No term is a minor one."""
    return False


def held(*mutes: Mute, profile: str = "p", told: Story | None = None, about: Analysis = ABOUT) -> Mute | None:
    return covering(mutes, profile=profile, story=told or story(1), analysis=about, minor=nothing, now=NOW)


def told_by(*outlets: str) -> Story:
    """A story of one member from each outlet."""
    (member,) = story(1).members
    members = (
        replace(member, article_id=str(number), outlet=outlet, source_id=outlet.lower(), weight=2.0 - number / 10)
        for number, outlet in enumerate(outlets)
    )
    return replace(story(1), members=tuple(members))


def test_a_muted_story_is_held_and_no_other() -> None:
    assert held(mute()) == mute()
    assert held(mute(subject="story-2")) is None


def test_a_muted_profile_hears_nothing_and_every_other_does() -> None:
    assert held(mute(kind="profile", subject="p"), profile="p")
    assert held(mute(kind="profile", subject="p"), profile="q") is None


def test_a_mute_for_one_profile_concerns_no_other() -> None:
    only = mute(profile="p")
    assert held(only, profile="p")
    assert held(only, profile="q") is None


@pytest.mark.parametrize(
    ("actor", "is_held"),
    [
        ("country/AM", True),  # in the headline, and most of the text
        ("country/AZ", True),  # in the headline alone
        ("country/FR", False),  # in passing
        ("person/jane-doe", False),  # a surname that may be somebody else's
        ("org/nato", False),
    ],
)
def test_a_muted_actor_holds_what_is_about_it_and_not_what_names_it_in_passing(actor: str, is_held: bool) -> None:
    assert (held(mute(kind="actor", subject=actor)) is not None) == is_held


def test_whom_the_text_names_most_it_is_about_though_the_headline_does_not_name_them() -> None:
    assert about_whom(analysis({"org/nato": 9, "country/AM": 4}, title=("topic/war",)), nothing) >= {"org/nato"}


@pytest.mark.parametrize("subject", ["Post", "post"])
def test_what_a_muted_outlet_tells_alone_is_held_and_what_another_tells_too_is_not(subject: str) -> None:
    outlet = mute(kind="outlet", subject=subject)
    assert held(outlet, told=told_by("Post", "Post"))
    assert held(outlet, told=told_by("Post", "Times")) is None
    assert held(outlet, told=told_by("Times")) is None


def test_what_only_muted_outlets_tell_is_held_however_many_they_are() -> None:
    both = (mute(kind="outlet", subject="post"), mute(kind="outlet", subject="times"))
    assert held(*both, told=told_by("Times", "Post"))
    assert held(*both, told=told_by("Times", "Post", "Ledger")) is None


def test_a_story_is_led_by_an_outlet_that_is_not_muted() -> None:
    outlet, whole = mute(kind="outlet", subject="post"), told_by("Post", "Times")
    assert whole.lead.outlet == "Post"
    assert led_by_others(whole, [outlet], "p", NOW).lead.outlet == "Times"
    assert led_by_others(whole, [replace(outlet, profile="q")], "p", NOW) == whole
    assert led_by_others(whole, [replace(outlet, until=NOW)], "p", NOW) == whole
    assert led_by_others(told_by("Post"), [outlet], "p", NOW).lead.outlet == "Post"


def test_what_is_said_of_a_profile_or_an_actor_is_silenced_with_it() -> None:
    mutes = [mute(kind="profile", subject="p"), mute(kind="actor", subject="org/nato", profile="q")]
    assert silenced(mutes, profile="p", now=NOW) == mutes[0]
    assert silenced(mutes, profile="q", actor="org/nato", now=NOW) == mutes[1]
    assert silenced(mutes, profile="q", now=NOW) is None
    assert silenced(mutes, profile="r", actor="org/nato", now=NOW) is None


def test_a_mute_ends_at_its_end_and_one_without_an_end_stands() -> None:
    assert stands(mute(), NOW + timedelta(days=7, microseconds=-1))
    assert not stands(mute(), NOW + timedelta(days=7))
    assert stands(mute(until=None), NOW + timedelta(days=10_000))


@pytest.mark.parametrize(
    ("ends", "stories", "said"),
    [
        ([], 0, ""),
        ([NOW], 0, "1 mute stands"),
        ([None], 3, "1 mute stands, without end; it held back 3 stories"),
        ([NOW, None], 7, "2 mutes stand, one without end; they held back 14 stories"),
        ([None, None], 0, "2 mutes stand, all without end"),
        ([None, None, NOW], 0, "3 mutes stand, 2 without end"),
    ],
)
def test_the_line_says_how_many_stand_and_which_have_no_end(
    ends: list[datetime | None], stories: int, said: str
) -> None:
    records = [MuteRecord(mute=mute(until=end), stories=stories, articles=stories) for end in ends]
    assert mutes_in_words(in_force(records)) == said
