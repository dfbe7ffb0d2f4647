"""A configuration file, read: plain values, and for each of them the line and column where it stands."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from monitor.errors import ConfigError, Fault
from monitor.settings.complaints import in_plain_words
from monitor.settings.composer import Composer, Mark, Node, Value
from monitor.settings.rows import rows_of
from monitor.settings.wording import quoted

#: keys of mappings and indexes of lists, from the outside in
Keys: TypeAlias = tuple[str | int, ...]

#: bytes; the largest configuration that a person edits by hand is far smaller
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that was read: its values, and a mark for each of them."""

    #: path as the person would type it
    file: str
    #: its bytes
    raw: bytes
    root: Node

    @property
    def value(self) -> Value:
        """The whole as plain values; None for an empty file."""
        return self.root.value

    def node(self, keys: Keys) -> Node:
        """The node at these keys; those that the file does not have, because a short form stands for them, are
        passed over."""
        node = self.root
        for step in self.path(keys):
            node = node.children[step]
        return node

    def path(self, keys: Keys) -> Keys:
        """Those of the keys that the file has."""
        node, path = self.root, list[str | int]()
        for step in keys:
            if step in node.children:
                node = node.children[step]
                path.append(step)
        return tuple(path)

    def mark(self, keys: Keys) -> Mark:
        """Where the value at these keys stands, or the deepest value on the way that exists."""
        return self.node(keys).start

    def key_mark(self, keys: Keys) -> Mark:
        """Where the last key itself stands; for an index, its value."""
        if keys and isinstance(keys[-1], str):
            return self.node(keys[:-1]).keys.get(keys[-1], self.mark(keys))
        return self.mark(keys)

    def fault(self, keys: Keys, what: str, hint: str = "", *, at_key: bool = False) -> Fault:
        """A fault at the value with these keys, or at the last key itself."""
        line, column = self.key_mark(keys) if at_key else self.mark(keys)
        return Fault(file=self.file, line=line, column=column, what=what, hint=hint)

    def repeated(self, values: Iterable[tuple[Keys, str, str]], what: str = "stands twice") -> Iterator[Fault]:
        """A fault for each value that stands further up already: (where, as it is compared, as it is shown)."""
        first: dict[str, int] = {}
        for keys, compared, shown in values:
            line = self.mark(keys).line
            if compared in first:
                yield self.fault(keys, f"{quoted(shown)} {what}", f"line {first[compared]} has it already")
            first.setdefault(compared, line)


def shown(path: Path) -> str:
    """A path as the person would type it: relative to the current folder where it lies below it."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):  # OSError: the current folder is gone
        return str(path)


def present(path: Path) -> bool:
    """Something has this name, if only a link that leads nowhere: reading it says what is wrong."""
    return os.path.lexists(path)


def read_document(path: Path) -> Document:
    """Read a file. Raises `ConfigError` for a file that is missing, too large, not UTF-8 or not YAML."""
    return parse_document(read_bytes(path), file=shown(path))


def read_bytes(path: Path) -> bytes:
    """A file's bytes, one more than `MAX_BYTES` at most. Raises `ConfigError` for one that is missing or unreadable."""
    name = shown(path)
    try:
        if path.is_fifo():  # opening it would wait for somebody who writes
            raise ConfigError(Fault(file=name, what="a pipe, not a file"))
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        what = "a link that leads nowhere" if path.is_symlink() else "there is no such file"
        raise ConfigError(Fault(file=name, what=what)) from None
    except OSError as error:
        raise ConfigError(Fault(file=name, what=f"cannot be read: {error.strerror or error}")) from None


def parse_document(raw: bytes, *, file: str) -> Document:
    """Bytes of a file -> Document. Raises `ConfigError` with every duplicate key, or with what broke the syntax."""
    text = decoded(raw, file=file)
    composer = Composer(file)
    try:
        root = composer.build(text)
    except yaml.YAMLError as error:
        line, column, what, hint = in_plain_words(error, text)
        raise ConfigError(Fault(file=file, line=line, column=column, what=what, hint=hint)) from None
    if composer.faults:
        raise ConfigError(*composer.faults)
    return Document(file=file, raw=raw, root=root)


def decoded(raw: bytes, *, file: str) -> str:
    """Bytes of a file -> its text. Raises `ConfigError` for what is too large or not UTF-8."""
    if len(raw) > MAX_BYTES:
        raise ConfigError(Fault(file=file, what="larger than 1 MB", hint="split it"))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        rows = rows_of(raw[: error.start].decode("utf-8-sig"))
        here = {"line": len(rows), "column": len(rows[-1]) + 1}
        raise ConfigError(Fault(file=file, **here, what="not UTF-8", hint="save the file as UTF-8")) from None


def load_package_yaml(text: str, name: str) -> Any:
    """A file of the package's own as plain values, by the same rules. Raises `ConfigError`."""
    return parse_document(text.encode(), file=name).value
