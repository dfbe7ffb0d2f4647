"""For how long: what people write is understood, or refused with what to write instead."""

from __future__ import annotations

from datetime import timedelta

import pytest
from doubles.outcomes import NOW
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ConfigError
from monitor.model import MuteKind
from monitor.muting.spans import FOREVER, LONGEST, USUAL, after, on


@pytest.mark.parametrize(
    ("text", "span"),
    [("2h", timedelta(hours=2)), ("7 d", timedelta(days=7)), ("90MIN", timedelta(minutes=90)), ("366d", LONGEST)],
)
def test_a_span_is_counted_from_now(text: str, span: timedelta) -> None:
    assert after(text, "story", NOW) == NOW + span


@pytest.mark.parametrize("kind", ["story", "actor", "outlet", "profile"])
def test_nothing_said_is_the_usual_span_and_never_for_ever(kind: MuteKind) -> None:
    assert after("", kind, NOW) == NOW + USUAL[kind]


def test_only_who_says_it_out_loud_mutes_until_changed() -> None:
    assert after(FOREVER, "actor", NOW) is None
    assert after("Until-Changed", "actor", NOW) is None


@pytest.mark.parametrize("text", ["0d", "0h", "367d", "999999d", "2w", "-2h", "for ever", "7", "∞", "٧d"])
def test_what_is_no_length_of_time_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ConfigError, match=FOREVER):
        after(text, "actor", NOW)


def test_a_day_begins_at_midnight_in_utc_and_an_instant_keeps_its_zone() -> None:
    assert on("2026-11-30", NOW).isoformat() == "2026-11-30T00:00:00+00:00"
    assert on("2026-11-30T08:00", NOW).isoformat() == "2026-11-30T08:00:00+00:00"
    assert on("2026-11-30T08:00+07:00", NOW).isoformat() == "2026-11-30T01:00:00+00:00"


@pytest.mark.parametrize("text", ["2026-11-21", "2020-01-01", "tomorrow", "", "0001-01-01T00:00+14:00"])
def test_a_day_that_has_passed_or_is_none_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        on(text, NOW)


@pytest.mark.parametrize("text", ["9999-12-31", "2027-11-23"])
def test_a_day_so_far_off_that_nobody_remembers_the_mute_is_refused_with_the_word_for_ever(text: str) -> None:
    with pytest.raises(ConfigError, match=FOREVER):
        on(text, NOW)


def test_a_day_a_year_ahead_is_taken() -> None:
    assert on("2027-11-22T06:00", NOW) == NOW + LONGEST


@given(st.text(max_size=30))
def test_any_words_give_an_end_ahead_or_a_fault(text: str) -> None:
    for read in (lambda: after(text, "story", NOW), lambda: on(text, NOW)):
        try:
            end = read()
        except ConfigError:
            continue
        assert end is None or NOW < end <= NOW + LONGEST
