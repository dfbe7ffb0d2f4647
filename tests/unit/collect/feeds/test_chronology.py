from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.collect.feeds.chronology import AHEAD, OLDEST, believed

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_the_first_date_of_an_entry_that_can_be_believed_is_taken() -> None:
    assert believed([["Thu, 01 Jan 1970 00:00:00 GMT", "rubbish", "2026-11-20T06:00:00Z"]], now=NOW) == [at(20, 6)]
    assert believed([[], ["rubbish"]], now=NOW) == [None, None]


def test_ten_years_back_and_an_hour_ahead_are_believed_and_no_more() -> None:
    written = [NOW + AHEAD, NOW + AHEAD + timedelta(seconds=1), NOW - OLDEST, NOW - OLDEST - timedelta(seconds=1)]
    assert believed([[one.isoformat()] for one in written], now=NOW) == [written[0], None, written[2], None]


def test_a_date_without_zone_is_of_the_zone_that_the_others_name() -> None:
    texts = [["2026-11-20 10:00"], ["Fri, 20 Nov 2026 10:00:00 +0400"], ["Fri, 20 Nov 2026 09:00:00 +0400"]]
    assert believed(texts, now=NOW)[0] == at(20, 6)
    assert believed([["2026-11-20 10:00"]], others=["Sat, 21 Nov 2026 11:00:00 +0400"], now=NOW) == [at(20, 6)]


def test_where_none_is_named_it_is_utc() -> None:
    assert believed([["2026-11-20 10:00"]], now=NOW) == [at(20, 10)]


def test_news_is_never_from_the_future_but_from_farther_east() -> None:
    """14:20 with no zone, at 07:30 UTC: seven hours east, as all of the feed's dates."""
    assert believed([["2026-11-21 14:20"], ["2026-11-20 10:00"]], now=NOW) == [at(21, 7, 20), at(20, 3)]


def test_a_clock_that_runs_some_minutes_ahead_is_no_other_zone() -> None:
    assert believed([["2026-11-21 07:33"]], now=NOW) == [at(21, 7, 33)]


def test_an_event_of_next_week_moves_no_clock() -> None:
    assert believed([["2026-11-28 10:00"], ["2026-11-20 10:00"]], now=NOW) == [None, at(20, 10)]


def test_one_date_shows_which_figure_is_the_month_for_all() -> None:
    assert believed([["11/05/2026"], ["11/20/2026"]], now=NOW) == [at(5, 0), at(20, 0)]
    assert believed([["11/05/2026"]], now=NOW) == [datetime(2026, 5, 11, tzinfo=UTC)]
