"""RSS of every version, RDF, Atom, CDF -> a `RawFeed`: straight from expat where it is of the usual kind, else by
feedparser, the reference for what a feed means.

It is given bytes only (a string would be opened as an address or a file), in UTF-8, and well-formed where that can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import Any

import feedparser

from monitor.collect.feeds.direct import read_directly
from monitor.collect.feeds.mend import fault, mended, trimmed
from monitor.collect.feeds.raw import RawEntry, RawFeed
from monitor.collect.feeds.wishes import wishes
from monitor.collect.links import page_of
from monitor.collect.text import one_line
from monitor.errors import DocumentError

#: entries that are tried one by one where the whole breaks the parser
_MOST_SALVAGED = 500
_ITEM = re.compile(r"<(/?)(?:item|entry)\b[^<>]*>", re.IGNORECASE)
#: `<!ENTITY`, where it is neither in a comment, nor in CDATA, nor in an instruction; unclosed ones reach to the end
_ENTITY = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|(<!\s*entity)", re.DOTALL | re.IGNORECASE
)
_CONTENT_TYPE = "application/xml; charset=utf-8"
#: feedparser's names for dates, the surest first
_DATES = ("published", "created", "date", "updated")
#: whole articles where feedparser knows no element for them: Yandex' additions to RSS, in most Russian feeds
_FULL_TEXTS = ("yandex_full-text", "full-text", "turbo_content")
#: relations of a link that lead to the page itself; IANA's names may be spelt as addresses
_ALTERNATE = ("alternate", "http://www.iana.org/assignments/relation/alternate")
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read_xml(text: str) -> RawFeed:
    """The feed's strings. Raises `DocumentError` for what is no feed, and for one that declares entities."""
    if any(found[1] for found in _ENTITY.finditer(text)):
        raise DocumentError("the feed declares XML entities, which is refused")
    markup = trimmed(text)
    warnings = []
    if wrong := fault(markup, line=1 + text.count("\n") - markup.count("\n")):
        warnings.append(f"the feed is not well-formed ({wrong})")
        markup = mended(markup)
    feed = read_directly(markup) or _by_feedparser(markup, warnings)
    if feed is None:
        raise DocumentError("this is a web page, not a feed" if _is_a_page(text) else "this is not a feed")
    return replace(feed, warnings=tuple(warnings))


def _by_feedparser(markup: str, warnings: list[str]) -> RawFeed | None:
    """The strings of any feed; None for what is none."""
    document = _document(markup, warnings)
    if not document.entries and not document.get("version"):
        return None
    feed = document.feed
    atom = str(document.get("version")).startswith("atom")
    return RawFeed(
        title=_text(feed, "title"),
        base="" if atom else _text(feed, "link"),
        home=_text(feed, "link"),
        entries=tuple(map(_entry, document.entries)),
        dates=tuple(date for name in _DATES if (date := _text(feed, name))),
        wishes=wishes(
            markup,
            ttl=_text(feed, "ttl"),
            period=_text(feed, "sy_updateperiod"),
            frequency=_text(feed, "sy_updatefrequency"),
        ),
    )


def _document(markup: str, warnings: list[str]) -> Any:
    """What feedparser makes of it. It may raise anything (665 of 46,596 mutated feeds): then entry by entry."""
    try:
        return _parsed(markup)
    except MemoryError:
        raise  # the worker's affair
    except Exception as error:
        document = _salvaged(markup, warnings)
        if document is None:
            raise DocumentError(f"the feed cannot be read ({_in_words(error)})") from error
        return document


def _parsed(markup: str) -> Any:
    return feedparser.parse(
        BytesIO(markup.encode("utf-8", "replace")),
        response_headers={"content-type": _CONTENT_TYPE},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _salvaged(markup: str, warnings: list[str]) -> Any | None:
    """The feed put together from its entries, each parsed between the same head and tail; None if none can be."""
    items = list(islice(_items(markup), _MOST_SALVAGED))
    if not items:
        return None
    head, tail = markup[: items[0][0]], markup[items[-1][1] :]
    whole: Any | None = None
    lost = 0
    for start, end in items:
        try:
            document = _parsed(head + markup[start:end] + tail)
        except MemoryError:
            raise
        except Exception:
            lost += 1
            continue
        if whole is None:
            whole = document
        else:
            whole.entries.extend(document.entries)
    warnings.append(f"{lost} of {len(items)} entries could not be read")
    return whole


def _items(markup: str) -> Iterator[tuple[int, int]]:
    """Where entries begin and end."""
    start: int | None = None
    for found in _ITEM.finditer(markup):
        if not found[1]:
            start = found.start() if start is None else start
        elif start is not None:
            yield start, found.end()
            start = None


def _entry(entry: dict[str, Any]) -> RawEntry:
    guid = _text(entry, "id").strip()
    contents = (_text(part, "value") for part in _parts(entry, "content"))
    return RawEntry(
        guid=guid,
        links=tuple(_links(entry, guid)),
        title=_text(entry, "title"),
        texts=(_text(entry, "summary"), *contents, *(_text(entry, name) for name in _FULL_TEXTS)),
        dates=tuple(date for name in _DATES if (date := _text(entry, name))),
    )


def _links(entry: dict[str, Any], guid: str) -> Iterator[str]:
    """Where its page may be: the address that FeedBurner replaced, its alternates, a guid that is an address."""
    yield _text(entry, "feedburner_origlink")
    alternates = [link for link in _parts(entry, "links") if _text(link, "rel") in _ALTERNATE]
    alternates.sort(key=lambda link: _text(link, "type") not in _PAGE_TYPES)
    yield from (_text(link, "href") for link in alternates)
    yield page_of(guid)


def _parts(holder: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = dict.get(holder, name)
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []


def _text(holder: dict[str, Any], name: str) -> str:
    """A field as text. `dict.get`, because feedparser's own answers with other fields' values."""
    value = dict.get(holder, name)
    return value if isinstance(value, str) else ""


def _is_a_page(text: str) -> bool:
    start = text[:2000].lower()
    return "<html" in start or "<!doctype html" in start


def _in_words(error: BaseException) -> str:
    return one_line(f"{type(error).__name__}: {error}", cap=200)
