"""Mutes in words that fit a line, whatever the words within."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from doubles.mutes import mute
from doubles.outcomes import NOW
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Mute, MuteRecord
from monitor.muting.sayings import badge, ending, line, subject


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (mute(), "story “Baku and Yerevan, day 1”"),
        (mute(profile="caucasus"), "story “Baku and Yerevan, day 1” for profile caucasus"),
        (mute(kind="actor", subject="org/nato", name="NATO"), "actor NATO"),
        (mute(kind="outlet", subject="source-1", name="\x07 "), "outlet source-1"),
        (mute(kind="profile", subject="caucasus", name="The Caucasus"), "profile The Caucasus"),
    ],
)
def test_a_mute_is_named_by_what_people_call_its_subject(made: Mute, said: str) -> None:
    assert subject(made) == said


def test_it_says_until_when_or_since_when_no_more() -> None:
    assert ending(mute(), NOW) == "until 2026-11-28 06:00 UTC"
    assert ending(mute(), NOW + timedelta(days=8)) == "ended 2026-11-28 06:00 UTC"
    assert ending(mute(until=None), NOW) == "until changed"


def test_a_button_shows_the_last_day_on_the_profile_s_clock() -> None:
    late = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)
    assert badge([mute(until=late), mute()], "UTC") == "muted until 28 Nov"
    assert badge([mute(until=late)], "Asia/Ho_Chi_Minh") == "muted until 29 Nov"
    assert badge([mute(until=None), mute()], "UTC") == "muted until changed"
    assert badge([], "UTC") == ""


@given(st.text(), st.text())
def test_it_is_one_line_without_anything_that_steers_a_terminal(name: str, note: str) -> None:
    said = line(MuteRecord(mute=mute(id="3", name=name, note=note), stories=1, articles=2), NOW)
    assert said.startswith("3 · story “")
    assert "held back 1 story (2 articles)" in said
    assert len(said.splitlines()) == 1
    assert "\x1b" not in said
