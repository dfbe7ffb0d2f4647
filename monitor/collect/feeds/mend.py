"""Markup that is not well-formed -> markup that is, where the fault is a common one.

Every pass is one walk from left to right: a hostile document costs no more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from xml.parsers import expat

#: where a feed begins, after whatever a server puts before it: blank lines, warnings, scripts
_BEGIN = re.compile(r"<\?xml\s|<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
#: what may stand before the root element, the declaration of an encoding and a document type among it
_PROLOGUE = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)+", re.DOTALL | re.IGNORECASE)
#: what XML 1.0 (2.2) does not let stand in a document
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|([a-zA-Z][a-zA-Z0-9]{1,31});)?")
#: in front of what expat says of a stray character
_ALREADY_SAID = "not well-formed "
_TAG = re.compile(r"</?[a-zA-Z_][^<>]*>")
_ROOT = re.compile(r"<[a-zA-Z_][^<>]*?(?=/?>)")
_PREFIX = re.compile(r"[<\s/]([a-zA-Z_][\w.-]*):[a-zA-Z_]")
#: a feed of many modules has ten
_MOST_PREFIXES = 50
_OF_XML = frozenset(("xml", "xmlns"))
_PREDEFINED = frozenset(("amp", "lt", "gt", "quot", "apos"))
#: pieces of markup whose inside is not markup, by how they begin and end
_OPAQUE = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"))
#: what prefixes stand for where a feed uses them and forgets to say it
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "a10": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}


def trimmed(text: str) -> str:
    """From the root element on, without characters that XML forbids: whatever stands before it means nothing here."""
    text = _rooted(_ILLEGAL.sub("", text))
    begin = _BEGIN.search(text)
    return _rooted(text[begin.start() :]) if begin else text


def _rooted(text: str) -> str:
    prologue = _PROLOGUE.match(text)
    return text[prologue.end() :] if prologue else text


def fault(text: str, *, line: int = 1) -> str:
    """Why it is not well-formed, in expat's words, and in which line if it begins in that one; "" where it is."""
    parser = expat.ParserCreate("utf-8", " ")
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        words = expat.ErrorString(error.code) or ""
        return f"{words.removeprefix(_ALREADY_SAID).strip('()')}, line {line + error.lineno - 1}"
    return ""


def mended(text: str) -> str:
    """The same with stray ampersands and angle brackets escaped, HTML's entities resolved, CDATA in CDATA flattened,
    comments dropped, prefixes declared, and without what follows its end. Tags that nobody closed stay as they are."""
    ends = [found.end() for found in _END.finditer(text)]
    whole = "".join(_pieces(text[: ends[-1]] if ends else text))
    return _ROOT.sub(lambda root: root[0] + _undeclared(root[0], whole), whole, count=1)


def _pieces(text: str) -> Iterator[str]:
    place = 0
    unclosed: set[str] = set()
    while place < len(text):
        bracket = text.find("<", place)
        if bracket != place:
            bracket = bracket if bracket >= 0 else len(text)
            yield _escaped(text[place:bracket]).replace("]]>", "")
            place = bracket
            continue
        piece = _opaque(text, place, unclosed)
        if piece:
            yield _flat(piece)
            place += len(piece)
        elif tag := _TAG.match(text, place):
            yield _escaped(tag[0])
            place = tag.end()
        else:
            yield "&lt;"
            place += 1


def _opaque(text: str, place: int, unclosed: set[str]) -> str:
    """The comment, CDATA section, instruction or declaration that begins here; "" where none does, or it never ends."""
    for begin, end in _OPAQUE:
        if text.startswith(begin, place):
            close = -1 if end in unclosed else text.find(end, place + len(begin))
            if close < 0:
                unclosed.add(end)  # nor does any later one
                return ""
            return text[place : close + len(end)]
    return ""


def _flat(piece: str) -> str:
    if piece.startswith("<![CDATA["):
        return "<![CDATA[" + piece[len("<![CDATA[") :].replace("<![CDATA[", "")
    return ""


def _escaped(text: str) -> str:
    return _REFERENCE.sub(_reference, text) if "&" in text else text


def _reference(found: re.Match[str]) -> str:
    """The reference as XML allows it: HTML's own names resolved, impossible characters dropped."""
    if found[1] or found[2]:
        code = int(found[1]) if found[1] else int(found[2], 16)
        possible = 0 < code <= 0x10FFFF and not _ILLEGAL.match(chr(code))
        return found[0] if possible else ""
    if found[3] in _PREDEFINED:
        return found[0]
    sign = html5.get(f"{found[3]};", "") if found[3] else ""
    return sign.translate({ord("<"): "&lt;", ord("&"): "&amp;"}) or f"&amp;{found[0][1:]}"


def _undeclared(root: str, whole: str) -> str:
    """Declarations of the prefixes that are used and that the root element does not declare."""
    used = set(_PREFIX.findall(whole)) - _OF_XML
    if len(used) > _MOST_PREFIXES:
        return ""
    missing = sorted(prefix for prefix in used if not re.search(rf"\sxmlns:{re.escape(prefix)}\s*=", root))
    return "".join(f' xmlns:{prefix}="{_NAMESPACES.get(prefix, f"urn:x-undeclared:{prefix}")}"' for prefix in missing)
