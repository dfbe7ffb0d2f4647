"""What stands around a link in a list of articles: its title, date and summary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree, html

from monitor.collect.listings.links import Link
from monitor.collect.lists import believed
from monitor.collect.text import MAX_TITLE, one_line

MAX_SUMMARY = 1000
#: columns below which a line is no headline ("more", "12:30"), one in a heading is none, and a paragraph no summary
_HEADLINE, _HEADING, _SUMMARY = 12, 3, 40
#: code points of a date as people write it
_LONGEST_DATE = 60
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TITLED = re.compile(r"(?i)title|headline|heading")
_DATED = re.compile(r"(?i)date|time|publish|posted|fecha|datum|tarih|tarix|ngay|created|zaman|waqt|sana")
_SUMMARISES = re.compile(r"(?i)summary|excerpt|teaser|desc|lead|sapo|intro|annot|preview|anons")
#: elements that stand on lines of their own (HTML, "flow content")
_FLOW = "address article aside blockquote br dd div dl dt figcaption figure footer header li main ol p section table td"
_BLOCKS = frozenset(_FLOW.split()) | frozenset(HEADINGS)
#: a day in an address: /2026/11/21/, /2026-11-21-, /20261121/
DAY_IN_PATH = re.compile(r"(?<!\d)(20\d\d)(?:/(\d\d?)/(\d\d?)|([-_]?)(\d\d)\4(\d\d))(?!\d)")
#: a text with fewer figures is no date
_FIGURES = 4


def cards(links: Iterable[Link]) -> dict[html.HtmlElement, html.HtmlElement]:
    """For each link, the largest element around it that holds links to no other page of `links`."""
    owner: dict[html.HtmlElement, str | None] = {}
    listed = list(links)
    for link in listed:
        for element in (link.element, *link.element.iterancestors()):
            if owner.setdefault(element, link.key) not in (link.key, None):
                owner[element] = None
    found: dict[html.HtmlElement, html.HtmlElement] = {}
    for link in listed:
        card = link.element
        for above in link.element.iterancestors():
            if owner[above] != link.key or above.tag in ("body", "main"):
                break
            card = above
        found[link.element] = card
    return found


def title(links: Sequence[Link], around: Mapping[html.HtmlElement, html.HtmlElement]) -> str:
    """The headline among the links to one page: a heading before other words, whole where it also stands cut short."""
    found = [one for link in links for one in _headlines(link.element, around.get(link.element)) if one[1]]
    long_enough = [one for one in found if width(one[1]) >= (_HEADING if one[0] > 1 else _HEADLINE)]
    if not long_enough:
        return max(found, key=lambda one: width(one[1]), default=(0, ""))[1]
    first = max(long_enough, key=lambda one: one[0])[1]  # of equals, the first
    stem = first.rstrip(".… ")
    return max((text for _, text in long_enough if stem != first and text.startswith(stem)), key=width, default=first)


def date(card: html.HtmlElement, url: str, now: datetime) -> datetime | None:
    """When it was published, as the card says it, else as the day in its address."""
    for text in _dates(card):
        if when := believed(text, now):
            return when
    found = DAY_IN_PATH.search(urlsplit(url).path)
    if not found:
        return None
    month, day = found[2] or found[5], found[3] or found[6]
    return believed(f"{found[1]}-{int(month):02}-{int(day):02}", now)


def summary(card: html.HtmlElement, headline: str) -> str:
    """The longest paragraph of the card, or what is called its summary; "" where there is none but the headline."""
    called = (one for one in card.iter("div", "span") if _SUMMARISES.search(one.get("class") or ""))
    texts = (one_line(_text(one), cap=MAX_SUMMARY) for one in (*card.iter("p", "dd"), *called))
    return max((text for text in texts if text != headline and width(text) >= _SUMMARY), key=len, default="")


def width(text: str) -> int:
    """Columns of the text: a Chinese sign says as much as two Latin letters, and takes their room."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _headlines(anchor: html.HtmlElement, card: html.HtmlElement | None) -> Iterator[tuple[int, str]]:
    """(how surely, text): 3 a heading in or around the link, 2 what is called a title or the card's only heading,
    1 the link's own words, 0 none."""
    for heading in anchor.iter(*HEADINGS):
        yield 3, _line(_text(heading))
    if any(above.tag in HEADINGS for above in anchor.iterancestors()):
        yield 3, _line(_text(anchor))
    for part in anchor.iter():
        if part is not anchor and isinstance(part.tag, str) and _TITLED.search(part.get("class") or ""):
            yield 2, _line(_text(part))
    headings = [] if card is None else list(card.iter(*HEADINGS))
    if len(headings) == 1:
        yield 2, _line(_text(headings[0]))
    lines = [_line(line) for line in _text(anchor).split("\n")]
    yield 1, next((line for line in lines if width(line) >= _HEADLINE and _wordy(line)), max(lines, key=width))
    for name in ("title", "aria-label"):
        yield 1, _line(anchor.get(name) or "")
    for image in anchor.iter("img"):
        yield 0, _line(image.get("alt") or "")


def _dates(card: html.HtmlElement) -> Iterator[str]:
    """Texts that may be the date, the surest first."""
    called = [one for one in card.iter() if isinstance(one.tag, str) and _DATED.search(one.get("class") or "")]
    for element in card.iter("time"):
        yield element.get("datetime") or ""
    for element in card.xpath(".//*[@itemprop='datePublished']"):
        yield element.get("content") or element.get("datetime") or ""
    yield from (element.get("title") or "" for element in called)
    for element in (*card.iter("time"), *called):
        yield from _short(_text(element))
    for text in card.xpath(".//text()[not(ancestor::a)]"):
        if sum(sign.isdecimal() for sign in text) >= _FIGURES:
            yield from _short(text)


def _short(text: str) -> Iterator[str]:
    """The text on one line, where it is short enough for a date."""
    line = " ".join(text.split())
    if 0 < len(line) <= _LONGEST_DATE:
        yield line


def _wordy(line: str) -> bool:
    """Are most of its signs letters? Dates and counts are not."""
    return 2 * sum(1 for sign in line if sign.isalpha()) > len(line.replace(" ", ""))


def _line(text: str) -> str:
    return one_line(text, cap=MAX_TITLE)


def _text(element: html.HtmlElement) -> str:
    """The words in it, blocks on lines of their own."""
    parts: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if isinstance(part.tag, str) and part.tag in _BLOCKS:
            parts.append("\n")
        parts.append((part.text if event == "start" else part.tail if part is not element else "") or "")
    return "".join(parts).strip()
