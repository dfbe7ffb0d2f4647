"""A page's bytes -> the article on it. Runs in a worker process: the bytes are anybody's."""

from __future__ import annotations

import codecs
import re
from datetime import datetime
from typing import Any

from trafilatura import bare_extraction, extract_metadata, load_html
from trafilatura.utils import decode_file

from monitor.collect.instant import instant
from monitor.collect.text import one_line, tidy
from monitor.collect.urls import clean_link, same_site
from monitor.errors import DocumentError
from monitor.model import Page

METHOD = "trafilatura"
MAX_TITLE = 500
MAX_AUTHOR = 200
#: code points of a text; the longest articles of a newspaper have a tenth
MAX_TEXT = 200_000

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: within the first 1,024 bytes (HTML, "Specifying the document's character encoding"); more are common
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_CHARSET_WITHIN = 4096
#: labels that browsers read as the larger Windows code page (WHATWG Encoding)
_LARGER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
#: where pages say when they were published, the surest first
_PUBLISHED = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//article//time[@datetime]/@datetime",
)
_JSON_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_CANONICAL = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
#: where no extractor gives a title
_TITLE = ("//meta[@property='og:title']/@content", "//title/text()")
_LANGUAGE = ("/html/@lang", "/html/@xml:lang", "//meta[@property='og:locale']/@content")
#: trafilatura drops the zero-width joiners as control characters, and with them the spelling of Persian and Hindi
#: words (رئیس‌جمهور became رئیسجمهور): they pass through it as two printable signs that newspapers never use
_SAVED = str.maketrans({"\u200c": "\u203f", "\u200d": "\u2054"})
_RESTORED = str.maketrans({"\u203f": "\u200c", "\u2054": "\u200d"})
_TAG = re.compile(r"[a-z]{2,3}(?=[-_]|$)")


def extract(body: bytes, *, url: str) -> Page:
    """The article; its `text` is empty where the page holds none.

    `url` is where the page came from, "" where nobody knows. Raises `DocumentError` for what cannot be read at all.
    """
    if not body.strip():
        raise DocumentError("the page is empty")
    try:
        return _page(_decoded(body).translate(_SAVED), url)
    except MemoryError:
        raise  # the worker's affair
    except Exception as error:
        raise DocumentError(f"the page cannot be read ({type(error).__name__}: {str(error)[:200]})") from error


def _page(markup: str, url: str) -> Page:
    tree = load_html(markup)
    if tree is None:
        return Page(title="", text="", method=METHOD)
    about = _metadata(tree, url)
    found_title = getattr(about, "title", None) or next(iter(_first(tree, _TITLE)), "")
    title = one_line(found_title.translate(_RESTORED), cap=MAX_TITLE)
    return Page(
        title=title,
        text=_without_title(tidy(_text(tree, url).translate(_RESTORED))[:MAX_TEXT], title),
        published=_published(tree) or instant(getattr(about, "date", None) or ""),
        author=one_line((getattr(about, "author", None) or "").translate(_RESTORED), cap=MAX_AUTHOR),
        language=_language(tree),
        canonical_url=_canonical(tree, url),
        method=METHOD,
    )


def _text(tree: Any, url: str) -> str:
    """Precise first (F1 .964 on a public benchmark); where that finds nothing, without the wish for precision.

    Extraction works on a copy of the tree.
    """
    for precise in (True, False):
        found = bare_extraction(tree, url=url, fast=True, favor_precision=precise, include_comments=False)
        if found is not None and (text := getattr(found, "text", None)):
            return str(text)
    return ""


def _metadata(tree: Any, url: str) -> Any:
    """Title, author and day; None where a date on the page ends htmldate in an exception ("+99:00" does)."""
    try:
        return extract_metadata(tree, default_url=url, extensive=False)
    except (ValueError, OverflowError):
        return None


def _decoded(body: bytes) -> str:
    """BOM, else UTF-8 if it is, else what the page declares, else a guess."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(body[:_CHARSET_WITHIN])
    name = declared[1].decode("ascii").lower() if declared else ""
    try:
        return body.decode(_LARGER.get(name, name), "replace") if name else decode_file(body)
    except LookupError:  # no such encoding
        return decode_file(body)


def _first(tree: Any, paths: tuple[str, ...]) -> list[str]:
    return [str(value) for path in paths for value in tree.getroottree().xpath(path)]


def _published(tree: Any) -> datetime | None:
    scripts = "\n".join(_first(tree, ("//script[@type='application/ld+json']/text()",)))
    stated = [*_first(tree, _PUBLISHED[:1]), *_JSON_PUBLISHED.findall(scripts), *_first(tree, _PUBLISHED[1:])]
    return next((when for text in stated if (when := instant(text))), None)


def _canonical(tree: Any, url: str) -> str:
    """Where the page says that it lives; believed only on its own site, where that is known."""
    links = (clean_link(url, href) for href in _first(tree, _CANONICAL))
    return next((link for link in links if link and (not url or same_site(link, url))), "")


def _language(tree: Any) -> str:
    tags = (_TAG.match(value.strip().lower()) for value in _first(tree, _LANGUAGE))
    return next((tag[0] for tag in tags if tag), "")


def _without_title(text: str, title: str) -> str:
    """The article's title is a field of its own; many pages repeat it above the text."""
    first, _, rest = text.partition("\n")
    return rest if title and " ".join(first.split()).casefold() == title.casefold() else text
