"""A sitemap's bytes -> the addresses in it. Runs in a worker process: the bytes are anybody's.

bytes -> unpacked (bounded) -> XML: each `url` and `sitemap`, or text: an address a line -> places

The forms are those of sitemaps.org ("Sitemaps XML format", "Text file") and of Google's news sitemaps
(`news:title`, `news:publication_date`, `news:keywords`). Namespaces are not looked at: many get them wrong.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final, Literal

from lxml import etree

from monitor.collect.lists import believed
from monitor.collect.text import MAX_TITLE, one_line
from monitor.collect.urls import clean_link
from monitor.errors import DocumentError

PlaceKind = Literal["url", "sitemap"]

#: bytes and addresses of one sitemap, unpacked (sitemaps.org, "Using Sitemap index files")
MAX_BYTES, MAX_URLS = 50_000_000, 50_000
_GZIP = b"\x1f\x8b"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
#: an ampersand that begins no reference: the commonest mistake in addresses
_BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,31};)")
_LISTS, _NEWS = ("urlset", "sitemapindex"), ("news", "publication")
_ITEMS: Final[tuple[PlaceKind, ...]] = ("url", "sitemap")
#: what is read, and in what it must stand: an image has a `loc` and a `title`, too
_HOLDERS = {"loc": _ITEMS, "lastmod": _ITEMS} | dict.fromkeys(("title", "publication_date", "keywords", "name"), _NEWS)
_ROOTS_OF_FEEDS = frozenset({"rss", "feed", "RDF"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address of the sitemap, as it stands there."""

    url: str
    #: `lastmod`
    modified: datetime | None = None
    #: of a news sitemap
    published: datetime | None = None
    title: str = ""
    keywords: str = ""
    #: the outlet's name
    name: str = ""

    @property
    def at(self) -> datetime | None:
        """When it was published; the last change is the nearest to it that a plain sitemap knows."""
        return self.published or self.modified


def places_in(body: bytes, url: str, now: datetime, warnings: list[str]) -> Iterator[tuple[PlaceKind, Place]]:
    """("url" or "sitemap", place), in order; what cannot be an address is left out and counted in a warning.

    `url` is where the sitemap came from, `now` what dates are measured by. Raises `DocumentError` for what is no
    sitemap.
    """
    body = _unpacked(body)
    plain = not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    lost = count = 0
    for kind, fields in _lines(body) if plain else _elements(body):
        count += 1
        if count > MAX_URLS:
            warnings.append(f"only the first {MAX_URLS} addresses were read")
            break
        address = clean_link(url, fields.get("loc", "").replace("&amp;", "&"))  # some escape twice
        if not address:
            lost += 1
            continue
        yield kind, _place(address, fields, now)
    if lost:
        warnings.append(f"{lost} of {count} addresses are no addresses of the web")


def _unpacked(body: bytes) -> bytes:
    """What a .gz holds, up to the protocol's own limit; UTF-16 as UTF-8."""
    if body.startswith(_GZIP):
        inflate = zlib.decompressobj(wbits=31)
        try:
            body = inflate.decompress(body, MAX_BYTES + 1)
        except zlib.error as error:
            raise DocumentError(f"the sitemap cannot be unpacked ({error})") from None
    if len(body) > MAX_BYTES:
        raise DocumentError(f"the sitemap is larger than {MAX_BYTES // 1_000_000} MB")
    if body.startswith(_UTF_16):
        return _DECLARATION.sub("", body.decode("utf-16", "replace")).encode("utf-8", "replace")
    return body


def _place(address: str, fields: Mapping[str, str], now: datetime) -> Place:
    return Place(
        url=address,
        modified=believed(fields.get("lastmod", ""), now),
        published=believed(fields.get("publication_date", ""), now),
        title=_line(fields.get("title")),
        keywords=_line(fields.get("keywords")),
        name=_line(fields.get("name")),
    )


def _line(text: str | None) -> str:
    return one_line(text, cap=MAX_TITLE) if text else ""


def _lines(body: bytes) -> Iterator[tuple[PlaceKind, dict[str, str]]]:
    """A text file with an address a line."""
    lines = [line.strip() for line in body.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    if not lines or not lines[0].startswith(("http://", "https://")):
        raise DocumentError("this is not a sitemap")
    for line in lines:
        yield "url", {"loc": line}


def _elements(body: bytes) -> Iterator[tuple[PlaceKind, dict[str, str]]]:
    """Each `url` and `sitemap` of an XML file with the texts of its fields; nothing of the tree is kept."""
    reader = etree.iterparse(
        BytesIO(_BARE_AMPERSAND.sub(b"&amp;", body)),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    fields: dict[str, str] = {}
    began = False
    try:
        for event, element in reader:
            name, above = _local(element), _local(element.getparent())
            if event == "start":
                if not began:
                    _check_root(element, name, body)
                    began = True
                if name in _ITEMS:
                    fields = {}
            elif above in _HOLDERS.get(name, ()):
                fields.setdefault(name, _text(element))
            elif name in _ITEMS:
                yield name, fields
            if event == "end" and above in _LISTS:
                _let_go(element)
    except (etree.XMLSyntaxError, UnicodeDecodeError) as error:
        if not began:
            raise DocumentError("this is not a sitemap") from error
        # what was read until it broke is there already
    if not began:
        raise DocumentError("this is not a sitemap")


def _text(element: etree._Element) -> str:
    try:
        return "".join(element.itertext()).strip()
    except UnicodeDecodeError:  # half of a surrogate pair, as "&#xD800;": libxml2 recovers it, Python does not
        return ""


def _let_go(element: etree._Element) -> None:
    """Forget what was read; the tree of 50,000 addresses would take 100 MB."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _check_root(root: etree._Element, name: str, body: bytes) -> None:
    """Raises `DocumentError` where something else than a sitemap begins, or entities are declared."""
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise DocumentError("the sitemap declares XML entities, which is refused")
    if name in _ROOTS_OF_FEEDS:
        raise DocumentError("this is a feed, not a sitemap (leave out `kind`)")
    if name.lower() == "html" or b"<html" in body[:2000].lower():
        raise DocumentError("this is a web page, not a sitemap")
    if name not in _LISTS:
        raise DocumentError("this is not a sitemap")


def _local(element: etree._Element | None) -> str:
    """The name without namespace or prefix; "" for what has none."""
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""
