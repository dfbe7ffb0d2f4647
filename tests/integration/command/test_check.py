"""`monitor check`: what a person wrote, and where it is wrong."""

from __future__ import annotations

import json
from pathlib import Path

from doubles.command import Command

RIGHT = "1 profile, 1 source, 1 channel: right\n"


def test_a_right_home_is_right_wherever_it_is_named(home: Path, monitor: Command, tmp_path: Path) -> None:
    nowhere = Command(tmp_path / "nowhere")

    by_option = monitor("check", MONITOR_HOME=str(tmp_path / "nowhere"))
    missing = nowhere("check")

    assert (by_option.status, by_option.out) == (0, RIGHT)
    assert missing.status == 2
    assert missing.err == f"monitor: {tmp_path / 'nowhere'}: --home names no folder (make it first)\n"


def test_the_environment_names_the_home_and_an_option_after_the_command_does_too(home: Path, tmp_path: Path) -> None:
    bare = Command(None)

    by_environment = bare("sources", "list", MONITOR_HOME=str(home))
    by_option = bare("sources", "--home", str(home), "list", MONITOR_HOME="/nowhere")

    assert "harbour-post" in by_environment.out
    assert by_option.out == by_environment.out


def test_a_broken_profile_is_named_with_its_place_and_a_hint(home: Path, monitor: Command) -> None:
    profile = home / "config" / "profiles" / "lighthouses.yaml"
    profile.write_text("name: Caucasus\nwatch:\n  - actor: person/ilham-aliev\n", encoding="utf-8")

    ended = monitor("check")

    assert ended.status == 2
    assert ended.out == ""
    (line,) = ended.err.splitlines()
    assert "lighthouses.yaml:3:12: " in line
    assert "person/ilham-aliyev" in line, "the nearest one is suggested"


def test_a_folder_without_config_says_how_to_get_one(monitor: Command, home: Path) -> None:
    empty = home / "seeds"
    empty.mkdir()

    ended = Command(empty)("run")

    assert ended.status == 2
    assert ended.err == f"monitor: {empty}: there is no config/ in this folder (`monitor init` puts one there)\n"


def test_the_faults_of_all_files_are_told_at_once(home: Path, monitor: Command) -> None:
    for name in ("sources", "channels", "monitor", "actors"):
        (home / "config" / f"{name}.yaml").write_text("nonsense\n", encoding="utf-8")

    told = json.loads(monitor("check", "--json").out)["faults"]

    assert [Path(fault["file"]).stem for fault in told] == ["monitor", "sources", "channels", "actors"]
    assert all((fault["line"], fault["column"]) == (1, 1) for fault in told)
