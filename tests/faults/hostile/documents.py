"""Feeds and pages to make hostile ones of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

#: the title of an entry that must not suffer from what is around it
GOOD = "A good entry"
AT = format_datetime(datetime.now(UTC) - timedelta(hours=2))
PARAGRAPH = "The keeper of the lighthouse climbed the stairs again and looked at the sea for a long time. "


def item(title: str = GOOD, *, link: str = "https://example.org/good", more: str = "", date: str = AT) -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>{more}</item>"


def feed(*items: str, head: str = "", root: str = "", declaration: str = '<?xml version="1.0"?>') -> bytes:
    """An RSS feed; of one good item where none are given."""
    inside = "".join(items or (item(),))
    text = f'{declaration}{head}<rss version="2.0" {root}><channel><title>T</title>{inside}</channel></rss>'
    return text.encode("utf-8", "surrogatepass")


def page(body: str = "", *, head: str = "", root: str = ' lang="en"') -> bytes:
    """A page with an article of six sentences, and what a case puts around it."""
    article = f"<article><h1>Headline</h1><p>{PARAGRAPH * 3}</p><p>{PARAGRAPH * 3}</p></article>"
    text = f"<!doctype html><html{root}><head><title>Headline</title>{head}</head><body>{body}{article}</body></html>"
    return text.encode("utf-8", "surrogatepass")
