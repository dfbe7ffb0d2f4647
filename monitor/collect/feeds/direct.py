"""A well-formed feed of the usual kind (RSS 2.0, Atom 1.0) -> a `RawFeed`, straight from expat.

Half of all reading time is feedparser's. It stays the reference: this says what it says (`tests/contract` holds the two
together), and anything that is not listed in `usual`, or that appears twice, is left to it.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field
from xml.parsers import expat

from monitor.collect.feeds.raw import RawEntry, RawFeed
from monitor.collect.feeds.usual import (
    ATOM,
    BESIDES,
    BESIDES_ENTRIES,
    DEPTHS,
    ENTRY,
    OF_AN_ENTRY,
    OF_THE_FEED,
    WITHIN,
    WITHIN_THE_FEED,
)
from monitor.collect.feeds.wishes import wishes
from monitor.collect.links import page_of

_BASES = ("http://www.w3.org/XML/1998/namespace base", "base")
_DATES = ("published", "updated")
#: fields whose elements have no attributes, or mean something else
_BARE = ("link", "original", "ttl", "period", "frequency")
_TEXTS = (None, "text", "html")
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
#: relations of a channel's links to anything but its site
_NOT_THE_SITE = ("self", "hub", "next", "first", "last", "previous", "search")
#: what is mistaken for a reference in addresses that were not escaped: "?a=1&b;=2"
_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")
#: bytes of Windows-1252 that came as C1 controls
_C1 = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
_LATIN = re.compile(r"[\x80-\xff]")


class _Unusual(Exception):
    """Something that is left to feedparser."""


@dataclass(slots=True)
class _Reader:
    """The state of one walk through the document."""

    root: str = ""
    depth: int = 0
    channels: int = 0
    #: the element of the feed that is being read
    above: str = ""
    #: fields of the feed, of the present entry (None between two), and the entries that are done
    feed: dict[str, str] = field(default_factory=dict)
    entry: dict[str, str] | None = None
    links: list[tuple[bool, str]] = field(default_factory=list)
    done: list[RawEntry] = field(default_factory=list)
    #: the field that is being read, and its pieces
    name: str = ""
    pieces: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.name or any(base in attributes for base in _BASES):
            raise _Unusual
        if self.depth == 1:
            self.root = name
        if self.root not in DEPTHS:
            raise _Unusual
        deeper = self.depth - DEPTHS[self.root]
        if name == ENTRY[self.root]:
            if deeper or attributes or self.entry is not None:
                raise _Unusual
            self.entry, self.links = {}, []
        elif self.entry is not None:
            self._inside(name, attributes, deeper)
        elif deeper >= 0:
            self._beside(name, attributes, deeper)
        elif self.depth > 1:
            self._channel(name, attributes)

    def _channel(self, name: str, attributes: dict[str, str]) -> None:
        """What is between the root and the entries, once and bare."""
        if name != "channel" or attributes or self.channels:
            raise _Unusual
        self.channels += 1

    def _inside(self, name: str, attributes: dict[str, str], deeper: int) -> None:
        """An element within an entry, or deeper."""
        if deeper > 1:
            if name not in WITHIN:
                raise _Unusual
        elif name == f"{ATOM}link" and self.root != "rss":
            self._link(attributes)
        elif found := OF_AN_ENTRY[self.root].get(name):
            self._read(found, attributes, again=found in (self.entry or ()))
        elif name not in BESIDES:
            raise _Unusual

    def _beside(self, name: str, attributes: dict[str, str], deeper: int) -> None:
        """An element of the feed itself, or deeper."""
        if deeper:
            if deeper > 1 or name not in WITHIN_THE_FEED.get(self.above, ()):
                raise _Unusual
            return
        self.above = name
        if name == f"{ATOM}link":
            if self.root != "rss":
                self._link(attributes)
            elif attributes.get("rel") not in _NOT_THE_SITE:
                raise _Unusual
        elif found := OF_THE_FEED.get(name):
            self._read(found, attributes, again=found in self.feed)
        elif name not in BESIDES_ENTRIES:
            raise _Unusual

    def _read(self, found: str, attributes: dict[str, str], *, again: bool) -> None:
        """A field begins: a plain one, and for the first time, or a date, of which the last counts."""
        if (again and found not in _DATES) or not _is_text(found, attributes):
            raise _Unusual
        self.name, self.pieces = found, []

    def _link(self, attributes: dict[str, str]) -> None:
        """Of Atom: its address is an attribute."""
        if attributes.get("rel", "alternate") == "alternate":
            page = attributes.get("type", "text/html").lower() in _PAGE_TYPES
            href = attributes.get("href", "")
            if self.entry is not None:
                self.links.append((not page, href))
            elif page:
                self.feed["link"] = href
        elif "alternate" in attributes["rel"].lower():
            raise _Unusual

    def data(self, text: str) -> None:
        if self.name:
            self.pieces.append(text)

    def end(self, _: str) -> None:
        if self.name:
            holder = self.feed if self.entry is None else self.entry
            holder[self.name] = _cleaned("".join(self.pieces))
            self.name = ""
        elif self.entry is not None and self.depth == DEPTHS[self.root]:
            self.done.append(_entry(self.entry, sorted(self.links, key=lambda link: link[0])))
            self.entry = None
        self.depth -= 1


def read_directly(markup: str) -> RawFeed | None:
    """The feed's strings, as `xml.read_xml` has them; None where it has to read them."""
    reader = _Reader()
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    try:
        parser.Parse(markup.encode("utf-8", "replace"), True)
    except (expat.ExpatError, _Unusual):
        return None
    feed = reader.feed
    home = _address(feed.get("link", "")) if reader.root == "rss" else feed.get("link", "")
    return RawFeed(
        title=feed.get("title", ""),
        base=home if reader.root == "rss" else "",
        home=home,
        entries=tuple(reader.done),
        dates=tuple(feed[name] for name in _DATES if feed.get(name)),
        wishes=wishes(
            markup, ttl=feed.get("ttl", ""), period=feed.get("period", ""), frequency=feed.get("frequency", "")
        ),
    )


def _entry(entry: dict[str, str], links: list[tuple[bool, str]]) -> RawEntry:
    guid = entry.get("guid", "")
    return RawEntry(
        guid=guid,
        links=(
            entry.get("original", ""),
            _address(entry.get("link", "")),
            *(href for _, href in links),
            page_of(guid),
        ),
        title=entry.get("title", ""),
        texts=(entry.get("summary", ""), entry.get("content", "")),
        dates=tuple(entry[name] for name in _DATES if entry.get(name)),
    )


def _is_text(name: str, attributes: dict[str, str]) -> bool:
    """Neither XHTML, nor a document of another kind, nor one that lies elsewhere."""
    plain = attributes.get("type") in _TEXTS and not attributes.keys() & {"mode", "src"}
    return plain and not (attributes and name in _BARE)


def _cleaned(text: str) -> str:
    """As feedparser does: UTF-8 that was encoded twice set right, and bytes of Windows-1252 that came as controls."""
    text = text.strip()
    if text.isascii() or not _LATIN.search(text):
        return text
    with contextlib.suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_C1)


def _address(text: str) -> str:
    """Without references that are none."""
    return _REFERENCE.sub(r"&\1", text.replace("&amp;", "&"))
