"""`monitor diff`: what an edit gains and loses, over the articles that are stored."""

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
    """A home that has read eight articles about lighthouse keepers."""
    fill_home(
        home,
        [
            Came(
                source=outlet("harbour-post"),
                key=str(number),
                title=piece.headline,
                text=piece.text,
                at=NOW - timedelta(hours=30 - number),
            )
            for number, piece in enumerate(LIGHTHOUSES)
        ],
    )
    return home


@pytest.fixture
def profile(filled: Path) -> Path:
    return filled / "config" / "profiles" / "lighthouses.yaml"


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_without_an_edit_nothing_else_would_be_told(filled: Path, monitor: Command) -> None:
    ended = monitor("diff")
    assert ended.status == 0
    assert ended.lines[0] == "Lighthouses  (lighthouses, as it judged last)  +0 −0  8 stories as before"
    assert ended.lines[-1].endswith("nothing else would be told")


def test_an_edit_shows_headlines_scores_and_the_reason(profile: Path, monitor: Command) -> None:
    edit(
        profile,
        "alert:",
        "require:\n  - [phrase/lighthouse keeper]\n  - near: [country/CL, phrase/lighthouse keeper]\nalert:",
    )
    ended = monitor("diff", "lighthouses")
    assert ended.status == 0
    assert ended.lines[0].startswith("Lighthouses  (lighthouses, edited)  +0 −")
    lost = next(number for number, line in enumerate(ended.lines) if LIGHTHOUSES[0].headline in line)
    assert " → " in ended.lines[lost]
    assert ended.lines[lost + 1].strip().startswith("told at once, 20")
    assert ended.lines[lost + 2].strip().startswith("required, not there: within 1 sentence country/CL")


def test_json_has_both_sides_of_each_change(profile: Path, monitor: Command) -> None:
    edit(profile, "[lighthouse keeper]", "[whale]")
    (told,) = json.loads(monitor("diff", "--json").out)["profiles"]
    assert (told["state"], len(told["gained"]), len(told["lost"]), told["kept"]) == ("edited", 0, 7, 1)
    change = told["lost"][0]
    assert change["before"]["decision"] == "match"
    assert change["after"] is None
    assert (change["told_then"]["how"], change["told_now"]) == ("at once", None)
    assert change["why"] == ["it names nothing that the profile watches"]


def test_alerts_that_would_come_at_another_hour_are_told_apart(profile: Path, monitor: Command) -> None:
    edit(profile, "instant: 0.75", "instant: 1.0")
    ended = monitor("diff")
    assert ended.lines[0].endswith("+0 −0  0 stories as before, 8 at another hour")
    assert any("told at once, " in line and "; would have been told in a digest, " in line for line in ended.lines)
    (told,) = json.loads(monitor("diff", "--json").out)["profiles"]
    assert (told["kept"], len(told["moved"])) == (8, 8)


def test_a_new_profile_a_paused_and_a_removed_one(profile: Path, monitor: Command) -> None:
    text = profile.read_text(encoding="utf-8")
    profile.with_name("keepers.yaml").write_text(text, encoding="utf-8")
    edit(profile, "name:", "enabled: false\nname:")
    states = {one["profile"]: one for one in json.loads(monitor("diff", "--json").out)["profiles"]}
    assert (states["keepers"]["state"], len(states["keepers"]["gained"])) == ("new", 8)
    assert (states["lighthouses"]["state"], len(states["lighthouses"]["lost"])) == ("paused", 8)
    profile.unlink()
    assert "its file is gone" not in monitor("diff", "keepers").out
    assert "lighthouses  (lighthouses, its file is gone)  +0 −8" in monitor("diff").out


def test_a_broken_profile_is_named_and_neither_there_nor_gone(profile: Path, monitor: Command) -> None:
    profile.with_name("keepers.yaml").write_text(profile.read_text(encoding="utf-8"), encoding="utf-8")
    edit(profile, "name: Lighthouses\n", "")
    ended = monitor("diff")
    assert ended.status == 0
    assert "`name` is missing" in ended.err
    assert "lighthouses  (" not in ended.out
    assert monitor("diff", "lighthouses").status == 2


def test_an_empty_store_loses_nothing(monitor: Command) -> None:
    ended = monitor("diff")
    assert ended.status == 0
    assert ended.lines[-1].endswith("nothing else would be told")


def test_check_shows_the_same_on_demand(profile: Path, monitor: Command) -> None:
    edit(profile, "[lighthouse keeper]", "[whale]")
    checked, compared = monitor("check", "--diff"), monitor("diff")
    assert checked.status == 0
    assert [line for line in checked.lines if "−" in line] == [line for line in compared.lines if "−" in line]
