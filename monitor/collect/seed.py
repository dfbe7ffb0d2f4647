"""A seed file -> Article, whatever its form, and what was left out of it.

bytes -> form -> Contents (in a worker, but for plain text) -> the article among its lines
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import regex

from monitor.collect.article import from_text
from monitor.collect.body import in_words
from monitor.collect.forms import front_matter
from monitor.collect.forms.contents import Contents
from monitor.collect.forms.decode import decoded
from monitor.collect.forms.form import Form, form_of
from monitor.collect.seed_article import find_article
from monitor.collect.worker import read_form
from monitor.collect.workers import WorkerLimits, in_worker
from monitor.errors import DocumentError
from monitor.model import Article

#: bytes of a file: a seed is an article, not an archive. Pages are saved with their pictures
LARGEST: dict[Form, int] = {"text": 2_000_000, "markdown": 2_000_000, "page": 20_000_000, "pdf": 50_000_000}
#: a person waits for it
_LIMITS = WorkerLimits(workers=1, deadline_s=30.0)
#: pictures as they are left by copying: tags with or without a namespace, Markdown
_PICTURE = regex.compile(
    r"<(?:[\w-]+:)?(?:image|picture|figure)\b[^>]*>[^<]*(?:</[^>]*>)?|<img\b[^>]*>|!\[[^\]]*\]\([^)]*\)"
)
#: characters of a picture's tag that are told
_TOLD = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedReading:
    """What a seed file holds."""

    #: the file's name, as profiles list it
    name: str
    article: Article
    #: the lines that are no part of the article, in order
    left_out: tuple[str, ...]


def read_seed(path: Path, now: datetime) -> SeedReading:
    """Read a seed file: text, Markdown, a saved page or a PDF. Blocks: not for an event loop's thread.

    Raises `DocumentError`, which names the file, for one that cannot be read or holds no text.
    """
    return read_file(path, now)[0]


def read_file(path: Path, now: datetime) -> tuple[SeedReading, bytes]:
    """As `read_seed`, with the file's bytes: it may be a pipe, which can be read once."""
    try:
        with path.open("rb") as file:
            raw = file.read(max(LARGEST.values()) + 1)
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        return seed_from(raw, form=form_of(path.name, raw), name=path.name, now=now), raw
    except DocumentError as error:
        raise type(error)(f"{path}: {error}") from error


def seed_from(raw: bytes, *, form: Form, name: str, now: datetime, url: str = "") -> SeedReading:
    """The article in a document; `url` is where it was fetched, "" for a file. Blocks, and raises `DocumentError`."""
    if len(raw) > LARGEST[form]:
        raise DocumentError(f"more than {in_words(LARGEST[form])} are too much for one article")
    if form == "text":
        return _reading(front_matter.contents(decoded(raw)), name=name, now=now, url=url)
    return _reading(in_worker(_LIMITS, read_form, raw, form=form, url=url), name=name, now=now, url=url)


def _reading(contents: Contents, *, name: str, now: datetime, url: str = "") -> SeedReading:
    if contents.whole:
        title, text, left_out = contents.title, contents.text, contents.left_out
        if not title:
            title, _, text = text.strip().partition("\n")
    else:
        title, text, left_out = _found(contents)
    if not (title or text):
        raise DocumentError("there is no text in it")
    article = from_text(
        title=title, text=text, now=now, url=url or contents.url, published=contents.published, method="seed"
    )
    return SeedReading(name=name, article=article, left_out=left_out)


def _found(contents: Contents) -> tuple[str, str, tuple[str, ...]]:
    """Headline, text, and what else was among the lines."""
    pictures = _PICTURE.findall(contents.text)
    lines = [line.strip() for line in _PICTURE.sub("\n", contents.text).splitlines() if line.strip()]
    if not lines:
        return contents.title, "", contents.left_out
    found = find_article(lines, contents.title)
    told = (*contents.left_out, *found.left_out, *(picture[:_TOLD] for picture in pictures))
    return found.headline, "\n".join(found.text), told
