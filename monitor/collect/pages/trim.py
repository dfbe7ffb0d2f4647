"""What extractors find too much: pull quotes, lines above the first paragraph, lists of other articles, comments,
and what stands below the end."""

from __future__ import annotations

from itertools import islice
from typing import Any

from monitor.collect.furniture import is_date, length
from monitor.collect.pages.layout import Layout
from monitor.collect.pages.lines import opens_comments, opens_others, signs_off
from monitor.collect.pages.restore import QUOTES, is_whole_again

#: letters of a pull quote, and how many blocks lie between it and the paragraph that it repeats, at most
_PULLED, _APART = (20, 300), 30
#: letters of a paragraph that no article says twice
_AGAIN = 60
#: letters of a section's name above the first paragraph, and what no such name ends with
_LABEL = 40
_ADDRESSED = "?:؟？："
#: paragraphs that an article has, where another begins on the same page
_PARAGRAPHS = 2
#: a list of other articles is no more of the text than this
_LIST = 0.3
#: headings that are looked under: of such lists, of other articles
_MOST_HEADINGS = 40
#: share of the text that must stand above what readers wrote; more of it may be theirs
_BEFORE_COMMENTS = 0.2


def repeats(layout: Layout, kept: set[int]) -> set[int]:
    """What other paragraphs say too: pull quotes, the text again for printers or small screens, or in one block for
    search engines."""
    pulled: set[int] = set()
    said: set[str] = set()
    for at in sorted(kept):
        block = layout.blocks[at]
        if block.compressed in said:
            pulled.add(at)
            continue
        said |= {block.compressed} if len(block.text) > _AGAIN else set()
        near = [layout.blocks[other] for other in range(at - _APART, at + _APART + 1) if other != at and other in kept]
        if block.kind in ("quote", "text") and _PULLED[0] < len(block.text) < _PULLED[1]:
            words = block.compressed.strip(QUOTES).casefold()
            if any(len(other.text) > len(block.text) and words in other.compressed.casefold() for other in near):
                pulled |= {at} | _attribution(layout, kept, at)
        elif is_whole_again(block, near, least=2):
            pulled.add(at)
    return pulled


def _attribution(layout: Layout, kept: set[int], at: int) -> set[int]:
    """Who said it, under a pull quote: no sentence, in the same element."""
    around = layout.blocks[at].element.getparent()
    return {at + 1} & kept - layout.prose if at + 1 < len(layout.blocks) and layout.inside(at + 1, around) else set()


def head(layout: Layout, kept: set[int]) -> set[int]:
    """Short lines above the first paragraph: the section, the day, the author; not a question, nor who is addressed."""
    first = min(kept & layout.prose, default=0)
    above = [at for at in kept if at < first and layout.blocks[at].kind == "text"]
    lines = {at: layout.blocks[at].text for at in above}
    return {at for at, text in lines.items() if is_date(text) or (length(text) < _LABEL and text[-1] not in _ADDRESSED)}


def next_article(layout: Layout, kept: set[int], headline: int | None) -> set[int]:
    """The article that follows on pages without an end: a heading like the headline, in an element like its own, with
    paragraphs in both."""
    if headline is None or layout.blocks[headline].kind != "heading":
        return set()
    ours = layout.blocks[headline]
    begins = min((at for at in kept if at > headline), default=len(layout.blocks))
    alike = (at for at in range(begins + 1, len(layout.blocks)) if layout.blocks[at].level == ours.level)
    for at in islice(alike, _MOST_HEADINGS):
        one, other = _apart(ours.element, layout.blocks[at].element)
        both = [sum(layout.inside(at, element) for at in kept & layout.prose) for element in (one, other)]
        if min(both) >= _PARAGRAPHS and one.tag == other.tag and _called_alike(one, other):
            return {later for later in kept if later >= at}
    return set()


def _apart(one: Any, other: Any) -> tuple[Any, Any]:
    """The largest elements around each that do not hold both."""
    around = {*other.iterancestors()}
    while one.getparent() is not None and one.getparent() not in around:
        one = one.getparent()
    parent = one.getparent()
    while other.getparent() is not parent and other.getparent() is not None:
        other = other.getparent()
    return one, other


def _called_alike(one: Any, other: Any) -> bool:
    names, others = ((element.get("class") or "").split() for element in (one, other))
    return bool(set(names) & set(others)) or not (names or others)


def sections(layout: Layout, kept: set[int]) -> set[int]:
    """What stands under the heading of a list of other articles, or of what readers wrote."""
    cut: set[int] = set()
    whole, before, lists = layout.size(kept), 0.0, 0
    for at, block in enumerate(layout.blocks):
        if before > _BEFORE_COMMENTS * whole and opens_comments(block):
            below = {later for later in kept if later > at}
            if before > whole - before or _mean(layout, below) < _mean(layout, kept - below):
                return cut | below | ({at} & kept)
        if at in kept:
            before += layout.sizes[at]
        elif lists < _MOST_HEADINGS and opens_others(block):
            cut |= _listed_under(layout, kept, at)
            lists += 1
    return cut


def _mean(layout: Layout, some: set[int]) -> float:
    return layout.size(some) / max(1, len(some))


def end(layout: Layout, kept: set[int]) -> set[int]:
    """From the last block upwards, what is no text of the article."""
    cut: set[int] = set()
    for at in sorted(kept, reverse=True):
        if not signs_off(layout.blocks[at]):
            break
        cut.add(at)
    return cut


def _listed_under(layout: Layout, kept: set[int], heading: int) -> set[int]:
    """All in the heading's own box; where that holds the article too, short lines up to where the article goes on."""
    element = layout.blocks[heading].element
    holds_more = heading + 1 < len(layout.blocks) and layout.inside(heading + 1, element)
    box = element if holds_more else element.getparent()
    within = {at for at in kept if layout.inside(at, box)}
    after = sorted(at for at in within if at > heading)
    if len(within) == len(after) and layout.size(within) < _LIST * layout.size(kept):
        return within
    goes_on = next((at for at in after if at in layout.prose and layout.blocks[at].kind != "item"), len(layout.blocks))
    return {at for at in after if at < goes_on}
