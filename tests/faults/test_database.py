"""A database that goes away: the daemon says so once and goes on, and nothing that it read is given up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES, Newspaper


def test_a_database_moved_away_in_the_first_pass_is_told_once_and_put_back_loses_nothing(
    home: Path, monitor: Command, paper: Newspaper, eventually: Callable[..., None]
) -> None:
    paper.publish(*LIGHTHOUSES)
    paper.gate.clear()
    with monitor.daemon() as daemon:
        eventually(lambda: any(paper.asked[piece.path] for piece in LIGHTHOUSES), "a page was asked for")
        away = (home / "var").rename(home / "elsewhere")
        paper.gate.set()
        daemon.says("the first pass broke off")
        daemon.says("deliver: ")
        daemon.says("collect: ")
        away.rename(home / "var")
        daemon.tells("8 stories")
        assert daemon.stop() == 0
    assert "moved or deleted while at work" in daemon.err
    assert daemon.err.count("deliver: ") == 1
    assert "Traceback" not in daemon.err
    assert [daemon.out.count(piece.headline) for piece in LIGHTHOUSES] == [1] * len(LIGHTHOUSES)
