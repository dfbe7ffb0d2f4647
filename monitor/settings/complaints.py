"""What YAML's parser complains of, in plain words and with a hint."""

from __future__ import annotations

import re

import yaml

from monitor.settings.rows import rows_of
from monitor.settings.wording import quoted

#: (words in libyaml's message, what is wrong, what to do, whether the place where it began says more)
_COMPLAINTS: tuple[tuple[str, str, str, bool], ...] = (
    (
        "mapping values are not allowed",
        "a colon where none can stand",
        "put a text that holds a colon in quotes, and indent this line like its neighbours",
        False,
    ),
    ("expected ':'", "a line without a colon", "write `key: value`", True),
    ("did not find expected key", "this line does not fit the lines above it", "indent it like its neighbours", False),
    ("did not find expected '-'", "a line among the items of a list without a dash", "begin it with `- `", False),
    ("',' or ']'", "a list in brackets that is not closed, or lacks a comma", "write `[a, b]`", True),
    ("',' or '}'", "a mapping in braces that is not closed, or lacks a comma", "write `{a: 1, b: 2}`", True),
    ("expected node content", "something is missing before this", "look for a bracket or a comma too many", False),
    ("block sequence entries are not allowed", "a dash where no list can begin", "begin the list on a new line", False),
    ("unknown escape character", "a backslash that means nothing here", "use single quotes", False),
    *(
        (words, "a tag (`!…`), which means nothing here", "remove it or use quotes", False)
        for words in ("undefined tag handle", "expected tag URI", "expected '>'", "expected whitespace or line break")
    ),
    ("expected comment or line break", "text behind `|` or `>`", "put it on the next line, or all in quotes", False),
    ("indentation indicator", "a number behind `|` or `>`", "remove it", False),
    ("mapping keys are not allowed", "a question mark where none can stand", "put the text in quotes", False),
    ("alphabetic or numeric character", "`&` or `*` without a name", "put the text in quotes", False),
    *(
        (words, "an escape that is no character", "write the character itself", False)
        for words in ("Unicode character escape", "hexdecimal number")
    ),
    ("expected <document start>", "text behind the end of the document", "remove the line `...`", False),
    ("duplicate anchor", "an anchor (`&…`) that stands twice", "rename one of them", False),
    ("incompatible YAML", "a version of YAML that nobody reads", "remove the line `%YAML`", False),
    ("directive name", "a line that begins with `%`", "put the text in quotes", False),
    ("non-alphabetical character", "a line that begins with `%`", "put the text in quotes", False),
)


def in_plain_words(error: yaml.YAMLError, text: str) -> tuple[int, int, str, str]:
    """(line, column, what, hint) of an error; line and column from 1."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _unreadable(error, text)
    here, began = error.problem_mark, error.context_mark or error.problem_mark
    for mark in (here, began):
        if tab := _tab_in_front(text, mark.line, mark.column):
            return mark.line + 1, tab, "a tab in front of the line", "indent with spaces"
    problem = str(error.problem)
    if "cannot start any token" in problem:
        sign = _row(text, here.line)[here.column : here.column + 1]
        if sign == "\t":
            return here.line + 1, here.column + 1, "a tab where only a space can stand", "write a space"
        return here.line + 1, here.column + 1, f"{quoted(sign)} cannot begin a value", "put it in quotes"
    if "end of stream" in problem or "document indicator" in problem:
        return began.line + 1, began.column + 1, "a quotation mark that is never closed", "close it"
    if special := _in_the_row(problem, text, here, began):
        return here.line + 1, here.column + 1, *special
    for words, what, hint, at_beginning in _COMPLAINTS:
        if words in problem:
            mark = began if at_beginning else here
            if words == "expected ':'":
                hint = _another_sign(_row(text, mark.line)) or hint
            return mark.line + 1, mark.column + 1, what, hint
    return here.line + 1, here.column + 1, f"not YAML: {problem}", ""


def _another_sign(row: str) -> str:
    """What looks like a colon and a space in this row, and is none; empty where nothing does."""
    if "：" in row:
        return "the sign `：` is another one: write `key: value` with `:` and a space"
    if re.search(r":[\u00a0\u2000-\u200b\u202f\u3000]", row):  # as copied from a web page
        return "what stands behind the colon looks like a space and is another sign: write a space there"
    return ""


def _in_the_row(problem: str, text: str, here: yaml.Mark, began: yaml.Mark) -> tuple[str, str] | None:
    """(what, hint) where the row itself shows more than the parser saw; None where it does not."""
    row = _row(text, here.line)
    before, behind = row[: here.column].rstrip(), row[here.column :].strip()
    if "expected <document start>" in problem and "..." not in map(str.rstrip, rows_of(text)[: here.line]):
        return "this line stands outside of what the lines above it say", "indent it like the first line, or remove it"
    if "did not find expected key" in problem and before[-1:] in ("'", '"'):
        return "text behind a closing quotation mark", "write a quotation mark inside a text twice: `'it''s'`"
    if ("',' or '}'" in problem or "',' or ']'" in problem) and here.line == began.line and behind:
        return "a comma is missing before this", "or put a text that holds a colon, a comma or a bracket in quotes"
    return None


def _unreadable(error: yaml.YAMLError, text: str) -> tuple[int, int, str, str]:
    """A character that YAML forbids: the reader gives its offset only."""
    offset = getattr(error, "position", None)
    if not isinstance(offset, int):
        return 0, 0, "not YAML", ""
    # libyaml counts bytes here, characters elsewhere
    before = text.encode("utf-8")[:offset].decode("utf-8", errors="ignore")
    rows = rows_of(before)
    return len(rows), len(rows[-1]) + 1, "a control character", "remove it; an editor shows it as a box or not at all"


def _tab_in_front(text: str, line: int, column: int) -> int:
    """Column (from 1) of a tab in the indentation of that line, up to the place of the error; 0 when there is none."""
    row = _row(text, line)
    tab = row[: len(row) - len(row.lstrip(" \t"))].find("\t")
    return tab + 1 if 0 <= tab <= column else 0


def _row(text: str, line: int) -> str:
    """A line by its number from 0; empty behind the end."""
    rows = rows_of(text)
    return rows[line] if line < len(rows) else ""
