"""What extractors lose: paragraphs, lists and subheadings between those they found, the lead above, the end below."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from monitor.collect.furniture import PARAGRAPH, is_caption, is_date, is_paragraph, length
from monitor.collect.pages.blocks import Block
from monitor.collect.pages.layout import Layout
from monitor.collect.pages.lines import is_furniture, opens_comments, opens_others, signs_off
from monitor.collect.pages.marks import names_of
from monitor.collect.text import letters

#: marks at the ends of a quotation: a pull quote repeats the text, but for these
QUOTES = "“”\"'«»„‘’.,!?…"
#: share of links in what may be restored, and in its heading
_LINKED, _LINKED_HEADING = 0.3, 0.5
#: letters of an item or a row that stands alone, of a subheading in bold, of a lead and of a last paragraph
_ITEM, _BOLD, _LEAD, _LAST = 20, (8, 100), 40, 60
#: blocks above the text among which the headline is looked for; items of a lead that is a list; blocks between a
#: subheading and its paragraph
_REACH, _ITEMS, _BELOW = 25, 6, 4
#: letters of a block that may be the whole text, and of a paragraph that is looked for in it
_WHOLE, _PART = 100, 40
#: how the makers of pages call a lead
_LEAD_NAME = re.compile(
    r"(?i)(?<![a-z])(?:lead|lede|sapo|standfirst|deck|dek|sub-?(?:title|head(?:line|ing)?)|intro|summary|chapo|chapeau"
    r"|strap(?:line)?|excerpt|abstract|perex|anons|vorspann|entradilla|ingress|spot)(?![a-z])"
)


def between(layout: Layout, kept: set[int], frame: Any) -> set[int]:
    """The blocks that lie between the kept ones and belong to them, by the branch of the tree that they share."""
    inner = sorted(at for at in kept if layout.inside(at, frame))
    if not inner:
        return set()
    whole = "".join(layout.blocks[at].compressed for at in inner).casefold()
    lists = {layout.list_of(at) for at in inner} - {None}
    gaps = [at for at in range(inner[0], inner[-1]) if at not in kept and layout.inside(at, frame)]
    restored: set[int] = set()
    for branch in _branches(layout, inner, gaps):
        first = branch[0]
        if len(branch) == 1 and layout.list_of(first) in lists:
            restored |= {first} if layout.blocks[first].linked < _LINKED_HEADING else set()
        elif _belongs(layout, branch, whole):
            restored |= {at for at in branch if not is_furniture(layout.blocks[at])}
    return _with_paragraphs(layout, kept, restored)


def parts(layout: Layout, kept: set[int], frame: Any, headline: int | None) -> set[int]:
    """The article's other parts: elements beside its own that are called the same, where that is no whole article."""
    names = names_of(frame)
    if not frame.get("class") or (headline is not None and layout.inside(headline, frame)):
        return set()
    beside = [
        one for forward in (False, True) for one in frame.itersiblings(preceding=forward) if names_of(one) == names
    ]
    found = {at for part in beside for at in range(len(layout.blocks)) if at not in kept and layout.inside(at, part)}
    text = found & layout.prose
    return {at for at in found if not layout.marks[at] and not is_furniture(layout.blocks[at])} if text else set()


def lead(layout: Layout, kept: set[int], frame: Any, *, headline: int | None, description: str) -> set[int]:
    """Paragraphs between the headline and the text; without a headline, those above the text in its own element."""
    start = min(kept, default=0)
    above = range(start - 1, max(-1, start - _REACH), -1)
    said = letters(description)
    return {
        at
        for at in above
        if (at > headline if headline is not None and headline in above else layout.inside(at, frame))
        and _is_lead(layout, at)
        and (letters(layout.blocks[at].text) != said or layout.inside(at, frame))
        and not is_whole_again(layout.blocks[at], [layout.blocks[other] for other in kept])
    }


