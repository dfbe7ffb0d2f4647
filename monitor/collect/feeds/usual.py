"""Feeds of the usual kind, RSS 2.0 and Atom 1.0: the elements that are read, and those that change nothing.

Names are as expat gives them: the namespace, a blank, the element. Anything else is left to feedparser.
"""

from __future__ import annotations

ATOM = "http://www.w3.org/2005/Atom "
_CONTENT = "http://purl.org/rss/1.0/modules/content/ "
_DC = "http://purl.org/dc/elements/1.1/ "
_MEDIA = "http://search.yahoo.com/mrss/ "
_SY = "http://purl.org/rss/1.0/modules/syndication/ "
#: depth of an entry's element, by the root's name
DEPTHS = {"rss": 3, f"{ATOM}feed": 2}
ENTRY = {"rss": "item", f"{ATOM}feed": f"{ATOM}entry"}
#: what is read of an entry, and what of the feed itself: element -> field
OF_AN_ENTRY = {
    "rss": {
        "title": "title",
        "link": "link",
        "guid": "guid",
        "description": "summary",
        f"{_CONTENT}encoded": "content",
        "pubDate": "published",
        f"{_DC}date": "updated",
        "http://rssnamespace.org/feedburner/ext/1.0 origLink": "original",
    },
    f"{ATOM}feed": {
        f"{ATOM}title": "title",
        f"{ATOM}id": "guid",
        f"{ATOM}summary": "summary",
        f"{ATOM}content": "content",
        f"{ATOM}published": "published",
        f"{ATOM}updated": "updated",
    },
}
OF_THE_FEED = {
    "title": "title",
    "link": "link",
    "ttl": "ttl",
    "pubDate": "published",
    "lastBuildDate": "updated",
    f"{_SY}updatePeriod": "period",
    f"{_SY}updateFrequency": "frequency",
    f"{ATOM}title": "title",
    f"{ATOM}updated": "updated",
}
#: what an entry may hold besides, and what that may hold: none of it changes what is read
BESIDES = frozenset((
    "category", "author", "comments", "enclosure", "source", "com-wordpress:feed-additions:1 post-id",
    f"{_DC}creator", f"{_DC}subject", f"{_DC}publisher", f"{_DC}rights", f"{_DC}identifier",
    "http://purl.org/rss/1.0/modules/slash/ comments", "http://wellformedweb.org/CommentAPI/ commentRss",
    f"{_MEDIA}content", f"{_MEDIA}thumbnail", f"{_MEDIA}keywords",
    f"{ATOM}author", f"{ATOM}contributor", f"{ATOM}category", f"{ATOM}rights",
))  # fmt: skip
WITHIN = frozenset((f"{ATOM}name", f"{ATOM}uri", f"{ATOM}email", f"{_MEDIA}thumbnail"))
#: the same for the feed
BESIDES_ENTRIES = frozenset((
    "description", "language", "copyright", "managingEditor", "webMaster", "category", "generator", "docs", "cloud",
    "image", "skipHours", "skipDays", "com-wordpress:feed-additions:1 site", f"{_SY}updateBase",
    f"{ATOM}id", f"{ATOM}subtitle", f"{ATOM}generator", f"{ATOM}icon", f"{ATOM}logo", f"{ATOM}rights",
    f"{ATOM}author", f"{ATOM}category", f"{ATOM}contributor",
))  # fmt: skip
WITHIN_THE_FEED = {
    "image": frozenset(("url", "title", "link", "width", "height", "description")),
    "skipHours": frozenset(("hour",)),
    "skipDays": frozenset(("day",)),
    f"{ATOM}author": WITHIN,
    f"{ATOM}contributor": WITHIN,
}
