"""What a person saves is seen, however the editor saves it; what editors leave beside it is not."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from pathlib import Path

import pytest

from monitor.settings.home import Home
from monitor.settings.stamps import Look, look
from monitor.settings.watching import looks

#: seconds; a look comes every two
PATIENCE_S = 30.0


@pytest.fixture
def watched(home: Path) -> Home:
    (home / "seeds").mkdir()
    (home / "seeds" / "one.txt").write_text("One", encoding="utf-8")
    return Home(home)


def names(home: Home) -> set[str]:
    return {str(path.relative_to(home.path)) for path in look(home)}


def test_yaml_and_seeds_are_seen_and_nothing_else(watched: Home) -> None:
    before = names(watched)
    assert before == {
        "config/profiles/lighthouses.yaml",
        "config/sources.yaml",
        "config/monitor.yaml",
        "seeds/one.txt",
    }
    left = ("seeds/README.md", "config/README.md", "seeds/.two.txt.swp", "seeds/two.txt~", "config/profiles/#x.yaml#")
    for name in (*left, "config/profiles/.#x.yaml", "seeds/two.html.crdownload", "config/4913", "seeds/sub/x.txt"):
        (watched.path / name).parent.mkdir(exist_ok=True)
        (watched.path / name).write_text("x", encoding="utf-8")
    assert names(watched) == before


def in_place(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")


def by_rename(file: Path) -> None:
    new = file.with_name(f".{file.name}.new")
    new.write_bytes(file.read_bytes())
    new.replace(file)


def by_backup(file: Path) -> None:
    text = file.read_bytes()
    file.rename(file.with_name(f"{file.name}~"))
    file.write_bytes(text)


def removed(file: Path) -> None:
    file.unlink()


SAVES = pytest.mark.parametrize("save", [in_place, by_rename, by_backup, removed])


@SAVES
def test_every_way_to_save_changes_the_look(watched: Home, save: Callable[[Path], None]) -> None:
    before = look(watched)
    save(watched.profiles / "lighthouses.yaml")
    assert look(watched) != before


@SAVES
async def test_a_save_is_seen_soon(watched: Home, save: Callable[[Path], None]) -> None:
    before = look(watched)
    async with aclosing(looks(watched)) as seen:
        await _differs(seen, before, lambda: save(watched.profiles / "lighthouses.yaml"))


async def test_so_is_a_folder_that_is_made_or_exchanged_later(home: Path) -> None:
    watched = Home(home)
    before = look(watched)
    async with aclosing(looks(watched)) as seen:
        made = await _differs(seen, before, lambda: _drop(home / "seeds" / "one.txt"))
        more = await _differs(seen, made, lambda: _drop(home / "seeds" / "two.txt"))
        gone = await _differs(seen, more, lambda: (home / "config").rename(home / "old"))
        assert all(path.parent == watched.seeds for path in gone)
        await _differs(seen, gone, lambda: (home / "old").rename(home / "config"))


async def test_a_file_whose_name_is_no_text_does_not_end_the_watching(
    watched: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """The kernel's word of such a file cannot be decoded, and watchfiles 1.2 gives up."""
    before = look(watched)
    foreign = Path(os.fsdecode(os.fsencode(watched.seeds) + b"/caf\xe9.txt"))
    async with aclosing(looks(watched)) as seen:
        found = await _differs(seen, before, lambda: foreign.write_text("A seed", encoding="utf-8"))
        await _differs(seen, found, lambda: _drop(watched.seeds / "two.txt"))
    assert caplog.text.count("cannot be watched") <= 1


def _drop(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("A seed", encoding="utf-8")


async def _differs(seen: AsyncIterator[Look], before: Look, save: Callable[[], object]) -> Look:
    """The first look that is other than `before`, after one that is not."""
    async with asyncio.timeout(PATIENCE_S):
        assert await anext(seen) == before
        save()
        while (found := await anext(seen)) == before:
            pass
        return found
