from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.collect.cadence import Pace, after_failure, after_success, failing, max_age_s, rhythm
from monitor.model import Fetched, Validators
from monitor.ports import SourceState

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
HOUR = 3600


def state(**more: Any) -> SourceState:
    return SourceState(**({"source_id": "s", "next_check_at": NOW, "validators": Validators()} | more))


def answer(**headers: str) -> Fetched:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Fetched(url="https://example.org/", status=200, headers=pairs, body=b"", fetched_at=NOW)


def ago(*hours: float) -> list[datetime]:
    return [NOW - timedelta(hours=hour) for hour in hours]


def wait_s(after: SourceState) -> float:
    return (after.next_check_at - NOW).total_seconds()


class TestRhythm:
    def test_it_is_a_week_over_the_weekly_count(self) -> None:
        assert rhythm(ago(*range(0, 169, 2)), now=NOW) == pytest.approx(2 * HOUR, rel=0.02)

    def test_a_feed_that_covers_less_than_a_week_is_judged_by_what_it_covers(self) -> None:
        assert rhythm(ago(*range(1, 21)), now=NOW) == HOUR

    def test_it_stays_between_a_quarter_of_an_hour_and_a_day(self) -> None:
        assert rhythm(ago(*(n / 60 for n in range(100))), now=NOW) == 900
        assert rhythm(ago(24 * 60, 24 * 90), now=NOW) == 86400
        assert rhythm(ago(1), now=NOW) == 86400

    def test_without_dates_it_is_an_hour(self) -> None:
        assert rhythm([], now=NOW) == HOUR

    def test_dates_ahead_of_the_clock_do_no_harm(self) -> None:
        assert 900 <= rhythm(ago(-1, -0.5), now=NOW) <= 86400


class TestSuccess:
    def test_it_clears_the_failures_and_remembers_what_came(self) -> None:
        validators = Validators(etag='"1"')
        after = after_success(
            state(failures=7, error="no"), fetched=answer(), validators=validators, published=ago(3, 9), now=NOW
        )
        assert (after.failures, after.error, after.validators) == (0, "", validators)
        assert (after.last_success_at, after.last_entry_at) == (NOW, NOW - timedelta(hours=3))

    def test_unchanged_feeds_keep_their_interval(self) -> None:
        after = after_success(state(interval_s=5000), fetched=answer(), validators=Validators(), now=NOW)
        assert (after.interval_s, wait_s(after)) == (5000, 5000)

    @pytest.mark.parametrize(("jitter", "expected"), [(0.1, 3960), (-0.1, 3240), (0.0, 3600)])
    def test_the_interval_moves_with_the_jitter(self, jitter: float, expected: float) -> None:
        after = after_success(state(), fetched=answer(), validators=Validators(), now=NOW, jitter=jitter)
        assert wait_s(after) == pytest.approx(expected)

    @pytest.mark.parametrize("jitter", [-0.1, 0.0, 0.1])
    def test_the_servers_wish_is_never_undercut(self, jitter: float) -> None:
        wishes = (answer(cache_control="public, max-age=7200"), None), (answer(), 7200)
        for fetched, ttl_s in wishes:
            after = after_success(
                state(), fetched=fetched, validators=Validators(), ttl_s=ttl_s, now=NOW, jitter=jitter
            )
            assert wait_s(after) >= 7200

    def test_a_server_that_wishes_for_a_year_gets_a_day(self) -> None:
        fetched = answer(cache_control="max-age=31536000")
        assert wait_s(after_success(state(), fetched=fetched, validators=Validators(), now=NOW)) == 86400


class TestFailure:
    def test_the_wait_doubles_up_to_a_day_and_never_ends(self) -> None:
        now, source, waits = NOW, state(last_success_at=NOW), []
        for _ in range(40):
            source = after_failure(source, error="no", now=now)
            waits.append((source.next_check_at - now).total_seconds() / HOUR)
            now = source.next_check_at
        assert waits[:6] == [1, 2, 4, 8, 16, 24]
        assert waits[-1] == 24

    def test_a_source_that_never_answered_is_tried_again_within_minutes(self) -> None:
        first = after_failure(state(last_success_at=None), error="no", now=NOW)
        second = after_failure(first, error="no", now=NOW)
        assert [wait_s(first), wait_s(second)] == [300, 600]

    def test_five_in_a_row_are_failing(self) -> None:
        source = state()
        seen = []
        for _ in range(6):
            source = after_failure(source, error="the server answered 500", now=NOW)
            seen.append(failing(source))
        assert seen == [False] * 4 + [True] * 2
        assert source.error == "the server answered 500"

    def test_retry_after_is_honoured_even_beyond_a_day(self) -> None:
        after = after_failure(state(), error="429", retry_after_s=2 * 86400.0, now=NOW, jitter=-0.1)
        assert wait_s(after) >= 2 * 86400

    def test_an_absurd_retry_after_does_not_overflow(self) -> None:
        assert wait_s(after_failure(state(), error="429", retry_after_s=1e300, now=NOW)) == 30 * 86400

    def test_validators_and_last_success_survive_it(self) -> None:
        before = state(validators=Validators(etag='"1"'), last_success_at=NOW)
        after = after_failure(before, error="no", now=NOW)
        assert (after.validators, after.last_success_at) == (before.validators, NOW)


def test_another_pace_is_kept() -> None:
    pace = Pace(floor_s=1, ceiling_s=10, default_s=2)
    assert rhythm([], now=NOW, pace=pace) == 2
    assert rhythm(ago(100, 200, 300), now=NOW, pace=pace) == 10


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache_control": "no-cache"}, 0),
        ({"cache_control": "Max-Age=60"}, 60),
        ({"cache_control": "s-maxage=9, max-age=60", "age": "50"}, 10),
        ({"cache_control": "max-age=60", "age": "90"}, 0),
        ({"cache_control": "max-age=60", "age": "soon"}, 60),
        ({"cache_control": "max-age=-1"}, 0),
    ],
)
def test_what_is_left_of_max_age(headers: dict[str, str], seconds: int) -> None:
    assert max_age_s(answer(**headers)) == seconds
