"""A surge is told once, with since when; what is no surge is not told."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from doubles.streams import BEGIN, DAY, HOUR, Stream, Told, burst, steady, surges

from monitor.decide.baseline import baseline, watched
from monitor.decide.volume import actor_of, by_day, near_usual, rise, worth_drawing


def until(hours: Told, now: datetime) -> Told:
    return {hour: by for hour, by in hours.items() if hour <= now}


def test_a_surge_is_found_with_its_begin_and_how_many_times_the_usual_it_is() -> None:
    hours, begin = steady(), BEGIN + 38 * DAY + 14 * HOUR
    now = burst(hours, begin, {f"outlet-{n}": 4 for n in range(6)})
    found = rise(until(hours, now), now)
    assert found is not None
    assert found.since == begin
    assert found.count == 28
    assert found.usual == pytest.approx(4, rel=0.1)
    assert found.ratio == pytest.approx(7, rel=0.1)
    assert found.outlets == 6


def test_three_instead_of_one_is_no_surge() -> None:
    hours, begin = steady(daily=1), BEGIN + 38 * DAY + 14 * HOUR
    now = burst(hours, begin, {f"outlet-{n}": 1 for n in range(3)})
    assert rise(until(hours, now), now) is None


def test_the_flood_of_one_outlet_is_no_surge() -> None:
    hours, begin = steady(), BEGIN + 38 * DAY + 14 * HOUR
    now = burst(hours, begin, {"outlet-1": 200, "outlet-2": 1, "outlet-3": 1})
    assert rise(until(hours, now), now) is None


@pytest.mark.parametrize(("days", "spoken"), [(15, False), (18, True)])
def test_it_speaks_after_fourteen_days_of_history_and_not_before(days: int, spoken: bool) -> None:
    """Three days are what is judged, fourteen what it is judged by; the day in hand is none of them."""
    hours, begin = steady(days=days), BEGIN + (days - 1) * DAY + 14 * HOUR
    now = burst(hours, begin, {f"outlet-{n}": 10 for n in range(6)})
    assert (rise(until(hours, now), now) is not None) == spoken


def test_hours_in_which_nobody_watched_are_no_zeros() -> None:
    """A watch that runs in office hours alone knows nothing of the nights and of most weekends."""
    hours = {hour: by for hour, by in steady(daily=48).items() if hour.weekday() < 5 or hour.day % 3}
    assert baseline({hour: sum(by.values()) for hour, by in hours.items()}, max(hours)).level == pytest.approx(
        48, rel=0.1
    )  # type: ignore[union-attr]


def test_a_watch_that_was_off_finds_no_surge_in_what_gathered_meanwhile() -> None:
    answers = [BEGIN + HOUR * step for step in range(24)] + [BEGIN + HOUR * step for step in range(100, 124)]
    known = watched(answers)
    assert BEGIN + HOUR * 50 not in known
    assert BEGIN + HOUR * 100 not in known, "its first hour brings what gathered all the while"
    assert BEGIN + HOUR * 101 in known
    assert BEGIN + HOUR * 12 in watched([BEGIN + HOUR * 9, BEGIN + HOUR * 15]), "feeds cover some hours"


def test_a_working_day_after_a_weekend_is_no_surge() -> None:
    stream = Stream(daily=40, weekend=0.05, size=1.0)
    assert not list(surges(stream.hours(60, seed=7), first=BEGIN + 25 * DAY, step=12 * HOUR))


def test_a_slow_rise_is_no_surge() -> None:
    stream = Stream(daily=10, size=1.5, factor=lambda day: 1 + day / 15)
    assert not list(surges(stream.hours(60, seed=3), first=BEGIN + 25 * DAY, step=12 * HOUR))


def test_a_surge_is_told_once_while_it_lasts_and_anew_when_it_comes_again() -> None:
    stream = Stream(daily=20, size=1.5, factor=lambda day: 6.0 if 30 <= day < 33 or 45 <= day < 46 else 1.0)
    found = list(surges(stream.hours(60, seed=5), first=BEGIN + 28 * DAY, step=4 * HOUR))
    assert [30 <= (at - BEGIN) / DAY < 31 for at, _ in found] == [True, False]
    assert 45 <= (found[1][0] - BEGIN) / DAY < 46
    assert found[1][1].since >= BEGIN + 45 * DAY


def test_near_usual_is_said_again_when_a_surge_is_over() -> None:
    hours, begin = steady(), BEGIN + 36 * DAY
    now = burst(hours, begin, {f"outlet-{n}": 20 for n in range(6)})
    assert not near_usual(until(hours, now), now)
    assert near_usual(until(hours, now + 2 * DAY), now + 2 * DAY)


def test_false_surges_are_fewer_than_one_a_profile_and_year() -> None:
    """The short form of tests/trust/volume.py: bursty news in which nothing happens."""
    streams = [(daily, seed) for daily in (2, 8, 20) for seed in range(3)]
    found = [
        at
        for daily, seed in streams
        for at, _ in surges(Stream(daily=daily).hours(60, seed), first=BEGIN + 20 * DAY, step=8 * HOUR)
    ]
    assert len(found) < len(streams) * 40 / 365


def test_days_are_the_readers_days_and_one_without_a_watch_says_so() -> None:
    zone, now = "Asia/Ho_Chi_Minh", datetime.fromisoformat("2026-03-10T18:30:00+00:00")  # the 11th there
    counts = {
        datetime.fromisoformat("2026-03-10T16:00:00+00:00"): 2,
        datetime.fromisoformat("2026-03-10T17:00:00+00:00"): 5,
        datetime.fromisoformat("2026-03-08T10:00:00+00:00"): 0,
    }
    days = by_day(counts, now, zone, days=4)
    assert [(one.day, one.count, one.watched) for one in days] == [
        (date(2026, 3, 8), 0, True),
        (date(2026, 3, 9), 0, False),
        (date(2026, 3, 10), 2, True),
        (date(2026, 3, 11), 5, True),
    ]


def test_the_first_days_of_a_watch_are_not_worth_a_picture() -> None:
    now = BEGIN + 2 * DAY
    assert not worth_drawing(by_day({BEGIN: 4, BEGIN + DAY: 0}, now, "UTC"))
    assert worth_drawing(by_day({BEGIN: 4, BEGIN + DAY: 0, now: 1}, now, "UTC"))


@pytest.mark.parametrize(
    ("term", "actor"),
    [
        ("person/ilham-aliyev", True),
        ("country/AM", True),
        ("topic/sport", False),
        ("phrase/upgrade relations", False),
        ("all of country/AZ, org/nato", False),
    ],
)
def test_actors_are_told_from_what_is_none(term: str, actor: bool) -> None:
    assert actor_of(term) == actor
