"""Lengths of time: one spelling, and what is nearly one is told how to write it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from monitor.settings.durations import Duration, Interval, Wait, seconds_of, spelled

DURATION = TypeAdapter(Duration)


@pytest.mark.parametrize(
    ("text", "seconds"), [("15 min", 900), ("6 h", 21_600), ("2 d", 172_800), ("90min", 5_400), (" 1 h ", 3_600)]
)
def test_minutes_hours_and_days_are_read(text: str, seconds: int) -> None:
    assert DURATION.validate_python(text) == seconds


@given(minutes=st.integers(min_value=1, max_value=60 * 24 * 30))
def test_what_is_spelled_is_read_again(minutes: int) -> None:
    assert seconds_of(spelled(minutes * 60)) == minutes * 60


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("30 s", "for instance `15 min`"),
        (15, "write `15 min`"),
        ("15", "write `15 min`"),
        ("2 hours", "write `2 h`"),
        ("1day", "write `1 d`"),
        ("soon", "for instance `15 min`"),
        (True, "for instance `15 min`"),
        ("1.5 h", "for instance"),
        ("-1 h", "for instance"),
        ("٣ h", "for instance"),
        ("9999999 d", "for instance"),
    ],
)
def test_a_slip_is_told_how_to_write_it(given: object, hint: str) -> None:
    with pytest.raises(ValidationError) as raised:
        DURATION.validate_python(given)
    (error,) = raised.value.errors()
    assert hint in error["ctx"]["hint"]


@pytest.mark.parametrize(("text", "seconds"), [("30 s", 30), ("5 min", 300), ("none", 0)])
def test_a_wait_has_seconds_too_and_may_be_none(text: str, seconds: int) -> None:
    assert TypeAdapter(Wait).validate_python(text) == timedelta(seconds=seconds)


def test_an_interval_of_none_never_ends() -> None:
    assert TypeAdapter(Interval).validate_python("none") is None
    assert TypeAdapter(Interval).validate_python("1 d") == timedelta(days=1)
