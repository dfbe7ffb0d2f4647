"""A file is written whole or not at all, and never two at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from monitor.atomic import create_file, replace_file


def test_a_file_is_replaced_in_one_step_and_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_file(link, b"new")
    assert (link.is_symlink(), real.read_bytes(), real.stat().st_mode & 0o777) == (True, b"new", 0o640)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.yaml", "real.yaml"]


def test_a_new_file_gets_its_folder_and_the_mode_that_is_asked_for(tmp_path: Path) -> None:
    replace_file(tmp_path / "a" / "b" / "x", b"new", mode=0o600)
    assert (tmp_path / "a" / "b" / "x").stat().st_mode & 0o777 == 0o600


def test_what_is_there_is_not_created_again(tmp_path: Path) -> None:
    create_file(tmp_path / "x", b"first")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "x", b"second")
    assert (tmp_path / "x").read_bytes() == b"first"


@pytest.mark.parametrize("write", [replace_file, create_file])
def test_a_file_that_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, write: Callable[[Path, bytes], None]
) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "x" / "p.yaml", tmp_path / "folder"):
        with pytest.raises(OSError, match=r"x|folder"):
            write(path, b"new")
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["folder", "x"]


def test_those_who_write_one_file_at_a_time_do_not_mix_their_bytes(tmp_path: Path) -> None:
    texts = [bytes([letter]) * 200_000 for letter in b"abcdefgh"]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            list(pool.map(lambda raw: replace_file(tmp_path / "x", raw), texts))
            assert (tmp_path / "x").read_bytes() in texts
    assert [each.name for each in tmp_path.iterdir()] == ["x"]
