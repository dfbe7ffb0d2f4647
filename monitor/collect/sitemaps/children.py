"""Which parts of a sitemap index are worth asking: the newest, and those whose names say news."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from urllib.parse import urlsplit

import yaml

from monitor.collect.urls import same_site

#: parts asked at one poll
MOST = 2
_NEVER = datetime.min.replace(tzinfo=UTC)
_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """`data/sitemaps.yaml`, read."""

    news: frozenset[str]
    no_news: frozenset[str]


@functools.cache
def _words() -> _Words:
    raw = yaml.safe_load(resources.files("monitor.collect").joinpath("data/sitemaps.yaml").read_text("utf-8"))
    return _Words(news=frozenset(raw["news"]), no_news=frozenset(raw["no_news"]))


def worth_asking(children: Sequence[tuple[str, datetime | None]], index: str) -> tuple[str, ...]:
    """At most two of the (address, last change): first those whose names say news, then the latest changed, then the
    highest number or date in the address. Those without articles and those of other sites never."""
    fitting = [
        (url, changed)
        for url, changed in dict(children).items()
        if same_site(url, index) and url != index and not _parts(url) & _words().no_news
    ]
    ranked = sorted(fitting, key=lambda one: (bool(_parts(one[0]) & _words().news), one[1] or _NEVER, _numbers(one[0])))
    return tuple(url for url, _ in ranked[::-1][:MOST])


def _parts(url: str) -> set[str]:
    """The words of its path."""
    return set(_WORD.findall(urlsplit(url).path.lower()))


def _numbers(url: str) -> tuple[int, ...]:
    """The numbers in it, in order: sitemap-2026-11 comes after sitemap-2026-9, post-sitemap10 after post-sitemap2."""
    parts = urlsplit(url)
    return tuple(int(found[:18]) for found in re.findall(r"\d+", parts.path + "?" + parts.query))
