"""Collect: the world -> Article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

PagesMode = Literal["all", "hinted", "none"]
#: what stands at a source's address: a feed, a sitemap, or a plain page that lists articles
SourceKind = Literal["feed", "sitemap", "page"]
#: why a page does not hold its article
Obstacle = Literal["", "consent", "paywall", "redirect", "error", "empty"]

#: seconds between two polls of a source: never less, except on the owner's own servers
FLOOR_S = 15 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed that its owner subscribed to, or what stands in for one."""

    #: readable and stable, for instance "azertag"; the store's key
    id: str
    #: address of the feed
    url: str
    #: the outlet's name as a reader knows it
    name: str
    kind: SourceKind = "feed"
    #: of a list page: CSS selector of the links to its articles; empty where they are to be found by themselves
    selector: str = ""
    #: ISO 639-1 hint, or None when not known
    language: str | None = None
    #: ISO 3166 code of the outlet's country, or None
    country: str | None = None
    #: heading under which the owner filed it
    group: str = ""
    #: the owner's own words for it
    tags: tuple[str, ...] = ()
    #: trust, 1.0 is ordinary; the most trusted member leads a story
    weight: float = 1.0
    #: which entries' pages are fetched
    pages: PagesMode = "all"
    #: may connect to loopback and private addresses (intranet feeds, the demo)
    allow_private: bool = False
    #: the owner's bounds for the time between two polls, in seconds; None: those of the house
    floor_s: int | None = None
    ceiling_s: int | None = None
    #: sent to the origin of `url` alone; a log-in stands among them, so they are never shown
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    #: what of these nobody else may see, in log, status or database
    secrets: tuple[str, ...] = field(default=(), repr=False)
    #: why it cannot be polled, in words: its secret is not where the configuration says
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """Through which the owner wants the web to be read."""

    #: http:// or https://, without a log-in
    url: str
    #: None: it asks for no log-in
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    #: why the password is not known, in words; empty where it is, or none is needed
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a conditional request sends back, verbatim, and the digest of the body it stands for."""

    etag: str | None = None
    last_modified: str | None = None
    #: SHA-256 of the body, hex
    digest: str | None = None
    #: the address that gave them, and the only one that gets them back; None: the one that is asked
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Fetched:
    """An HTTP answer, decoded within its cap. Let it go once its body has been read: others wait for the room."""

    #: the address that answered, after redirects
    url: str
    status: int
    #: header names in lower case, in order
    headers: tuple[tuple[str, str], ...]
    #: empty on 304
    body: bytes
    fetched_at: datetime
    #: where the address that was asked says that it lives for good: the end of its first redirects, as far as they are
    #: permanent; empty where it says nothing of the kind
    moved_to: str = ""

    def header(self, name: str) -> str | None:
        """The first value of a header, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says about one article."""

    source_id: str
    #: guid, else canonical URL, else content hash; unique within the source
    key: str
    #: cleaned absolute address; empty where the feed gives none
    url: str
    #: plain text, one line
    title: str
    #: plain text
    summary: str
    #: None where the feed gives no date that can be believed
    published: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a feed asks of those who poll it."""

    #: seconds for which an answer is good: RSS `ttl`, or the syndication module's update period
    ttl_s: int | None = None
    #: hours of the day at which not to ask, 0 to 23, UTC
    skip_hours: tuple[int, ...] = ()
    #: days of the week on which not to ask, 0 (Monday) to 6, UTC
    skip_days: tuple[int, ...] = ()
    #: seconds for which the answer that brought it called itself good (`max-age`)
    max_age_s: float = 0.0


NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed, read."""

    title: str
    entries: tuple[Entry, ...]
    #: what was wrong with the document, in words
    warnings: tuple[str, ...] = ()
    wishes: Wishes = NO_WISHES
    #: of a sitemap index: addresses of its parts that are worth asking, the likeliest news first
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What extraction found on a page; empty `text` means that nothing was found."""

    title: str
    text: str
    published: datetime | None = None
    author: str = ""
    language: str = ""
    canonical_url: str = ""
    #: which extractor's answer this is
    method: str = ""
    #: the outlet's name, as the page says it
    site: str = ""
    #: absolute address of the lead picture
    picture: str = ""
    #: why this is not the article
    obstacle: Obstacle = ""
    #: where a page leads that only redirects
    leads_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What we read: a page, a feed's own text, or a seed file."""

    #: 16 hex digits, derived from the canonical URL (or the content where there is none)
    id: str
    url: str
    canonical_url: str
    source_id: str
    title: str
    #: the body without the title
    text: str
    author: str = ""
    published: datetime | None = None
    fetched_at: datetime
    #: hash of the normalised words: equal for the same text at two addresses
    fingerprint: str
    #: "pages" (the page's text), "feed" (the feed's own text), "seed" or "given"
    method: str
    #: the outlet's language hint, or ""
    language_hint: str = ""
    #: why the feed's own text stands here although the page was wanted, in words
    unread: str = ""

    @property
    def document(self) -> str:
        """Title and text in one string: what every span counts in."""
        return f"{self.title}\n{self.text}"

    @property
    def day(self) -> date | None:
        """The day it speaks of: that of its publication, None where nobody says it."""
        return self.published.date() if self.published else None
