"""`monitor draft` on profiles that are there: what it proposes, and that nothing a person wrote is lost."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from doubles.command import Command
from doubles.shipped import SEEDS

TALKS, LETTER = "000_0387e5f3a65400b3.txt", "002_796db081e6ec0fd9.txt"
PROFILE = "armenia-azerbaijan-us"


@pytest.fixture
def seeds(home: Path) -> Path:
    """The folder of two seeds that speak of one affair."""
    folder = home / "seeds"
    folder.mkdir()
    for name in (TALKS, LETTER):
        shutil.copy(SEEDS / name, folder)
    return folder


@pytest.fixture
def profile(home: Path, monitor: Command, seeds: Path) -> Path:
    """A profile that was drafted from the first of them."""
    assert monitor("draft", str(seeds / TALKS)).status == 0
    return home / "config" / "profiles" / f"{PROFILE}.yaml"


def edit(profile: Path) -> bytes:
    """What a person does to it."""
    text = profile.read_text(encoding="utf-8")
    text = text.replace("watch:\n", "watch:  # 我的 😀\n  - phrase: {vi: nâng cấp}\n    weight: 9\n", 1)
    text = text.replace("    weight: 2.5\n", "    weight: 7  # for us\n", 1)
    profile.write_text(text, encoding="utf-8")
    profile.chmod(0o600)
    return profile.read_bytes()


def said(message: str) -> str:
    """Messages without the lines on what was left out of a seed."""
    return "\n".join(line for line in message.splitlines() if "left out" not in line and not line.startswith("    "))


def test_drafting_an_edited_profile_again_from_its_seeds_changes_nothing(
    monitor: Command, profile: Path, seeds: Path
) -> None:
    before = edit(profile)
    ended = monitor("draft", str(seeds / TALKS))
    assert (ended.status, ended.out, said(ended.err)) == (0, "", f"monitor: {profile}: unchanged")
    assert profile.read_bytes() == before


def test_a_seed_of_the_same_affair_is_proposed_and_joins_only_when_that_is_asked_for(
    monitor: Command, profile: Path, seeds: Path
) -> None:
    before = edit(profile)

    shown = monitor("draft", str(seeds / LETTER))

    assert (shown.status, profile.read_bytes()) == (0, before)
    assert f"{LETTER}: proposed to join" in shown.err
    assert "(`--apply` makes them)" in shown.err
    assert f"+seeds: [{TALKS}, {LETTER}]" in shown.lines
    assert "\x1b" not in shown.out

    applied = monitor("draft", str(seeds / LETTER), "--apply")

    assert applied.status == 0
    after = profile.read_text(encoding="utf-8")
    assert "watch:  # 我的 😀\n  - phrase: {vi: nâng cấp}\n    weight: 9\n" in after
    assert "    weight: 7  # for us\n" in after
    assert profile.stat().st_mode & 0o777 == 0o600
    assert yaml.safe_load(after)["seeds"] == [TALKS, LETTER]
    assert monitor("check").status == 0
    assert sorted(each.name for each in profile.parent.iterdir()) == [profile.name, "lighthouses.yaml"]
    again = monitor("draft", str(seeds / TALKS), str(seeds / LETTER))
    assert (again.out, said(again.err)) == ("", f"monitor: {profile}: unchanged")


def test_the_diff_is_what_the_tool_patch_applies(home: Path, monitor: Command, profile: Path, seeds: Path) -> None:
    if shutil.which("patch") is None:
        pytest.skip("`patch` is not installed")
    edit(profile)
    shown = monitor("draft", str(seeds / LETTER))
    subprocess.run(["patch", "-p1", "-s"], cwd=home, input=shown.out.encode(), check=True)  # noqa: S607
    assert said(monitor("draft", str(seeds / LETTER)).err) == f"monitor: {profile}: unchanged"


def test_new_makes_a_profile_of_its_own_and_touches_no_other(
    home: Path, monitor: Command, profile: Path, seeds: Path
) -> None:
    before = edit(profile)
    ended = monitor("draft", "--new", "--name", "The letter / to Baku", str(seeds / LETTER))
    assert (ended.status, profile.read_bytes()) == (0, before)
    made = yaml.safe_load((profile.parent / "the-letter-to-baku.yaml").read_bytes())
    assert (made["name"], made["seeds"]) == ("The letter / to Baku", [LETTER])


def test_a_new_profile_of_an_id_that_is_taken_gets_a_number(monitor: Command, profile: Path, seeds: Path) -> None:
    before = edit(profile)
    assert monitor("draft", "--new", str(seeds / TALKS)).status == 0
    assert profile.read_bytes() == before
    assert profile.with_name(f"{PROFILE}-2.yaml").exists()


def test_force_replaces_the_file_and_keeps_the_old_one_beside_it(monitor: Command, profile: Path, seeds: Path) -> None:
    fresh = profile.read_bytes()
    first = edit(profile)
    for _ in range(2):
        assert monitor("draft", "--force", str(seeds / TALKS)).status == 0
        assert profile.read_bytes() == fresh
        second = edit(profile)
    assert (profile.with_name(f"{PROFILE}.yaml.bak")).read_bytes() == first
    assert (profile.with_name(f"{PROFILE}.yaml.bak2")).read_bytes() == second
    assert "bak" not in monitor("check").out


def test_into_puts_a_seed_into_the_profile_that_is_named(home: Path, monitor: Command, seeds: Path) -> None:
    own = home / "config" / "profiles" / "lighthouses.yaml"
    before = own.read_text(encoding="utf-8")
    assert monitor("draft", "--into", str(own), "--apply", str(seeds / TALKS)).status == 0
    after = own.read_text(encoding="utf-8")
    assert [row for row in before.splitlines() if row not in after.splitlines()] == []
    assert yaml.safe_load(after)["seeds"] == [TALKS]
    assert [each.name for each in own.parent.iterdir()] == [own.name]

    unknown = monitor("draft", "--into", "lighthuses", str(seeds / TALKS))
    assert unknown.status == 2
    assert said(unknown.err).endswith("there is no profile `lighthuses` (did you mean `lighthouses`?)")


def test_json_tells_proposal_and_patch_and_writes_nothing(
    home: Path, monitor: Command, profile: Path, seeds: Path
) -> None:
    before = edit(profile)
    told = json.loads(monitor("draft", "--json", str(seeds / LETTER)).out)
    assert profile.read_bytes() == before
    assert (told["profile"], told["action"], told["written"], told["joining"]) == (PROFILE, "patch", False, [LETTER])
    assert told["proposal"]["seeds"] == [TALKS, LETTER]
    assert told["changes"][0] == f"seeds: {LETTER} joins"
    assert told["patch"].startswith(f"--- a/config/profiles/{PROFILE}.yaml\n")

    written = json.loads(monitor("draft", "--json", "--apply", str(seeds / LETTER)).out)
    assert (written["written"], written["text"]) == (True, profile.read_text(encoding="utf-8"))
    assert json.loads(monitor("draft", "--json", "--new", str(seeds / LETTER)).out)["action"] == "draft"
    assert len(list(profile.parent.iterdir())) == 2, "JSON alone writes no new profile either"


def test_a_profile_of_which_a_seed_is_lost_is_left_alone_and_no_second_one_is_made(
    monitor: Command, profile: Path, seeds: Path
) -> None:
    assert monitor("draft", str(seeds / LETTER), "--apply").status == 0
    before = profile.read_bytes()
    (seeds / LETTER).unlink()
    ended = monitor("draft", str(seeds / TALKS), "--apply")
    assert (ended.status, profile.read_bytes()) == (1, before)
    assert f"{LETTER}: cannot be read" in ended.err
    assert len(list(profile.parent.iterdir())) == 2


def test_a_broken_profile_is_named_and_not_overwritten(monitor: Command, profile: Path, seeds: Path) -> None:
    profile.write_text("watch: [\n", encoding="utf-8")
    ended = monitor("draft", str(seeds / TALKS))
    assert (ended.status, profile.read_text(encoding="utf-8")) == (2, "watch: [\n")
    assert f"{profile}:2:1: something is missing before this" in ended.err
    assert "Traceback" not in ended.err
