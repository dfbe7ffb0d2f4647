"""The schemas of a home, written beside its files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.settings.home import Home
from monitor.settings.schema_files import names_of, write_schemas


def test_a_folder_that_was_moved_away_is_not_begun_anew_for_them(home: Path) -> None:
    (home / "config").rename(home / "elsewhere")
    with pytest.raises(ConfigError, match="cannot be written: No such file or directory"):
        write_schemas(Home(home))
    assert not (home / "config").exists()


def test_only_seeds_that_a_profile_may_list_are_offered(home: Path) -> None:
    (home / "seeds").mkdir()
    for name in ("one.txt", "README.md", ".one.txt.swp", "one.txt~", os.fsdecode(b"caf\xe9.txt")):
        (home / "seeds" / name).write_text("An article", encoding="utf-8")
    names, faults = names_of(Home(home))
    assert (dict(names.seeds or {}), faults) == ({"one.txt": ""}, ())
