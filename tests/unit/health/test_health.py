"""How a source fares: each state, and where it begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from doubles.outcomes import NOW, source

from monitor.collect.cadence import FAILING_AFTER, MOVED_AFTER, MOVED_SPAN
from monitor.health import WORDS, SourceHealth, Word, judge, span
from monitor.model import Source, Validators
from monitor.ports import GONE_AFTER, SourceFigures, SourceState

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEVER = SourceState(source_id="source-1", next_check_at=NOW, validators=Validators())
WELL = replace(NEVER, last_success_at=NOW - HOUR, daily=12.0)
#: a feed that brought something every few hours for a month
LIVELY = SourceFigures(
    entries=360, last_new_at=NOW - HOUR, span_days=30, longest_gap_s=8 * 3600, pages_read=90, pages_unread=2
)
FAILED = replace(WELL, failures=1, error="the server answered 503")
MOVED = replace(
    WELL,
    moved_to="https://new.example/feed",
    moved_times=MOVED_AFTER,
    moved_since=NOW - HOUR - MOVED_SPAN,
)


def health(state: SourceState | None, figures: SourceFigures = LIVELY, of: Source | None = None) -> SourceHealth:
    return judge(of or source(), state, figures, NOW)


@pytest.mark.parametrize(
    ("state", "word", "words"),
    [
        (None, "new", ""),
        (NEVER, "new", ""),
        (WELL, "ok", ""),
        (FAILED, "trouble", "the server answered 503"),
        (replace(NEVER, failures=1, error="no"), "trouble", "no"),
        (replace(FAILED, failures=FAILING_AFTER - 1), "trouble", ""),
        (replace(FAILED, failures=FAILING_AFTER), "failing", "no good answer since 2026-11-21"),
        (replace(NEVER, failures=FAILING_AFTER, error="no"), "failing", "it never answered"),
        (replace(FAILED, not_before=NOW + HOUR), "waiting", "asks to wait until 2026-11-21 07:00 UTC"),
        (replace(FAILED, not_before=NOW), "trouble", ""),
        (replace(FAILED, failures=FAILING_AFTER, not_before=NOW + HOUR), "failing", ""),
        (replace(WELL, not_before=NOW + HOUR), "ok", ""),  # what max-age says of a good answer is no waiting
        (MOVED, "moved", "https://new.example/feed for good"),
        (replace(MOVED, moved_times=MOVED_AFTER - 1), "ok", ""),
        (replace(MOVED, moved_since=NOW - HOUR - MOVED_SPAN + timedelta(seconds=1)), "ok", ""),
        (replace(FAILED, gone=GONE_AFTER, error="the server answered 410 Gone"), "gone", "410 Gone, twice"),
        (replace(FAILED, gone=GONE_AFTER - 1), "trouble", ""),
    ],
)
def test_what_happened_last_decides(state: SourceState | None, word: Word, words: str) -> None:
    found = health(state)
    assert found.word == word
    assert words in found.what


def test_a_missing_secret_comes_before_all_else() -> None:
    found = health(
        replace(FAILED, failures=FAILING_AFTER), of=source(missing="the environment variable KEY is not set")
    )
    assert (found.word, found.what) == ("locked", "the environment variable KEY is not set")


@pytest.mark.parametrize(
    ("silent", "gap", "daily", "quiet"),
    [
        (timedelta(hours=24), 2 * HOUR, 12.0, False),  # a day at least
        (timedelta(hours=24, seconds=1), 2 * HOUR, 12.0, True),
        (timedelta(hours=30), 10 * HOUR, 12.0, False),  # three times its longest silence
        (timedelta(hours=30, seconds=1), 10 * HOUR, 12.0, True),
        (7 * DAY, None, 12.0, False),  # nothing to compare with: its own dates, and a week
        (timedelta(days=7, seconds=1), None, 12.0, True),
        (21 * DAY, None, 1 / 7, False),
        (timedelta(days=21, seconds=1), None, 1 / 7, True),
        (400 * DAY, None, 0.0, False),  # nobody knows
    ],
)
def test_a_silence_is_measured_by_the_feeds_own_past(
    silent: timedelta, gap: timedelta | None, daily: float, quiet: bool
) -> None:
    longest = gap.total_seconds() if gap else None
    figures = SourceFigures(entries=9, last_new_at=NOW - silent, span_days=30, longest_gap_s=longest)
    assert health(replace(WELL, daily=daily), figures).word == ("quiet" if quiet else "ok")


def test_a_silence_is_told_with_its_figures() -> None:
    figures = replace(LIVELY, last_new_at=NOW - 5 * DAY, longest_gap_s=10 * 3600)
    assert health(WELL, figures).what == "nothing new for 5 days, usually at most 10 h (since 2026-11-16 06:00 UTC)"


def test_a_feed_that_answers_and_never_brought_anything_is_quiet() -> None:
    assert health(WELL, SourceFigures()).what == "it answers, and has brought nothing yet"


def test_a_feed_that_fails_is_never_called_quiet() -> None:
    assert health(FAILED, replace(LIVELY, last_new_at=NOW - 90 * DAY)).word == "trouble"


def test_without_figures_nothing_is_said_of_silence_and_pages() -> None:
    assert judge(source(), WELL, None, NOW).word == "ok"


@pytest.mark.parametrize(
    ("read", "unread", "word"), [(2, 3, "unread"), (3, 3, "ok"), (0, 4, "ok"), (0, 5, "unread"), (100, 101, "unread")]
)
def test_more_unread_pages_than_read_ones_are_told_with_the_commonest_reason(
    read: int, unread: int, word: Word
) -> None:
    found = health(WELL, replace(LIVELY, pages_read=read, pages_unread=unread, unread="the site asks for cookies"))
    assert found.word == word
    assert (
        not found.what
        or found.what == f"{unread} of {read + unread} pages could not be read: the site asks for cookies"
    )


def test_pages_that_nobody_wants_are_not_missed() -> None:
    figures = replace(LIVELY, pages_read=0, pages_unread=50)
    assert health(WELL, figures, source(pages="none")).word == "ok"


def test_entries_a_day_and_the_share_of_pages_are_told_where_they_are_known() -> None:
    found = health(replace(WELL, daily=0.0))
    assert (found.daily, round(found.pages_share or 0, 2)) == (12.0, 0.98)
    unknown = health(replace(WELL, daily=0.0), SourceFigures(entries=5, last_new_at=NOW, span_days=0.1))
    assert (unknown.daily, unknown.pages_share) == (None, None)


def test_every_word_has_its_rank() -> None:
    words = [health(state).word for state in (WELL, NEVER, FAILED, MOVED, replace(FAILED, failures=FAILING_AFTER))]
    assert sorted(words, key=WORDS.index) == ["failing", "moved", "trouble", "new", "ok"]


@pytest.mark.parametrize(
    ("length", "said"),
    [(timedelta(seconds=20), "0 min"), (2 * HOUR - DAY / 1440, "119 min"), (2 * HOUR, "2 h"), (3 * DAY, "3 days")],
)
def test_a_span_is_told_in_the_unit_of_its_size(length: timedelta, said: str) -> None:
    assert span(length) == said


def test_an_instant_of_another_day_is_told_whole() -> None:
    state = replace(FAILED, not_before=datetime.fromisoformat("2026-12-01T00:00:00+00:00"))
    assert "2026-12-01 00:00 UTC" in health(state).what


def test_a_log_in_that_is_refused_is_not_asked_for_again_but_doubted() -> None:
    state = replace(FAILED, error="the server answered 401 Unauthorized")
    assert health(state).hint == "it asks for a log-in: `login` in sources.yaml"
    with_key = replace(source(), headers=(("Authorization", "Basic eDp5"),))
    assert "still right?" in judge(with_key, state, None, NOW).hint
