"""What a block's own words and links say of it, wherever it stands.

The phrases are data: `data/furniture.yaml`, by way of `collect.furniture`.
"""

from __future__ import annotations

import re

from monitor.collect.furniture import PARAGRAPH, holds, is_paragraph, is_whole, length, opens
from monitor.collect.pages.blocks import Block

#: lengths in letters up to which a line may be: a heading of a section, an invitation, a caption, a notice of the page,
#: a line with somebody's address, a line of thanks behind an article, a legal notice
_HEADING, _INVITATION, _CAPTION, _NOTICE, _ADDRESS, _SIGN_OFF, _LEGAL = 60, 150, 200, 100, 200, 300, 600
#: letters at either end of a caption within which the photographer is named
_OPENING, _END = 16, 45
#: share of links from which a block is a link, and from which it leans on one
_LINK, _LEANING = 0.7, 0.2
#: a teaser is no longer than this
_TEASER = 400
#: an address to write to, or a name on a network
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?<!\w)@\w{3,}")
#: "Follow Jane Doe on …", "Contact Jane Doe at …": names tell these from "Contact with the crew was lost"
_NAMED = re.compile(
    r"^(?:Follow|Contact|Reach|E-?mail)\b:? (?:@|\p{L}+)?(?:[A-Z][\w’'-]+ ){1,3}(?:at|on|by|via|@)".replace(
        r"\p{L}", r"\w"
    )
)
#: "Jane Doe is a … writer for/at/who …"
_WHO = re.compile(
    r"\b(?:is|was) an? [^.]{0,60}(?:reporter|writer|editor|correspondent|columnist|contributor|journalist|blogger"
    r"|professor|fellow) (?:for|at|with|based|and|who|covering|in|of)\b"
)


def is_teaser(block: Block) -> bool:
    """A linked headline with a sentence behind it."""
    return block.opens_linked and block.linked > _LEANING and length(block.text) < _TEASER


def is_furniture(block: Block) -> bool:
    """A link alone, an invitation to read on, a caption, a button, a notice."""
    text, size = block.text, length(block.text)
    if is_whole(text, "label") or (size < _INVITATION and opens(text, "invitation")):
        return True
    if size < _CAPTION and (holds(text[:_OPENING], "caption") or holds(text[-_END:], "caption")):
        return True
    if block.kind == "heading":
        return block.linked > _LINK or (size < _HEADING and holds(text, "cut"))
    if block.linked >= _LINK and block.kind != "item":
        return True
    if block.linked <= _LEANING and is_paragraph(text):
        return False  # a sentence may speak of cookies, or of what to read next
    return (size < _NOTICE and holds(text, "drop")) or (size < PARAGRAPH and holds(text, "cut"))


def opens_comments(block: Block) -> bool:
    """The heading of what readers wrote."""
    return _is_heading(block) and is_whole(block.text, "comments")


def opens_others(block: Block) -> bool:
    """The heading of a list of other articles."""
    return _is_heading(block) and holds(block.text, "cut")


def signs_off(block: Block) -> bool:
    """Behind the end of an article: who wrote it, whose it is, where to write, a signature, a subheading of nothing."""
    text, size = block.text, length(block.text)
    if block.kind == "heading" or block.linked > 0.5:
        return True
    if size < _SIGN_OFF and (
        holds(text, "sign_off") or opens(text, "invitation") or _NAMED.search(text) or _WHO.search(text)
    ):
        return True
    if size < _ADDRESS and _CONTACT.search(text):
        return True
    if size < _LEGAL and holds(text, "drop"):
        return True
    return block.kind == "text" and size < 40 and not is_paragraph(text)


def _is_heading(block: Block) -> bool:
    return length(block.text) < _HEADING and block.linked < 0.5 and not is_paragraph(block.text)
