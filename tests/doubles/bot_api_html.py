"""What Telegram checks in a message's text: HTML, length, entities. Pure; used by `BotApi` and by property tests.

Rules are those of core.telegram.org/bots/api#html-style and of the server's own parser, and never laxer. It is stricter
in what the server forgives by leaving something out: a bare "&" or ">", a name without its own end, an entity over the
hundredth, a link to what is no address, an end of a tag that names nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from doubles.bot_api_links import is_link

#: core.telegram.org/bots/api#sendmessage
MAX_UNITS, MAX_ENTITIES = 4096, 100
#: core.telegram.org/bots/api#sendphoto
MAX_CAPTION = 1024
#: tag -> the attributes that it may have
TAGS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "pre", "tg-spoiler"), frozenset()),
    "a": frozenset({"href"}),
    "code": frozenset({"class"}),
    "span": frozenset({"class"}),
    "blockquote": frozenset({"expandable"}),
    "tg-emoji": frozenset({"emoji-id"}),
}
#: those that may stand in any other and hold any other, but code
_STYLES = frozenset({"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "span"})
_CODE = frozenset({"code", "pre"})

_TOKEN = re.compile(r"<[^<>]*>|[<>]|&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});|&")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z-]+)(?P<attrs>(?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*>")
_ATTRIBUTE = re.compile(r"\s+(?P<name>[a-z-]+)(?:=\"(?P<value>[^\"]*)\")?")


class Refused(Exception):
    """The description of a 400, without its prefix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A text that Telegram would take."""

    #: what a reader sees
    text: str
    entities: int
    #: the first address that a preview could be of
    link: str = ""


def check(raw: str, parse_mode: str = "HTML") -> Checked:
    """The message as a reader would see it. Raises `Refused`."""
    checked = _checked(raw, parse_mode)
    if not any(unicodedata.category(c)[0] not in "ZC" for c in checked.text):
        raise Refused("message text is empty")
    if units(checked.text) > MAX_UNITS:
        raise Refused("message is too long")
    return checked


def check_caption(raw: str, parse_mode: str = "") -> Checked:
    """The words under a picture, which may be none. Raises `Refused`."""
    checked = _checked(raw, parse_mode)
    if units(checked.text) > MAX_CAPTION:
        raise Refused("message caption is too long")
    return checked


def units(text: str) -> int:
    """UTF-16 units, by which the server counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _checked(raw: str, parse_mode: str) -> Checked:
    if parse_mode.upper() not in ("", "HTML"):
        raise Refused("unsupported parse_mode")  # the real one knows two more, which nobody here writes
    if "\0" in raw or any("\ud800" <= c <= "\udfff" for c in raw):
        raise Refused("strings must be encoded in UTF-8")
    checked = _parsed(raw) if parse_mode else Checked(text=raw, entities=0)
    if checked.entities > MAX_ENTITIES:
        raise Refused("too many entities")
    return checked


def _parsed(raw: str) -> Checked:
    text: list[str] = []
    open_tags: list[str] = []
    links: list[str] = []
    entities = position = 0
    for found in _TOKEN.finditer(raw):
        text.append(raw[position : found.start()])
        position = found.end()
        token = found[0]
        if token in ("<", ">", "&"):
            raise Refused(f'can\'t parse entities: unescaped "{token}" at byte offset {_offset(raw, found)}')
        if token.startswith("&"):
            text.append(_decoded(token))
        else:
            entities += _take_tag(token, open_tags, links, _offset(raw, found))
    if open_tags:
        raise Refused(f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1]}\"")
    return Checked(text="".join([*text, raw[position:]]), entities=entities, link=next(iter(links), ""))


def _decoded(token: str) -> str:
    character = unescape(token)
    if character == "\ufffd":  # what Python makes of a nought, a half character, and what is beyond Unicode
        raise Refused("Text contains invalid Unicode characters after decoding HTML entities")
    return character


def _take_tag(token: str, open_tags: list[str], links: list[str], offset: int) -> int:
    """Open or close a tag; how many entities that adds."""
    tag = _TAG.fullmatch(token)
    if tag is None or tag["name"].lower() not in TAGS:
        raise Refused(f'can\'t parse entities: Unsupported start tag "{token[1:-1]}" at byte offset {offset}')
    name = tag["name"].lower()
    if tag["close"]:
        expected = open_tags.pop() if open_tags else "nothing"
        if expected != name or tag["attrs"]:
            raise Refused(f'can\'t parse entities: Unmatched end tag at byte offset {offset}, expected "</{expected}>"')
        return 0
    attributes = dict(_attributes(name, tag["attrs"], offset))
    _check_place(name, open_tags, offset)
    if name == "a":
        links.append(_link(attributes.get("href", ""), offset))
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise Refused(f'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    open_tags.append(name)
    return 1


def _attributes(name: str, written: str, offset: int) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(written):
        if found["name"] not in TAGS[name]:
            raise Refused(f'can\'t parse entities: "{name}" has no "{found["name"]}", at byte offset {offset}')
        yield found["name"], unescape(found["value"] or "")


def _check_place(name: str, open_tags: list[str], offset: int) -> None:
    """Which may stand in which: #formatting-options."""
    if name == "code" and open_tags == ["pre"]:
        return
    code = _CODE.intersection(open_tags) or (name in _CODE and open_tags)
    if code:
        raise Refused(f"can't parse entities: nothing stands in code, nor code in anything, at byte offset {offset}")
    if name == "blockquote" and "blockquote" in open_tags:
        raise Refused("can't parse entities: Blockquotes can't be nested")
    if name == "a" and "a" in open_tags:
        raise Refused(f"can't parse entities: a link within a link at byte offset {offset}")


def _link(url: str, offset: int) -> str:
    if not is_link(url):
        raise Refused(f"can't parse entities: a link to no address at byte offset {offset}")
    return url


def _offset(raw: str, found: re.Match[str]) -> int:
    return len(raw[: found.start()].encode("utf-8", "replace"))
