"""A sitemap's bytes -> its newest addresses as entries, or the parts of an index. Runs in a worker process."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from monitor.collect.lists import MAX_ENTRIES
from monitor.collect.sitemaps.children import worth_asking
from monitor.collect.sitemaps.places import Place, places_in
from monitor.collect.text import MAX_TITLE, one_line
from monitor.collect.urls import entry_key
from monitor.errors import DocumentError
from monitor.model import Entry, ParsedFeed

#: of those without a date: at the first poll each of their pages is asked for, one every two seconds
MAX_UNDATED = 100
_WORD = re.compile(r"[^\W_]+")
#: of an address that says what the article is about
_FEWEST_WORDS = 3


def parse(body: bytes, *, source_id: str, url: str, now: datetime) -> ParsedFeed:
    """The newest 500 addresses of a sitemap, or the children of an index that are worth asking (`more`).

    `url` is where it came from, `now` what dates are measured by. An entry without a title gets its page's later.
    Raises `DocumentError` for what is no sitemap.
    """
    if not body.strip():
        raise DocumentError("the answer is empty")
    warnings: list[str] = []
    places: list[Place] = []
    children: list[Place] = []
    for kind, place in places_in(body, url, now, warnings):
        (children if kind == "sitemap" else places).append(place)
    entries = _entries(places, source_id, warnings)
    if not entries and not children:
        warnings.append("the sitemap has no addresses")
    return ParsedFeed(
        title=next((place.name for place in places if place.name), ""),
        entries=entries,
        warnings=tuple(warnings),
        more=worth_asking([(child.url, child.modified) for child in children], url),
    )


def _entries(places: list[Place], source_id: str, warnings: list[str]) -> tuple[Entry, ...]:
    """The newest first. Where nothing has a date, both ends of the list: some write the newest first, some last."""
    dated = sorted((one for one in places if one.at), key=lambda one: one.at or datetime.min.replace(tzinfo=UTC))
    newest = dated[: -MAX_ENTRIES - 1 : -1]
    room = min(MAX_ENTRIES - len(newest), MAX_UNDATED)
    kept = [*newest, *_both_ends([one for one in places if not one.at], room)]
    if len(kept) < len(places):
        which = "newest" if dated else f"first and last {MAX_UNDATED // 2}, in all"
        warnings.append(f"only the {which} {len(kept)} of {len(places)} addresses were taken")
    entries: dict[str, Entry] = {}
    for place in kept:
        key = entry_key(guid="", url=place.url, title=place.title, text="")
        entries.setdefault(
            key,
            Entry(
                source_id=source_id,
                key=key,
                url=place.url,
                title=place.title,
                summary=place.keywords or _spelt(place.url),
                published=place.at,
            ),
        )
    return tuple(entries.values())


def _spelt(url: str) -> str:
    """The words of the address, in which a hint can be looked for where there is no title; "" where it has too few."""
    stem = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2].partition(".")[0]
    words = [word for word in _WORD.findall(stem) if not word.isdigit()]
    return one_line(" ".join(words), cap=MAX_TITLE) if len(words) >= _FEWEST_WORDS else ""


def _both_ends(places: list[Place], room: int) -> list[Place]:
    if len(places) <= room:
        return places
    half = room // 2
    return [*places[: room - half], *(places[-half:] if half else [])]
