"""Where a page's blocks stand to each other: how much text lies in which element, and which names of elements count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from monitor.collect.furniture import is_paragraph, length
from monitor.collect.pages.blocks import Block
from monitor.collect.pages.lines import is_teaser
from monitor.collect.text import letters

#: elements of one name that hold so much of what an extractor found are not what their name says (`has-sidebar`,
#: `widget Blog`), nor are those that hold so much of all plain paragraphs
_VOID_FOUND, _VOID_PLAIN = 0.4, 0.5
#: what may say more than the article itself, and is what its name says all the same
_LONG_WINDED = frozenset(["comments", "consent", "related"])
#: share of links up to which a block is prose, up to which a paragraph is plain, and from which it is one link
_PROSE_LINKED, _PLAIN_LINKED, _LINK = 0.4, 0.3, 0.7
#: letters of the sentence under a link, how far such sentences lie from each other, how many of them are a row, and
#: letters of all other text without which they are the text
_UNDER_LINK, _STEPS, _IN_A_ROW, _REST = 180, ((-4, -2, 2, 4), (-6, -3, 3, 6)), 2, 150


class Layout:
    """The blocks of a page, by their index, and what their places say."""

    def __init__(self, blocks: Sequence[Block], found: Iterable[int]) -> None:
        self.blocks = blocks
        #: how much each says: letters that are no links, an ideograph for two
        self.sizes = [length(block.text) * (1 - block.linked) for block in blocks]
        #: what the surroundings of each are by their names, "" for nothing known
        self.marks = self._live_marks(set(found))
        #: sentences that invite to other articles
        self.teasers = self._rows_of_teasers()
        #: paragraphs outside of all furniture
        self.prose = {
            at
            for at, block in enumerate(blocks)
            if not self.marks[at]
            and block.kind != "heading"
            and block.linked < _PROSE_LINKED
            and is_paragraph(block.text)
            and not is_teaser(block)
            and at not in self.teasers
        }

    def _rows_of_teasers(self) -> set[int]:
        """Sentences in a row of links with a sentence under each, in a place of their own: other articles, unless they
        are all that there is."""
        pairs = {
            at
            for at, block in enumerate(self.blocks)
            if at
            and self.blocks[at - 1].linked > _LINK
            and block.kind != "heading"
            and block.linked < _PLAIN_LINKED
            and is_paragraph(block.text)
            and length(block.text) < _UNDER_LINK
        }
        text = {at for at, block in enumerate(self.blocks) if at not in pairs and is_paragraph(block.text)}
        around = {self.blocks[at].element.getparent() for at in text}
        apart = {at for at in pairs if self.blocks[at].element.getparent() not in around}
        rows = {at for at in apart if any(sum(at + step in apart for step in steps) >= _IN_A_ROW for steps in _STEPS)}
        return rows if self.size(text) > _REST else set()

    def size(self, some: Iterable[int]) -> float:
        """How much these blocks say."""
        return sum(self.sizes[at] for at in some)

    def frame(self, some: Iterable[int], share: float) -> Any:
        """The smallest element that holds so much of these blocks; None where they say nothing."""
        sums = self._sums(some)
        whole = max(sums.values(), default=0.0)
        holding = [element for element, size in sums.items() if whole and size >= share * whole]
        return max(holding, key=_depth, default=None)

    def inside(self, at: int, frame: Any) -> bool:
        """Does the block stand in this element?"""
        element = self.blocks[at].element
        return element is frame or any(one is frame for one in element.iterancestors())

    def headline(self, title: str) -> int | None:
        """The block that is the title, else the first heading of level 1; None where there is neither."""
        key = letters(title)
        said = [at for at, block in enumerate(self.blocks) if key and letters(block.text) == key]
        headings = [at for at in said if self.blocks[at].kind == "heading"]
        first = (at for at, block in enumerate(self.blocks) if block.level == 1)
        return next(chain(headings, said, first), None)

    def list_of(self, at: int) -> Any:
        """The list or table that a block is an item or a row of; None for other blocks."""
        block = self.blocks[at]
        if block.kind not in ("item", "row"):
            return None
        return next(block.element.iterancestors("ul", "ol", "dl", "table"), None)

    def _sums(self, some: Iterable[int]) -> dict[Any, float]:
        """How much of these blocks each element holds."""
        sums: dict[Any, float] = defaultdict(float)
        for at in some:
            element = self.blocks[at].element
            sums[element] += self.sizes[at]
            for ancestor in element.iterancestors():
                sums[ancestor] += self.sizes[at]
        return sums

    def _live_marks(self, found: set[int]) -> list[str]:
        plain = {
            at
            for at, block in enumerate(self.blocks)
            if block.linked < _PLAIN_LINKED
            and is_paragraph(block.text)
            and not (at and self.blocks[at - 1].linked > _LINK)  # the sentence under a linked headline
        }
        found_in, plain_in = self._over(found, _VOID_FOUND), self._over(plain, _VOID_PLAIN)
        return [
            next(
                (
                    mark
                    for mark, names in block.marks
                    if names not in found_in and (mark in _LONG_WINDED or names not in plain_in)
                ),
                "",
            )
            for block in self.blocks
        ]

    def _over(self, some: set[int], share: float) -> set[str]:
        """The names of elements that together hold more than this share of these blocks."""
        sums: dict[str, float] = defaultdict(float)
        for at in some:
            for names in {names for _, names in self.blocks[at].marks}:
                sums[names] += self.sizes[at]
        bound = share * self.size(some)
        return {names for names, size in sums.items() if size > bound}


def _depth(element: Any) -> int:
    return sum(1 for _ in element.iterancestors())
