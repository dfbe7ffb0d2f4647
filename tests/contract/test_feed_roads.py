"""The two roads through a feed's markup, straight from expat and by feedparser, say the same of every feed.

Feeds of the corpus, broken ones (`faults.mutated_feeds`), and well-formed ones whose elements were shuffled at random.
"""

from __future__ import annotations

import random
import warnings
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from faults.mutated_feeds import FOLDER, mutated
from lxml import etree

from monitor.collect.feeds import xml
from monitor.collect.feeds.direct import read_directly
from monitor.collect.feeds.mend import trimmed
from monitor.collect.feeds.parse import parse
from monitor.errors import DocumentError
from monitor.model import ParsedFeed

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
SHUFFLED, BROKEN = 400, 200
ATOM, MEDIA = "{http://www.w3.org/2005/Atom}", "{http://search.yahoo.com/mrss/}"
NAMES = [
    "title", "link", "guid", "description", "pubDate", "item", "channel", "image", "source", "category", "author",
    "date", "url", "lastBuildDate", "ttl", "content", "summary", "updated", "id", "enclosure", "textInput",
    "language", "body", f"{ATOM}link", f"{ATOM}title", f"{ATOM}entry", f"{ATOM}source", f"{ATOM}content",
    f"{ATOM}author", f"{ATOM}name", f"{MEDIA}group", f"{MEDIA}content", f"{MEDIA}title", f"{MEDIA}description",
    f"{MEDIA}thumbnail", f"{MEDIA}credit", "{http://purl.org/dc/elements/1.1/}date",
    "{http://purl.org/dc/elements/1.1/}title", "{http://purl.org/rss/1.0/modules/content/}encoded",
    "{http://www.itunes.com/dtds/podcast-1.0.dtd}summary", "{http://rssnamespace.org/feedburner/ext/1.0}origLink",
    "{urn:x}other",
]  # fmt: skip
ATTRIBUTES = [
    ("rel", "self"), ("rel", "alternate"), ("rel", "ALTERNATE"), ("type", "xhtml"), ("type", "html"),
    ("type", "text/plain"), ("type", "TEXT/HTML"), ("href", "https://coast.example/x"), ("href", ""), ("src", "x"),
    ("mode", "base64"), ("isPermaLink", "true"),
    ("{http://www.w3.org/XML/1998/namespace}base", "https://other.example/"), ("base", "/x/"),
    ("url", "https://coast.example/y"), ("version", "2.0"), ("{http://www.w3.org/XML/1998/namespace}lang", "fa"),
]  # fmt: skip
TEXTS = [
    "", " ", "https://coast.example/z?a=1&b;=2", "Côte", "CÃ´te", "\u0093quoted\u0094", "<b>bold</b>", "a &amp; b",
    "2026-11-20", "/relative", "17", "  spaced\n", "Паром", "&lt;i&gt;",
]  # fmt: skip


def shuffled(number: int) -> bytes:
    """A well-formed feed of the corpus after one to five changes of its tree."""
    chance = random.Random(number)  # noqa: S311  the same feed for the same number
    root = etree.fromstring(chance.choice(well_formed()))
    for _ in range(chance.randint(1, 5)):
        elements = [one for one in root.iter() if isinstance(one.tag, str)]
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(6):
            case 0:
                one.text = chance.choice(TEXTS)
            case 1:
                one.set(*chance.choice(ATTRIBUTES))
            case 2:
                one.tag = chance.choice(NAMES) if one is not root else root.tag
            case 3:
                etree.SubElement(one, chance.choice(NAMES)).text = chance.choice(TEXTS)
            case 4 if one is not root:
                one.getparent().remove(one)
            case _ if one is not root and not any(above is one for above in other.iterancestors()) and other is not one:
                other.append(one)
    return etree.tostring(root, encoding="utf-8")


@cache
def well_formed() -> tuple[bytes, ...]:
    """Those that an ordinary parser reads."""
    return tuple(body for file in sorted(FOLDER.glob("*.xml")) if _is_well_formed(body := file.read_bytes()))


def _is_well_formed(body: bytes) -> bool:
    try:
        etree.fromstring(body)
    except etree.XMLSyntaxError:
        return False
    return True


def both(body: bytes, content_type: str, monkeypatch: pytest.MonkeyPatch) -> tuple[ParsedFeed | str, ParsedFeed | str]:
    """What the two roads say of it; a refusal is its words."""
    own = _read(body, content_type)
    with monkeypatch.context() as patch:
        patch.setattr(xml, "read_directly", lambda _: None)
        return own, _read(body, content_type)


def _read(body: bytes, content_type: str) -> ParsedFeed | str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return parse(body, source_id="s", url="https://coast.example/f.xml", content_type=content_type, now=NOW)
    except DocumentError as error:
        return str(error)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.xml")), ids=lambda file: file.stem)
def test_both_roads_say_the_same_of_a_feed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, reference = both(file.read_bytes(), "", monkeypatch)
    assert own == reference


@pytest.mark.parametrize("part", range(5))
def test_both_roads_say_the_same_of_a_feed_whose_elements_are_shuffled(
    part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(part * SHUFFLED // 5, (part + 1) * SHUFFLED // 5):
        own, reference = both(shuffled(number), "", monkeypatch)
        assert own == reference, f"shuffled({number})"


def test_both_roads_say_the_same_of_broken_feeds(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10_000, 10_000 + BROKEN):
        what = mutated(number)
        own, reference = both(what.body, what.content_type, monkeypatch)
        assert own == reference, f"mutated({number})"


@pytest.mark.parametrize("name", ["rss-2.0", "feedburner", "relative-links", "google-alerts", "dates-rfc-822"])
def test_feeds_of_the_usual_kind_take_the_short_road(name: str) -> None:
    markup = trimmed((FOLDER / f"{name}.xml").read_text("utf-8"))
    assert read_directly(markup) is not None


@pytest.mark.parametrize("name", ["atom-1.0", "youtube", "podcast", "cdf", "cut-short", "html-in-titles"])
def test_feeds_of_other_kinds_are_left_to_feedparser(name: str) -> None:
    markup = trimmed((FOLDER / f"{name}.xml").read_text("utf-8"))
    assert read_directly(markup) is None
