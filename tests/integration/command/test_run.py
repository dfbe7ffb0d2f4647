"""`monitor run` as a process: stopped, killed, started again. Nothing is lost, nothing comes twice."""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES, Newspaper

from monitor.ports import PollOutcome
from monitor.store import open_store

CAUGHT_UP = "articles read, "
BACKLOG, NEWS = LIGHTHOUSES[:5], LIGHTHOUSES[5:]


def arrivals(printed: str) -> list[int]:
    """How often each article stands in all that was ever printed."""
    return [printed.count(piece.headline) for piece in LIGHTHOUSES]


def make_due(home: Path) -> None:
    """Let the hour pass that a feed is left in peace."""
    store, now = open_store(str(home / "var" / "monitor.db")), datetime.now(UTC)
    try:
        for state in store.source_states():
            store.save_poll(PollOutcome(state=replace(state, next_check_at=now)), now)
    finally:
        store.close()


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL], ids=lambda each: each.name)
def test_stopped_in_the_middle_of_the_first_pass_it_loses_and_repeats_nothing(
    by: signal.Signals, monitor: Command, paper: Newspaper, eventually: Callable[..., None]
) -> None:
    paper.publish(*LIGHTHOUSES)
    paper.gate.clear()
    with monitor.daemon(anew=True) as first:
        eventually(lambda: any(paper.asked[piece.path] for piece in LIGHTHOUSES), "a page was asked for")
        status = first.stop(by)
    paper.gate.set()

    with monitor.daemon() as second:
        second.says(CAUGHT_UP)
        second.tells("8 stories")
        assert second.stop() == 0

    assert status == (-signal.SIGKILL if by == signal.SIGKILL else 0)
    assert arrivals(second.out) == [1] * len(LIGHTHOUSES)
    assert second.out.count("the last 24 hours") == 1


def test_stopped_later_and_started_again_it_tells_what_is_new_and_only_that(
    home: Path, monitor: Command, paper: Newspaper
) -> None:
    paper.publish(*BACKLOG)
    with monitor.daemon() as first:
        first.tells("5 stories")
        assert first.stop() == 0
    assert "stopped; nothing is lost" in first.err
    assert paper.asked["/feed.xml"] == 1

    with monitor.daemon() as second:  # nothing is due: not one request, not one message
        second.says("watching 1 source")
        second.says("no source is due before")
        assert second.stop() == 0
    assert paper.asked["/feed.xml"] == 1

    paper.publish(*NEWS)
    make_due(home)
    with monitor.daemon() as third:
        for piece in NEWS:
            third.tells(piece.headline)
        assert third.stop() == 0

    assert arrivals(third.out) == [1] * len(LIGHTHOUSES)
    assert third.out.count("the last 24 hours") == 1
    assert paper.asked["/feed.xml"] == 2


def test_a_second_daemon_on_one_home_says_so_and_ends_with_1(monitor: Command) -> None:
    with monitor.daemon() as first:
        first.says("watching 1 source")
        second = monitor("run")
        assert first.process is not None
        assert first.process.poll() is None
        pid = first.process.pid

    assert second.status == 1
    assert second.out == ""
    assert f"in use by another monitor (process {pid}); stop that one first" in second.err
    assert "Traceback" not in second.err


def test_where_no_source_answers_the_daemon_says_so_and_keeps_running_until_ctrl_c(monitor: Command) -> None:
    with monitor.daemon(anew=True) as daemon:
        daemon.says("; no network? `make demo`")
        assert daemon.stop(by=signal.SIGINT) == 0

    assert "it goes on trying" in daemon.err
    assert "Traceback" not in daemon.err
