"""The files of the catalogue: their rows, and with the line of each, what `lint` reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from monitor.errors import ConfigError, Fault
from monitor.settings.complaints import in_plain_words

#: the data that is shipped
SHIPPED = resources.files("monitor.comprehend") / "data"
#: scalars stay text (`no`, `on`, 2003): what is a date or a truth value is known by its key
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
#: where an entry begins: `- id: person/x` in the world, `person/x:` in a language
_ENTRY = re.compile(r"^(?:- id: *)?(?P<id>[a-z]+/[A-Za-z0-9-]+)\s*(?::.*|#.*)?$", re.MULTILINE)

#: the file of a language that holds its words for things
THINGS = "things"


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """One file, read."""

    #: "languages/ru/names.yaml"
    file: str
    content: Any
    #: (id, line) of each entry, in order
    entries: tuple[tuple[str, int], ...]

    @cached_property
    def language(self) -> str:
        """Of a language's file; "" for the world's."""
        return self.file.split("/")[1] if self.file.startswith("languages/") else ""

    @cached_property
    def kind(self) -> str:
        """ "world", "names", "terms", "labels" or "grammar"; "" for others. The words for things are terms too."""
        if self.file.startswith("world/"):
            return "world"
        kind = self.file.rpartition("/")[2].removesuffix(".yaml") if self.language else ""
        return "terms" if kind == THINGS else kind

    def fault(self, entry: str, what: str, hint: str = "") -> Fault:
        """A fault in an entry of this file."""
        line = next((line for listed, line in self.entries if listed == entry), 0)
        return Fault(file=self.file, line=line, what=what, hint=hint)

    def rows(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """(id, row) of each entry; a plain list of names is a row too. None in a grammar."""
        if self.kind == "world":
            for row in self.content or ():
                yield row["id"], row
        elif self.kind in {"names", "terms", "labels"}:
            for entry, row in (self.content or {}).items():
                yield entry, row if isinstance(row, dict) else {self.kind: row}


def data_files(data: Traversable = SHIPPED) -> Iterator[tuple[str, Traversable]]:
    """Every file of the data, by its path inside the folder, in a fixed order."""
    yield from files_below(data, ".yaml")


def files_below(folder: Traversable, suffix: str, path: str = "") -> Iterator[tuple[str, Traversable]]:
    """The files of a folder, and of those in it, whose names end so; by their paths inside it, in a fixed order."""
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from files_below(entry, suffix, f"{path}{entry.name}/")
        elif entry.name.endswith(suffix):
            yield f"{path}{entry.name}", entry


def rows_in(text: str) -> Any:
    """A file's rows; None for an empty one. Raises `yaml.YAMLError`."""
    return yaml.load(text, _LOADER)  # noqa: S506 - makes no objects


def shelves(data: Traversable = SHIPPED) -> tuple[Shelf, ...]:
    """Every file of the data. Raises `ConfigError` for one that cannot be read."""
    return tuple(shelf(file, where) for where, file in data_files(data))


def shelf(file: Traversable, where: str) -> Shelf:
    """One file. `where` is its path inside `data/`."""
    text = file.read_text(encoding="utf-8")
    try:
        content = rows_in(text)
    except yaml.YAMLError as error:
        line, column, what, hint = in_plain_words(error, text)
        raise ConfigError(Fault(file=where, line=line, column=column, what=what, hint=hint)) from None
    return Shelf(file=where, content=content, entries=tuple(_entries(text)))


def _entries(text: str) -> Iterator[tuple[str, int]]:
    line, counted = 1, 0
    for found in _ENTRY.finditer(text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        yield found["id"], line
