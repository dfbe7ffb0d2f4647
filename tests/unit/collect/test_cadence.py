from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.collect.cadence import (
    Pace,
    address,
    after_failure,
    after_success,
    failing,
    flood,
    moved,
    offline,
    pace_of,
    postponed,
    rhythm,
    turn,
)
from monitor.model import Fetched, Source, Validators, Wishes
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

    @pytest.mark.parametrize(("silent_h", "expected"), [(8, 1200), (72, 10800), (24 * 60, 86400), (1, 900)])
    def test_a_silence_that_lasts_slows_a_busy_feed_down(self, silent_h: int, expected: int) -> None:
        busy = state(interval_s=900, last_entry_at=NOW - timedelta(hours=silent_h))
        after = after_success(busy, fetched=answer(), validators=Validators(), now=NOW)
        assert after.interval_s == expected

    @pytest.mark.parametrize(("jitter", "expected"), [(0.1, 3960), (-0.1, 3240), (0.0, 3600)])
    def test_the_interval_moves_with_the_jitter(self, jitter: float, expected: float) -> None:
        after = after_success(state(), fetched=answer(), validators=Validators(), now=NOW, jitter=jitter)
        assert wait_s(after) == pytest.approx(expected)

    @pytest.mark.parametrize("jitter", [-0.1, 0.0, 0.1])
    @pytest.mark.parametrize(
        ("fetched", "wishes"),
        [(answer(cache_control="public, max-age=7200"), Wishes()), (answer(), Wishes(ttl_s=7200))],
    )
    def test_the_servers_wish_is_never_undercut(self, fetched: Fetched, wishes: Wishes, jitter: float) -> None:
        after = after_success(state(), fetched=fetched, validators=Validators(), wishes=wishes, now=NOW, jitter=jitter)
        assert wait_s(after) >= 7200
        assert after.not_before == NOW + timedelta(hours=2)

    def test_what_the_feed_wished_for_holds_where_it_was_not_parsed_again(self) -> None:
        wishes = Wishes(ttl_s=7200)
        after = after_success(state(wishes=wishes), fetched=answer(), validators=Validators(), now=NOW)
        assert (after.wishes, wait_s(after)) == (wishes, 7200)

    def test_a_max_age_holds_through_every_304_that_says_nothing(self) -> None:
        fetched = answer(cache_control="max-age=7200")
        after = after_success(state(), fetched=fetched, validators=Validators(), wishes=Wishes(), now=NOW)
        for _ in range(2):
            unchanged = replace(answer(), status=304)
            after = after_success(after, fetched=unchanged, validators=Validators(), now=NOW)
            assert after.not_before == NOW + timedelta(hours=2)

    @pytest.mark.parametrize("jitter", [-0.1, 0.0, 0.1])
    def test_the_jitter_moves_nothing_over_the_bounds(self, jitter: float) -> None:
        for interval_s in (900, 86400):
            after = after_success(
                state(interval_s=interval_s), fetched=answer(), validators=Validators(), now=NOW, jitter=jitter
            )
            assert 900 <= wait_s(after) <= 86400

    def test_hours_that_the_feed_skips_are_skipped(self) -> None:
        wishes = Wishes(skip_hours=(8, 9, 10))
        after = after_success(state(), fetched=answer(), validators=Validators(), wishes=wishes, now=NOW)
        assert after.next_check_at == NOW.replace(hour=11, minute=0)

    def test_a_server_that_wishes_for_a_year_gets_a_day(self) -> None:
        fetched = answer(cache_control="max-age=31536000")
        assert wait_s(after_success(state(), fetched=fetched, validators=Validators(), now=NOW)) == 86400

    def test_how_much_a_feed_brings_is_known_by_its_dates_and_smoothed(self) -> None:
        first = after_success(
            state(), fetched=answer(), validators=Validators(), published=ago(*range(48)), wishes=Wishes(), now=NOW
        )
        assert first.daily == pytest.approx(24, rel=0.05)
        then = after_success(
            first, fetched=answer(), validators=Validators(), published=ago(1, 24 * 7), wishes=Wishes(), now=NOW
        )
        assert 12 < then.daily < 24


