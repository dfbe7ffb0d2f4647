"""What a page says of itself in its head: <meta>, <link>, <title>."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: values of one name, and code points of one value, that are looked at
_MOST, _LONGEST = 20, 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The statements of a page's head, by their names in small letters."""

    meta: Mapping[str, tuple[str, ...]]
    #: addresses by the relation of the link
    links: Mapping[str, tuple[str, ...]]
    #: the words of <title>
    title: str
    #: `lang` of the page's root
    language: str

    def first(self, *names: str) -> str:
        """The first value that is not blank, the names in order."""
        return next((value for name in names for value in self.meta.get(name, ())), "")


def head_of(root: Any) -> Head:
    """The head, wherever its elements stand: broken markup moves them into the body."""
    meta: dict[str, list[str]] = defaultdict(list)
    links: dict[str, list[str]] = defaultdict(list)
    for element in root.iter("meta"):
        value = " ".join((element.get("content") or "")[:_LONGEST].split())
        if value:
            for name in {element.get(key) for key in ("property", "name", "itemprop", "http-equiv")} - {None}:
                meta[name.strip().lower()].append(value)
    for element in root.iter("link"):
        if href := (element.get("href") or "").strip():
            for relation in (element.get("rel") or element.get("itemprop") or "").lower().split():
                links[relation].append(href)
    title = next((words for one in root.iter("title") if (words := " ".join((one.text or "").split()))), "")
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""
    return Head(meta=_bounded(meta), links=_bounded(links), title=title, language=language)


def _bounded(found: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values[:_MOST]) for name, values in found.items()}