def is_whole_again(block: Block, others: Iterable[Block], least: int = 1) -> bool:
    """Does the block say what so many of the others say, and hardly more?"""
    if len(block.text) < _WHOLE:
        return False
    said = [
        len(other.text)
        for other in others
        if other is not block and len(other.text) > _PART and other.compressed in block.compressed
    ]
    return len(said) >= least and sum(said) > len(block.text) / 2


def end(layout: Layout, kept: set[int], frame: Any) -> set[int]:
    """Paragraphs and lists right after the last block kept, in the article's element, up to anything else."""
    last = max(kept, default=len(layout.blocks))
    restored: set[int] = set()
    headings: set[int] = set()
    for at in range(last + 1, len(layout.blocks)):
        block = layout.blocks[at]
        if not layout.inside(at, frame) or opens_comments(block) or opens_others(block):
            break
        if layout.marks[at] or is_furniture(block):
            continue
        if block.linked > _LINKED:
            break
        if block.kind == "heading":
            headings.add(at)
        elif signs_off(block) or not (
            block.kind in ("item", "row") or (at in layout.prose and length(block.text) >= _LAST)
        ):
            break
        else:
            restored |= {at} | headings
            headings = set()
    return restored


def _branches(layout: Layout, kept: Sequence[int], gaps: Sequence[int]) -> list[list[int]]:
    """The gaps, by the largest element around each that holds nothing kept; one that stands between is alone."""
    busy: set[Any] = set()
    for at in kept:
        element = layout.blocks[at].element
        while element is not None and element not in busy:
            busy.add(element)
            element = element.getparent()
    branches: dict[Any, list[int]] = defaultdict(list)
    for at in gaps:
        root = element = layout.blocks[at].element
        while element is not None and element not in busy:
            root, element = element, element.getparent()
        branches[(root, at) if root in busy else root].append(at)
    return list(branches.values())


def _belongs(layout: Layout, branch: Sequence[int], whole: str) -> bool:
    """Is it text of the article: unmarked, hardly linked, and nothing that the article says anyway?"""
    blocks = [layout.blocks[at] for at in branch]
    size = sum(len(block.text) for block in blocks)
    linked = sum(block.linked * len(block.text) for block in blocks)
    if any(layout.marks[at] for at in branch) or linked > _LINKED * size:
        return False
    repeated = sum(len(block.text) for block in blocks if block.compressed.strip(QUOTES).casefold() in whole)
    if size > _ITEM and repeated > size / 2:
        return False
    if len(blocks) > 1:
        if any(block.kind == "heading" and block.linked > _LINKED_HEADING for block in blocks):
            return False
        return any(is_paragraph(block.text) for block in blocks) or all(
            block.kind in ("item", "row") for block in blocks
        )
    block = blocks[0]
    if block.kind == "heading":
        return length(block.text) < PARAGRAPH
    if block.strong > 0.9 and _BOLD[0] < length(block.text) < _BOLD[1]:
        return not is_caption(block.text)
    return is_paragraph(block.text) or (block.kind in ("item", "row", "quote") and length(block.text) > _ITEM)


def _with_paragraphs(layout: Layout, kept: set[int], restored: set[int]) -> set[int]:
    """Without subheadings that nothing follows."""
    together = kept | restored
    return {
        at
        for at in restored
        if layout.blocks[at].kind != "heading" or any(later in together for later in range(at + 1, at + 1 + _BELOW))
    }


def _is_lead(layout: Layout, at: int) -> bool:
    block = layout.blocks[at]
    if layout.marks[at] or block.linked > _LINKED or length(block.text) < _LEAD:
        return False
    if is_furniture(block) or is_date(block.text):
        return False
    if block.kind == "item":
        whole = layout.list_of(at)
        return block.linked == 0 and whole is not None and len(whole) <= _ITEMS
    names = (
        f"{one.get('class')} {one.get('id')}" for one in (block.element, block.element.getparent()) if one is not None
    )
    return is_paragraph(block.text) or any(_LEAD_NAME.search(name) for name in names)
