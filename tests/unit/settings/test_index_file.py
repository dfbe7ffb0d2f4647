"""The kept index: the same as the one compiled, made anew when anything changed, and never needed."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from doubles.small_catalogue import SOUND, small_catalogue

from monitor.comprehend.lexicon import Base
from monitor.comprehend.lookup.index import Index
from monitor.settings import index_file
from monitor.settings.frozen import freeze
from monitor.settings.index_file import load_base
from monitor.settings.parts_file import cache_folder


def archive(**parts: bytes) -> bytes:
    """An archive of these parts, sound in itself."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return written.getvalue()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small_catalogue(tmp_path / "data")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each time that the catalogue was compiled."""
    counted: list[int] = []
    compile_base = index_file.compile_base
    monkeypatch.setattr(index_file, "compile_base", lambda catalogue: counted.append(1) or compile_base(catalogue))
    return counted


def plain(base: Base) -> object:
    """All that it holds, comparable."""
    return freeze(base)


def test_the_index_read_back_is_the_one_that_was_compiled(data: Path, folder: Path, compilations: list[int]) -> None:
    compiled = load_base(folder, data)
    kept = load_base(folder, data)
    assert len(compilations) == 1
    assert plain(kept) == plain(compiled)
    assert dict(kept.actors) == dict(compiled.actors)
    assert dict(kept.topics) == dict(compiled.topics)
    assert kept.affixes == compiled.affixes
    assert kept.roles == compiled.roles
    assert kept.spoken == compiled.spoken
    assert list(kept.index.keys) == list(compiled.index.keys)
    for key, number in compiled.index.keys.items():
        assert kept.index.numbered(key) == number
        assert contents(kept.index, key) == contents(compiled.index, key)


def contents(index: Index, key: str) -> tuple[object, ...]:
    node = index.node(index.keys[key], key)
    return node.aliases, node.initials, node.words, node.stems, node.gap, node.in_small_letters


