"""Digests and quiet hours keep local time, through every change of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.decide.calendar import DigestTime, instant_of, last_slot, next_due, quiet_until, slots_between

#: north, south, half hours, no summer time, Ramadan, changes at midnight, and the far ends of the date line
ZONES = (
    "UTC",
    "Asia/Ho_Chi_Minh",
    "Asia/Baku",
    "Asia/Yerevan",
    "Asia/Tehran",
    "Asia/Kathmandu",
    "Asia/Beirut",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Europe/Berlin",
    "Europe/Dublin",
    "Europe/Chisinau",
    "America/New_York",
    "America/St_Johns",
    "America/Santiago",
    "America/Havana",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
)
YEAR = 2026
#: all that the tz database holds, those with odd changes as often as the others together
EVERY_ZONE = st.sampled_from(ZONES) | st.sampled_from(sorted(available_timezones()))
DIGESTS = st.sets(
    st.builds(
        DigestTime,
        at=st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)),
        days=st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))),
    ),
    min_size=1,
    max_size=4,
)
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def daily(*times: time) -> list[DigestTime]:
    return [DigestTime(at=at) for at in times]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", [time(0, 0), time(0, 30), time(1, 30), time(2, 15), time(7, 30), time(23, 59)])
def test_each_local_date_of_a_year_has_its_slot_exactly_once(zone: str, at: time) -> None:
    now = instant_of(date(YEAR, 1, 1), at, ZoneInfo(zone)) - timedelta(seconds=1)
    names: list[str] = []
    while len(names) < 365:
        now = next_due(daily(at), zone, now)
        slot = last_slot(daily(at), zone, now)
        assert slot is not None
        assert slot[1] == now
        names.append(slot[0])
    assert names == [f"{date(YEAR, 1, 1) + timedelta(days=day)} {at:%H:%M}" for day in range(365)]


@given(zone=EVERY_ZONE, times=DIGESTS, now=INSTANTS)
def test_now_lies_between_the_last_slot_and_the_next(zone: str, times: set[DigestTime], now: datetime) -> None:
    slot = last_slot(times, zone, now)
    assert slot is not None
    assert slot[1] <= now < next_due(times, zone, now)
    assert next_due(times, zone, slot[1]) == next_due(times, zone, now), "no slot lies between"


@given(zone=EVERY_ZONE, times=DIGESTS, now=INSTANTS, days=st.integers(1, 60))
def test_each_local_date_has_each_of_its_slots_exactly_once_between_two_instants(
    zone: str, times: set[DigestTime], now: datetime, days: int
) -> None:
    until = now + timedelta(days=days)
    slots = slots_between(times, zone, now, until)
    first, last = now.astimezone(ZoneInfo(zone)).date(), until.astimezone(ZoneInfo(zone)).date()
    inside = [first + timedelta(days=day) for day in range(2, (last - first).days - 1)]
    named = {f"{day} {one.at:%H:%M}" for day in inside for one in times if not one.days or day.weekday() in one.days}
    assert named <= {slot.name for slot in slots}, "none is missing"
    assert len({slot.name for slot in slots}) == len(slots), "none comes twice"
    assert [slot.due for slot in slots] == sorted(slot.due for slot in slots)
    assert all(now < slot.due <= until for slot in slots)


@given(zone=EVERY_ZONE, times=DIGESTS, now=INSTANTS, steps=st.lists(st.integers(0, 200), min_size=1, max_size=8))
def test_however_often_one_looks_each_slot_is_seen_once(
    zone: str, times: set[DigestTime], now: datetime, steps: list[int]
) -> None:
    begin, seen = now, []
    for hours in steps:
        seen += slots_between(times, zone, now, now + timedelta(hours=hours))
        now += timedelta(hours=hours)
    assert tuple(seen) == slots_between(times, zone, begin, now)
    last = last_slot(times, zone, now)
    assert last is not None
    assert not seen or seen[-1] == last


@given(old=EVERY_ZONE, new=EVERY_ZONE, times=DIGESTS, now=INSTANTS)
def test_after_a_change_of_the_zone_a_digest_is_due_within_a_day_and_its_name_says_its_date(
    old: str, new: str, times: set[DigestTime], now: datetime
) -> None:
    every_day = {DigestTime(at=one.at) for one in times}
    due = next_due(every_day, new, next_due(every_day, old, now))
    slot = last_slot(every_day, new, due)
    assert slot is not None
    assert slot.due == due
    assert abs(date.fromisoformat(slot.name[:10]) - due.astimezone(ZoneInfo(new)).date()) <= timedelta(days=1)


@given(
    zone=st.sampled_from(ZONES),
    # at most 20 hours: a quiet of almost the whole day may touch the next one in a gap
    quiet=st.tuples(st.integers(0, 1439), st.integers(1, 1200)).map(
        lambda span: (time(*divmod(span[0], 60)), time(*divmod(sum(span) % 1440, 60)))
    ),
    now=st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_quiet_ends_within_a_day_and_is_then_over(zone: str, quiet: tuple[time, time], now: datetime) -> None:
    until = quiet_until(quiet, zone, now)
    if until is not None:
        assert now < until <= now + timedelta(hours=26)
        assert quiet_until(quiet, zone, until) is None


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_slot_inside_the_gap_fires_when_the_gap_ends() -> None:
    """Berlin, 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC."""
    assert last_slot(daily(time(2, 30)), "Europe/Berlin", utc("2026-03-29 00:59:59")) == (
        "2026-03-28 02:30",
        utc("2026-03-28 01:30"),
    )
    assert last_slot(daily(time(2, 30)), "Europe/Berlin", utc("2026-03-29 01:00")) == (
        "2026-03-29 02:30",
        utc("2026-03-29 01:00"),
    )


def test_a_slot_that_comes_twice_fires_the_first_time() -> None:
    """Berlin, 25 October 2026: 03:00 becomes 02:00 at 01:00 UTC, so 02:30 comes at 00:30 and 01:30 UTC."""
    assert next_due(daily(time(2, 30)), "Europe/Berlin", utc("2026-10-25 00:00")) == utc("2026-10-25 00:30")
    assert next_due(daily(time(2, 30)), "Europe/Berlin", utc("2026-10-25 00:30")) == utc("2026-10-26 01:30")


def test_a_skipped_day_fires_when_the_next_begins() -> None:
    """Samoa had no 30 December 2011."""
    begin = utc("2011-12-30 10:00")
    assert last_slot(daily(time(7, 30)), "Pacific/Apia", begin) == ("2011-12-30 07:30", begin)


def test_a_weekly_digest_comes_once_a_week_on_its_day() -> None:
    mondays = [DigestTime(at=time(7, 30), days=(0,))]
    assert last_slot(mondays, "Europe/Berlin", utc("2026-11-22 12:00")) == ("2026-11-16 07:30", utc("2026-11-16 06:30"))
    assert next_due(mondays, "Europe/Berlin", utc("2026-11-16 06:30")) == utc("2026-11-23 06:30")
    year = slots_between(mondays, "Europe/Berlin", utc("2026-01-01"), utc("2027-01-01"))
    assert len(year) == 52
    assert {date.fromisoformat(slot.name[:10]).weekday() for slot in year} == {0}


def test_two_times_of_the_same_minute_are_one_slot() -> None:
    twice = [DigestTime(at=time(7, 30)), DigestTime(at=time(7, 30), days=(0,))]
    assert len(slots_between(twice, "UTC", utc("2026-11-22 12:00"), utc("2026-11-24 12:00"))) == 2


def test_without_times_there_is_no_slot() -> None:
    assert last_slot([], "UTC", utc("2026-01-01")) is None
    with pytest.raises(ValueError, match="no time"):
        next_due([], "UTC", utc("2026-01-01"))


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-21 14:59", None),
        ("2026-11-21 15:00", "2026-11-21 23:30"),
        ("2026-11-21 23:29", "2026-11-21 23:30"),
        ("2026-11-21 23:30", None),
    ],
)
def test_quiet_lasts_over_midnight(now: str, until: str | None) -> None:
    """22:00 to 06:30 in Vietnam is 15:00 to 23:30 UTC."""
    quiet = (time(22, 0), time(6, 30))
    assert quiet_until(quiet, "Asia/Ho_Chi_Minh", utc(now)) == (utc(until) if until else None)


def test_quiet_within_a_day_and_never() -> None:
    siesta = (time(13), time(15))
    assert quiet_until(siesta, "UTC", utc("2026-11-21 13:00")) == utc("2026-11-21 15:00")
    assert quiet_until(siesta, "UTC", utc("2026-11-21 15:00")) is None
    assert quiet_until(None, "UTC", utc("2026-11-21 13:00")) is None
    assert quiet_until((time(7), time(7)), "UTC", utc("2026-11-21 07:00")) is None
