"""What must hold of a folder of feeds, whatever stands in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
#: what our templates write, the chart included
TAGS = {
    "html", "head", "meta", "title", "link", "style", "body", "header", "main", "h1", "h2", "time", "article", "div",
    "p", "blockquote", "a", "b", "i", "span", "bdi", "ul", "li", "svg", "rect", "text",
}  # fmt: skip
_VOID = {"meta", "link", "rect"}


class Outline(HTMLParser):
    """Tags with their attributes; `balanced`: each is closed, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.balanced = True
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.balanced = self.balanced and not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.balanced = self.balanced and bool(self._open) and self._open.pop() == tag


def is_quiet(html: str, *, tags: set[str] = TAGS) -> None:
    """Nothing runs, nothing is fetched, all is closed; links lead to the web, or to pages beside this one."""
    read = Outline(html)
    assert read.balanced
    assert {tag for tag, _ in read.tags} <= tags
    for tag, attributes in read.tags:
        assert not any(name.startswith("on") or name in ("src", "srcset", "background") for name in attributes)
        if "href" in attributes:
            assert tag in ("a", "link")
            assert re.match(
                r"https?://|atom\.xml$|(profiles/[^/:]+|digest)/(atom\.xml|index\.html)$", attributes["href"] or ""
            )


def is_atom(raw: bytes) -> Any:
    """The feed's root, once it holds what RFC 4287 asks of a feed and its entries."""
    root = etree.fromstring(raw)
    assert root.tag == f"{ATOM}feed"
    for part in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
        assert part.findtext(f"{ATOM}id").startswith("urn:uuid:")
        assert _RFC_3339.fullmatch(part.findtext(f"{ATOM}updated"))
        assert part.findtext(f"{ATOM}author/{ATOM}name")
        assert part.find(f"{ATOM}link[@rel='alternate']").get("href")
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    moments = [entry.findtext(f"{ATOM}published") for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert root.findtext(f"{ATOM}updated") == max(entry.findtext(f"{ATOM}updated") for entry in entries)
    for entry in entries:
        assert _RFC_3339.fullmatch(entry.findtext(f"{ATOM}published"))
        content = entry.find(f"{ATOM}content")
        assert content.get("type") == "html"
        is_quiet(content.text or "", tags={"p", "blockquote", "a", "b", "i", "span"})
    return root


def is_sound(folder: Path) -> None:
    """Every feed and every page below the folder is."""
    feeds, pages = list(folder.rglob("atom.xml")), list(folder.rglob("index.html"))
    assert len(pages) == len(feeds) + 1
    for feed in feeds:
        is_atom(feed.read_bytes())
    for page in pages:
        is_quiet(page.read_text(encoding="utf-8"))
