"""Bars on a terminal, in a file, and where there is no Unicode."""

from __future__ import annotations

import io

from rich.console import Console

from monitor.cli.charts import WIDTH, Bar, draw


def drawn(*bars: Bar, largest: int | None = None, encoding: str = "utf-8") -> list[str]:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding)
    draw(Console(file=file, width=200, markup=False), bars, largest)
    file.flush()
    return [line.rstrip() for line in raw.getvalue().decode(encoding).splitlines()]


def bar(label: str, *counts: int, note: str = "") -> Bar:
    return Bar(label=label, counts=counts, styles=("green", "yellow"), note=note)


def test_the_largest_fills_the_width_and_what_is_there_is_seen() -> None:
    assert drawn(bar("a", 1000), bar("b", 1), bar("c", 0)) == [f"    a  {'█' * WIDTH} 1000", "    b  █ 1", "    c"]


def test_a_bar_longer_than_the_scale_is_cut_and_says_so() -> None:
    assert drawn(bar("a", 50), largest=10) == [f"    a  {'█' * WIDTH}> 50"]


def test_two_kinds_share_a_bar() -> None:
    assert drawn(bar("a", 3, 1, note="here")) == [f"    a  {'█' * 30}{'▒' * 10} 3 +1  here"]


def test_without_unicode_the_bars_are_signs_that_every_terminal_has() -> None:
    assert drawn(bar("a", 1, 1), encoding="ascii") == [f"    a  {'#' * 20}{'-' * 20} 1 +1"]


def test_labels_are_as_wide_as_a_terminal_shows_them() -> None:
    assert drawn(bar("中文报", 1), bar("abcdef", 1)) == [f"    中文报  {'█' * WIDTH} 1", f"    abcdef  {'█' * WIDTH} 1"]


def test_nothing_at_all_draws_nothing() -> None:
    assert drawn() == []
    assert drawn(bar("a", 0)) == ["    a"]
