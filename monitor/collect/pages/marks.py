"""What an element is by the names that its makers gave it: class, id, role.

The names are data: `data/element_names.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

#: roles of elements outside the article (WAI-ARIA, "landmark roles" and dialogues)
_OUTSIDE = frozenset(
    ["alertdialog", "banner", "complementary", "contentinfo", "dialog", "menu", "navigation", "search"]
)
#: words of a name on either side of a known one, and words of a known one
_AROUND, _MOST_WORDS = 3, 4
#: code points of an element's names that are looked at
_LONGEST = 500
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SIGNS = re.compile(r"[_:/.-]+")


def mark_of(element: Any) -> str:
    """The kind of furniture that the element is called, a key of the data; "" for nothing known."""
    get = element.get
    return _mark(f"{get('class') or ''} {get('id') or ''}", get("role") or "")


def names_of(element: Any) -> str:
    """What elements of one kind have in common: their tag and class, or the id where there is none."""
    return f"{element.tag} {element.get('class') or element.get('id') or element.get('role') or ''}"


@lru_cache(maxsize=4096)
def _mark(names: str, role: str) -> str:
    if role in _OUTSIDE:
        return "navigation"
    known = _known()
    kinds = {known[run] for name in names[:_LONGEST].split() for run in _runs(name) if run in known}
    return min(kinds, default="", key=_order().__getitem__)


def _runs(name: str) -> Iterator[str]:
    """The words of a name that stand side by side, written as one."""
    words = [word for word in _SIGNS.sub("-", _CAMEL.sub("-", name)).lower().split("-") if word]
    for first in range(min(len(words), _AROUND + 1)):
        for end in range(max(first + 1, len(words) - _AROUND), min(first + _MOST_WORDS, len(words)) + 1):
            yield "".join(words[first:end])


@cache
def _known() -> Mapping[str, str]:
    """Name without its hyphens -> kind; the first kind that has it."""
    return {name.replace("-", ""): kind for kind, names in reversed(list(_listed().items())) for name in names}


@cache
def _order() -> Mapping[str, int]:
    return {kind: at for at, kind in enumerate(_listed())}


@cache
def _listed() -> Mapping[str, Sequence[str]]:
    text = (resources.files("monitor.collect") / "data" / "element_names.yaml").read_text(encoding="utf-8")
    kinds: dict[str, list[str]] = yaml.safe_load(text)
    return kinds
