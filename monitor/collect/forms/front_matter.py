"""What stands above a text, between two lines of three dashes: its title, address and date.

    ---
    title: Baku and Yerevan agree on a treaty
    url: https://news.example/treaty
    published: 2026-11-20T07:30:00+00:00
    furniture: none
    ---
    The foreign ministers of Azerbaijan and Armenia …

`source` is read as `url` and `date` as `published`, as clippers and site generators write them. `furniture: none` says
that what follows is the article and nothing else. Other keys are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import yaml

from monitor.collect.forms.contents import Contents
from monitor.collect.instant import kept_instant
from monitor.collect.text import one_line
from monitor.collect.urls import clean_link
from monitor.model import Article

#: code points within which it ends
LONGEST = 8000
_FENCED = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE_CAP = 500
_ADDRESSES = ("url", "source", "asked")
_DATES = ("published", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a front matter says; empty where it says nothing."""

    title: str = ""
    #: where the article lives; the address that was asked for, where that was another, comes after it
    addresses: tuple[str, ...] = ()
    published: datetime | None = None
    whole: bool = False


def split(text: str) -> tuple[About, str]:
    """The front matter and the text beneath it; what is none stays part of the text."""
    text = text.replace("\r\n", "\n") if text[:LONGEST].startswith("---") else text
    fenced = _FENCED.match(text[:LONGEST])
    fields = _fields(fenced["yaml"] or "") if fenced else None
    if fenced is None or fields is None:
        return About(), text
    links = (clean_link("", fields.get(name, "")) for name in _ADDRESSES)
    dates = (kept_instant(fields[name]) for name in _DATES if name in fields)
    title, whole = fields.get("title", ""), fields.get("furniture") == "none"
    about = About(
        title=title if whole else one_line(title, cap=_TITLE_CAP),
        addresses=tuple(link for link in links if link),
        published=next((date for date in dates if date), None),
        whole=whole,
    )
    return about, text[fenced.end() :]


def contents(text: str) -> Contents:
    """A plain text, with what its front matter says."""
    about, body = split(text)
    return Contents(
        title=about.title,
        text=body.removesuffix("\n") if about.whole else body,
        url=next(iter(about.addresses), ""),
        published=about.published,
        whole=about.whole,
    )


def written(article: Article, *, asked: str = "") -> str:
    """The article as a text that `contents` reads back as the same; `asked`: the address that led to it."""
    fields = {"title": article.title, "url": article.url}
    if asked and asked != article.url:
        fields["asked"] = asked
    if article.published:
        fields["published"] = article.published.isoformat()
    fields["furniture"] = "none"
    head = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{head}---\n{article.text}\n"


def _fields(text: str) -> dict[str, str] | None:
    """Its keys with a text as value; None where it is no mapping. Everything is read as text: dates stay as written."""
    try:
        loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  (it makes nothing but texts, lists and mappings)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(loaded, dict):
        return None
    return {key.lower(): value for key, value in loaded.items() if isinstance(key, str) and isinstance(value, str)}
