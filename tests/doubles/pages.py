"""The corpus of pages: what a careful reader finds on each, and how much of it an extractor finds.

The score is that of the public benchmark of article extraction: multisets of four words in a row; right, false and
missed of each page add up to one, precision and recall are means over the pages, and F1 is of these means.
Scripts without spaces count by characters, since `\\w+` would make one word of a sentence there.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from monitor.collect.pages.extract import extract
from monitor.model import Page

FOLDER = Path(__file__).parents[1] / "corpus" / "pages"
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_SHINGLE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A page as its server sent it, and what is on it."""

    name: str
    body: bytes
    wanted: dict[str, Any]

    @property
    def url(self) -> str:
        return str(self.wanted.get("url") or "")

    @property
    def language(self) -> str:
        return str(self.wanted["language"])[:2]

    @property
    def text(self) -> str:
        return str(self.wanted.get("text") or "").strip()

    @property
    def is_latin(self) -> bool:
        """Is the article written in Latin letters?"""
        return len(_LATIN.findall(self.text)) > len(self.text) / 2

    @property
    def obstacle(self) -> str:
        return str(self.wanted.get("obstacle") or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScore:
    """Means over pages."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@cache
def saved_pages(part: str, folder: Path = FOLDER) -> tuple[SavedPage, ...]:
    """`dev` or `gate`, by name."""
    return tuple(
        SavedPage(
            name=path.stem, body=path.with_suffix(".html").read_bytes(), wanted=yaml.safe_load(path.read_text("utf-8"))
        )
        for path in sorted((folder / part).glob("*.yaml"))
    )


def articles(pages: Iterable[SavedPage]) -> list[SavedPage]:
    """Those with an article on them: the score says nothing of the others."""
    return [page for page in pages if page.text and not page.obstacle]


def page_score(wanted: str, found: str) -> tuple[float, float]:
    """Precision and recall of one text."""
    true, given = _shingles(wanted), _shingles(found)
    right = (true & given).total()
    if not given or not true:
        return (1.0, 1.0) if not given and not true else (0.0, 0.0)
    return right / given.total(), right / true.total()


def score(pages: Sequence[SavedPage], read: Callable[[SavedPage], str]) -> PageScore:
    """What an extractor reaches on these pages."""
    figures = [page_score(page.text, read(page)) for page in pages]
    precise = [precision for precision, _ in figures]
    return PageScore(
        precision=sum(precise) / max(1, len(precise)),
        recall=sum(recall for _, recall in figures) / max(1, len(figures)),
    )


@cache
def pages_read(part: str, folder: Path = FOLDER) -> tuple[tuple[SavedPage, Page], ...]:
    """Each page, and what we read on it."""
    return tuple((page, extract(page.body, url=page.url)) for page in saved_pages(part, folder))


def texts_of(part: str) -> dict[str, str]:
    """What we found on each page, by its name."""
    return {page.name: read.text for page, read in pages_read(part)}


def fields_right(part: str, folder: Path = FOLDER) -> dict[str, float]:
    """Share of the articles of which title, author, site and picture are as a careful reader has them, and the day."""
    right: Counter[str] = Counter()
    read = [(page.wanted, found) for page, found in pages_read(part, folder) if page.text and not page.obstacle]
    for wanted, found in read:
        for name in ("title", "author", "site", "picture"):
            right[name] += str(wanted.get(name) or "").split() == str(getattr(found, name)).split()
        right["published"] += str(wanted.get("published") or "")[:10] == _day(found.published, wanted)
    return {name: number / len(read) for name, number in right.items()}


def _day(published: datetime | None, wanted: dict[str, Any]) -> str:
    """The day in the zone in which the careful reader has it."""
    if published is None:
        return ""
    try:
        zone = datetime.fromisoformat(str(wanted.get("published"))).tzinfo
    except ValueError:
        zone = None
    return published.astimezone(zone or UTC).date().isoformat()


def digest(part: str) -> str:
    """Of every file of a part: floors hold for these pages and no others."""
    summed = hashlib.sha256()
    for path in sorted((FOLDER / part).iterdir()):
        summed.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return summed.hexdigest()


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)) if words)
