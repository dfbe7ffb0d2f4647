"""Where a site says, or lets guess, that its feeds are. Pages are read in a worker process: the bytes are anybody's."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Literal
from urllib.parse import parse_qsl, urljoin, urlsplit

import yaml

from monitor.collect.urls import canonical, clean_link, same_site

#: how an address was come by, the surest first
Trail = Literal["given", "declared", "linked", "robots.txt", "usual place", "the page itself"]

#: hints taken of one page
MOST_HINTS = 200
_MAX_TITLE = 200
_SITEMAP_LINE = re.compile(r"(?im)^[ \t]*sitemap[ \t]*:[ \t]*(\S+)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")
_COMMENTS = re.compile(r"(?i)/comments?/|comments?[-_/]?(?:feed|rss)|[?&]feed=comments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """An address that may be a feed's."""

    url: str
    #: what the page calls it
    title: str
    trail: Trail


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHints:
    """What a page says of its site."""

    #: the outlet's name, else the page's title
    name: str
    #: ISO 639, or ""
    language: str
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """`data/discovery.yaml`, read."""

    types: frozenset[str]
    segments: frozenset[str]
    endings: frozenset[str]
    queries: Mapping[str, frozenset[str]]
    places: tuple[str, ...]
    sitemaps: tuple[str, ...]


@functools.cache
def _rules() -> _Rules:
    raw = yaml.safe_load(resources.files("monitor.collect").joinpath("data/discovery.yaml").read_text("utf-8"))
    return _Rules(
        types=frozenset(raw["types"]),
        segments=frozenset(raw["segments"]),
        endings=frozenset(raw["endings"]),
        queries={name: frozenset(values) for name, values in raw["queries"].items()},
        places=tuple(raw["places"]),
        sitemaps=tuple(raw["sitemaps"]),
    )


def hints_of(body: bytes, *, url: str, content_type: str) -> SiteHints:
    """The feeds that a page declares, then those that it links, each once; feeds of comments last.

    `url` is where the page came from. Raises `DocumentError` for what is no page.
    """
    from monitor.collect.listings.links import document, links  # lxml has no place in the daemon
    from monitor.collect.text import one_line

    root = document(body, content_type=content_type)
    base = next((clean_link(url, str(href)) for href in root.xpath("//base/@href")), "") or url
    found: dict[str, Hint] = {}
    for element in root.xpath("//link[@href]"):
        address = clean_link(base, element.get("href"))
        rel = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        if address and ("alternate" in rel or "feed" in rel) and kind in _rules().types:
            title = one_line(element.get("title") or "", cap=_MAX_TITLE)
            found.setdefault(canonical(address), Hint(url=address, title=title, trail="declared"))
    for link in links(root, url):
        if looks_like_a_feed(link.url) and same_site(link.url, url):
            title = one_line(" ".join(link.element.itertext()), cap=_MAX_TITLE)
            found.setdefault(link.key, Hint(url=link.url, title=title, trail="linked"))
    ranked = sorted(found.values(), key=lambda hint: bool(_COMMENTS.search(hint.url)))
    names = root.xpath("//meta[@property='og:site_name']/@content | //meta[@name='application-name']/@content")
    tag = _LANGUAGE.match((root.get("lang") or "").strip().lower())
    return SiteHints(
        name=one_line(str(names[0]) if names else root.findtext(".//title") or "", cap=_MAX_TITLE),
        language=tag[0] if tag else "",
        hints=tuple(ranked[:MOST_HINTS]),
    )


def looks_like_a_feed(url: str) -> bool:
    """Does the address say that a feed is there?"""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    stem, _, ending = segments[-1].rpartition(".") if segments else ("", "", "")
    if segments and (ending in _rules().endings or (stem or ending) in _rules().segments):
        return True
    if ending == "xml" and set(re.split(r"[^a-z0-9]+", parts.path.lower())) & _rules().segments:
        return True
    queries = _rules().queries
    return any(
        name.lower() in queries and (value.lower() in queries[name.lower()] or not queries[name.lower()])
        for name, value in parse_qsl(parts.query)
    )


def of_comments(url: str) -> bool:
    """Is it the feed of what readers say?"""
    return bool(_COMMENTS.search(url))


def usual_places(url: str) -> Iterator[str]:
    """Where the site may keep a feed, the likeliest first; also below the folder of the given address."""
    yield from (urljoin(url, place) for place in _rules().places)
    folder = urljoin(url, ".")
    if urlsplit(folder).path not in ("", "/"):
        yield from (urljoin(folder, place) for place in ("feed/", "rss", "rss.xml"))


def sitemap_places(url: str) -> Iterator[str]:
    """Where the site may keep a sitemap."""
    yield from (urljoin(url, place) for place in _rules().sitemaps)


def sitemap_lines(robots: bytes, url: str) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names, those that say news first (sitemaps.org, "Submitting your Sitemap").

    `url` is that of the robots.txt.
    """
    found = (clean_link(url, line) for line in _SITEMAP_LINE.findall(robots.decode("utf-8", "replace")))
    named = dict.fromkeys(address for address in found if address)
    return tuple(sorted(named, key=lambda address: "news" not in urlsplit(address).path.lower())[:MOST_HINTS])
