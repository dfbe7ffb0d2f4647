"""Title, author, date, language, site, address and picture of an article, from all that a page says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from htmldate import find_date

from monitor.collect.furniture import is_date
from monitor.collect.instant import instant
from monitor.collect.pages.authors import author_of
from monitor.collect.pages.document import Document
from monitor.collect.pages.titles import site_of_title, title_of
from monitor.collect.text import letters
from monitor.collect.urls import clean_link, same_site

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article.published",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "weibo:article:create_at",
    "originalpublicationdate",
    "article_date_original",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
)
_SITE = ("og:site_name", "application-name", "parsely-site", "publisher", "dc.publisher", "apple-mobile-web-app-title")
#: names of the lead picture, before and behind what JSON-LD says
_PICTURE = ("og:image", "og:image:secure_url", "og:image:url")
_THUMBNAIL = ("twitter:image", "twitter:image:src", "image", "parsely-image-url", "sailthru.image.full", "thumbnail")
_TAG = re.compile(r"[a-z]{2,3}(?=[-_]|$)")
#: elements of time, and blocks around the headline, that are looked at
_TIMES, _AROUND = 3, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of the article beside its text; "" and None where nothing is."""

    title: str
    author: str
    published: datetime | None
    language: str
    site: str
    canonical_url: str
    picture: str


def metadata_of(page: Document) -> Metadata:
    """Each field from the surest that says it: JSON-LD, <meta>, the page's own marks, its words."""
    site = _site(page)
    canonical_url = _canonical(page)
    url = page.url or canonical_url
    title = title_of(page, site, url)
    near = _near(page, title)
    return Metadata(
        title=title,
        author=author_of(page, near, site),
        published=_published(page, near),
        language=_language(page),
        site=site or site_of_title(page.head.title, title),
        canonical_url=canonical_url,
        picture=_picture(page, url),
    )


def _near(page: Document, title: str) -> list[int]:
    """The blocks around the headline, those below it first: a date above it may be today's."""
    headline = next((at for at, block in enumerate(page.blocks) if letters(block.text) == letters(title)), 0)
    return sorted(range(len(page.blocks)), key=lambda at: (at < headline, abs(at - headline)))[:_AROUND]


def _site(page: Document) -> str:
    named = page.head.first(*_SITE[:1]) or page.stated.site or page.head.first(*_SITE[1:])
    return "" if named.startswith(("http:", "https:", "@")) else named


def _published(page: Document, near: Sequence[int]) -> datetime | None:
    """<meta>, JSON-LD, what is marked, <time>, a short line beside the headline; else the day that is found."""
    root, head = page.root, page.head
    told = (
        head.first(*_PUBLISHED[:1]),
        page.stated.published,
        *(value for name in _PUBLISHED for value in head.meta.get(name, ())),
        *root.xpath("//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content"),
        *[one.get("datetime") for one in root.iter("time", "abbr") if one.get("datetime")][:_TIMES],
        *(page.blocks[at].text for at in near if is_date(page.blocks[at].text)),
    )
    return next((when for text in told if text and (when := instant(text))), None) or _day(root)


def _day(root: Any) -> datetime | None:
    """The day that the words of the page tell. Dates of year 0 and zones of 99 hours end htmldate in an exception."""
    try:
        return instant(find_date(root, extensive_search=False, original_date=True) or "")
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None


def _language(page: Document) -> str:
    meta = page.head.first
    told = (page.head.language, meta("og:locale"), meta("content-language"), page.stated.language, meta("dc.language"))
    tags = (_TAG.match(value.strip().lower()) for value in told)
    return next((tag[0] for tag in tags if tag), "")


def _canonical(page: Document) -> str:
    """Where the page says that it lives; believed only on its own site, where that is known."""
    told = (*page.head.links.get("canonical", ()), *page.head.meta.get("og:url", ()))
    links = (clean_link(page.url, href) for href in told)
    return next((link for link in links if link and (not page.url or same_site(link, page.url))), "")


def _picture(page: Document, url: str) -> str:
    links = page.head.links
    told = (
        page.head.first(*_PICTURE),
        page.stated.picture,
        page.head.first(*_THUMBNAIL),
        *links.get("image_src", ()),
        *links.get("image", ()),
    )
    return next((link for href in told if href and (link := clean_link(url, href))), "")
