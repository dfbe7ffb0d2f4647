"""The home of a watch: the folder that holds its `config/`, `seeds/` and database."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from monitor.errors import ConfigError, Fault

#: what a starter home consists of
_PARTS = ("config", "seeds")


@dataclass(frozen=True, slots=True)
class Home:
    """A folder, and where in it everything is."""

    path: Path

    @property
    def config(self) -> Path:
        return self.path / "config"

    @property
    def monitor(self) -> Path:
        return self.config / "monitor.yaml"

    @property
    def sources(self) -> Path:
        return self.config / "sources.yaml"

    @property
    def channels(self) -> Path:
        return self.config / "channels.yaml"

    @property
    def profiles(self) -> Path:
        """The folder with one YAML file for each profile."""
        return self.config / "profiles"

    @property
    def templates(self) -> Path:
        """The folder with the owner's own looks of letters; most homes have none."""
        return self.config / "templates"

    @property
    def actors(self) -> Path:
        return self.config / "actors.yaml"

    @property
    def topics(self) -> Path:
        return self.config / "topics.yaml"

    @property
    def seeds(self) -> Path:
        return self.path / "seeds"

    @property
    def furnished(self) -> bool:
        """It has a `config/`: something is there to run."""
        return self.config.is_dir()


def find_home(option: str | None, environ: Mapping[str, str], *, new: bool = False) -> Home:
    """`--home DIR`, else MONITOR_HOME, else the current folder. Raises `ConfigError` where that is no folder;
    a `new` one is made."""
    named = option or environ.get("MONITOR_HOME") or ""
    try:
        path = Path(named).expanduser() if named else Path.cwd()
    except (RuntimeError, OSError):  # nobody is called so, or the current folder is gone
        path = Path(named or ".")
    if new and named:
        with suppress(OSError):  # what cannot be made is said below
            path.mkdir(parents=True, exist_ok=True)
    if not os.path.isdir(path):  # noqa: PTH112  `Path.is_dir` raises for names that are too long (Python 3.11)
        origin = "--home names" if option else "MONITOR_HOME names" if named else "the current folder is"
        raise ConfigError(Fault(file=str(path), what=f"{origin} no folder", hint="make it first"))
    return Home(path)


def starter() -> Traversable:
    """The home that is shipped: package data in a wheel, the checkout's own top level otherwise."""
    package = resources.files("monitor")
    shipped = package / "starter"
    if shipped.is_dir():
        return shipped
    return Path(str(package)).parent


def furnish(home: Home) -> tuple[Path, ...]:
    """Copy what the starter home has and this one lacks; returns the new files. Nothing is overwritten."""
    made = []
    for part in _PARTS:
        for relative, source in _files(starter() / part, Path(part)):
            target = home.path / relative
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())
                made.append(target)
    return tuple(made)


def _files(folder: Traversable, relative: Path) -> Iterator[tuple[Path, Traversable]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.name.startswith("."):
            continue
        if each.is_dir():
            yield from _files(each, relative / each.name)
        else:
            yield relative / each.name, each
