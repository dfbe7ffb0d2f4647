"""Who wrote an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from monitor.collect.furniture import opening
from monitor.collect.pages.blocks import Block
from monitor.collect.pages.document import Document
from monitor.collect.text import letters

_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "article:author_name",
    "cxenseparse:author",
    "twitter:data1",
    "citation_author",
    "mediator_author",
)
#: where pages mark the author's name, the surest first
_MARKED = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author' and not(self::meta)]",
    "//a[contains(@rel, 'author')]",
    "//a[contains(@class, 'author') or contains(@href, '/author/') or contains(@href, '/authors/')]",
    "//*[contains(@class, 'byline') or contains(@class, 'author-name') or contains(@class, 'author__name')]",
    "//*[contains(@class, 'authorName') or @class='author' or @class='post-author']",
)
_MOST_MARKED = 3
#: letters and words of a name
_LONGEST, _MOST_WORDS = 80, 7
#: between names, and what ends them
_COMMAS, _BEHIND = re.compile(r"\s*[,،、;]\s+"), re.compile(r"\s*[|•·—\d(]|\s+[-–]\s+")
#: small words within names, and between them
_WITHIN = frozenset(
    ["al", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le"]
)
_BETWEEN = frozenset(["and", "e", "en", "et", "och", "og", "ten", "ter", "und", "van", "von", "y", "и", "та"])
_SMALL = _WITHIN | _BETWEEN
#: addresses, numbers, and the names that systems give to nobody
_NO_NAME = re.compile(
    r"(?i)https?:|@|\d|\.\w{2,}$|^(?:admin|administrator|editor|news ?desk|null|none|redaktion|root|staff|super user"
    r"|undefined|user|webmaster|аноним|гость|редакция|ناشناس)$"
)
_ADDRESS = re.compile(r"\s*[\w.+-]+@[\w.-]+\.\w+\s*")


def author_of(page: Document, near: Sequence[int], site: str) -> str:
    """JSON-LD, <meta>, what is marked as the author's name, a line that begins as a byline does; "" where none says.

    `near`: the blocks around the headline.
    """
    meta = ((value,) for name in _META for value in page.head.meta.get(name, ()))
    for told in (page.stated.authors, *meta, _marked(page.root), _bylines(page.blocks, set(near))):
        if names := list(_persons(told, site)):
            return ", ".join(dict.fromkeys(names))
    return ""


def _persons(told: Iterable[str], site: str) -> Iterator[str]:
    for one in told:
        for part in _COMMAS.split(_byless(" ".join(_ADDRESS.sub(" ", one).split()))):
            name = part.strip(" ,;:|-–—·•/")
            if _is_name(name) and letters(name) != letters(site):
                yield name


def _is_name(words: str) -> bool:
    """A few words with capitals, but for the small ones between; scripts without capitals have no such sign."""
    said = words.split()
    return (
        1 < len(words) < _LONGEST
        and len(said) <= _MOST_WORDS
        and not _NO_NAME.search(words)
        and all(word[0] == word[0].title() or word in _SMALL for word in said)
    )


def _byless(line: str) -> str:
    """`By Jane Doe` -> `Jane Doe`."""
    found = opening(line, "author")
    return line[found:].strip(" :：/") if found else line


def _marked(root: Any) -> Iterator[str]:
    for path in _MARKED:
        for element in root.xpath(path)[:_MOST_MARKED]:
            words = " ".join((element.get("content") or element.text_content()).split())
            if 1 < len(words) < _LONGEST:
                yield _first_name(words)
                return


def _bylines(blocks: Sequence[Block], near: set[int]) -> Iterator[str]:
    """A line beside the headline that begins as a byline does, or one anywhere whose opening is unmistakable."""
    for at, block in enumerate(blocks):
        found = opening(block.text, "author") if len(block.text) < _LONGEST else 0
        if found and (at in near or block.text[: found + 1].rstrip().endswith((":", "："))):
            yield _first_name(_byless(block.text))
            return


def _first_name(words: str) -> str:
    return _COMMAS.split(_BEHIND.split(words)[0])[0]
