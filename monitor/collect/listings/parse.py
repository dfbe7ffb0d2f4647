"""A list page's bytes -> entries, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from lxml import etree, html

from monitor.collect.listings.articles import article_links
from monitor.collect.listings.cards import cards, date, summary, title, width
from monitor.collect.listings.links import Link, document, links
from monitor.collect.lists import MAX_ENTRIES
from monitor.collect.text import MAX_TITLE, one_line
from monitor.collect.urls import entry_key
from monitor.css import xpath
from monitor.errors import DocumentError
from monitor.model import Entry, ParsedFeed

#: code points of a box that are looked through for its headline
MAX_CARD = 5000


def parse(body: bytes, *, source_id: str, url: str, content_type: str, now: datetime, selector: str = "") -> ParsedFeed:
    """The articles that a page lists, at most 500.

    `selector` finds their links, the boxes around them, or one box around them all; without one they are found by
    what article links have in common. Raises `DocumentError` where nothing is found.
    """
    root = document(body, content_type=content_type)
    there = links(root, url)
    chosen = _selected(root, there, selector) if selector else article_links(there, url)
    if not chosen:
        raise DocumentError(
            f"the selector `{selector}` finds no links on the page: has its design changed?"
            if selector
            else "no list of articles was found on the page (a `selector` says where its links are)"
        )
    entries = tuple(_entries(chosen, source_id, now))
    cut = len(entries) > MAX_ENTRIES
    return ParsedFeed(
        title=one_line(root.findtext(".//title") or "", cap=MAX_TITLE),
        entries=entries[:MAX_ENTRIES],
        warnings=(f"only the first {MAX_ENTRIES} of {len(entries)} links were taken",) if cut else (),
    )


def _selected(root: html.HtmlElement, there: Sequence[Link], selector: str) -> list[Link]:
    """The links that the selector means: those found, or the best in each box found, or all in the only box."""
    by_element = {link.element: link for link in there}
    try:
        found = [one for one in root.xpath(xpath(selector)) if isinstance(one, html.HtmlElement)]
    except (ValueError, etree.XPathError) as error:
        raise DocumentError(f"the selector `{selector}` cannot be used ({error})") from error
    if len(found) == 1 and found[0] not in by_element:
        return [link for link in there if found[0] in link.element.iterancestors()]
    chosen: list[Link] = []
    for element in found:
        within = [by_element[one] for one in element.iter("a", "area") if one in by_element]
        if element in by_element:
            chosen.append(by_element[element])
        elif within:
            chosen.append(max(within, key=lambda link: width(title([link], {}))))
    return chosen


def _entries(chosen: Sequence[Link], source_id: str, now: datetime) -> Iterator[Entry]:
    """One for each page that is linked; several links to one page make one."""
    by_page: dict[str, list[Link]] = {}
    for link in chosen:
        by_page.setdefault(link.key, []).append(link)
    around = cards(chosen)
    for key, some in by_page.items():
        headline = title(some, around)
        card = next((around[link.element] for link in some if _holds(around[link.element], headline)), None)
        card = around[some[0].element] if card is None else card
        yield Entry(
            source_id=source_id,
            key=entry_key(guid="", url=key, title=headline, text=""),
            url=some[0].url,
            title=headline,
            summary=summary(card, headline),
            published=date(card, some[0].url, now),
        )


def _holds(card: html.HtmlElement, headline: str) -> bool:
    """Does the headline stand in it? The image of an article may stand in a box of its own."""
    return bool(headline) and headline in one_line(card.text_content(), cap=MAX_CARD)
