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

    assert [Path(fault["file"]).stem for fault in told] == ["channels", "monitor", "sources", "actors"]
    assert all((fault["line"], fault["column"]) == (1, 1) for fault in told)


def test_a_seed_that_its_profile_lets_go_is_named_and_no_failure(home: Path, monitor: Command) -> None:
    (home / "seeds").mkdir()
    (home / "seeds" / "olives.txt").write_text("Olives\nThe harvest was good.\n", encoding="utf-8")
    profile = home / "config" / "profiles" / "lighthouses.yaml"
    profile.write_text("seeds: [olives.txt]\n" + profile.read_text(encoding="utf-8"), encoding="utf-8")
    bound = monitor("check")
    profile.write_text("seeds_must_match: false\n" + profile.read_text(encoding="utf-8"), encoding="utf-8")
    free, as_json = monitor("check"), monitor("check", "--json")

    assert (bound.status, bound.lines[-1]) == (1, RIGHT.replace("right\n", "not right"))
    assert "lets be" not in bound.out
    assert (free.status, free.lines[-1] + "\n") == (0, RIGHT)
    assert "olives.txt no longer matches (0.00), which `seeds_must_match: false` lets be" in free.out
    assert '"must_match": false' in as_json.out


def test_a_seed_that_cannot_be_read_hides_no_other(home: Path, monitor: Command) -> None:
    (home / "seeds").mkdir()
    (home / "seeds" / "broken.txt").write_bytes(b"\xff\xfe\xfd")
    (home / "seeds" / "keeper.txt").write_text("The lighthouse keeper\nA lighthouse keeper spoke.", encoding="utf-8")
    profile = home / "config" / "profiles" / "lighthouses.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text("seeds: [broken.txt, keeper.txt]\n" + text, encoding="utf-8")

    ended = monitor("check")

    assert ended.status == 1
    assert "broken.txt no longer matches" in ended.out
    assert "save it as UTF-8" in ended.out
    assert "keeper.txt matches" in ended.out


def test_templates_are_tried_and_what_no_letter_should_hold_is_a_warning(home: Path, monitor: Command) -> None:
    (home / "config" / "channels.yaml").write_text(
        "eml/a: {folder: out, from: a@b.example, to: a@b.example}\n", encoding="utf-8"
    )
    own = home / "config" / "templates" / "page.html.j2"
    own.parent.mkdir()
    own.write_text(monitor("channels", "template", "page.html.j2").out, encoding="utf-8")
    sound = monitor("check")
    own.write_text("<script>1</script>\n", encoding="utf-8")
    warned, as_json = monitor("check"), json.loads(monitor("check", "--json").out)
    own.write_text("\n{{ documents[0].nothing }}\n", encoding="utf-8")
    broken = monitor("check")

    assert (sound.status, sound.err) == (0, "")
    assert warned.status == 0
    assert warned.err.startswith("monitor: config/templates: letters would hold `<script>` (mail readers drop it, ")
    assert [one["what"] for one in as_json["warnings"]] == ["letters would hold `<script>`"]
    assert broken.status == 2
    assert "config/templates/page.html.j2:2: " in broken.err
    assert "has no attribute 'nothing'" in broken.err