class TestMoves:
    """301 and 308 are believed after three equal answers over a day (findings on reliability)."""

    SOURCE = Source(id="s", url="https://example.org/old", name="S")

    def asked(self, before: SourceState, hours: float, moved_to: str = "https://example.org/new") -> SourceState:
        now = NOW + timedelta(hours=hours)
        fetched = replace(answer(), moved_to=moved_to)
        return after_success(before, fetched=fetched, validators=Validators(), now=now)

    def test_three_equal_answers_over_a_day_are_believed(self) -> None:
        source, seen = state(), []
        for hours in (0, 12, 24):
            source = self.asked(source, hours)
            seen.append(moved(source))
        assert seen == [False, False, True]
        assert address(self.SOURCE, source) == "https://example.org/new"

    def test_three_within_an_hour_are_not(self) -> None:
        source = state()
        for hours in (0, 0.3, 0.6, 0.9):
            source = self.asked(source, hours)
        assert not moved(source)
        assert address(self.SOURCE, source) == "https://example.org/old"

    @pytest.mark.parametrize("between", ["", "https://example.org/other"])
    def test_another_answer_between_begins_anew(self, between: str) -> None:
        source = state()
        for hours, target in ((0, "https://example.org/new"), (12, between), (24, "https://example.org/new")):
            source = self.asked(source, hours, target)
        assert (moved(source), source.moved_times) == (False, 1)

    def test_what_is_believed_stands_while_the_new_address_answers_and_ends_when_it_fails(self) -> None:
        source = state()
        for hours in (0, 12, 24):
            source = self.asked(source, hours)
        source = self.asked(source, 36, moved_to="")
        assert moved(source)
        failed = after_failure(source, error="the server answered 404", status=404, now=NOW)
        assert address(self.SOURCE, failed) == "https://example.org/old"


class TestGone:
    def test_the_second_410_stops_it(self) -> None:
        first = after_failure(state(last_success_at=NOW), error="410", status=410, now=NOW)
        assert (first.stopped, wait_s(first)) == (False, 86400)
        second = after_failure(first, error="410", status=410, now=NOW)
        assert (second.stopped, turn(first, second)) == (True, "gone")

    def test_any_other_answer_between_begins_anew(self) -> None:
        gone = after_failure(state(), error="410", status=410, now=NOW)
        assert after_failure(gone, error="500", status=500, now=NOW).gone == 0
        assert after_failure(gone, error="timeout", now=NOW).gone == 1


class TestTurns:
    def test_failing_is_told_once_and_coming_back_too(self) -> None:
        source, turns = state(last_success_at=NOW), []
        for _ in range(8):
            before, source = source, after_failure(source, error="500", status=500, now=NOW)
            turns.append(turn(before, source))
        assert turns == ["", "", "", "", "failing", "", "", ""]
        back = after_success(source, fetched=answer(), validators=Validators(), now=NOW)
        assert turn(source, back) == "back"
        assert turn(back, back) == ""


class TestFlood:
    def test_far_more_than_usual_is_no_news(self) -> None:
        quiet = state(last_success_at=NOW - timedelta(hours=1), daily=24.0)
        assert flood(200, quiet, NOW)
        assert not flood(39, quiet, NOW)

    def test_a_busy_feed_or_a_long_absence_is_no_flood(self) -> None:
        assert not flood(200, state(last_success_at=NOW - timedelta(hours=1), daily=1000.0), NOW)
        assert not flood(200, state(last_success_at=NOW - timedelta(days=10), daily=24.0), NOW)

    def test_the_first_poll_is_none(self) -> None:
        assert not flood(500, state(), NOW)


class TestFailure:
    def test_the_wait_doubles_up_to_a_day_and_never_ends(self) -> None:
        now, source, waits = NOW, state(last_success_at=NOW), []
        for _ in range(40):
            source = after_failure(source, error="no", now=now)
            waits.append((source.next_check_at - now).total_seconds() / HOUR)
            now = source.next_check_at
        assert waits[:6] == [1, 2, 4, 8, 24, 24]
        assert waits[-1] == 24

    def test_a_source_that_was_never_reached_is_tried_again_within_minutes(self) -> None:
        first = after_failure(state(last_success_at=None), error="no", reached=False, now=NOW)
        second = after_failure(first, error="no", reached=False, now=NOW)
        assert [wait_s(first), wait_s(second)] == [300, 600]

    def test_one_that_saw_the_request_is_not(self) -> None:
        assert wait_s(after_failure(state(last_success_at=None), error="500", status=500, now=NOW)) == 3600

    def test_our_own_network_is_not_counted_against_it(self) -> None:
        source = state(last_success_at=NOW)
        for _ in range(20):
            source = offline(source, error="the server could not be reached", now=NOW)
        assert (source.failures, failing(source), wait_s(source)) == (1, False, 300)

    def test_our_own_network_does_not_undercut_the_server(self) -> None:
        until = NOW + timedelta(hours=3)
        assert offline(state(not_before=until), error="no", now=NOW).next_check_at == until

    def test_a_host_that_rests_costs_no_failure(self) -> None:
        until = NOW + timedelta(hours=3)
        after = postponed(state(last_success_at=NOW), until, jitter=-0.1)
        assert (after.failures, after.not_before) == (0, until)
        assert until <= after.next_check_at <= until + timedelta(minutes=6)

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


def test_the_owners_bounds_are_kept() -> None:
    plain = Source(id="s", url="https://example.org/", name="S")
    assert pace_of(plain) == Pace()
    eager = pace_of(replace(plain, floor_s=60, ceiling_s=300))
    assert (eager.floor_s, eager.default_s, eager.ceiling_s) == (60, 300, 300)
    assert rhythm(ago(*range(40)), now=NOW, pace=eager) == 300
    assert pace_of(replace(plain, ceiling_s=300)).floor_s == 300
    assert pace_of(replace(plain, floor_s=7200)).default_s == 7200
