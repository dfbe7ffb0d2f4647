"""`kill -9` at any statement loses nothing, and an idempotent receiver sees nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from doubles.outcomes import NOW

from monitor.store import open_store

TESTS = Path(__file__).parents[1]
WRITER = Path(__file__).with_name("killed_writer.py")
STORIES = 6
#: statements by which each life is longer than the one before it; all of them in `make trust`
STRIDES = (11, 23, 37) if os.environ.get("MONITOR_TRUST") else (23,)
EXPECTED = {f"story-{number}/{part}" for number in range(STORIES) for part in (1, 2)}


def run(folder: Path, life: int, *, statement: int = 0, message: int = 0) -> int:
    """One life of the writer; its exit status."""
    files = (str(folder / "watch.db"), str(folder / "received"))
    command = [sys.executable, str(WRITER), *files, *map(str, (life, statement, message))]
    environment = os.environ | {"PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"}
    return subprocess.run(command, env=environment, check=False, timeout=60).returncode


@pytest.mark.parametrize("stride", STRIDES)
def test_killed_again_and_again_it_ends_with_everything_sent(tmp_path: Path, stride: int) -> None:
    """Each life is longer than the one before it; the first dies within the migration."""
    lives = 0
    while status := run(tmp_path, lives, statement=(lives + 1) * stride):
        assert status == -signal.SIGKILL
        lives += 1
    received = Counter((tmp_path / "received").read_text().split())
    assert lives >= 3
    assert set(received) == EXPECTED, "something was lost"
    assert sum(received.values()) - len(EXPECTED) <= lives, "a life repeats at most the message it died over"
    store = open_store(tmp_path / "watch.db")
    counts = store.counts(NOW)
    store.close()
    assert counts.deliveries == {"sent": len(EXPECTED)}
    assert (counts.articles, counts.stories, counts.entries_pending) == (STORIES, STORIES, 0)


def test_killed_before_the_answer_was_recorded_it_knows_what_it_does_not_know(tmp_path: Path) -> None:
    """The third message arrived and nobody wrote that down: it is sent again, as a possible repeat."""
    assert run(tmp_path, 0, message=3) == -signal.SIGKILL
    store = open_store(tmp_path / "watch.db")
    before = store.counts(NOW)
    assert before.articles == STORIES
    assert before.deliveries == {"sent": 2, "written": 1, "pending": 5}
    store.close()
    assert run(tmp_path, 1) == 0
    received = Counter((tmp_path / "received").read_text().split())
    assert received == Counter(EXPECTED) + Counter({"story-1/1": 1})
