"""Which links of a page lead to articles: those that repeat one pattern, with headlines and with addresses of articles.

links -> groups (the same place in the items of one list) -> groups that look like articles -> lone links of their kind

Every link gets points: for its title (0 to 3, by length), its address (0 to 3: a date, a number, a long slug) and its
place (1 within a heading). The figures were set on `tests/corpus/listings/`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from statistics import median
from urllib.parse import parse_qsl, unquote, urlsplit

import yaml
from lxml import html

from monitor.collect.listings.cards import DAY_IN_PATH, HEADINGS, cards, title, width
from monitor.collect.listings.links import Link
from monitor.collect.urls import same_site

#: links to different pages that make a list
FEWEST = 3
#: how far above a link the item of its list may begin
_HIGHEST = 6
#: median points of a list of articles; of a longer list a point less is enough
_SURE, _LONG = 4.0, 5
#: points of a link that may stand in a list of articles
_LEAST = 2
#: columns of a title from which it gets a point, two, three
_TITLE_WIDTHS = (14, 24, 40)
_ASIDE = frozenset({"nav", "footer", "menu"})
_NUMBER = re.compile(r"(?<!\d)\d{4,}(?!\d)|(?<=[/-])\d{2,}(?=\.\w+$|/?$)")
_SLUG = re.compile(r"[^\W_]+")
_PAGE = re.compile(r"\.(?:s?html?|php|aspx?|jsp|ece|cms)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """`data/listings.yaml`, read."""

    elsewhere: frozenset[str]
    further: frozenset[str]
    relations: frozenset[str]
    numbers: frozenset[str]


@functools.cache
def _words() -> _Words:
    raw = yaml.safe_load(resources.files("monitor.collect").joinpath("data/listings.yaml").read_text("utf-8"))
    return _Words(**{name: frozenset(map(str, raw[name])) for name in ("elsewhere", "further", "relations", "numbers")})


def article_links(links: Sequence[Link], url: str) -> list[Link]:
    """Those that lead to articles of this site, in the order of the page; none where no list was found."""
    candidates = [link for link in links if same_site(link.url, url) and not _aside(link)]
    titles = _titles(candidates)
    points = {link.element: _points(link, titles[link.key]) for link in candidates}
    kept: set[html.HtmlElement] = set()
    shapes: set[tuple[str, ...]] = set()
    for group in _groups(candidates):
        articles, like = _articles_of(group, points)
        kept |= articles
        shapes |= like
    return [
        link
        for link in candidates
        if link.element in kept or (points[link.element] >= _SURE and _shape(link.url) in shapes)
    ]


def _articles_of(
    group: Sequence[Link], points: Mapping[html.HtmlElement, int]
) -> tuple[set[html.HtmlElement], set[tuple[str, ...]]]:
    """The links to articles in a list, and the shapes of their addresses; none where it is a list of something else."""
    best: dict[str, int] = {}
    for link in group:
        best[link.key] = max(best.get(link.key, points[link.element]), points[link.element])
    middle = median(best.values())
    if middle < _SURE and (middle < _SURE - 1 or len(best) < _LONG):
        return set(), set()
    shapes = {_shape(link.url) for link in group if best[link.key] >= _SURE}
    articles = {
        link.element
        for link in group
        if best[link.key] >= _LEAST or _shape(link.url) in shapes or _titles_an_article(link)
    }
    return articles, shapes


def _titles_an_article(link: Link) -> bool:
    """A short headline is one nevertheless, where it stands in a heading."""
    return _in_heading(link.element) and address_points(link.url) >= 0


def _in_heading(element: html.HtmlElement) -> bool:
    return any(above.tag in HEADINGS for above in element.iterancestors())


def _titles(links: Sequence[Link]) -> dict[str, str]:
    by_page: dict[str, list[Link]] = {}
    for link in links:
        by_page.setdefault(link.key, []).append(link)
    around = cards(links)
    return {key: title(some, around) for key, some in by_page.items()}


def _aside(link: Link) -> bool:
    """Does it stand in a menu or a footer, or say itself that it leads to no article?"""
    if _words().relations & set((link.element.get("rel") or "").lower().split()):
        return True
    return any(
        above.tag in _ASIDE or (above.get("role") or "") == "navigation" for above in link.element.iterancestors()
    )


def _groups(links: Sequence[Link]) -> list[list[Link]]:
    """Links at the same place within the items of one list; the nearest list around a link is its own."""
    left, groups = list(links), []
    for height in range(1, _HIGHEST + 1):
        lists: dict[tuple[html.HtmlElement, tuple[str, ...]], list[Link]] = {}
        for link in left:
            if place := _place(link.element, height):
                lists.setdefault(place, []).append(link)
        found = [group for group in lists.values() if len({link.key for link in group}) >= FEWEST]
        grouped = {link.element for group in found for link in group}
        left = [link for link in left if link.element not in grouped]
        groups += found
    return groups


def _place(element: html.HtmlElement, height: int) -> tuple[html.HtmlElement, tuple[str, ...]] | None:
    """The element so many steps above, and the tags from there down to the link."""
    tags: list[str] = []
    for step, above in enumerate(element.iterancestors(), start=1):
        if step == height:
            return above, tuple(tags)
        tags.append(str(above.tag))
    return None


def _points(link: Link, headline: str) -> int:
    columns = width(headline)
    return (
        sum(columns >= least for least in _TITLE_WIDTHS)
        + address_points(link.url)
        + _in_heading(link.element)
        + any(True for _ in link.element.iter(*HEADINGS))
        - (3 if columns < _TITLE_WIDTHS[0] else 0)
    )


def address_points(url: str) -> int:
    """How much an address looks like an article's: 0 to 3; less than 0 for those of tags, authors, further pages."""
    parts = urlsplit(url)
    segments = [unquote(segment).lower() for segment in parts.path.split("/") if segment]
    query = {name.lower(): value for name, value in parse_qsl(parts.query)}
    if _leads_elsewhere(segments, query):
        return -3
    last = _PAGE.sub("", segments[-1]) if segments else ""
    words = len([word for word in _SLUG.findall(last) if not word.isdigit()])
    numbered = _NUMBER.search(parts.path) or any(
        value.isdigit() for name, value in query.items() if name in _words().numbers
    )
    points = (
        (2 if DAY_IN_PATH.search(parts.path) or numbered else 0)
        + (2 if words >= 4 else 1 if words == 3 else 0)
        + (1 if len(segments) > 1 and _PAGE.search(segments[-1]) and last != "index" else 0)
    )
    return min(points, 3)


def _leads_elsewhere(segments: Sequence[str], query: Mapping[str, str]) -> bool:
    """To the front page, a tag, an author, a further page of the list; "?page=news" names a page, "?page=2" counts."""
    words = _words()
    return (
        not (segments or query)
        or not words.elsewhere.isdisjoint(segments)
        or any(value.isdigit() if name in words.further else name in words.elsewhere for name, value in query.items())
    )


def _shape(url: str) -> tuple[str, ...]:
    """What the addresses of one kind of page share: "news", number, slug."""
    parts = urlsplit(url)
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    shape = ["#" if segment.isdigit() else "-" if len(_SLUG.findall(segment)) > 2 else segment for segment in segments]
    if segments and shape[-1] == segments[-1]:
        shape[-1] = "#" if _NUMBER.search(segments[-1]) else "?"
    return (*shape, *sorted(name for name, _ in parse_qsl(parts.query)))
