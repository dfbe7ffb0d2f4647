"""A list page and the links on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html

from monitor.collect.encoding import decode
from monitor.collect.urls import canonical, clean_link
from monitor.errors import DocumentError

#: links of one page that are looked at; front pages of large portals have some 600
MAX_LINKS = 5000
#: what stands in no headline
_UNSEEN = ("script", "style", "template", "noscript", "svg")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_DECLARED_WITHIN = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An `a` with an address of the web."""

    element: html.HtmlElement
    #: absolute
    url: str
    #: `canonical(url)`: equal for two links to one page
    key: str


def document(body: bytes, *, content_type: str) -> html.HtmlElement:
    """The page without scripts and styles. Raises `DocumentError` for what is none."""
    if not body.strip():
        raise DocumentError("the page is empty")
    parser = html.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(_decoded(body, content_type).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("this is not a page") from error
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    return root


def links(root: html.HtmlElement, url: str) -> list[Link]:
    """Links of the page in order, at most 5,000, without those to the page itself; `url` is where it came from."""
    base = next((clean_link(url, str(href)) for href in root.xpath("//base/@href")), "") or url
    here = canonical(url)
    found: list[Link] = []
    for element in root.iter("a", "area"):
        address = clean_link(base, element.get("href") or "")
        if address and (key := canonical(address)) != here:
            found.append(Link(element=element, url=address.partition("#")[0], key=key))
            if len(found) == MAX_LINKS:
                break
    return found


def _decoded(body: bytes, content_type: str) -> str:
    """As the server or the page declares it, where that can be."""
    header, meta = _CHARSET.search(content_type), _DECLARED.search(body[:_DECLARED_WITHIN])
    return decode(body, declared=[header[1] if header else "", meta[1].decode("ascii") if meta else ""]).text
