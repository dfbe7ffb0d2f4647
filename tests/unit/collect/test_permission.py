from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.permission import fresh_for_s, open_hour, permitted_at
from monitor.guard import retry_after_s
from monitor.model import Fetched, Wishes

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)  # a Saturday


def answer(**headers: str) -> Fetched:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Fetched(url="https://example.org/", status=200, headers=pairs, body=b"", fetched_at=NOW)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache_control": "no-cache"}, 0),
        ({"cache_control": "no-cache, max-age=60"}, 0),
        ({"cache_control": "Max-Age=60"}, 60),
        ({"cache_control": "s-maxage=9, max-age=60", "age": "50"}, 10),
        ({"cache_control": "s-maxage=900"}, 0),
        ({"cache_control": "max-age=60", "age": "90"}, 0),
        ({"cache_control": "max-age=60", "age": "soon"}, 60),
        ({"cache_control": "max-age=-1"}, 0),
        ({"cache_control": "max-age=60", "expires": "Sat, 21 Nov 2026 09:30:00 GMT"}, 60),
        ({"expires": "Sat, 21 Nov 2026 09:30:00 GMT"}, 7200),
        ({"expires": "Sat, 21 Nov 2026 09:30:00 GMT", "date": "Sat, 21 Nov 2026 09:00:00 GMT"}, 1800),
        ({"expires": "Sat, 21 Nov 2020 09:30:00 GMT"}, 0),
        ({"expires": "0"}, 0),
        ({"expires": "-1"}, 0),
        ({"expires": "Fri, 99 Foo 9999 99:99:99 GMT"}, 0),
    ],
)
def test_how_long_an_answer_is_good(headers: dict[str, str], seconds: int) -> None:
    assert fresh_for_s(answer(**headers), now=NOW) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Sat, 21 Nov 2026 08:30:00 GMT", 3600.0),
        ("Sat, 21 Nov 2026 06:30:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_when_to_retry(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, now=NOW) == seconds


@pytest.mark.parametrize(
    ("dated", "seconds"),
    [
        ("Sat, 21 Nov 2026 08:10:00 GMT", 1200.0),
        ("Sat, 21 Nov 2026 07:00:00 GMT", 5400.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 3600.0),
        ("now", 3600.0),
        (None, 3600.0),
    ],
)
def test_a_date_is_measured_by_the_servers_own_clock_if_that_is_one(dated: str | None, seconds: float) -> None:
    assert retry_after_s("Sat, 21 Nov 2026 08:30:00 GMT", dated=dated, now=NOW) == seconds


def test_the_longest_of_all_wishes_counts() -> None:
    fetched = answer(cache_control="max-age=600", retry_after="1800")
    assert permitted_at(fetched, Wishes(ttl_s=1200), now=NOW) == NOW + timedelta(seconds=1800)
    assert permitted_at(fetched, Wishes(ttl_s=2400), now=NOW) == NOW + timedelta(seconds=2400)


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [({}, 60), ({"cache_control": "max-age=300"}, 5), ({"expires": "0"}, 0), ({"cache_control": "no-cache"}, 0)],
)
def test_a_304_that_says_nothing_renews_what_the_document_was_given(headers: dict[str, str], minutes: int) -> None:
    unchanged = replace(answer(**headers), status=304)
    assert permitted_at(unchanged, Wishes(max_age_s=3600), now=NOW) == NOW + timedelta(minutes=minutes)
    assert permitted_at(answer(), Wishes(max_age_s=3600), now=NOW) == NOW


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        (Wishes(), NOW),
        (Wishes(skip_hours=(7,)), NOW.replace(hour=8, minute=0)),
        (Wishes(skip_hours=(7, 8, 9)), NOW.replace(hour=10, minute=0)),
        (Wishes(skip_hours=tuple(range(24))), NOW),
        (Wishes(skip_days=(5, 6)), datetime(2026, 11, 23, tzinfo=UTC)),
        (Wishes(skip_days=(5,), skip_hours=(0, 1)), datetime(2026, 11, 22, 2, tzinfo=UTC)),
        (Wishes(skip_days=tuple(range(7))), NOW),
    ],
)
def test_skipped_hours_and_days(wishes: Wishes, expected: datetime) -> None:
    assert open_hour(NOW, wishes) == expected


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_whatever_the_headers_say_there_is_an_instant_within_a_month(
    control: str, age: str, expires: str, retry: str
) -> None:
    fetched = answer(cache_control=control, age=age, expires=expires, retry_after=retry)
    assert NOW <= permitted_at(fetched, Wishes(), now=NOW) <= NOW + timedelta(days=30)
