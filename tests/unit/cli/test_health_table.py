"""Sources as `monitor status` shows them: the worst first, whatever the width, and no secret."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from doubles.outcomes import NOW, source
from rich.console import Console

from monitor.cli.health_table import health_record, health_table, tallied, worst_first
from monitor.health import judge
from monitor.model import Validators
from monitor.ports import SourceFigures, SourceState

WELL = SourceState(
    source_id="source-1",
    next_check_at=NOW + timedelta(minutes=30),
    validators=Validators(),
    last_success_at=NOW - timedelta(minutes=5),
    daily=4.0,
)
FIGURES = SourceFigures(entries=9, last_new_at=NOW - timedelta(hours=3), span_days=9, pages_read=3, pages_unread=1)
FAILING = replace(WELL, failures=7, error="the server answered 404 Not Found")
ALL = [
    judge(source(1), WELL, FIGURES, NOW),
    judge(
        source(2, missing="the environment variable KEY is not set", headers=(("X-Key", "hunter2"),)), None, None, NOW
    ),
    judge(source(3), FAILING, FIGURES, NOW),
]


def shown(width: int) -> str:
    screen = Console(file=io.StringIO(), width=width, color_system=None, markup=False)
    screen.print(health_table(worst_first(ALL), NOW, width))
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_the_worst_come_first_and_all_are_counted() -> None:
    assert [one.source.id for one in worst_first(ALL)] == ["source-3", "source-2", "source-1"]
    assert tallied(ALL) == "1 failing, 1 locked, 1 ok"


def test_a_wide_terminal_shows_all_figures() -> None:
    lines = shown(300).splitlines()
    said = [" ".join(line.split()) for line in lines]
    assert said[0] == "source state last answer last new next every a day pages what it is"
    assert said[3] == "source-1 ok 5 min ago 3 h ago in 30 min 60 min 4 75%"
    assert "the server answered 404 Not Found; no good answer since 2026-11-21 — look for its feed anew" in lines[1]


@pytest.mark.parametrize(("daily", "shown"), [(312.4, "312.4"), (12.0, "12"), (0.1, "0.1"), (0.03, "<0.1"), (0.0, "")])
def test_entries_a_day_are_told_as_exactly_as_they_mean_something(daily: float, shown: str) -> None:
    one = judge(source(1), replace(WELL, daily=daily), SourceFigures(), NOW)
    table = health_table([one], NOW, 200)
    assert list(table.columns[6].cells) == [shown]


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_a_narrow_terminal_keeps_source_state_and_words(width: int) -> None:
    text = shown(width)
    assert all(len(line) <= width for line in text.splitlines())
    words = "".join(text.split())
    for kept in ("source-1", "source-3", "failing", "locked", "theserver", "KEY"):
        assert kept in words


def test_a_record_holds_figures_and_no_secret() -> None:
    well, locked, failing = map(health_record, ALL)
    assert (well["state"], well["entries_a_day"], well["pages_read"], well["pages_unread"]) == ("ok", 4.0, 3, 1)
    assert (locked["state"], locked["what"]) == ("locked", "the environment variable KEY is not set")
    assert (failing["failures"], failing["last_success_at"]) == (7, "2026-11-21T05:55:00+00:00")
    assert "hunter2" not in str(locked)
