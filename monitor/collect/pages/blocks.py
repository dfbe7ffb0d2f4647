"""A page's tree -> its blocks of text, in order: paragraphs, headings, items of lists, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from lxml import etree

from monitor.collect.pages.elements import HEADINGS, INLINE, SKIPPED, STRONG
from monitor.collect.pages.marks import mark_of, names_of

Kind = Literal["text", "heading", "item", "row", "quote"]

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: code points of a cell in a table of figures; where one is longer, the table only lays out the page
_CELL = 160
#: letters in hidden paragraphs that are text; a template has less
_FOLDED = 300
#: letters of a caption
_CAPTION = 300
#: letters of a link with which a teaser opens; a name is shorter
_LINKED_OPENING = 24
#: letters before that link: a bullet, a day
_BULLET = 14
_BLANKS = re.compile(r"\s+")


_JOINERS = {ord(sign): None for sign in "\u200b\u200c\u200d\u00ad\ufeff"}
_STAMP = re.compile(r"(?i)location-?stamp|drop-?cap-?copy")


def _unread(element: Any) -> bool:
    """A span for those who hear the page, a caption in the midst of a line, the place that Vietnamese papers set
    before the first word."""
    mark = mark_of(element)
    if mark == "caption":
        return len(element.text_content()) < _CAPTION
    return mark == "hidden" or _STAMP.search(element.get("class") or "") is not None


def _is_folded(element: Any) -> bool:
    """The rest of an article that a button or a script shows: hidden paragraphs."""
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p")) > _FOLDED


@dataclass(slots=True, kw_only=True, eq=False)
class Block:
    """A run of text that stands on lines of its own."""

    text: str
    #: the element it stands in, which may hold others before and after it
    element: Any
    kind: Kind
    #: 1 to 6, of a heading
    level: int = 0
    #: share of its letters that are links
    linked: float = 0.0
    #: whether it begins with a link of several words, as teasers do
    opens_linked: bool = False
    #: share of its letters in <strong>, <b> or <em>
    strong: float = 0.0
    #: what the elements around it are by their names (`marks`), with these names, the outermost first
    marks: tuple[tuple[str, str], ...] = ()

    #: the text without blanks and joiners, to be looked for elsewhere
    compressed: str = ""

    def __post_init__(self) -> None:
        self.compressed = compressed(self.text)


def compressed(text: str) -> str:
    """Without blanks and joiners: extractors differ in both."""
    return _BLANKS.sub("", text).translate(_JOINERS)


class _Run:
    """What has been read since the last block ended."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.letters = self.links = self.strong = self.opening = 0
        self.breaks = 0

    def add(self, text: str, *, link: bool, strong: bool) -> None:
        self.parts.append(text)
        if size := len(text.strip()):
            self.opening += size if link and self.letters - self.opening < _BULLET else 0
            self.letters += size
            self.links += size if link else 0
            self.strong += size if strong else 0
            self.breaks = 0


def blocks_of(root: Any) -> list[Block]:
    """The blocks that a reader sees, furniture included."""
    return list(_rows(_Walk(root)))


def _rows(blocks: Iterable[Block]) -> Iterator[Block]:
    """The cells of one row of figures and short words become one block; a cell with paragraphs stays what it is."""
    for row, cells in groupby(blocks, _row_of):
        some = list(cells)
        if row is None or not 1 < len(some) <= _number_of_cells(row) or max(len(cell.text) for cell in some) > _CELL:
            yield from some
            continue
        letters = max(1, sum(len(cell.text) for cell in some))
        first = some[0]
        first.text = " ".join(cell.text for cell in some)
        first.compressed = compressed(first.text)
        first.linked = sum(cell.linked * len(cell.text) for cell in some) / letters
        first.kind, first.element = "row", row
        yield first


def _row_of(block: Block) -> Any:
    element = block.element
    parent = element.getparent()
    if parent is not None and parent.tag in ("td", "th"):
        element, parent = parent, parent.getparent()
    return parent if element.tag in ("td", "th") else None


def _number_of_cells(row: Any) -> int:
    return sum(1 for cell in row if cell.tag in ("td", "th"))


class _Walk:
    def __init__(self, root: Any) -> None:
        self._root = root
        self._run = _Run()
        #: the elements around the text that comes next, their marks, and how many links and emphases are open
        self._owners: list[Any] = [root]
        self._marks: list[tuple[tuple[str, str], ...]] = [()]
        self._links = self._strong = self._items = self._quotes = 0

    def __iter__(self) -> Iterator[Block]:
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if event == "start":
                if tag == "br":
                    yield from self._break(element)
                    continue
                if self._unseen(element):
                    if tag not in INLINE:
                        yield from self._flush()
                    walk.skip_subtree()
                    continue
                yield from self._open(element, tag)
            else:
                yield from self._close(element, tag)
        yield from self._flush()

    def _unseen(self, element: Any) -> bool:
        tag = element.tag
        if tag in SKIPPED or (tag in INLINE and _unread(element)):
            return tag != "noscript" or not _is_folded(element)
        style = element.get("style")
        hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
        return (hidden or bool(style and _HIDDEN.search(style))) and not _is_folded(element)

    def _open(self, element: Any, tag: str) -> Iterator[Block]:
        if tag in INLINE:
            self._links += tag == "a"
            self._strong += tag in STRONG
            self._marks.append(self._marks[-1])
        else:
            mark = "" if tag in ("html", "body") else mark_of(element)
            yield from self._flush()
            self._owners.append(element)
            self._items += tag in ("li", "dd", "dt")
            self._quotes += tag == "blockquote"
            if tag == "aside":
                mark = mark or "aside"
            elif tag == "figcaption" or (
                tag == "figure" and next(element.iter("blockquote", "table", "pre"), None) is None
            ):
                mark = "caption"
            self._marks.append((*self._marks[-1], (mark, names_of(element))) if mark else self._marks[-1])
        if element.text:
            self._add(element.text)

    def _close(self, element: Any, tag: str) -> Iterator[Block]:
        if tag == "br" or self._unseen(element):
            if element.tail:
                self._add(element.tail)
            return
        if tag in INLINE:
            self._links -= tag == "a"
            self._strong -= tag in STRONG
        else:
            yield from self._flush()
            self._owners.pop()
            self._items -= tag in ("li", "dd", "dt")
            self._quotes -= tag == "blockquote"
        self._marks.pop()
        if element.tail:
            self._add(element.tail)

    def _break(self, element: Any) -> Iterator[Block]:
        self._run.breaks += 1
        if self._run.breaks > 1:
            yield from self._flush()
        else:
            self._run.parts.append("\n")

    def _add(self, text: str) -> None:
        self._run.add(text, link=self._links > 0, strong=self._strong > 0)

    def _flush(self) -> Iterator[Block]:
        run, self._run = self._run, _Run()
        text = _BLANKS.sub(" ", "".join(run.parts)).strip()
        if not text:
            return
        owner = self._owners[-1]
        tag = owner.tag
        kind: Kind = "text"
        level = 0
        if tag in HEADINGS:
            kind, level = "heading", int(tag[1])
        elif tag == "tr":
            kind = "row"
        elif self._items:
            kind = "item"
        elif self._quotes:
            kind = "quote"
        letters = max(1, run.letters)
        yield Block(
            text=text,
            element=owner,
            kind=kind,
            level=level,
            linked=run.links / letters,
            opens_linked=run.opening > _LINKED_OPENING,
            strong=run.strong / letters,
            marks=self._marks[-1],
        )
