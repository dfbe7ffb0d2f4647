"""A silence is measured by the profile's own gaps, in watched hours, and its cause by what is seen around it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from doubles.streams import BEGIN, DAY, HOUR

from monitor.decide.silence import Signs, hush


def counts(days: int, every: timedelta, *, until: int) -> dict[datetime, int]:
    """Watched for so many days; told at regular times until that day."""
    hours = {BEGIN + HOUR * step: 0 for step in range(days * 24)}
    at = BEGIN
    while at < BEGIN + until * DAY:
        hours[at] = 1
        at += every
    return hours


def found(hours: dict[datetime, int], at: datetime) -> bool:
    return hush({hour: count for hour, count in hours.items() if hour <= at}, BEGIN, at) is not None


def test_a_profile_that_tells_every_other_hour_is_missed_after_a_day_and_not_before() -> None:
    hours = counts(40, 2 * HOUR, until=30)
    assert not found(hours, BEGIN + 30 * DAY + 20 * HOUR)
    assert found(hours, BEGIN + 31 * DAY)


def test_a_profile_that_tells_once_a_week_is_given_weeks() -> None:
    hours = counts(400, 7 * DAY, until=200)
    assert not found(hours, BEGIN + 215 * DAY)
    assert found(hours, BEGIN + 290 * DAY)


def test_the_weekends_of_a_working_days_profile_are_no_silence() -> None:
    hours = counts(60, 3 * HOUR, until=60)
    for hour in hours:
        hours[hour] = 0 if hour.weekday() >= 5 else hours[hour]
    assert not any(found(hours, BEGIN + 28 * DAY + HOUR * step) for step in range(0, 14 * 24, 7))


def test_hours_without_a_watch_are_no_silence() -> None:
    hours = counts(40, 2 * HOUR, until=30)
    off = {hour: count for hour, count in hours.items() if hour < BEGIN + 30 * DAY or hour >= BEGIN + 39 * DAY}
    assert not found(off, BEGIN + 39 * DAY + 12 * HOUR)


def test_a_new_profile_that_never_told_anything_is_spoken_of_after_a_week() -> None:
    hours = counts(20, DAY, until=0)
    assert not found(hours, BEGIN + 6 * DAY)
    assert found(hours, BEGIN + 8 * DAY)
    said = hush(hours, BEGIN + 5 * DAY, BEGIN + 13 * DAY)
    assert said is not None
    assert said.since == BEGIN + 5 * DAY, "it counts from when the profile was first known"
    assert said.usual is None


def test_a_silence_says_since_when_and_what_is_usual() -> None:
    said = hush(counts(40, 5 * HOUR, until=30), BEGIN, BEGIN + 39 * DAY)
    assert said is not None
    assert said.usual == 5 * HOUR
    assert BEGIN + 29 * DAY <= said.since < BEGIN + 30 * DAY


@pytest.mark.parametrize(
    ("signs", "cause"),
    [
        ({"failing": 5}, "sources"),
        ({"failing": 4}, "narrow"),
        ({"unread": 60}, "extraction"),
        ({"unread": 40}, "narrow"),
        ({"articles": 6, "unread": 6, "usual_articles": None, "named": 0, "review": 0}, "quiet"),
        ({"usual_articles": 400.0}, "quiet"),
        ({"named": 2}, "quiet"),
        ({"named": 2, "usual_named": None, "review": 0}, "quiet"),
        ({"named": 2, "usual_named": None, "review": 1}, "narrow"),
        ({"usual_articles": None, "usual_named": None, "review": 0}, "narrow"),
        ({"named": 0, "review": 0, "usual_named": 0.0}, "quiet"),
    ],
)
def test_causes_are_told_apart(signs: dict[str, float | None], cause: str) -> None:
    usual = {"days": 3.0, "sources": 9, "failing": 0, "articles": 100, "unread": 0, "named": 30, "usual_articles": 90.0,
             "usual_named": 28.0, "review": 3, "best": 0.44}  # fmt: skip
    assert Signs(**(usual | signs)).cause == cause  # type: ignore[arg-type]


def test_figures_leave_out_what_nobody_knows() -> None:
    signs = Signs(days=2.0, sources=3, failing=0, articles=12, unread=1, named=4)
    assert dict(signs.figures).keys() == {"days", "sources", "failing", "articles", "unread", "named", "review", "best"}
