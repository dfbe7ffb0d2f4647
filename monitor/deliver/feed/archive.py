"""Entries -> a page that a browser shows without asking anybody for anything; and what feed readers show of one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final
from urllib.parse import quote

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from monitor.deliver.blocks import Document, shown
from monitor.deliver.chart.svg import svg
from monitor.deliver.chart.words import in_words
from monitor.deliver.feed.entry import About, Entry
from monitor.deliver.text import web_address
from monitor.translation import voice_of

#: what the content of an entry is made of; the templates write no more, and nothing else gets through
_TAGS: Final = {"p", "blockquote", "a", "b", "i", "span"}
_ATTRIBUTES: Final = {"*": {"dir", "lang"}, "a": {"href"}}


def page(about: About, entries: Sequence[Entry]) -> str:
    """The entries by the days (UTC) on which they were told, the newest first."""
    days = [(day, list(told)) for day, told in groupby(entries, key=lambda entry: entry.published.date())]
    return _template("archive.html.j2").render(about=about, days=days)


def index(feeds: Mapping[str, About]) -> str:
    """The feeds by the places where they stand."""
    return _template("archive_index.html.j2").render(feeds={quote(at): one for at, one in feeds.items()})


def content(entry: Entry) -> str:
    """The entry as HTML for feed readers, which bring their own looks."""
    html = _template("entry.html.j2").render(entry=entry)
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https"})


def anchor(entry: Entry) -> str:
    """By which a page is entered at this entry."""
    return re.sub(r"[^A-Za-z0-9-]", "-", entry.key)


def _chart(body: Document) -> Markup:
    return svg(body.volume, voice_of(body.language))


def _chart_in_words(body: Document) -> str:
    return in_words(body.volume, voice_of(body.language))


def _template(name: str) -> Template:
    return _templates().get_template(name)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    """Autoescape is on for everything: what comes from outside is text."""
    environment = Environment(
        loader=PackageLoader("monitor.deliver"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "shown": shown,
        "svg": _chart,
        "in_words": _chart_in_words,
        "anchor": anchor,
        "web_address": web_address,
    }
    return environment
