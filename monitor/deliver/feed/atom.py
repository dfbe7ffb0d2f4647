"""Entries -> an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5

from lxml import etree
from lxml.builder import ElementMaker

from monitor.deliver.feed.archive import anchor, content
from monitor.deliver.feed.entry import About, Entry

_ATOM: Final = ElementMaker(namespace="http://www.w3.org/2005/Atom", nsmap={None: "http://www.w3.org/2005/Atom"})
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
#: who speaks where no outlet does
_OURS: Final = "News Monitor"


def feed(about: About, entries: Sequence[Entry], address: str) -> bytes:
    """The feed that stands at `address`/atom.xml; `entries`: the newest first."""
    root = _ATOM.feed(
        _ATOM.id(about.id),
        _ATOM.title(about.title),
        _ATOM.updated(_moment(about.updated)),
        _ATOM.link(rel="self", type="application/atom+xml", href=f"{address}/atom.xml"),
        _ATOM.link(rel="alternate", type="text/html", href=f"{address}/index.html"),
        _ATOM.author(_ATOM.name(_OURS)),
        _ATOM.generator(_OURS),
        *(_entry(about, entry, address) for entry in entries),
    )
    root.set(_LANG, "en")
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written


def _entry(about: About, entry: Entry, address: str) -> etree._Element:
    title = _ATOM.title(entry.title)
    if entry.language:
        title.set(_LANG, entry.language)
    return _ATOM.entry(
        _ATOM.id(uuid5(UUID(about.id), entry.key).urn),
        title,
        _ATOM.published(_moment(entry.published)),
        _ATOM.updated(_moment(entry.updated)),
        _ATOM.author(_ATOM.name(entry.author or _OURS)),
        _ATOM.link(rel="alternate", type="text/html", href=entry.url or f"{address}/index.html#{anchor(entry)}"),
        _ATOM.content(content(entry), type="html"),
    )


def _moment(instant: datetime) -> str:
    """RFC 3339."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
