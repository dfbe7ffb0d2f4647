"""A page's bytes -> the article on it. Runs in a worker process: the bytes are anybody's.

bytes -> decode -> document (tree -> blocks, head, JSON-LD) -> metadata -> arbiter -> text
                      |                                                       ^   |
                      +--> trafilatura: where it finds the article -----------+   +--> obstacle
"""

from __future__ import annotations

import re
from typing import Any

from trafilatura import bare_extraction

from monitor.collect.pages.arbiter import Hearing, article
from monitor.collect.pages.blocks import Block
from monitor.collect.pages.decode import decoded
from monitor.collect.pages.document import Document, document_of
from monitor.collect.pages.metadata import metadata_of
from monitor.collect.pages.obstacle import Finding, obstacle_of
from monitor.collect.text import MAX_TITLE, one_line, tidy
from monitor.errors import DocumentError
from monitor.model import Page

METHOD = "pages"
MAX_AUTHOR = 200
MAX_SITE = 100
#: code points of a text; the longest articles of a newspaper have a tenth
MAX_TEXT = 200_000
#: where our own reading finds nothing, so many letters of trafilatura's answer are an article
_LEFT_TO_TRAFILATURA = 400
#: elements beyond which only our own reading is asked: trafilatura's time grows with their square
_MOST_FOR_TRAFILATURA = 12_000


def extract(body: bytes, *, url: str) -> Page:
    """The article; its `text` is empty where the page holds none, and `obstacle` says why.

    `url` is where the page came from, "" where nobody knows. Raises `DocumentError` for what cannot be read at all.
    """
    if not body.strip():
        raise DocumentError("the page is empty")
    try:
        return _page(decoded(body), url)
    except MemoryError:
        raise  # the worker's affair
    except Exception as error:
        raise DocumentError(f"the page cannot be read ({type(error).__name__}: {str(error)[:200]})") from error


def _page(markup: str, url: str) -> Page:
    document = document_of(markup, url)
    if document is None:
        return Page(title="", text="", method=METHOD, obstacle="empty")
    about = metadata_of(document)
    hearing = Hearing(
        extracted=_trafilatura(document.root, url),
        stated=document.stated.body,
        title=about.title,
        description=document.head.first("og:description", "description"),
    )
    chosen = article(document.blocks, hearing) or _stated(document)
    found = obstacle_of(document, chosen, about.title)
    if found.obstacle == "empty" and len(hearing.extracted) >= _LEFT_TO_TRAFILATURA:
        found = Finding(obstacle="", shown=_lines(hearing.extracted, document))
    return Page(
        title=one_line(about.title, cap=MAX_TITLE),
        text=tidy(_without_site("\n".join(block.text for block in found.shown), about.site))[:MAX_TEXT],
        published=about.published,
        author=one_line(about.author, cap=MAX_AUTHOR),
        language=about.language,
        canonical_url=about.canonical_url,
        method=METHOD,
        site=one_line(about.site, cap=MAX_SITE),
        picture=about.picture,
        obstacle=found.obstacle,
        leads_to=found.leads_to,
    )


def _stated(document: Document) -> list[Block]:
    """The publisher's own text, where scripts alone would show it; not what he keeps for those who pay."""
    return [] if document.stated.free is False else _lines(document.stated.body, document)


def _lines(text: str, document: Document) -> list[Block]:
    """A text that stands in none of the page's blocks, line by line."""
    lines = (line.strip() for line in text.splitlines())
    return [Block(text=line, element=document.root, kind="text") for line in lines if line]


def _without_site(text: str, site: str) -> str:
    """Portals begin with their own name: "(Outlet) - The first sentence"."""
    return re.sub(rf"^[(\[]\s*{re.escape(site)}\s*[)\]]\s*[-–—:]\s*", "", text, count=1) if site else text


def _trafilatura(root: Any, url: str) -> str:
    """Precise first (F1 .964 on a public benchmark); where that finds nothing, without the wish for precision.

    Extraction works on a copy of the tree. "" where it ends in an exception, as on some hostile pages.
    """
    if sum(1 for _ in root.iter()) > _MOST_FOR_TRAFILATURA:
        return ""
    for precise in (True, False):
        try:
            found = bare_extraction(root, url=url, fast=True, favor_precision=precise, include_comments=False)
        except (ValueError, TypeError, AttributeError, RecursionError):
            return ""
        if found is not None and (text := getattr(found, "text", None)):
            return str(text)
    return ""
