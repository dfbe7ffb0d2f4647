"""Edits of a configuration file that leave every other byte as its owner wrote it.

The document's marks say where a value stands; the text is cut there and nowhere else. What comes out is read again: it
must say exactly what was meant, or nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from monitor.errors import ConfigError, Fault
from monitor.settings.composer import Mark, Value
from monitor.settings.document import Keys, parse_document
from monitor.settings.inline import Item
from monitor.settings.rows import Rows

_BOM = b"\xef\xbb\xbf"
#: a comment of the lines above it
_DEEPER_COMMENT = re.compile(r" +#")
_NO_PATCH = "this file is written in a way that cannot be edited for you"
_REWRITE = "write its lists one below the other, as `monitor draft` does, or edit it by hand"


class _Edit(NamedTuple):
    start: int
    end: int
    #: of the value that is written, from the root: of what is put in at one place, the deeper comes first
    depth: int
    text: str


class Revision:
    """A file, and what is to be changed in it. Keys and indexes are those of the file as it was read."""

    def __init__(self, raw: bytes, *, file: str) -> None:
        """Raises `ConfigError` for what cannot be read."""
        self.document = parse_document(raw, file=file)
        self.raw = raw
        self._rows = Rows(raw.decode("utf-8-sig"))
        self._edits: list[_Edit] = []
        #: what is put at the end of each list
        self._added: dict[Keys, list[Item]] = {}
        #: items that are to go
        self._gone: list[Keys] = []
        #: what the file is to say, but for what goes
        self._meant: Any = _copied(self.document.value)

    @property
    def text(self) -> str:
        """The file as it was read, without a byte order mark."""
        return self._rows.text

    @property
    def text_rows(self) -> Sequence[str]:
        """All lines of the file; the last one is empty where the file ends in a line break."""
        return self._rows.rows

    def rows(self, keys: Keys, *, heading: bool = False) -> tuple[str, ...]:
        """The lines of an item, without indentation; with `heading` also the comments just above it."""
        first, last = self._span(keys, heading=heading)
        return tuple(row.strip() for row in self._rows.rows[first:last])

    def replace_rows(self, rows: range, lines: Sequence[str]) -> None:
        """Write other lines in the place of some that hold only comments; of none: behind the last line."""
        if rows:
            begins = self._rows.begins
            self._edits.append(_Edit(begins[rows.start], begins[rows.stop], 0, self._rows.joined(lines)))
        else:
            self._insert(len(self._rows.rows), lines, depth=0)

    def append(self, keys: Keys, item: Item) -> None:
        """Put an item at the end of a list; a single value becomes a list of two, nothing at all a list of one."""
        self._added.setdefault(keys, []).append(item)
        there = _at(self._meant, keys)
        listed = there if isinstance(there, list) else [] if there is None else [there]
        _at(self._meant, keys[:-1])[keys[-1]] = [*listed, _copied(item.value)]

    def insert_key(self, key: str, value: Any, block: Sequence[str], *, after: str) -> None:
        """A new key of the document with its lines, below the value of another."""
        self._insert(self._behind((after,)), block, depth=0)
        self._meant[key] = _copied(value)

    def replace(self, keys: Keys, value: Any, text: str) -> None:
        """Write another value in the place of a single one."""
        node = self.document.node(keys)
        self._edits.append(_Edit(self._rows.offset(node.start), self._rows.offset(node.end), len(keys), text))
        _at(self._meant, keys[:-1])[keys[-1]] = value

    def rewrite(self, keys: Keys, item: Item, *, heading: bool = False) -> None:
        """Write an item of a list anew, with `heading` also the comments just above it."""
        first, last = self._span(keys, heading=heading)
        text = self._rows.joined([self._indent(keys) + row for row in item.block])
        text = text if self._rows.broken(last) else text.rstrip()
        self._edits.append(_Edit(self._rows.begins[first], self._rows.begins[last], len(keys), text))
        _at(self._meant, keys[:-1])[keys[-1]] = _copied(item.value)

    def remove(self, keys: Keys, *, heading: bool = False) -> bool:
        """Take an item out of a list. Not, and False, where a comment within brackets would be lost with it, or where
        nothing would be left below a key."""
        listed = self.document.node(keys[:-1])
        if self._in_brackets(keys[:-1]):
            at, last = int(keys[-1]), len(listed.children) - 1
            before = listed.children[at - 1].end if at else listed.start
            behind = listed.children[at + 1].start if at < last else listed.end
            if "#" in self._between(before, listed.children[at].start) + self._between(listed.children[at].end, behind):
                return False
        elif len(self._gone_from(keys[:-1])) == len(listed.children) - 1:
            return False
        else:
            first, end = self._span(keys, heading=heading)
            self._edits.append(_Edit(self._rows.begins[first], self._rows.begins[end], len(keys), ""))
        self._gone.append(keys)
        return True

    def comment(self, keys: Keys, lines: Sequence[str]) -> None:
        """Put comments below an item of a list, in line with its dash."""
        indent = self._indent(keys)
        self._insert(self._span(keys, heading=False)[1], [indent + line for line in lines], depth=len(keys))

    def result(self) -> bytes:
        """The file with all edits. Raises `ConfigError` where it would not say just what was meant."""
        text = self.text
        lists = dict.fromkeys(gone[:-1] for gone in self._gone)
        edits = [
            *self._edits,
            *(cut for keys in lists for cut in self._cuts(keys)),
            *(edit for keys, items in self._added.items() for edit in self._additions(keys, items)),
        ]
        # from the end to the beginning; what is put in at a place comes before what is cut out from there on
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end, -edit.depth))[::-1]:
            text = text[: edit.start] + edit.text + text[edit.end :]
        raw = (_BOM if self.raw.startswith(_BOM) else b"") + text.encode()
        fault = Fault(file=self.document.file, what=_NO_PATCH, hint=_REWRITE)
        try:
            said = parse_document(raw, file=self.document.file).value
        except ConfigError:
            raise ConfigError(fault) from None
        if said != self._meaning():
            raise ConfigError(fault)
        return raw

    def _meaning(self) -> Value:
        """What the file is to say."""
        meant: Value = _copied(self._meant)
        for keys in sorted(self._gone, key=lambda keys: int(keys[-1]), reverse=True):
            del _at(meant, keys[:-1])[keys[-1]]
        return meant

    # ------------------------------------------------------------------------------ lists that grow or shrink

    def _additions(self, keys: Keys, items: Sequence[Item]) -> Iterator[_Edit]:
        """What is put at the end of a list, however it is written."""
        node, depth = self.document.node(keys), len(keys)
        start, end = self._rows.offset(node.start), self._rows.offset(node.end)
        if isinstance(node.value, list) and node.value and not self._in_brackets(keys):
            last = (*keys, len(node.value) - 1)
            rows = ((self._indent(last) + row).rstrip() for item in items for row in item.block)
            at, text = self._rows.between(self._behind(last), rows)
            yield _Edit(at, at, depth, text)
            return
        flow = ", ".join(item.flow for item in items)
        if isinstance(node.value, list) and node.value:
            at = self._rows.offset(node.children[len(node.value) - 1].end)
            emptied = len(self._gone_from(keys)) == len(node.children)
            yield _Edit(at, at, depth, flow if emptied else f", {flow}")
        elif isinstance(items[0].value, Mapping) and self._opens_a_block(keys):
            yield _Edit(len(self.text[:start].rstrip(" ")) if start < end else start, end, depth, "")
            mark = self.document.key_mark(keys)
            indent = " " * (mark.column + 1)
            at, text = self._rows.between(mark.line, ((indent + row).rstrip() for item in items for row in item.block))
            yield _Edit(at, at, depth, text)
        elif node.value in (None, []):
            space = " " if start == end and not self.text[start - 1 : start].isspace() else ""
            yield _Edit(start, end, depth, f"{space}[{flow}]")
        else:
            yield _Edit(start, start, depth, "[")
            yield _Edit(end, end, depth, f", {flow}]")

    def _cuts(self, keys: Keys) -> Iterator[_Edit]:
        """What goes when items leave a list in brackets, commas included."""
        if not self._in_brackets(keys):
            return
        children, gone, depth = self.document.node(keys).children, self._gone_from(keys), len(keys) + 1
        kept = [at for at in range(len(children)) if at not in gone]
        for at in sorted(gone):
            if not kept or at < kept[-1]:
                end = children[at + 1].start if at + 1 in children else children[at].end
                yield _Edit(self._rows.offset(children[at].start), self._rows.offset(end), depth, "")
        if kept and kept[-1] + 1 in children:
            start, end = children[kept[-1]].end, children[len(children) - 1].end
            yield _Edit(self._rows.offset(start), self._rows.offset(end), depth, "")

    def _gone_from(self, keys: Keys) -> frozenset[int]:
        """Which items of a list are to go."""
        return frozenset(int(gone[-1]) for gone in self._gone if gone[:-1] == keys)

    # ------------------------------------------------------------------------------------------------- where

    def _insert(self, row: int, lines: Iterable[str], *, depth: int) -> None:
        at, text = self._rows.between(row, lines)
        self._edits.append(_Edit(at, at, depth, text))

    def _between(self, start: Mark, end: Mark) -> str:
        return self.text[self._rows.offset(start) : self._rows.offset(end)]

    def _opens_a_block(self, keys: Keys) -> bool:
        """Does this key begin a line on which only its empty value and a comment follow?"""
        node, mark = self.document.node(keys), self.document.key_mark(keys)
        row = self._rows.rows[mark.line - 1]
        alone = node.end.line == mark.line and row[node.end.column - 1 :].lstrip()[:1] in ("", "#")
        return node.value in (None, []) and alone and not row[: mark.column - 1].strip(" -")

    def _in_brackets(self, keys: Keys) -> bool:
        """Is this list written in brackets?"""
        start = self._rows.offset(self.document.mark(keys))
        return self.text[start : start + 1] == "["

    def _span(self, keys: Keys, *, heading: bool) -> tuple[int, int]:
        """First row of an item and the row behind it, from 0."""
        node = self.document.node(keys)
        first, last = node.start.line - 1, node.end.line
        if node.end.column == 1 and last > first + 1:  # the end of a text in several lines
            last -= 1
        if heading:
            mark = self._indent(keys) + "#"
            while first and self._rows.rows[first - 1].startswith(mark):
                first -= 1
        return first, last

    def _behind(self, keys: Keys) -> int:
        """The row behind a value and the comments that stand below it, deeper than the first column."""
        rows, row = self._rows.rows, self._span(keys, heading=False)[1]
        while row < len(rows) and _DEEPER_COMMENT.match(rows[row]):
            row += 1
        return row

    def _indent(self, keys: Keys) -> str:
        """What stands before the dash of an item."""
        mark = self.document.mark(keys)
        row = self._rows.rows[mark.line - 1]
        before = row[: mark.column - 1].rstrip()
        return " " * (len(before) - 1) if before.endswith("-") else row[: len(row) - len(row.lstrip(" "))]


def _at(value: Any, keys: Keys) -> Any:
    """The value at these keys; None where a mapping lacks one."""
    for step in keys:
        value = value.get(step) if isinstance(value, dict) else value[step]
    return value


def _copied(value: Any) -> Any:
    """Plain values of their own: what an alias names is written out."""
    if isinstance(value, Mapping):
        return {key: _copied(each) for key, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list | tuple) else value
