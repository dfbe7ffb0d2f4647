"""What Telegram checks in a message's text: HTML, length, entities. Pure; used by `BotApi` and by property tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

#: core.telegram.org/bots/api#sendmessage and #html-style
MAX_UNITS, MAX_ENTITIES = 4096, 100
TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "tg-spoiler", "blockquote"}

_TOKEN = re.compile(r"<[^<>]*>|[<>]|&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});|&")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z-]+)(?P<attrs>(?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*>")
_HREF = re.compile(r"\s+href=\"(?P<url>[^\"]*)\"")


class Refused(Exception):
    """The description of a 400, without its prefix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A text that Telegram would take."""

    #: what a reader sees
    text: str
    entities: int


def check(raw: str, parse_mode: str = "HTML") -> Checked:
    """The message as a reader would see it. Raises `Refused`."""
    checked = _parsed(raw) if parse_mode.upper() == "HTML" else Checked(text=raw, entities=0)
    if not checked.text.strip():
        raise Refused("message text is empty")
    if any("\ud800" <= c <= "\udfff" for c in checked.text):
        raise Refused("strings must be encoded in UTF-8")
    if len(checked.text.encode("utf-16-le")) // 2 > MAX_UNITS:
        raise Refused("message is too long")
    if checked.entities > MAX_ENTITIES:
        raise Refused("too many entities")  # the real server drops what is over, which loses links: as bad
    return checked


def _parsed(raw: str) -> Checked:
    text: list[str] = []
    open_tags: list[str] = []
    entities = position = 0
    for found in _TOKEN.finditer(raw):
        text.append(raw[position : found.start()])
        position = found.end()
        token = found[0]
        if token in ("<", ">", "&"):
            raise Refused(f'can\'t parse entities: unescaped "{token}" at byte offset {_offset(raw, found)}')
        if token.startswith("&"):
            text.append(unescape(token))
        else:
            entities += _take_tag(token, open_tags, _offset(raw, found))
    if open_tags:
        raise Refused(f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1]}\"")
    return Checked(text="".join([*text, raw[position:]]), entities=entities)


def _take_tag(token: str, open_tags: list[str], offset: int) -> int:
    """Open or close a tag; how many entities that adds."""
    tag = _TAG.fullmatch(token)
    if tag is None or tag["name"].lower() not in TAGS:
        raise Refused(f'can\'t parse entities: Unsupported start tag "{token[1:-1]}" at byte offset {offset}')
    name = tag["name"].lower()
    if tag["close"]:
        if not open_tags or open_tags.pop() != name:
            raise Refused(f'can\'t parse entities: Unmatched end tag "{name}" at byte offset {offset}')
        return 0
    if name == "blockquote" and "blockquote" in open_tags:
        raise Refused("can't parse entities: Blockquotes can't be nested")
    if name == "a" and (("a" in open_tags) or not _HREF.search(tag["attrs"])):
        raise Refused(f"can't parse entities: a link without an address or within a link at byte offset {offset}")
    open_tags.append(name)
    return 1


def _offset(raw: str, found: re.Match[str]) -> int:
    return len(raw[: found.start()].encode("utf-8", "replace"))