def test_another_process_compiles_where_it_can(
    data: Path, folder: Path, compilations: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compiling takes a gigabyte, which the process that asks must not keep."""
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> object:
        asked.append(command)
        load_base(folder, data)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr("subprocess.run", run)
    assert load_base(folder, data, apart=True).actors
    assert load_base(folder, data, apart=True).actors
    assert len(compilations) == len(asked) == 1
    assert asked[0][1:] == ["-P", "-m", "monitor.settings.index_file"]


@pytest.mark.parametrize(
    "trouble", [OSError("no process"), SimpleNamespace(returncode=1), SimpleNamespace(returncode=0)]
)
def test_where_another_process_cannot_this_one_does(
    data: Path, folder: Path, compilations: list[int], monkeypatch: pytest.MonkeyPatch, trouble: object
) -> None:
    def run(*_: object, **__: object) -> object:
        if isinstance(trouble, OSError):
            raise trouble
        return trouble

    monkeypatch.setattr("subprocess.run", run)
    assert load_base(folder, data, apart=True).actors
    assert load_base(folder, data).actors
    assert len(compilations) == 1


def test_an_entry_is_read_when_it_is_asked_for(data: Path, folder: Path) -> None:
    load_base(folder, data)
    kept = load_base(folder, data)
    somebody = next(iter(kept.actors))
    assert somebody in kept.actors
    assert kept.actors[somebody].id == somebody
    assert kept.actors[somebody] is kept.actors[somebody]
    assert kept.actors.get("person/nobody") is None
    assert kept.called[somebody] == kept.actors[somebody].name


@pytest.mark.parametrize("name", ["world/persons.yaml", "languages/ru/grammar.yaml", "syllables.yaml"])
def test_a_change_of_any_file_is_compiled_anew(data: Path, folder: Path, compilations: list[int], name: str) -> None:
    load_base(folder, data)
    (data / name).write_text(SOUND[name] + "# changed\n", encoding="utf-8")
    load_base(folder, data)
    assert len(compilations) == 2


def test_another_release_of_cldr_is_compiled_anew(
    data: Path, folder: Path, compilations: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_base(folder, data)
    monkeypatch.setattr("babel.__version__", "99")
    load_base(folder, data)
    assert len(compilations) == 2


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"PK",
        b"null",
        b"\x80\x04]",
        archive(),
        archive(rest=b"[]"),
        archive(rest=b"[" * 100_000),
        archive(rest=b"{}"),
    ],
    ids=["empty", "cut", "no archive", "pickle", "bare", "shape", "deep", "nothing"],
)
def test_a_broken_file_costs_time_and_is_mended(
    data: Path, folder: Path, compilations: list[int], broken: bytes
) -> None:
    sound = plain(load_base(folder, data))
    (file,) = folder.iterdir()
    file.write_bytes(broken)
    assert plain(load_base(folder, data)) == sound
    assert plain(load_base(folder, data)) == sound
    assert len(compilations) == 2


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_truncated_file_costs_time_and_is_mended(
    data: Path, folder: Path, compilations: list[int], part: float
) -> None:
    sound = plain(load_base(folder, data))
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * part)])
    assert plain(load_base(folder, data)) == sound
    assert file.read_bytes() == whole
    assert len(compilations) == 2


def test_a_file_that_is_a_folder_costs_time(data: Path, folder: Path, compilations: list[int]) -> None:
    sound = plain(load_base(folder, data))
    (file,) = folder.iterdir()
    file.unlink()
    file.mkdir()
    assert plain(load_base(folder, data)) == sound
    assert [one.name for one in folder.iterdir()] == [file.name]
    assert len(compilations) == 2


def test_a_folder_that_cannot_be_made_costs_time(data: Path, tmp_path: Path, compilations: list[int]) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    for _ in range(2):
        assert load_base(tmp_path / "taken" / "cache", data).actors
    assert len(compilations) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_costs_time(data: Path, folder: Path, compilations: list[int]) -> None:
    folder.mkdir(mode=0o500)
    for _ in range(2):
        assert load_base(folder, data).actors
    assert len(compilations) == 2


def test_a_user_without_a_home_has_no_cache(data: Path) -> None:
    assert cache_folder({}) is None
    assert cache_folder({"HOME": ""}) is None
    assert cache_folder({"HOME": "/nobody", "XDG_CACHE_HOME": "relative"}) == Path("/nobody/.cache/news-monitor")
    assert cache_folder({"HOME": "/nobody", "XDG_CACHE_HOME": "/cache"}) == Path("/cache/news-monitor")
    assert load_base(None, data).actors


def test_the_file_is_for_its_owner_alone_and_nothing_else_is_left(data: Path, folder: Path) -> None:
    load_base(folder, data)
    (file,) = folder.iterdir()
    assert zipfile.ZipFile(file).testzip() is None
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("part", ["keys", "starts", "records", "actors", "rest"])
def test_a_part_that_was_damaged_costs_time_and_is_mended(
    data: Path, folder: Path, compilations: list[int], part: str
) -> None:
    sound = load_base(folder, data)
    (file,) = folder.iterdir()
    whole, frozen = file.read_bytes(), freeze(sound)[part]
    at = whole.index(frozen) + len(frozen) // 2
    file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert plain(load_base(folder, data)) == plain(sound)
    assert len(compilations) == 2


def test_old_files_go_and_those_of_others_stay(data: Path, folder: Path) -> None:
    folder.mkdir()
    now = time.time()
    for age in range(5):
        old = folder / f"catalogue-{age}.zip"
        old.write_bytes(b"")
        os.utime(old, (now - 100 - age, now - 100 - age))
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    load_base(folder, data)
    there = {one.name for one in folder.iterdir()}
    assert there >= {"notes.txt", "catalogue-0.zip", "catalogue-1.zip"}
    assert len(there) == 4
