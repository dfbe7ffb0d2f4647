"""Edits of a configuration file that leave every other byte as its owner wrote it.

The document's marks say where a value stands; the text is cut there and nowhere else. What comes out is read again: it
must say exactly what was meant, or nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

from monitor.errors import ConfigError, Fault
from monitor.settings.complaints import LINE_BREAK
from monitor.settings.composer import Mark, Value
from monitor.settings.document import Keys, parse_document
from monitor.settings.inline import inline

_BOM = b"\xef\xbb\xbf"
#: a comment of the lines above it
_DEEPER_COMMENT = re.compile(r" +#")
_NO_PATCH = "this file is written in a way that cannot be edited for you"
_REWRITE = "write its lists one below the other, as `monitor draft` does, or edit it by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a list, as it would be written."""

    value: Any
    #: lines one below the other, from the dash (or from comments above it) on, without indentation
    block: tuple[str, ...]

    @property
    def flow(self) -> str:
        """The item inside brackets, where no comment has room."""
        return inline(self.value)


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


class Revision:
    """A file, and what is to be changed in it. Keys and indexes are those of the file as it was read."""

    def __init__(self, raw: bytes, *, file: str) -> None:
        """Raises `ConfigError` for what cannot be read."""
        self.document = parse_document(raw, file=file)
        self.raw = raw
        self.text = raw.decode("utf-8-sig")
        pieces = [*LINE_BREAK.split(self.text), ""]
        self._rows, breaks = pieces[0::2], pieces[1::2]
        #: offset at which each row begins; one more for the end
        self._begins = [0, *accumulate(len(row) + len(end) for row, end in zip(self._rows, breaks, strict=True))]
        self._newline = breaks[0] if breaks[0] in ("\n", "\r\n") else "\n"
        self._edits: list[_Edit] = []
        #: items that are to go
        self._gone: list[Keys] = []
        #: what the file is to say
        self._meant: Any = _copied(self.document.value)

    @property
    def changed(self) -> bool:
        """Is there anything to be done?"""
        return bool(self._edits or self._gone)

    def rows(self, keys: Keys, *, heading: bool = False) -> tuple[str, ...]:
        """The lines of an item, without indentation; with `heading` also the comments just above it."""
        first, last = self._span(keys, heading=heading)
        return tuple(row.strip() for row in self._rows[first:last])

    @property
    def text_rows(self) -> Sequence[str]:
        """All lines of the file; the last one is empty where the file ends in a line break."""
        return tuple(self._rows)

    def replace_rows(self, rows: range, lines: Sequence[str]) -> None:
        """Write other lines in the place of some that hold only comments; of none: behind the last line."""
        if rows:
            self._edits.append(_Edit(self._begins[rows.start], self._begins[rows.stop], self._joined(lines)))
        else:
            self._insert(len(self._rows), lines)

    def append(self, keys: Keys, item: Item) -> None:
        """Put an item at the end of a list; a single value becomes a list of two, nothing at all a list of one."""
        node = self.document.node(keys)
        start, end = self._offset(node.start), self._offset(node.end)
        if isinstance(node.value, list) and self.text[start : start + 1] == "-":
            last = (*keys, len(node.value) - 1)
            self._insert(self._behind(last), [self._indent(last) + row for row in item.block])
        elif isinstance(node.value, list) and node.value:
            at = self._offset(node.children[len(node.value) - 1].end)
            self._edits.append(_Edit(at, at, item.flow if self._emptied(keys) else f", {item.flow}"))
        elif node.value in (None, []):
            space = " " if start == end and not self.text[start - 1 : start].isspace() else ""
            self._edits.append(_Edit(start, end, f"{space}[{item.flow}]"))
        else:
            self._edits += [_Edit(start, start, "["), _Edit(end, end, f", {item.flow}]")]
        there = self._meant_at(keys)
        listed = there if isinstance(there, list) else [] if there is None else [there]
        self._meant_at(keys[:-1])[keys[-1]] = [*listed, item.value]

    def insert_key(self, key: str, value: Any, block: Sequence[str], *, after: str) -> None:
        """A new key of the document with its lines, below the value of another."""
        self._insert(self._behind((after,)), block)
        self._meant[key] = _copied(value)

    def replace(self, keys: Keys, value: Any, text: str) -> None:
        """Write another value in the place of a single one."""
        node = self.document.node(keys)
        self._edits.append(_Edit(self._offset(node.start), self._offset(node.end), text))
        self._meant_at(keys[:-1])[keys[-1]] = value

    def rewrite(self, keys: Keys, item: Item, *, heading: bool = False) -> None:
        """Write an item of a list anew, with `heading` also the comments just above it."""
        first, last = self._span(keys, heading=heading)
        text = self._joined([self._indent(keys) + row for row in item.block])
        text = text if self._broken(last) else text.rstrip()
        self._edits.append(_Edit(self._begins[first], self._begins[last], text))
        self._meant_at(keys[:-1])[keys[-1]] = _copied(item.value)

    def remove(self, keys: Keys, *, heading: bool = False) -> bool:
        """Take an item out of a list. Not, and False, where a comment within brackets would be lost with it, or where
        nothing would be left below a key."""
        listed = self.document.node(keys[:-1])
        if self._in_brackets(keys):
            at, last = int(keys[-1]), len(listed.children) - 1
            before = listed.children[at - 1].end if at else listed.start
            behind = listed.children[at + 1].start if at < last else listed.end
            if "#" in self._between(before, listed.children[at].start) + self._between(listed.children[at].end, behind):
                return False
        elif len([gone for gone in self._gone if gone[:-1] == keys[:-1]]) == len(listed.children) - 1:
            return False
        else:
            first, end = self._span(keys, heading=heading)
            self._edits.append(_Edit(self._begins[first], self._begins[end], ""))
        self._gone.append(keys)
        return True

    def comment(self, keys: Keys, lines: Sequence[str]) -> None:
        """Put comments below an item of a list, in line with its dash."""
        self._insert(self._span(keys, heading=False)[1], [self._indent(keys) + line for line in lines])

    def result(self) -> bytes:
        """The file with all edits. Raises `ConfigError` where it would not say just what was meant."""
        text = self.text
        edits = [*self._edits, *(cut for keys in {gone[:-1] for gone in self._gone} for cut in self._cuts(keys))]
        # from the end to the beginning; what is put in at a place comes before what is cut out from there on
        for edit in sorted(edits, key=lambda edit: edit[:2])[::-1]:
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

    # ------------------------------------------------------------------------------ what is meant

    def _meant_at(self, keys: Keys) -> Any:
        found = self._meant
        for step in keys:
            found = found.get(step) if isinstance(found, dict) else found[step]
        return found

    def _meaning(self) -> Value:
        for keys in sorted(self._gone, key=lambda keys: int(keys[-1]), reverse=True):
            del self._meant_at(keys[:-1])[int(keys[-1])]
        self._gone.clear()
        meant: Value = self._meant
        return meant

    # -------------------------------------------------------------------------------------- where

    def _offset(self, mark: Mark) -> int:
        return self._begins[mark.line - 1] + mark.column - 1

    def _between(self, start: Mark, end: Mark) -> str:
        return self.text[self._offset(start) : self._offset(end)]

    def _in_brackets(self, keys: Keys) -> bool:
        """Is this an item of a list in brackets?"""
        start = self._offset(self.document.mark(keys[:-1]))
        return self.text[start : start + 1] == "["

    def _emptied(self, keys: Keys) -> bool:
        return len([gone for gone in self._gone if gone[:-1] == keys]) == len(self.document.node(keys).children)

    def _cuts(self, keys: Keys) -> Iterator[_Edit]:
        """What goes when items leave a list in brackets, commas included."""
        listed = self.document.node(keys)
        if not self._in_brackets((*keys, 0)):
            return
        gone = {int(one[-1]) for one in self._gone if one[:-1] == keys}
        kept = [at for at in range(len(listed.children)) if at not in gone]
        for at in sorted(gone):
            here = listed.children[at]
            if not kept or at < kept[-1]:
                end = listed.children[at + 1].start if at + 1 in listed.children else here.end
                yield _Edit(self._offset(here.start), self._offset(end), "")
        if kept and kept[-1] + 1 in listed.children:
            start, end = listed.children[kept[-1]].end, listed.children[len(listed.children) - 1].end
            yield _Edit(self._offset(start), self._offset(end), "")

    def _span(self, keys: Keys, *, heading: bool) -> tuple[int, int]:
        """First row of an item and the row behind it, from 0."""
        node = self.document.node(keys)
        first, last = node.start.line - 1, node.end.line
        if node.end.column == 1 and last > first + 1:  # the end of a text in several lines
            last -= 1
        if heading:
            mark = self._indent(keys) + "#"
            while first and self._rows[first - 1].startswith(mark):
                first -= 1
        return first, last

    def _behind(self, keys: Keys) -> int:
        """The row behind a value and the comments that stand below it, deeper than the first column."""
        row = self._span(keys, heading=False)[1]
        while row < len(self._rows) and _DEEPER_COMMENT.match(self._rows[row]):
            row += 1
        return row

    def _indent(self, keys: Keys) -> str:
        """What stands before the dash of an item."""
        mark = self.document.mark(keys)
        row = self._rows[mark.line - 1]
        before = row[: mark.column - 1].rstrip()
        return " " * (len(before) - 1) if before.endswith("-") else row[: len(row) - len(row.lstrip(" "))]

    def _joined(self, lines: Iterable[str]) -> str:
        return "".join(line + self._newline for line in lines)

    def _broken(self, row: int) -> bool:
        """Does a line break stand before this row?"""
        at = self._begins[min(row, len(self._rows))]
        return at < len(self.text) or LINE_BREAK.match(self.text[-1:]) is not None

    def _insert(self, row: int, lines: Iterable[str]) -> None:
        """Put lines in front of a row; behind a last one that does not end in a line break, they do not either."""
        text = self._joined(lines)
        if not self._broken(row):
            text = self._newline + text[: -len(self._newline)]
        at = self._begins[min(row, len(self._rows))]
        self._edits.append(_Edit(at, at, text))


def _copied(value: Any) -> Any:
    """Plain values of their own: what an alias names is written out."""
    if isinstance(value, Mapping):
        return {key: _copied(each) for key, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list | tuple) else value
