"""`monitor suggest`: a patch that a person can read and apply, with its effect; the profile itself is never touched."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from doubles.analyses import analysis
from doubles.command import Command
from doubles.outcomes import article, feedback, outcome, source

from monitor.model import Outcome
from monitor.store import open_store

PROFILE = """\
# the two of them
name: Armenia and Azerbaijan
watch:
  - actor: country/AZ   # both
    weight: 2
  - actor: country/AM
exclude: [topic/weather]
threshold: 0.40
"""
TREATY = {"country/AZ": 4, "country/AM": 3, "topic/peace-treaty": 2}
SPORT = {"country/AZ": 4, "country/AM": 3, "topic/sport": 3}
#: number of the article -> what it names
ARTICLES = {number: TREATY if number < 8 else SPORT for number in range(16)}


def stored(number: int, **changes: object) -> Outcome:
    """An article that is stored, and belongs to no story."""
    hour = datetime.now(UTC) - timedelta(hours=number)
    made = outcome(number, matches=(), story=None, entry=None, article=article(number, published=hour))
    return replace(made, verdicts=(), analysis=analysis(ARTICLES[number]), **changes)


Say = Callable[[int, int], None]


@pytest.fixture
def say(home: Path) -> Say:
    """16 stored articles, half of them about sport; `say(likes, dislikes)` judges so many of either."""
    (home / "config" / "profiles" / "caucasus.yaml").write_text(PROFILE, encoding="utf-8")
    now = datetime.now(UTC)
    store = open_store(home / "var" / "monitor.db")
    store.sync_sources([source(1)], now)
    for number in ARTICLES:
        store.commit(stored(number), now)
    store.close()

    def judge(likes: int, dislikes: int) -> None:
        store = open_store(home / "var" / "monitor.db")
        for number in (*range(likes), *range(8, 8 + dislikes)):
            opinion = "up" if number < 8 else "down"
            store.save_feedback(feedback(number, story_id=None, opinion=opinion, at=now))
        store.close()

    return judge


def test_a_patch_says_what_was_learnt_and_what_it_does(home: Path, monitor: Command, say: Say) -> None:
    say(6, 5)
    found = monitor("suggest", "caucasus")
    assert (found.status, "Traceback" in found.err) == (0, False)
    assert found.lines[:4] == [
        "Armenia and Azerbaijan: 5 👎, 6 👍, 0 seeds",
        "  5 are judged wrong today, 0 would be left",
        "1. exclude sport",
        "   true of all 5 👎, and of none of 6 👍; puts 5 right, for instance “Baku and Yerevan, day 8”",
    ]
    assert found.lines[4] == "Of 16 stored articles, 16 match today and 8 would: +0 −8"
    profile = home / "config" / "profiles" / "caucasus.yaml"
    assert profile.read_text(encoding="utf-8") == PROFILE, "it is never applied by itself"
    assert monitor("suggest", "caucasus").out == found.out, "the same words give the same patch"


@pytest.mark.skipif(shutil.which("patch") is None, reason="the program `patch` is not installed")
def test_what_is_printed_can_be_given_to_patch(home: Path, monitor: Command, say: Say, tmp_path: Path) -> None:
    say(6, 5)
    printed = monitor("suggest", "caucasus").out
    copy = tmp_path / "copy.yaml"
    copy.write_text(PROFILE, encoding="utf-8")
    subprocess.run(["patch", str(copy)], input=printed.encode(), check=True, capture_output=True)  # noqa: S607
    saved = tmp_path / "suggested.yaml"
    assert monitor("suggest", "caucasus", "--write", str(saved)).status == 0
    assert copy.read_bytes() == saved.read_bytes()
    assert "exclude: [topic/weather, topic/sport]" in saved.read_text(encoding="utf-8")
    assert "# both" in saved.read_text(encoding="utf-8")


def test_the_patched_profile_is_sound_and_drops_what_was_not_liked(home: Path, monitor: Command, say: Say) -> None:
    say(6, 5)
    profile = home / "config" / "profiles" / "caucasus.yaml"
    saved = home / "suggested.yaml"
    monitor("suggest", "caucasus", "--write", str(saved))
    saved.replace(profile)
    assert monitor("check").status == 0
    again = monitor("suggest", "caucasus")
    assert "there is nothing to learn" in again.out
    assert "---" not in again.out


def test_a_few_words_are_too_little_to_go_by(monitor: Command, say: Say) -> None:
    assert "nobody has said anything of it" in monitor("suggest", "caucasus").out
    say(1, 2)
    found = monitor("suggest", "caucasus")
    assert (found.status, len(found.lines)) == (0, 2)
    assert found.lines[1] == "  2 are judged wrong today, but so few words are too little to go by"


def test_json_has_all_of_it(monitor: Command, say: Say) -> None:
    say(6, 5)
    record = json.loads(monitor("suggest", "caucasus", "--json").out)
    assert (record["profile"], record["up"], record["down"], record["too_few"]) == ("caucasus", 6, 5, False)
    assert [(one["change"], one["puts_right"]) for one in record["changes"]] == [("exclude sport", 5)]
    assert (record["effect"]["matches_before"], record["effect"]["matches_after"]) == (16, 8)
    assert len(record["effect"]["lost"]) == 8
    assert record["patch"].startswith("--- ")


def test_nothing_is_written_over_and_no_second_profile_made(home: Path, monitor: Command, say: Say) -> None:
    say(6, 5)
    profiles = home / "config" / "profiles"
    for target in (profiles / "caucasus.yaml", profiles / "new.yaml"):
        refused = monitor("suggest", "caucasus", "--write", str(target))
        assert (refused.status, refused.out) == (2, "")
    assert sorted(path.name for path in profiles.iterdir()) == ["caucasus.yaml", "lighthouses.yaml"]
    assert (profiles / "caucasus.yaml").read_text(encoding="utf-8") == PROFILE


def test_a_profile_that_does_not_exist_is_told(monitor: Command, say: Say) -> None:
    wrong = monitor("suggest", "caucasius")
    assert wrong.status == 2
    assert "did you mean `caucasus`?" in wrong.err
