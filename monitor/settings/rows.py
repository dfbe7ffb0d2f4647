"""The lines of a file as libyaml counts them, each with the place where it begins in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

from monitor.settings.composer import Mark

#: where libyaml counts a new line
LINE_BREAK = re.compile("(\r\n|[\n\r\x85\u2028\u2029])")


def rows_of(text: str) -> list[str]:
    """The lines of a text, without their breaks; the last one is empty where the text ends in a break."""
    return LINE_BREAK.split(text)[::2]


class Rows:
    """A text, its lines and its manner of breaking them."""

    def __init__(self, text: str) -> None:
        pieces = [*LINE_BREAK.split(text), ""]
        self.text = text
        self.rows, breaks = tuple(pieces[0::2]), pieces[1::2]
        #: offset at which each line begins; one more for the end
        self.begins = (0, *accumulate(len(row) + len(end) for row, end in zip(self.rows, breaks, strict=True)))
        self._break = breaks[0] if breaks[0] in ("\n", "\r\n") else "\n"

    def offset(self, mark: Mark) -> int:
        """Of a place in the text."""
        return self.begins[mark.line - 1] + mark.column - 1

    def joined(self, lines: Iterable[str]) -> str:
        """New lines, each with a break as the text has it."""
        return "".join(line + self._break for line in lines)

    def broken(self, row: int) -> bool:
        """Does a break stand before this line?"""
        at = self.begins[min(row, len(self.rows))]
        return at < len(self.text) or LINE_BREAK.match(self.text[-1:]) is not None

    def between(self, row: int, lines: Iterable[str]) -> tuple[int, str]:
        """(offset, text) that puts new lines in front of a line; behind a last one without a break, they have none at
        their end either."""
        text = self.joined(lines)
        if not self.broken(row):
            text = self._break + text[: -len(self._break)]
        return self.begins[min(row, len(self.rows))], text
