"""A seed file -> Article: finds the article in the mess that a copied page is, and says what it left out.

lines -> without pictures and repeated headlines -> up to the first furniture or second article -> paragraphs
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path

import regex
import yaml

from monitor.collect.article import from_text
from monitor.comprehend.words.normalise import key
from monitor.comprehend.words.tokens import tokenise
from monitor.errors import DocumentError
from monitor.model import Article

#: a seed is an article, not an archive
LARGEST_SEED = 2_000_000
#: a line of this length is a paragraph whatever it ends in
_PARAGRAPH = 140
#: a line of up to this length that ends in no full stop is a label, a tag or a button
_LABEL = 30
#: a heading shorter than this is an intertitle, a longer one may open a second article
_HEADLINE = 30
#: a second article has at least so many paragraphs
_PARAGRAPHS_OF_ANOTHER = 3
#: the headline's chief word stands at least so often in an article that can be told from another by it
_CHIEF_WORD = 4
#: pictures as they are left by copying: tags with or without a namespace, Markdown
_PICTURE = regex.compile(
    r"<(?:[\w-]+:)?(?:image|picture|figure)\b[^>]*>[^<]*(?:</[^>]*>)?|<img\b[^>]*>|!\[[^\]]*\]\([^)]*\)"
)
_FULL_STOP = regex.compile(r"[.!?…؟۔։。！？]['\"”»’)\]]*$")
#: a portal's own tag after the last full stop: "… متهم میکنند./آمریکا"
_TAG_AFTER_STOP = regex.compile(r"(?<=[.!؟])\s*/\s*\S{1,30}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedReading:
    """What a seed file holds."""

    #: the file's name, as profiles list it
    name: str
    article: Article
    #: the lines that are no part of the article, in order
    left_out: tuple[str, ...]


def read_seed(path: Path, now: datetime) -> SeedReading:
    """Read a seed file. Raises `DocumentError` for a file that cannot be read or holds no text."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror}") from error
    if len(raw) > LARGEST_SEED:
        raise DocumentError(f"{path}: {len(raw)} bytes are too much for one article (at most {LARGEST_SEED})")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    return seed_of(text, name=path.name, now=now)


def seed_of(text: str, *, name: str, now: datetime) -> SeedReading:
    """Find the article in a text: its first line is the headline. Raises `DocumentError` if it is empty."""
    pictures = _PICTURE.findall(text)
    lines = [line.strip() for line in _PICTURE.sub("\n", text).splitlines() if line.strip()]
    if not lines:
        raise DocumentError(f"{name}: there is no text in it")
    headline, rest = lines[0], lines[1:]
    kept = list(_without_repeats(rest, headline))
    kept = kept[: _end_of_article(headline, kept)]
    kept = [line for line in kept if _is_paragraph(line) or _is_caption(line) or len(line) > _LABEL]
    while kept and not _is_paragraph(kept[-1]) and any(map(_is_paragraph, kept)):
        kept.pop()
    if kept:
        kept[-1] = _TAG_AFTER_STOP.sub("", kept[-1])
    in_article = Counter([headline, *kept])
    left_out = [line for line in lines if not _take(in_article, line)]
    return SeedReading(
        name=name,
        article=from_text(title=headline, text="\n".join(kept), now=now, method="seed"),
        left_out=(*left_out, *(picture[:80] for picture in pictures)),
    )


def _without_repeats(lines: Sequence[str], headline: str) -> Iterator[str]:
    """The lines but the headline's repetitions, as a heading or as the caption of a picture."""
    for line in lines:
        if not (line.startswith(headline) and len(line) <= len(headline) + _LABEL):
            yield line


def _end_of_article(headline: str, lines: Sequence[str]) -> int:
    """The index of the first line that is no longer the article's."""
    for index, line in enumerate(lines):
        read_some = any(map(_is_paragraph, lines[:index]))
        if read_some and not (_is_paragraph(line) and len(line) > _PARAGRAPH) and _holds(line, "cut"):
            return index
        if read_some and _opens_another(headline, lines, index):
            return index
    return len(lines)


def _opens_another(headline: str, lines: Sequence[str], index: int) -> bool:
    """Is this line the headline of a second article: does the chief word of the first never come again?"""
    line = lines[index]
    if _is_paragraph(line) or _is_caption(line) or len(line) < _HEADLINE:
        return False
    following = [later for later in lines[index + 1 :] if _is_paragraph(later)]
    if len(following) < _PARAGRAPHS_OF_ANOTHER:
        return False
    in_headline = set(_content_words([f". {headline}"]))
    so_far = Counter(word for word in _content_words(lines[:index]) if word in in_headline)
    if not so_far:
        return False
    chief, count = so_far.most_common(1)[0]
    return count >= _CHIEF_WORD and chief not in set(_content_words(following))


def _content_words(lines: Sequence[str]) -> Iterator[str]:
    """Words that carry meaning in most scripts: long ones, and those that begin with a capital inside a line."""
    for line in lines:
        tokens = tokenise(line)
        for index, word in enumerate(tokens.keys):
            if len(word) >= 6 or (index and tokens.capital(index) and len(word) >= 3):
                yield word


def _take(counted: Counter[str], line: str) -> bool:
    """Use up one of these lines, also where the portal's tag was cut off it; False if there is none left."""
    for spelling in (line, _TAG_AFTER_STOP.sub("", line)):
        if counted[spelling] > 0:
            counted[spelling] -= 1
            return True
    return False


def _is_paragraph(line: str) -> bool:
    return len(line) >= _PARAGRAPH or (
        len(line) > _LABEL and _FULL_STOP.search(_TAG_AFTER_STOP.sub("", line)) is not None
    )


def _is_caption(line: str) -> bool:
    return _holds(line, "caption")


def _holds(line: str, kind: str) -> bool:
    folded = " ".join(map(key, line.split()))
    return any(phrase in folded for phrase in _furniture()[kind])


@cache
def _furniture() -> dict[str, tuple[str, ...]]:
    text = (resources.files("monitor.collect") / "data" / "furniture.yaml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = yaml.safe_load(text)
    return {kind: tuple(" ".join(map(key, phrase.split())) for phrase in phrases) for kind, phrases in lists.items()}
