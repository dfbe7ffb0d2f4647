"""Everything readable becomes an `Article` here: a page, a feed's own text, a seed, a text that somebody gives."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from monitor.collect.urls import canonical
from monitor.comprehend.fingerprint import fingerprint
from monitor.comprehend.words.tokens import tokenise
from monitor.model import Article, Entry, Obstacle, Page, Source

#: obstacles whose page is the article's all the same
_OF_THE_ARTICLE = ("", "paywall")
_UNREAD: Mapping[Obstacle, str] = {
    "consent": "the page is a cookie wall",
    "paywall": "the page shows its beginning only, the rest is for subscribers",
    "redirect": "the page only leads elsewhere",
    "error": "the page is an error page",
    "empty": "the page has no text without JavaScript",
}
#: a page whose text is shorter than this is taken for a wall or a stub, and the feed's own text is used
SHORTEST_PAGE = 200
#: code points of a title made from the text, where neither the entry nor the page gives one
_MADE_TITLE = 120


def from_entry(entry: Entry, page: Page | None, source: Source, now: datetime, *, unread: str = "") -> Article:
    """An entry with its page, or with the feed's own text where the page has none worth reading.

    `unread`: why the page that was wanted is not there, in words. Of a page that is something else than the article
    (`Page.obstacle`) nothing is taken, but the beginning that a paywall shows where the feed has no text at all.
    """
    own = page if page is not None and page.obstacle in _OF_THE_ARTICLE else None
    read = own if own is not None and _is_worth_reading(own, entry) else None
    text = read.text if read else entry.summary
    title = entry.title or (own.title if own else "") or entry.summary.partition("\n")[0][:_MADE_TITLE].rstrip()
    url = entry.url
    canonical_url = canonical(own.canonical_url if own and own.canonical_url else url) if url else ""
    return Article(
        id=_identity(canonical_url or f"{entry.source_id}\n{entry.key}"),
        url=url,
        canonical_url=canonical_url,
        source_id=entry.source_id,
        title=title,
        text=text,
        author=own.author if own else "",
        published=_published(entry, own, source),
        fetched_at=now,
        fingerprint=_fingerprint(title, text),
        method=read.method if read else "feed",
        language_hint=source.language or "",
        unread=unread or (_UNREAD[page.obstacle] if page and page.obstacle else ""),
    )


def _published(entry: Entry, page: Page | None, source: Source) -> datetime | None:
    """As the feed says it. A sitemap may know only the last change, a list page only the day: there the page is asked
    first."""
    said = (entry.published, page.published if page else None)
    return next(filter(None, said if source.kind == "feed" else said[::-1]), None)


def _is_worth_reading(page: Page, entry: Entry) -> bool:
    if not entry.summary:
        return bool(page.text)
    return not page.obstacle and len(page.text) >= max(SHORTEST_PAGE, len(entry.summary))


def from_text(
    *,
    title: str,
    text: str,
    now: datetime,
    article_id: str = "",
    url: str = "",
    published: datetime | None = None,
    method: str = "given",
) -> Article:
    """A text that somebody hands over, taken as it is."""
    canonical_url = canonical(url) if url else ""
    return Article(
        id=article_id or _identity(canonical_url or f"{title}\n{text}"),
        url=url,
        canonical_url=canonical_url,
        source_id=method,
        title=title,
        text=text,
        published=published,
        fetched_at=now,
        fingerprint=_fingerprint(title, text),
        method=method,
    )


def _identity(what: str) -> str:
    return hashlib.blake2b(what.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _fingerprint(title: str, text: str) -> str:
    return fingerprint(tokenise(f"{title}\n{text}"))
