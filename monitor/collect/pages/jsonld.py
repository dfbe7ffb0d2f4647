"""What a page says of its article in JSON-LD (schema.org), however it is written."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: types of an article (schema.org, "CreativeWork" and below); a live blog's body is only its opening
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_LIVE = "LiveBlogPosting"
#: code points of one script, objects of one page, and how deep they are looked into: no publisher's come near
_LONGEST, _MOST, _DEEPEST = 1_000_000, 3_000, 12
#: lists of other articles, and what readers wrote
_ELSEWHERE = frozenset(
    ["itemListElement", "comment", "citation", "hasPart", "relatedLink", "mentions", "isBasedOn", "review"]
)
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the publisher says of the article; "" and () where nothing is said."""

    headline: str = ""
    description: str = ""
    #: plain text
    body: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    picture: str = ""
    site: str = ""
    language: str = ""
    #: whether everybody may read it; None where nothing is said
    free: bool | None = None
    #: whether there is an article at all
    is_article: bool = False


def statement_of(root: Any, url: str) -> Statement:
    """The statement of the page's own article, among all that it says of others and of the site."""
    nodes = list(_nodes(root))
    by_id = {str(node["@id"]): node for node in reversed(nodes) if "@id" in node and len(node) > 1}
    found = [node for node in nodes if _is_article(node)]
    if not found:
        return _Reader(by_id).site_only(nodes)
    own = next((node for node in found if url and url in _addresses(node)), None)
    return _Reader(by_id).statement(own or max(found, key=_weight))


def _weight(node: Mapping[str, Any]) -> int:
    """The article itself says most of itself; the first of equals."""
    return sum(key in node for key in ("headline", "articleBody", "datePublished", "author", "image", "publisher"))


def _addresses(node: Mapping[str, Any]) -> set[str]:
    page = node.get("mainEntityOfPage")
    places = [node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, Mapping) else page]
    return {place for place in places if isinstance(place, str)}


def _nodes(root: Any) -> Iterator[Mapping[str, Any]]:
    left = _MOST
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        waiting: list[tuple[Any, int]] = [(_loaded(script.text_content() or ""), 0)]
        while waiting and left > 0:
            one, depth = waiting.pop(0)
            left -= 1
            if depth > _DEEPEST:
                continue
            if isinstance(one, list):
                waiting.extend((each, depth + 1) for each in one)
            elif isinstance(one, dict):
                yield one
                waiting.extend(
                    (each, depth + 1)
                    for key, each in one.items()
                    if key not in _ELSEWHERE and isinstance(each, dict | list)
                )


def _loaded(text: str) -> Any:
    """The value; None where there is none. Commas too many, control characters and wrappings are forgiven."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", text[:_LONGEST]))
    for attempt in (str, lambda raw: _TRAILING_COMMA.sub("", _CONTROL.sub(" ", raw)), html.unescape):
        try:
            return json.loads(attempt(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(node: Mapping[str, Any]) -> list[str]:
    given = node.get("@type")
    some = given if isinstance(given, list) else [given]
    return [one.rpartition("/")[2] for one in some if isinstance(one, str)]


def _is_article(node: Mapping[str, Any]) -> bool:
    return any(_ARTICLE.search(one) for one in _types(node))


class _Reader:
    def __init__(self, by_id: Mapping[str, Mapping[str, Any]]) -> None:
        self._by_id = by_id

    def statement(self, node: Mapping[str, Any]) -> Statement:
        return Statement(
            headline=_text(node.get("headline") or node.get("name")),
            description=_text(node.get("description")),
            body="" if _LIVE in _types(node) else _body(node.get("articleBody")),
            authors=tuple(dict.fromkeys(name for name in self._names(node.get("author")) if name)),
            published=_text(node.get("datePublished") or node.get("dateCreated")),
            picture=next(iter(self._pictures(node.get("image") or node.get("thumbnailUrl"))), ""),
            site=next(iter(self._names(node.get("publisher"))), ""),
            language=_text(node.get("inLanguage")),
            free=_truth(node.get("isAccessibleForFree")),
            is_article=True,
        )

    def site_only(self, nodes: list[Mapping[str, Any]]) -> Statement:
        """Where there is no article: the site's name at least, and the page's day."""
        site = next((_text(node.get("name")) for node in nodes if "WebSite" in _types(node)), "")
        page = next((node for node in nodes if "datePublished" in node), {})
        return Statement(site=site, published=_text(page.get("datePublished")), language=_text(page.get("inLanguage")))

    def _names(self, value: Any) -> Iterator[str]:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield _text(one)
            elif isinstance(one, Mapping):
                name = one.get("name") or self._by_id.get(str(one.get("@id")), {}).get("name")
                for each in name if isinstance(name, list) else [name]:
                    if isinstance(each, str):
                        yield _text(each)

    def _pictures(self, value: Any) -> Iterator[str]:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield one.strip()
            elif isinstance(one, Mapping):
                known = one if one.get("url") or one.get("contentUrl") else self._by_id.get(str(one.get("@id")), {})
                yield from self._pictures(known.get("url") or known.get("contentUrl") or [])


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = next(iter(value), None)
    if not isinstance(value, str):
        return ""
    return " ".join(html.unescape(_TAG.sub(" ", value)).split()) if value else ""


def _body(value: Any) -> str:
    """Lines of plain text: bodies are given as text, as markup, and as markup escaped."""
    if isinstance(value, list):
        value = "\n".join(one for one in value if isinstance(one, str))
    if not isinstance(value, str):
        return ""
    return _TAG.sub("\n", html.unescape(_TAG.sub("\n", html.unescape(value)))).strip()


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(str(value).strip().rpartition("/")[2].lower())
