"""Which blocks are the article's: what extractors and the publisher say, held against the page's own build.

    votes -> main -> the element that holds most of it -> what lies in or near it, without furniture
          -> restored: parts, between, lead, end -> trimmed: repeats, head, next article, sections, end

No extractor is asked for its text, only for where the article is: the text is the page's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from monitor.collect.pages import restore, trim
from monitor.collect.pages.blocks import Block
from monitor.collect.pages.layout import Layout
from monitor.collect.pages.lines import is_furniture, is_teaser
from monitor.collect.pages.votes import voted
from monitor.collect.text import letters

#: our own reading is the element that holds so much of all prose on the page
_OWN_SHARE = 0.65
#: an extractor that found less than this of our own reading has missed the article
_MISSED = 0.6
#: one that begins right below the headline, within so many blocks, has found the article, and may have lost half
_MISSED_HALF, _BELOW_HEADLINE = 0.3, 12
#: the publisher's text is the whole article from here on, and more than was found from there on
_STATED_WHOLE, _STATED_MORE = 0.8, 1.3
#: the article's element holds so much of the main text, of its prose alone where there is any
_FRAME_OF_PROSE, _FRAME = 0.7, 0.8
#: share of prose in what an element adds that belongs to the article too
_PROSE_ADDED = 0.8
#: elements that hold paragraphs
_PARAGRAPHS = frozenset(["p", "div", "h2", "h3", "blockquote", "li"])
#: letters of a class name that two parts of one article share
_NAME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What is said of an article's text; "" where nothing is."""

    #: an extractor's answer
    extracted: str
    #: the publisher's, in JSON-LD
    stated: str
    title: str
    description: str


def article(blocks: Sequence[Block], hearing: Hearing) -> list[Block]:
    """The article's blocks, in order; none where the page has no text."""
    extracted = voted(hearing.extracted, blocks)
    layout = Layout(blocks, extracted)
    headline = layout.headline(hearing.title)
    main, last = _main(layout, extracted, voted(hearing.stated, blocks), headline)
    frame = layout.frame(main & layout.prose, _FRAME_OF_PROSE)
    if frame is None:
        frame = layout.frame(main, _FRAME)
    if frame is None:
        return []
    title = letters(hearing.title)
    parts = restore.parts(layout, main, frame, headline)
    frame = _climbed(layout, frame, headline)
    kept = {
        at
        for at in main
        if at not in layout.teasers
        and not is_furniture(blocks[at])
        and not is_teaser(blocks[at])
        and letters(blocks[at].text) != title
        and _is_near(layout, at, frame)
    }
    kept |= parts
    kept -= trim.repeats(layout, kept)
    kept |= restore.between(layout, kept, frame)
    kept -= trim.head(layout, kept)
    kept |= restore.lead(layout, kept, frame, headline=headline, description=hearing.description)
    kept |= restore.end(layout, kept, frame) if last is None else set()
    kept -= trim.repeats(layout, kept)
    kept -= trim.next_article(layout, kept, headline)
    kept -= trim.sections(layout, kept)
    kept -= trim.end(layout, kept)
    return [blocks[at] for at in sorted(kept)]


def _main(layout: Layout, extracted: set[int], stated: set[int], headline: int | None) -> tuple[set[int], int | None]:
    """Where the article is, roughly: the extractor's answer, or our own reading where it missed the article; and its
    last block, where the publisher's text is the whole one and says where it ends."""
    main = {at for at in extracted if not layout.marks[at] and at not in layout.teasers}
    frame = layout.frame(layout.prose, _OWN_SHARE)
    own = {at for at in layout.prose if layout.inside(at, frame)}
    begins = min(main & layout.prose, default=len(layout.blocks))
    missed = _MISSED_HALF if headline is not None and 0 < begins - headline <= _BELOW_HEADLINE else _MISSED
    if layout.size(main) < missed * layout.size(own):
        main = own
    size, said = layout.size(main), layout.size(stated)
    if said > _STATED_MORE * size:
        return main | stated, max(stated)
    if stated and said >= _STATED_WHOLE * size:
        return {at for at in main if at <= max(stated)}, max(stated)
    return main, None


def _climbed(layout: Layout, frame: Any, headline: int | None) -> Any:
    """The element around, as long as it adds little but prose: the part of an article that a button shows."""
    parent = frame.getparent()
    while parent is not None and headline is not None and not layout.inside(headline, parent):
        added = [at for at in range(len(layout.blocks)) if layout.inside(at, parent) and not layout.inside(at, frame)]
        letters_added = sum(len(layout.blocks[at].text) for at in added)
        if sum(len(layout.blocks[at].text) for at in added if at in layout.prose) < _PROSE_ADDED * letters_added:
            break
        frame, parent = parent, parent.getparent()
    return frame


def _is_near(layout: Layout, at: int, frame: Any) -> bool:
    """In the frame; or prose above it, or in an element that is called like it: the second part of the article."""
    if layout.inside(at, frame):
        return True
    element = layout.blocks[at].element
    if at not in layout.prose or element.tag not in _PARAGRAPHS:
        return False
    first = next((other for other in range(len(layout.blocks)) if layout.inside(other, frame)), 0)
    names = {name for name in (frame.get("class") or "").split() if len(name) > _NAME}
    twins = (one for one in element.iterancestors(frame.tag) if names & set((one.get("class") or "").split()))
    return at < first or next(twins, None) is not None
