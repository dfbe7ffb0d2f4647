"""An entry's strings -> fields that can be stored and shown: cleaned, and capped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.collect.feeds.raw import RawEntry
from monitor.collect.links import article_link
from monitor.collect.text import MAX_TITLE, one_line, plain

MAX_SUMMARY = 4000
#: a title made from the text where the feed gives none
_MADE_TITLE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """An entry, cleaned, before it has an identity."""

    guid: str
    url: str
    title: str
    summary: str
    published: datetime | None


def fields(raw: RawEntry, *, base: str, published: datetime | None) -> Fields:
    """The longest of its texts; the first of its links that is a web address; a title, if it has to be made."""
    summary = max((plain(text, cap=MAX_SUMMARY) for text in raw.texts), key=len, default="")
    title = one_line(raw.title, cap=MAX_TITLE)
    return Fields(
        guid=raw.guid,
        url=next((url for link in raw.links if link and (url := article_link(base, link))), ""),
        title=title or summary.partition("\n")[0][:_MADE_TITLE].rstrip(),
        summary=summary,
        published=published,
    )
