"""Wikidata's answers as values. Nothing in them is trusted: what has another shape than the documented one is left out.

The shapes are those of `wbsearchentities` and `wbgetentities` with `formatversion=2` (wikidata.org/w/api.php), where
an empty object may come as an empty list.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from monitor.errors import FetchError

#: errors that pass by themselves, in words
_PASSING = {"maxlag": "Wikidata is too busy: try again later", "ratelimited": "Wikidata was asked too often"}
#: invisible and still part of a name: the joiners of Persian and Hindi
_JOINERS = frozenset("\u200c\u200d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One answer to a search."""

    id: str
    label: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that Wikidata knows."""

    #: the one asked for; `id` is another where that one was merged into it
    asked: str
    id: str
    #: language -> name
    labels: Mapping[str, str]
    #: language -> other names
    aliases: Mapping[str, tuple[str, ...]]
    descriptions: Mapping[str, str]
    #: "person", "org" …; None where its classes leave a doubt
    type: str | None


def read(status: int, body: bytes) -> tuple[Mapping[str, Any] | None, str]:
    """The answer, or what is wrong with it for the moment, in words. Raises `FetchError` for a refusal."""
    if status != 200:
        return None, f"Wikidata answers with status {status}"
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None, "Wikidata's answer is no JSON"
    if not isinstance(answer, dict):
        return None, "Wikidata's answer is no object"
    if isinstance(error := answer.get("error"), dict):
        code = str(error.get("code"))
        if code in _PASSING:
            return None, _PASSING[code]
        raise FetchError(f"Wikidata refuses: {_clean(error.get('info') or code)}", url="", permanent=True)
    return answer, ""


def hits(answer: Mapping[str, Any]) -> tuple[Hit, ...]:
    """What a search found, in its order."""
    return tuple(
        Hit(id=_clean(row["id"]), label=_clean(row.get("label", "")), description=_clean(row.get("description", "")))
        for row in _rows(answer.get("search"))
        if "id" in row
    )


def items(answer: Mapping[str, Any], languages: Sequence[str]) -> Iterator[Item]:
    """The items that exist."""
    for one in _object(answer.get("entities")).values():
        if isinstance(one, dict) and "missing" not in one and "id" in one:
            yield _item(str(_object(one.get("redirects")).get("from", one["id"])), one, languages)


def languages_asked(languages: Sequence[str]) -> tuple[str, ...]:
    """Ours, and Wikidata's variants of them."""
    variants = (one for language in languages for one in _words()["variants"].get(language, ()))
    return tuple(dict.fromkeys((*languages, *variants)))


def type_of(classes: Sequence[str]) -> str | None:
    """The type of an actor from its classes, None where they leave a doubt."""
    types = {kind for kind, listed in _words()["classes"].items() if set(listed) & set(classes)}
    return types.pop() if len(types) == 1 else None


@cache
def _words() -> Mapping[str, Mapping[str, list[str]]]:
    file = resources.files("monitor.collect") / "data" / "wikidata.yaml"
    words: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return words


def _item(asked: str, row: Mapping[str, Any], languages: Sequence[str]) -> Item:
    labels, aliases = _object(row.get("labels")), _object(row.get("aliases"))
    own_labels, own_aliases = {}, {}
    for language in languages:
        sources = (language, *_words()["variants"].get(language, ()))
        called = [name for each in sources for name in _values([labels.get(each)])]
        others = [name for each in sources for name in _values(aliases.get(each))]
        if called:
            own_labels[language] = called[0]
        if names := tuple(dict.fromkeys((*called[1:], *others))):
            own_aliases[language] = names
    return Item(
        asked=asked,
        id=str(row["id"]),
        labels=own_labels,
        aliases=own_aliases,
        descriptions={
            language: text for language, one in _object(row.get("descriptions")).items() for text in _values([one])
        },
        type=type_of(list(_classes(row))),
    )


def _classes(row: Mapping[str, Any]) -> Iterator[str]:
    """What the item is an instance of (P31); statements that are marked as wrong do not count."""
    for claim in _rows(_object(row.get("claims")).get("P31")):
        if claim.get("rank") != "deprecated":
            value = _object(_object(_object(claim.get("mainsnak")).get("datavalue")).get("value"))
            yield str(value.get("id"))


def _values(rows: object) -> list[str]:
    return [text for one in _rows(rows) if (text := _clean(one.get("value", "")))]


def _clean(text: object) -> str:
    """On one line, without what could steer a terminal or turn the writing round."""
    shown = (char if char in _JOINERS or not unicodedata.category(char).startswith("C") else " " for char in str(text))
    return " ".join("".join(shown).split())


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _rows(rows: object) -> list[dict[str, Any]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
