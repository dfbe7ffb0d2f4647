"""`monitor demo`, as a process: the end-to-end test of the whole house."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from doubles.command import Command

from monitor.demo.newsroom import shipped
from monitor.settings.home import starter

SECOND = Path(__file__).parents[2] / "corpus" / "newsroom"
#: stories of the second newsroom that may be told more than once, where their outlets share too few facts; lower it
#: when grouping improves, never raise it
SPLIT_STORIES = 2


@pytest.fixture
def watch(tmp_path: Path) -> Command:
    """The command, on a home with the shipped profiles."""
    for part in ("config", "seeds"):
        shutil.copytree(str(starter() / part), tmp_path / part)
    return Command(tmp_path)


def test_every_true_story_arrives_exactly_once_and_no_distractor_does(watch: Command) -> None:
    ended = watch("demo", "--exit")
    assert ended.status == 0, ended.out[-3000:]
    assert "12 stories expected" in ended.out
    assert "36 distractors; 0 complaints" in ended.out
    assert "Traceback" not in ended.out + ended.err
    page = (watch.home / "var" / "demo.html").read_text(encoding="utf-8")  # type: ignore[operator]
    assert 'dir="rtl"' in page
    assert "<script" not in page
    assert "Worth telling?" not in ended.out + page, "an answer would find nothing"


def test_an_expectation_that_is_not_met_ends_with_1_and_is_named(watch: Command, tmp_path: Path) -> None:
    newsroom = tmp_path / "newsroom"
    shutil.copytree(shipped(), newsroom)
    story = newsroom / "stories" / "01-treaty-text-agreed" / "story.yaml"
    text = story.read_text(encoding="utf-8")
    story.write_text(re.sub(r"concerns: .*", "concerns: [azerbaijan-nato]", text), encoding="utf-8")
    ended = watch("demo", "--exit", "--expect", "--newsroom", str(newsroom))
    assert ended.status == 1
    assert "azerbaijan-nato told 01-treaty-text-agreed 0 times instead of once" in ended.out
    assert "told 01-treaty-text-agreed, which does not concern it" in ended.out


def test_on_another_newsroom_in_ten_languages_nothing_is_missed_and_no_distractor_told(watch: Command) -> None:
    ended = watch("demo", "--exit", "--expect", "--newsroom", str(SECOND))
    complaints = [line.strip() for line in ended.out.splitlines() if "not as expected" in line]
    split = [line for line in complaints if re.search(r" told \S+ ([2-9]|\d\d) times instead of once", line)]
    assert [line for line in complaints if line not in split] == []
    assert len(split) <= SPLIT_STORIES, split


def test_a_newsroom_that_cannot_be_read_is_a_wrong_configuration(watch: Command, tmp_path: Path) -> None:
    ended = watch("demo", "--exit", "--newsroom", str(tmp_path / "nowhere"))
    assert ended.status == 2
    assert "newsroom.yaml" in ended.err


def test_what_a_demo_did_can_be_kept_and_looked_into(watch: Command, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert watch("demo", "--exit", "--keep", str(kept)).status == 0
    assert {one.name for one in kept.iterdir()} >= {"config", "seeds", "var"}
    assert (kept / "var" / "demo.html").is_file()
    listed = Command(kept)("outbox", "list", "--state", "sent")
    assert len(listed.lines) > 5, listed.err


def test_a_folder_in_which_something_lies_is_left_alone(watch: Command, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    ended = watch("demo", "--exit", "--keep", str(tmp_path / "full"))
    assert ended.status == 2
    assert "--keep wants a new or empty folder" in ended.err
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["mine.txt"]
