"""`monitor volume`: how much each profile is told of, by day, on the terminal, as JSON and as a picture."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from doubles.archive import Came, fill_home, outlet
from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES

NOW = datetime.now(UTC)


@pytest.fixture
def filled(home: Path) -> Path:
    """A home that has read eight articles about lighthouse keepers, all of the day before yesterday."""
    noon = (NOW - timedelta(days=2)).replace(hour=12, minute=0)
    pieces = enumerate(LIGHTHOUSES)
    fill_home(
        home,
        [
            Came(source=outlet("harbour-post"), key=str(number), title=piece.headline, text=piece.text, at=noon)
            for number, piece in pieces
        ],
    )
    return home


def test_each_day_has_its_bar(filled: Path, monitor: Command) -> None:
    ended = monitor("volume")
    assert ended.status == 0
    bars = [line for line in ended.lines if line.startswith("    ")]
    assert len(bars) == 15
    assert bars[11].rstrip().endswith(f" {len(LIGHTHOUSES)}")
    assert bars[13].rstrip().endswith("today, not watched")
    assert "known after 17 days" in bars[14]
    assert "\x1b" not in ended.out


def test_a_script_gets_the_same_and_charts_are_written(filled: Path, monitor: Command, tmp_path: Path) -> None:
    (told,) = [json.loads(line) for line in monitor("volume", "lighthouses", "--json", "--days", "5").lines if line]
    assert (told["profile"], told["usual"], told["surges"]) == ("lighthouses", None, [])
    assert [one["count"] for one in told["days"]] == [0, 0, len(LIGHTHOUSES), 0, 0]
    assert [one["watched"] for one in told["days"]][2]
    svg, png = tmp_path / "chart.svg", tmp_path / "chart.png"
    ended = monitor("volume", "lighthouses", "--svg", str(svg), "--png", str(png))
    assert (ended.status, ended.out) == (0, "")
    assert svg.read_text(encoding="utf-8").startswith("<svg ")
    assert png.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["volume", "--png", "x.png"], "no profile is named"),
        (["volume", "--days", "0"], "is no number of days from 1 to 365"),
        (["volume", "lighthouses", "--svg", "."], "it cannot be written"),
        (["volume", "lighthouses", "--png", "charts/a.png"], "its folder is not there"),
    ],
)
def test_a_mistake_is_one_line(home: Path, monitor: Command, words: list[str], said: str) -> None:
    ended = monitor(*words)
    assert ended.status == 2
    assert said in ended.err
    assert "Traceback" not in ended.err
