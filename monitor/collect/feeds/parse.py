"""A feed's bytes -> its entries, step by step. Runs in a worker process: the bytes are anybody's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from monitor.collect.encoding import decode
from monitor.collect.feeds.chronology import believed
from monitor.collect.feeds.fields import Fields, fields
from monitor.collect.feeds.identity import identified
from monitor.collect.feeds.jsonfeed import read_json
from monitor.collect.feeds.raw import RawEntry, RawFeed
from monitor.collect.feeds.xml import read_xml
from monitor.collect.lists import MAX_ENTRIES
from monitor.collect.text import MAX_TITLE, one_line
from monitor.collect.urls import clean_link
from monitor.errors import DocumentError
from monitor.model import ParsedFeed

#: part of the entries that must have a date, for the newest to be known
_DATED = 0.5
_NEVER = datetime.min.replace(tzinfo=UTC)
_IN_THE_HEADER = re.compile(r"charset\s*=\s*\"?([\w.:-]+)", re.IGNORECASE)
#: the XML declaration, wherever junk before it has moved it
_IN_THE_DOCUMENT = re.compile(rb"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{1,40})")
_DECLARED_WITHIN = 4096


def parse(body: bytes, *, source_id: str, url: str, content_type: str, now: datetime) -> ParsedFeed:
    """The feed's entries in its own order, at most 500: the newest.

    `url` is where the feed came from, `content_type` the header as it came, `now` what dates are measured
    by. Raises `DocumentError` for what is no feed; one broken entry costs only itself.
    """
    if not body.strip(b"\0 \t\r\n"):
        raise DocumentError("the answer is empty")
    try:
        return _parsed(body, source_id=source_id, url=url, content_type=content_type, now=now)
    except RecursionError:
        raise DocumentError("the feed cannot be read (nested too deep)") from None


def _parsed(body: bytes, *, source_id: str, url: str, content_type: str, now: datetime) -> ParsedFeed:
    raw, warnings = _raw(body, content_type)
    dates = believed([one.dates for one in raw.entries], others=raw.dates, now=now)
    chosen = _newest(dates)
    if len(chosen) < len(dates):
        which = "newest" if sum(map(bool, dates)) >= len(dates) * _DATED else "first"
        warnings.append(f"only the {which} {MAX_ENTRIES} of {len(dates)} entries were read")
    base = clean_link(url, raw.base) or url
    read = list(_read([(raw.entries[place], dates[place]) for place in chosen], base, warnings))
    entries = tuple(identified(read, source_id, warnings, home=clean_link(base, raw.home)))
    if not entries:
        warnings.append("the feed has no entries")
    return ParsedFeed(
        title=one_line(raw.title, cap=MAX_TITLE), entries=entries, warnings=tuple(warnings), wishes=raw.wishes
    )


def _raw(body: bytes, content_type: str) -> tuple[RawFeed, list[str]]:
    """The document's strings by its dialect, whatever its content type says that it is, and what is wrong with it."""
    header = _IN_THE_HEADER.search(content_type)
    inside = _IN_THE_DOCUMENT.search(body[:_DECLARED_WITHIN])
    declared = ([header[1]] if header else []) + ([inside[1].decode("ascii")] if inside else [])
    decoded = decode(body, declared=declared)
    warnings = ["the feed is not in the encoding that it declares"] if decoded.contradicts else []
    text = decoded.text.replace("\0", "")
    raw = read_json(text) if text.lstrip()[:1] in ("{", "[") else read_xml(text)
    return raw, [*warnings, *raw.warnings]


def _newest(dates: Sequence[datetime | None]) -> list[int]:
    """Places of the newest entries, in the feed's order; of the first where too few have a date."""
    places = range(len(dates))
    if len(dates) > MAX_ENTRIES and sum(map(bool, dates)) >= len(dates) * _DATED:
        ranked = sorted(places, key=lambda place: dates[place] or _NEVER, reverse=True)
        return sorted(ranked[:MAX_ENTRIES])
    return list(places[:MAX_ENTRIES])


def _read(found: Sequence[tuple[RawEntry, datetime | None]], base: str, warnings: list[str]) -> Iterator[Fields]:
    for number, (raw, published) in enumerate(found, start=1):
        try:
            one = fields(raw, base=base, published=published)
        except (ValueError, OverflowError, LookupError) as error:
            warnings.append(f"entry {number} could not be read ({type(error).__name__})")
            continue
        if one.title or one.url:
            yield one
        else:
            warnings.append(f"entry {number} is empty")
