"""PDF -> plain lines: paragraphs put together again, without what stands in the margins of each page.

pages -> boxes of lines (pdfminer.six) -> without margins, headers and footers -> headline -> paragraphs

What finds the boxes is the optional extra `pdf`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from monitor.collect.forms.contents import Contents
from monitor.errors import DocumentError

if TYPE_CHECKING:
    from monitor.collect.forms.pdf_boxes import Box

MISSING = "reading a PDF needs the extra `pdf`: `make pdf` in the checkout, or `pip install '.[pdf]'` there"
#: parts of a page's height: browsers print date, title and address within the first and last 4 %; headers and footers
#: of other programs stand further in, and are known by their coming again
_MARGIN, _EDGE = 0.04, 0.12
#: a headline is set so much larger than the text
_LARGER = 1.2
#: code points of a headline; a larger letter alone is an initial
_HEADLINE = range(12, 300)
_DIGITS = re.compile(r"\d+")
_HYPHENS = "-\u2010"
_STOPS = tuple('.!?…؟۔։。！？:»”"')
_WORD = re.compile(r"\w+")
#: Han, kana and their punctuation
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def contents(raw: bytes) -> Contents:
    """Read a PDF. Raises `DocumentError` where it is broken, locked, longer than an article, or holds no text."""
    try:
        from monitor.collect.forms.pdf_boxes import read_boxes
    except ModuleNotFoundError as error:
        raise DocumentError(MISSING) from error
    boxes = [box for box in read_boxes(raw) if box.lines]
    if not boxes:
        raise DocumentError("there is no text in this PDF, only pictures: have the text recognised (OCR), or copy it")
    printed = [box for box in boxes if not _in_margin(box)]
    running = _running(printed)
    kept = [box for box in printed if _pattern(box) not in running]
    headline = _headline(kept)
    body = kept[kept.index(headline) + 1 :] if headline else kept
    words = Counter(word for box in kept for line in box.lines for word in _WORD.findall(line.lower()))
    in_article = {*body, *([headline] if headline else [])}
    return Contents(
        title=_joined(headline.lines, words) if headline else "",
        text="\n".join(_paragraphs(body, words)),
        left_out=tuple(box.text for box in boxes if box not in in_article),
    )


def _in_margin(box: Box) -> bool:
    return box.bottom > 1 - _MARGIN or box.top < _MARGIN


def _pattern(box: Box) -> str:
    """What a header or footer says on every page, but for the number of the page."""
    return _DIGITS.sub("#", box.text) if box.bottom > 1 - _EDGE or box.top < _EDGE else ""


def _running(boxes: Sequence[Box]) -> frozenset[str]:
    """The headers and footers: what stands at the edge of more than one page."""
    pages = Counter(pattern for pattern, _ in {(_pattern(box), box.page) for box in boxes} if pattern)
    return frozenset(pattern for pattern, count in pages.items() if count > 1)


def _headline(boxes: Sequence[Box]) -> Box | None:
    """The first of the largest boxes on the first page, if it is larger than the text."""
    if not boxes:
        return None
    sizes = sorted(box.size for box in boxes for _ in range(len(box.text)))
    first = [box for box in boxes if box.page == boxes[0].page and len(box.text) in _HEADLINE]
    largest = max(first, key=lambda box: box.size, default=None)
    return largest if largest and largest.size >= _LARGER * sizes[len(sizes) // 2] else None


def _paragraphs(boxes: Sequence[Box], words: Counter[str]) -> Iterator[str]:
    """The text of each box; one that breaks off at the end of a column or page goes on in the next."""
    lines: list[str] = []
    for before, box in zip((None, *boxes), boxes, strict=False):
        if before and not _goes_on(before, box):
            yield _joined(lines, words)
            lines = []
        lines += box.lines
    if lines:
        yield _joined(lines, words)


def _goes_on(before: Box, box: Box) -> bool:
    """Does a sentence that breaks off in one box end in the next, at the head of another column or page?"""
    last = before.lines[-1]
    elsewhere = box.page > before.page or box.top > before.bottom
    return elsewhere and not last.endswith(_STOPS) and (last[-1] in _HYPHENS or not box.lines[0][0].isupper())


def _joined(lines: Sequence[str], words: Counter[str]) -> str:
    """One line of several; a word that is divided at the end of a line is put together."""
    text = lines[0]
    for line in lines[1:]:
        if text[-1] in _HYPHENS and line[0].islower():
            text = (text if _is_compound(text, line, words) else text[:-1]) + line
        elif _UNSPACED.match(text[-1]) and _UNSPACED.match(line[0]):
            text += line
        else:
            text += f" {line}"
    return text


def _is_compound(before: str, after: str, words: Counter[str]) -> bool:
    """Is the hyphen the word's own, as in "prime-minister": does each half stand elsewhere as a word?"""
    left, right = _WORD.findall(before.lower()), _WORD.findall(after.lower())
    return before[-1] == "-" and bool(left and right) and words[left[-1]] > 1 and words[right[0]] > 1
