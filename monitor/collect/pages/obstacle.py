"""Why a page is not the article: a wall for consent or money, a stub that leads elsewhere, an error, an empty shell.

What a page says (`data/obstacles.yaml`) is never enough: reports are written about cookies and subscriptions, and
banners lie over whole articles. Its build must agree: how much text there is, where it stands, what the publisher
states.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml

from monitor.collect.furniture import length
from monitor.collect.pages.blocks import Block
from monitor.collect.pages.document import Document
from monitor.collect.pages.titles import parts_of_title
from monitor.collect.urls import canonical, clean_link
from monitor.comprehend.words.normalise import key
from monitor.model import Obstacle

#: a report of so much text is one, whatever else its page says; figures in letters, an ideograph for two
_WHOLE = 1_500
#: no report is shorter than its headline; letters
_SHORTEST = 50
#: a page that only leads elsewhere, or says that there is nothing, has no more words than this
_STUB = 900
#: blocks below the text in which a wall may stand, and letters of its request
_BELOW, _REQUEST = 25, 400
#: share of a text that must speak of consent, and of different phrases in it
_CONSENT_SHARE, _CONSENT_PHRASES = 0.5, 3
#: headings of a page that may say it
_HEADINGS = 3
#: a title that says little more than that there is nothing
_TITLE_OVER = 14
_REFRESH = re.compile(r"""^\s*([\d.]+)?\s*[;,]?\s*url\s*=\s*['"]?([^'"]+)""", re.IGNORECASE)
_LOCATION = re.compile(
    r"""(?:window|document|self|top|parent)?\.?\blocation(?:\.href)?\s*=\s*["']([^"'\s]{2,2000})["']"""
    r"""|location\.(?:replace|assign)\(\s*["']([^"'\s]{2,2000})["']"""
)
_STATUS = re.compile(r"^\W*(?:404|403|410|500|502|503|504)\b")
_CHALLENGE = re.compile(
    r"cf-challenge|challenge-platform|cf_chl|_cf_chl|g-recaptcha|h-captcha|px-captcha|geetest|datadome|_Incapsula_|distil_r",
    re.I,
)
_CONSENT_HOSTS = re.compile(r"(?:^|\.)(?:consent|guce|privacy|cmp)\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What stands in the way."""

    obstacle: Obstacle
    #: where a redirect leads
    leads_to: str = ""
    #: what the page honestly holds of the article
    shown: Sequence[Block] = ()


def obstacle_of(page: Document, chosen: Sequence[Block], title: str) -> Finding:
    """The obstacle, "" where there is none. `chosen`: the blocks of the article, as far as one was found."""
    scene = _Scene(page=page, chosen=chosen, title=title)
    text = sum(length(block.text) for block in scene.chosen)
    seen = sum(length(block.text) for block in scene.page.blocks if block.linked < 0.5)
    if target := _leads_to(scene, text, seen):
        return Finding(obstacle="redirect", leads_to=target)
    if _is_error(scene, text, seen):
        return Finding(obstacle="error")
    if _is_consent(scene):
        return Finding(obstacle="consent")
    shown = _before_the_wall(scene)
    if shown is not None:
        return Finding(obstacle="paywall", shown=shown)
    if text < _SHORTEST or (text < _STUB // 3 and any(_says("script", block.text) for block in scene.chosen)):
        return Finding(obstacle="empty")
    return Finding(obstacle="", shown=chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """All that is judged."""

    page: Document
    chosen: Sequence[Block]
    title: str


def _leads_to(scene: _Scene, text: int, seen: int) -> str:
    if text >= 2 * _SHORTEST and seen > _STUB:
        return ""
    stub = seen < _STUB
    told = [match[2] for match in [_REFRESH.match(scene.page.head.first("refresh"))] if match]
    if stub:
        told += [
            element.get("data-n-au")
            for element in scene.page.root.iter("c-wiz", "a", "div")
            if element.get("data-n-au")
        ]
        for script in scene.page.root.iter("script"):
            source = (script.text or "")[:20_000]
            told += (
                [found for match in _LOCATION.findall(source) for found in match if found]
                if len(source) < 4_000
                else []
            )
        if any(_says("redirect", block.text) for block in scene.page.blocks) or _says(
            "redirect", scene.page.head.title
        ):
            told += [one.get("href") for one in scene.page.root.iter("a") if one.get("href")]
            told += _parameters(scene.page.url)
    links = (clean_link(scene.page.url, one.strip()) for one in told if one)
    return next((link for link in links if link and canonical(link) != canonical(scene.page.url)), "")


def _parameters(url: str) -> list[str]:
    """https://www.google.com/url?q=https://…"""
    values = parse_qs(urlsplit(url).query)
    return [
        value
        for name in ("url", "q", "u", "to", "target")
        for value in values.get(name, [])
        if value.startswith("http")
    ]


def _is_error(scene: _Scene, text: int, seen: int) -> bool:
    headings = [block.text for block in scene.page.blocks if block.kind == "heading" and block.level <= 2]
    for words in (scene.title, *parts_of_title(scene.page.head.title), *headings[:_HEADINGS]):
        phrase = _phrase("error", words)
        if not phrase and not _STATUS.match(words):
            continue
        # a report's title says more than that there is nothing, and it has a text
        bare = len(words) - len(phrase) < _TITLE_OVER or _STATUS.match(words) is not None
        most = (_STUB // 4) if scene.page.is_article or not bare else _WHOLE
        if text < most:
            return True
    if scene.page.is_article or text >= _STUB // 3:
        return False
    spoken = [block.text for block in scene.page.blocks if block.linked < 0.5 and length(block.text) < 200]
    if seen < _STUB and any(_says("error", words) for words in spoken):
        return True
    return seen < _STUB // 2 and any(
        _CHALLENGE.search(script.text or script.get("src") or "") for script in scene.page.root.iter("script")
    )


def _is_consent(scene: _Scene) -> bool:
    """The text that was found speaks of consent, and there is a button to give it."""
    host = urlsplit(scene.page.url).hostname or ""
    spoken = [block for block in scene.page.blocks if block.linked < 0.7]
    read = scene.chosen or spoken
    size = sum(length(block.text) for block in read)
    about = [block for block in read if _says("consent", block.text)]
    phrases = set().union(*(_all("consent", block.text) for block in about)) if about else set()
    headings = [block.text for block in scene.page.blocks if block.kind == "heading"][:2]
    if not scene.page.is_article and any(_says("privacy", words) for words in (scene.page.head.title, *headings)):
        return _can_accept(scene.page.root)
    share = sum(length(block.text) for block in about) / max(1, size)
    if share < _CONSENT_SHARE or len(phrases) < (1 if _CONSENT_HOSTS.search(host) else _CONSENT_PHRASES):
        return False
    if scene.page.is_article and size > _WHOLE // 2:
        return False
    return _can_accept(scene.page.root)


def _can_accept(root: Any) -> bool:
    buttons = [element.text_content() or element.get("value") or "" for element in root.iter("button", "a")]
    buttons += [
        element.get("value") or "" for element in root.iter("input") if element.get("type") in ("submit", "button")
    ]
    buttons += [element.text_content() for element in root.xpath("//*[@role='button']")]
    accepting = tuple(_phrases("accept"))
    return any(_folded(words.strip(" .!»›✓")).startswith(accepting) for words in buttons if len(words) < 60)


def _before_the_wall(scene: _Scene) -> list[Block] | None:
    """The beginning that everybody may read, where a request for money or a log-in ends it; None where none does.

    The request stands below some text, and below it stands less than above: an invitation in the midst of a whole
    article is none.
    """
    blocks = list(scene.page.blocks)
    chosen = {id(block) for block in scene.chosen}
    first = next((at for at, block in enumerate(blocks) if id(block) in chosen), 0)
    last = max((at for at, block in enumerate(blocks) if id(block) in chosen), default=first)
    for at in range(first, min(last + _BELOW, len(blocks))):
        block = blocks[at]
        if length(block.text) >= _REQUEST or not _says("paywall", block.text):
            continue
        above = [one for one in blocks[:at] if id(one) in chosen]
        size, rest = (sum(length(one.text) for one in some) for some in (above, blocks[at + 1 : last + 1]))
        if size < _WHOLE and rest <= max(size, _STUB):
            return above
    text = sum(length(block.text) for block in scene.chosen)
    return list(scene.chosen) if scene.page.stated.free is False and text < _WHOLE // 2 else None


def _says(kind: str, words: str) -> bool:
    return bool(_phrase(kind, words))


def _phrase(kind: str, words: str) -> str:
    """The longest phrase of this kind in the words."""
    return max(_all(kind, words), key=len, default="")


def _all(kind: str, words: str) -> set[str]:
    folded = _folded(words[:1_500])
    return {phrase for phrase in _phrases(kind) if phrase in folded and _begins(phrase, folded)}


def _begins(phrase: str, line: str) -> bool:
    return not phrase[0].isascii() or re.search(rf"(?<!\w){re.escape(phrase)}", line) is not None


@lru_cache(maxsize=1000)
def _folded(line: str) -> str:
    return " ".join(map(key, line.split()))


@cache
def _phrases(kind: str) -> frozenset[str]:
    return frozenset(_folded(phrase) for phrases in _listed()[kind].values() for phrase in phrases)


@cache
def _listed() -> Mapping[str, Mapping[str, Iterable[str]]]:
    text = (resources.files("monitor.collect") / "data" / "obstacles.yaml").read_text(encoding="utf-8")
    lists: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return lists
