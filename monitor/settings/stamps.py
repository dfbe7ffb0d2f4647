"""The files of a home that people write, each with a stamp that changes when it is saved."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from monitor.settings.home import Home
from monitor.settings.profiles import SUFFIXES

#: what editors, downloads and file managers leave beside a file for a while
_PASSING = re.compile(
    r"\..*|#.*#|.*~|4913|.*\.(?:sw[a-p]|tmp|temp|bak|part|partial|crdownload|download|new)", re.IGNORECASE
)
#: a folder's own guide is no article
_GUIDE = re.compile(r"README(?:\..*)?", re.IGNORECASE)


class Stamp(NamedTuple):
    """What changes when a file is written: by a rename the inode, else time or size."""

    inode: int
    changed_ns: int
    size: int


Look = Mapping[Path, Stamp]


def look(home: Home) -> Look:
    """The files that a reload reads, each with its stamp: YAML in `config/` and its `profiles/`, templates,
    seeds."""
    files = (*_yaml(home.config), *_yaml(home.profiles), *template_files(home.templates), *seed_files(home))
    return {path: stamp for path in files if (stamp := _stamp(path))}


def seed_files(home: Home) -> list[Path]:
    """The files in `seeds/` that may be articles, by name."""
    return _named(home.seeds)


def template_files(folder: Path) -> list[Path]:
    """What lies in `config/templates/`, by name."""
    return _named(folder)


def is_guide(name: str) -> bool:
    """Is this what says what may lie in a folder?"""
    return _GUIDE.fullmatch(name) is not None


def _yaml(folder: Path) -> Iterator[Path]:
    return (path for path in _listed(folder) if path.suffix.lower() in SUFFIXES)


def _named(folder: Path) -> list[Path]:
    return sorted(path for path in _listed(folder) if not is_guide(path.name))


def _listed(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except OSError:  # it is not there, or not yet
        names = []
    return (folder / name for name in names if not _PASSING.fullmatch(name))


def _stamp(path: Path) -> Stamp | None:
    """None for what is no file, or gone again."""
    with suppress(OSError):
        state = path.stat()
        if path.is_file():
            return Stamp(state.st_ino, state.st_mtime_ns, state.st_size)
    return None
