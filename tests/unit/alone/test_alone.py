"""A home has one engine at a time, and says which."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from monitor.alone import alone
from monitor.errors import InUse, MonitorError


def test_a_second_one_is_told_who_was_first_and_may_come_once_that_one_is_gone(tmp_path: Path) -> None:
    database = str(tmp_path / "var" / "watch.db")
    with (
        alone(database),
        pytest.raises(InUse, match=f"in use by another monitor \\(process {os.getpid()}\\)"),
        alone(database),
    ):
        pass
    with alone(database):
        pass


def test_where_nothing_can_be_held_it_is_no_other_process_that_is_blamed(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MonitorError) as raised, alone(str(tmp_path / "file" / "watch.db")):
        pass
    assert not isinstance(raised.value, InUse)
    assert "cannot be written" in str(raised.value)


def test_a_database_that_is_no_file_is_not_held(tmp_path: Path) -> None:
    with alone("postgresql://host/db"), alone("postgresql://host/db"):
        pass
