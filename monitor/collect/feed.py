"""A feed's bytes -> its entries. Runs in a worker process: the bytes are anybody's.

bytes -> no entity declarations -> feedparser (or entry by entry, where one of them breaks it)
      -> fields cleaned and capped -> identity -> ParsedFeed
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import feedparser

from monitor.collect.text import one_line, plain
from monitor.collect.urls import canonical, clean_link, entry_key
from monitor.errors import DocumentError
from monitor.model import Entry, ParsedFeed, Wishes

MAX_ENTRIES = 500
MAX_TITLE = 500
MAX_SUMMARY = 4000
#: a title made from the text where the feed gives none
_MADE_TITLE = 120
#: dates outside are mistakes: Jalali years, the Unix epoch, clocks that run ahead
_OLDEST = timedelta(days=3653)
_AHEAD = timedelta(hours=1)
#: tokens of XML in which "<!ENTITY" is text, and the declaration itself; unclosed ones reach to the end
_DECLARATION = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|(<!\s*entity)", re.DOTALL | re.IGNORECASE
)
_ITEM = re.compile(rb"<(item|entry)[\s>].*?</\1\s*>", re.DOTALL)
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:-]+)", re.IGNORECASE)
_DATES = ("published_parsed", "updated_parsed", "created_parsed")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    """An entry, cleaned, before it has an identity."""

    guid: str
    url: str
    title: str
    summary: str
    published: datetime | None


def parse(body: bytes, *, source_id: str, url: str, content_type: str, now: datetime) -> ParsedFeed:
    """The feed's entries in its own order, at most 500.

    `url` is where the feed came from, `content_type` the header as it came, `now` what dates are measured
    by. Raises `DocumentError` for what is no feed; one broken entry costs only itself.
    """
    if not body.strip():
        raise DocumentError("the answer is empty")
    if any(found[1] for found in _DECLARATION.finditer(body.replace(b"\0", b""))):
        raise DocumentError("the feed declares XML entities, which is refused")
    warnings: list[str] = []
    document = _document(body, content_type, warnings)
    feed, found = document.feed, document.entries
    if not found and not document.get("version"):
        raise DocumentError("this is a web page, not a feed" if _looks_like_a_page(body) else "this is not a feed")
    if len(found) > MAX_ENTRIES:
        warnings.append(f"only the first {MAX_ENTRIES} of {len(found)} entries were read")
    raws = list(_read(found[:MAX_ENTRIES], url=url, now=now, warnings=warnings))
    entries = tuple(_identified(raws, source_id, warnings))
    if not entries:
        warnings.append("the feed has no entries")
    title = one_line(_text(feed, "title"), cap=MAX_TITLE)
    return ParsedFeed(title=title, entries=entries, warnings=tuple(warnings), wishes=Wishes(ttl_s=_ttl_s(feed)))


def _document(body: bytes, content_type: str, warnings: list[str]) -> Any:
    """What feedparser makes of it. It may raise anything: then entry by entry."""
    try:
        document = _feedparser(body, content_type)
    except MemoryError:
        raise  # the worker's affair
    except Exception as error:
        document = _salvaged(body, content_type, warnings)
        if document is None:
            raise DocumentError(f"the feed cannot be read ({_in_words(error)})") from error
    broken = document.get("bozo_exception")
    if isinstance(broken, feedparser.CharacterEncodingOverride):
        warnings.append("the feed is not in the encoding that it declares")
    elif broken is not None and not isinstance(broken, feedparser.NonXMLContentType):
        warnings.append(f"the feed is not well-formed ({_in_words(broken)})")
    return document


def _feedparser(body: bytes, content_type: str) -> Any:
    """Bytes only: a string would be opened as an address or a file."""
    charset = _CHARSET.search(content_type)
    # servers send feeds as text/html or text/plain, which changes how feedparser guesses the encoding
    declared = "application/xml" + (f"; charset={charset[1]}" if charset else "")
    return feedparser.parse(
        BytesIO(body), response_headers={"content-type": declared}, sanitize_html=False, resolve_relative_uris=False
    )


def _salvaged(body: bytes, content_type: str, warnings: list[str]) -> Any | None:
    """The feed put together from its entries, each parsed between the same head and tail; None if none can be."""
    items = [found.span() for found in _ITEM.finditer(body)][:MAX_ENTRIES]
    if not items:
        return None
    head, tail = body[: items[0][0]], body[items[-1][1] :]
    whole: Any | None = None
    lost = 0
    for start, end in items:
        try:
            document = _feedparser(head + body[start:end] + tail, content_type)
        except Exception:
            lost += 1
            continue
        if whole is None:
            whole = document
        else:
            whole.entries.extend(document.entries)
    warnings.append(f"{lost} of {len(items)} entries could not be read")
    return whole


def _read(found: list[Any], *, url: str, now: datetime, warnings: list[str]) -> Iterator[_Raw]:
    for number, entry in enumerate(found, start=1):
        try:
            raw = _raw(entry, base=url, now=now)
        except Exception as error:
            warnings.append(f"entry {number} could not be read ({_in_words(error)})")
            continue
        if raw.title or raw.url:
            yield raw
        else:
            warnings.append(f"entry {number} is empty")


def _raw(entry: dict[str, Any], *, base: str, now: datetime) -> _Raw:
    guid = _text(entry, "id").strip()
    texts = [_text(entry, "summary"), *(_text(part, "value") for part in dict.get(entry, "content", ()))]
    summary = max((plain(text, cap=MAX_SUMMARY) for text in texts), key=len)
    title = one_line(_text(entry, "title"), cap=MAX_TITLE)
    return _Raw(
        guid=guid,
        url=clean_link(base, _text(entry, "link")) or clean_link("", guid),
        title=title or summary.partition("\n")[0][:_MADE_TITLE].rstrip(),
        summary=summary,
        published=_published(entry, now),
    )


def _identified(raws: list[_Raw], source_id: str, warnings: list[str]) -> Iterator[Entry]:
    """What several entries share identifies none of them: fall back to the next best."""
    guids = Counter(raw.guid for raw in raws)
    pages = Counter(canonical(raw.url) for raw in raws)
    seen: set[str] = set()
    repeated = 0
    for raw in raws:
        key = entry_key(
            guid=raw.guid if guids[raw.guid] == 1 else "",
            url=raw.url if pages[canonical(raw.url)] == 1 else "",
            title=raw.title,
            text=raw.summary,
        )
        if key in seen:
            repeated += 1
            continue
        seen.add(key)
        yield Entry(
            source_id=source_id,
            key=key,
            url=raw.url,
            title=raw.title,
            summary=raw.summary,
            published=raw.published,
        )
    if repeated:
        warnings.append(f"{repeated} entries repeat another one")


def _text(holder: dict[str, Any], name: str) -> str:
    """A field as text. `dict.get`, because feedparser's own answers with other fields' values."""
    value = dict.get(holder, name)
    return value if isinstance(value, str) else ""


def _published(entry: dict[str, Any], now: datetime) -> datetime | None:
    """The first of the entry's dates that can be believed, UTC."""
    for name in _DATES:
        parsed = dict.get(entry, name)
        if not parsed:
            continue
        try:
            instant = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        except (ValueError, OverflowError, OSError, TypeError):
            continue
        if now - _OLDEST <= instant <= now + _AHEAD:
            return instant
    return None


def _ttl_s(feed: dict[str, Any]) -> int | None:
    """RSS 2.0 gives `ttl` in minutes."""
    minutes = _text(feed, "ttl").strip()
    return int(minutes) * 60 if minutes.isascii() and minutes.isdigit() and len(minutes) <= 6 else None


def _looks_like_a_page(body: bytes) -> bool:
    start = body[:2000].lower()
    return b"<html" in start or b"<!doctype html" in start


def _in_words(error: BaseException) -> str:
    return one_line(f"{type(error).__name__}: {error}", cap=200)
