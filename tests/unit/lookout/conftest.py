"""A watch with one profile, on a real database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.ports import Store
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot, load_snapshot
from monitor.store import open_store

Load = Callable[[str], Snapshot]


@pytest.fixture
def load(home: Path) -> Load:
    """Write the profile "georgia", and read all of the home."""

    def write(profile: str) -> Snapshot:
        (home / "config" / "profiles" / "georgia.yaml").write_text(profile, encoding="utf-8")
        return load_snapshot(Home(home), {})

    return write


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "watch.db")
    yield opened
    opened.close()
