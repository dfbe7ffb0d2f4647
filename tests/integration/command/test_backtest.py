"""`monitor backtest`: a profile, or a file that is to become one, over the articles that are stored."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from doubles.archive import Came, fill_home, outlet
from doubles.command import PATIENCE_S, Command, environment, words
from doubles.newspaper import LIGHTHOUSES

NOW = datetime.now(UTC)
WHALES = "name: Whales\nwatch:\n  - phrase: {en: [whale, squid]}\nalert: {instant: 0.5}\n"


def lighthouses(times: int = 1) -> list[Came]:
    """The newspaper's articles, one an hour, the last of them a day old."""
    pieces = [piece for _ in range(times) for piece in LIGHTHOUSES]
    begins = NOW - timedelta(hours=24 + len(pieces))
    return [
        Came(
            source=outlet("harbour-post"),
            key=str(number),
            title=piece.headline,
            text=f"{piece.text} {number}.",
            at=begins + timedelta(hours=number),
        )
        for number, piece in enumerate(pieces)
    ]


@pytest.fixture
def filled(home: Path) -> Path:
    """A home that has read eight articles about lighthouse keepers."""
    fill_home(home, lighthouses())
    return home


def test_hits_scores_days_outlets_and_headlines_are_shown(filled: Path, monitor: Command) -> None:
    ended = monitor("backtest", "lighthouses")
    assert ended.status == 0
    assert "  8 match, 0 for review, 0 neither" in ended.lines
    assert "  8 stories would have been told: 8 at once, 0 later" in ended.lines
    assert any("threshold 0.50" in line for line in ended.lines)
    assert any(line.strip().startswith("Harbour Post  ") and line.endswith(" 8") for line in ended.lines)
    assert sum(f"{NOW - timedelta(days=1):%Y-%m-%d}" in line or LIGHTHOUSES[0].headline in line for line in ended.lines)
    assert "\x1b" not in ended.out


def test_json_agrees_with_itself(filled: Path, monitor: Command) -> None:
    told = json.loads(monitor("backtest", "lighthouses", "--json").out)
    assert (told["articles"], told["match"], told["review"], told["none"]) == (8, 8, 0, 0)
    assert sum(one["count"] for one in told["histogram"]) == 8
    assert len(told["told"]) == len(told["decided"]) == 8
    assert told["decided"][0]["match"]["evidence"][0]["term"] == "phrase/lighthouse keeper"


def test_a_file_that_is_no_profile_yet_is_tried_and_its_phrases_are_found(filled: Path, monitor: Command) -> None:
    """The stored analyses know nothing of its words."""
    file = filled / "whales.yaml"
    file.write_text(WHALES, encoding="utf-8")
    told = json.loads(monitor("backtest", "--file", str(file), "--json").out)
    assert (told["profile"], told["reread"], told["articles"], told["match"]) == ("whales", "terms", 8, 1)
    assert told["told"][0]["best"]["title"] == "Lighthouse keeper photographs rare whale"
    blind = json.loads(monitor("backtest", "--file", str(file), "--no-reread", "--json").out)
    assert (blind["reread"], blind["match"]) == ("none", 0)


def test_since_leaves_out_what_is_older(filled: Path, monitor: Command) -> None:
    day, none = (
        json.loads(monitor("backtest", "lighthouses", "--since", since, "--json").out) for since in ("28h", "1h")
    )
    assert 0 < day["articles"] < 8
    assert none["articles"] == 0


def test_an_empty_store_says_so(monitor: Command) -> None:
    ended = monitor("backtest", "lighthouses")
    assert ended.status == 0
    assert ended.lines[-1] == "  nothing to judge: the store holds no article of that time"


def test_a_paused_profile_is_judged_and_said_to_be_paused(filled: Path, monitor: Command) -> None:
    file = filled / "config" / "profiles" / "lighthouses.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}enabled: false\n", encoding="utf-8")
    ended = monitor("backtest", "lighthouses")
    assert "  8 match, 0 for review, 0 neither" in ended.lines
    assert "monitor: lighthouses: paused (`enabled: false`); judged as if it were not" in ended.err.splitlines()


def test_a_broken_profile_stops_no_other_and_is_named_itself(filled: Path, monitor: Command) -> None:
    (filled / "config" / "profiles" / "nameless.yaml").write_text(WHALES.partition("\n")[2], encoding="utf-8")
    other, itself = monitor("backtest", "lighthouses"), monitor("backtest", "nameless")
    assert (other.status, itself.status) == (0, 2)
    assert "`name` is missing" in other.err
    assert itself.err.splitlines()[-1].endswith("`nameless` has a mistake in it (mend it first)")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lighthouse"], "there is no profile `lighthouse` (did you mean `lighthouses`?)"),
        ([], "no profile is named (name one, or --file YAML)"),
        (["--file", "none.yaml"], "none.yaml: there is no such file"),
        (["lighthouses", "--since", "soon"], "'soon' is no span and no date (12h, 30d, 2w, 2026-11-01)"),
    ],
)
def test_a_wrong_command_is_one_line_and_two(home: Path, monitor: Command, arguments: list[str], said: str) -> None:
    ended = monitor("backtest", *arguments)
    assert ended.status == 2
    assert ended.err.splitlines()[-1].endswith(said)
    assert "Traceback" not in ended.err


def test_a_store_of_a_newer_version_is_refused(filled: Path, monitor: Command) -> None:
    with sqlite3.connect(filled / "var" / "monitor.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    ended = monitor("backtest", "lighthouses")
    assert ended.status == 1
    assert ended.err.endswith("(update it)\n")


def test_ctrl_c_in_the_middle_ends_it_without_a_traceback(home: Path) -> None:
    """More JSON than a pipe holds, and nobody reads: it cannot be done before the signal comes."""
    fill_home(home, lighthouses(times=12))
    with subprocess.Popen(
        words(home, "backtest", "lighthouses", "--json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment({}),
    ) as process:
        assert process.stderr is not None
        assert b"judging" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130
    assert err == b"monitor: interrupted\n"


def test_a_pipe_that_closes_ends_it_without_a_traceback(filled: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            words(filled, "backtest", "lighthouses"),
            stdout=writing,
            stderr=subprocess.PIPE,
            env=environment({}),
            timeout=PATIENCE_S,
            check=False,
        )
    finally:
        os.close(writing)
    assert ended.returncode == 1
    assert b"Traceback" not in ended.stderr
