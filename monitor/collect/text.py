"""Markup and dirt -> plain text: what feeds and pages say, as data."""

from __future__ import annotations

import html
import re
import unicodedata

import nh3

from monitor.comprehend.words.normalise import stream_safe

#: code points of a title, of a page as of an entry
MAX_TITLE = 500
#: how much of a field is looked at, in code points, before its own cap is applied
_LOOKED_AT = 60_000
#: a tag, a comment or a character reference
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
#: elements that stand on lines of their own (HTML, "flow content")
_BLOCK = re.compile(
    r"(?i)</?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main"
    r"|nav|ol|p|pre|section|table|td|th|tr|ul)(?=[\s/>])"
)
#: controls and lone surrogates; embeddings, overrides and isolates, which turn the text around them (UAX 9);
#: soft hyphen and BOM, which split words
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\u00ad\ufeff]")
_WORDS = re.compile(r"\w+")
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*\n\s*")


def plain(markup: str, *, cap: int) -> str:
    """Text without tags, entities, control and direction characters; paragraphs become lines.

    Two rounds, because feeds escape twice: what is still a tag after one is dropped, and what then looks
    like one is kept as the words of somebody who writes about tags. At most `cap` code points.
    """
    text = markup[:_LOOKED_AT]
    for _ in range(2):
        if not _MARKUP.search(text):
            break
        text = html.unescape(nh3.clean(_BLOCK.sub(lambda tag: "\n" + tag[0], text), tags=set()))
    return tidy(text)[:cap].rstrip()


def one_line(markup: str, *, cap: int) -> str:
    """`plain` on one line."""
    return " ".join(plain(markup, cap=_LOOKED_AT).split())[:cap].rstrip()


def tidy(text: str) -> str:
    """Plain text in NFC without control, direction and lone surrogate characters, blanks folded, no empty lines.

    Joiners (U+200C, U+200D) stay: Persian and the Indic scripts are spelt with them.
    """
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BREAKS.sub("\n", _SPACES.sub(" ", unicodedata.normalize("NFC", stream_safe(text)))).strip()


def letters(text: str) -> str:
    """Letters and digits alone, in one case: what two ways to write one headline have in common."""
    return "".join(_WORDS.findall(text)).casefold()
