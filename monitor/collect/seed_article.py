"""Finds the article in the mess that a copied page is: a headline, the lines of the text, and what is left out.

lines -> headline -> without repeats and buttons -> up to the first furniture or second article -> without teasers
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from monitor.collect.furniture import (
    LABEL,
    PARAGRAPH,
    TAG_AFTER_STOP,
    holds,
    is_byline,
    is_caption,
    is_date,
    is_frame,
    is_paragraph,
    length,
)
from monitor.comprehend.words.tokens import tokenise

#: a heading shorter than this is an intertitle, a longer one may open a second article
_HEADLINE = 30
#: lines within which a page's title and its heading stand
_TOP = 12
#: a heading of so many words that carry meaning, none of which the text knows, leads to another article
_WORDS_OF_ANOTHER = 2
#: letters of a word that its endings leave alone
_STEM = 5
#: a second article has at least so many paragraphs
_PARAGRAPHS_OF_ANOTHER = 3
#: the headline's chief word stands at least so often in an article that can be told from another by it
_CHIEF_WORD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article, and what stood around it."""

    headline: str
    #: paragraphs, intertitles and captions
    text: tuple[str, ...]
    #: the other lines, in order
    left_out: tuple[str, ...]


def find_article(lines: Sequence[str], headline: str = "") -> Found:
    """The article in these lines, of which none is empty; without a headline, the first line that can be one is it."""
    first = 0 if headline else _first(lines)
    headline = headline or lines[first]
    kept = list(_to_its_end(headline, list(_without_repeats(lines[first:], headline))))
    kept = [line for line in kept if length(line) > LABEL or is_caption(line)]
    paragraphs = [index for index, line in enumerate(kept) if is_paragraph(line)]
    if paragraphs:
        kept = _without_teasers(kept[: paragraphs[-1] + 1])
        kept[-1] = TAG_AFTER_STOP.sub("", kept[-1])
    in_article = Counter([headline, *kept])
    left_out = tuple(line for line in lines if not _take(in_article, line))
    return Found(headline=headline, text=tuple(kept), left_out=left_out)


def _first(lines: Sequence[str]) -> int:
    """The index of the headline. The page's frame may stand above it, and where labels alone do so, it is what comes
    again: as the page's title and as its heading."""
    index = next((index for index, line in enumerate(lines[:-1]) if not (is_frame(line) or is_date(line))), 0)
    counted = Counter(lines[: index + _TOP])
    for later, line in enumerate(lines[index : index + _TOP], start=index):
        if length(line) > LABEL and not (is_frame(line) or is_date(line)):
            return later if counted[line] > 1 else index
    return index


def _without_repeats(lines: Sequence[str], headline: str) -> Iterator[str]:
    """The lines without the page's frame, and without what stands there already: the headline again, as a heading or as
    the caption of a picture; a caption again beside its picture."""
    before: set[str] = set()
    begun = False
    for line in lines:
        repeats = line in before or (line.startswith(headline) and len(line) <= len(headline) + LABEL)
        if not (repeats or is_frame(line) or (not begun and is_byline(line))):
            yield line
        before.add(line)
        begun = begun or is_paragraph(line)


def _without_teasers(lines: Sequence[str]) -> list[str]:
    """The lines without headlines of other articles that stand between the paragraphs."""
    known = {word[:_STEM] for line in lines if is_paragraph(line) for word in tokenise(line).keys}
    return [line for line in lines if is_paragraph(line) or is_caption(line) or not _is_teaser(line, known)]


def _is_teaser(line: str, known: Container[str]) -> bool:
    words = {word[:_STEM] for word in _content_words(line)}
    return len(words) >= _WORDS_OF_ANOTHER and not any(word in known for word in words)


def _to_its_end(headline: str, lines: Sequence[str]) -> Iterator[str]:
    """The lines up to the first that is no longer the article's, without invitations to read on elsewhere."""
    affair = _Affair(headline, lines)
    begun = False
    for index, line in enumerate(lines):
        paragraph = is_paragraph(line)
        if begun and not (paragraph and length(line) > PARAGRAPH) and holds(line, "cut"):
            if holds(line, "aside") and affair.goes_on(index):
                continue
            return
        if begun and not paragraph and affair.another_opens(index):
            return
        begun = begun or paragraph
        yield line


class _Affair:
    """What the lines of a text speak of, as far as the words of its headline tell."""

    def __init__(self, headline: str, lines: Sequence[str]) -> None:
        self._lines = lines
        self._paragraphs = [int(is_paragraph(line)) for line in lines]
        self._of_headline = frozenset(_content_words(f". {headline}"))
        #: how often each of these words stands above the line that was asked for last
        self._so_far: Counter[str] = Counter()
        self._counted = 0

    def goes_on(self, index: int) -> bool:
        """Do two paragraphs of this affair follow the line at once?"""
        following = range(index + 1, index + 3)
        return following.stop <= len(self._lines) and all(
            self._paragraphs[each] and self._named[each] for each in following
        )

    def another_opens(self, index: int) -> bool:
        """Is this line the headline of a second article: does the chief word of the first never come again?

        To be asked for one line after the other.
        """
        if length(self._lines[index]) < _HEADLINE or is_caption(self._lines[index]):
            return False
        if self._paragraphs_from[index] < _PARAGRAPHS_OF_ANOTHER:
            return False
        for words in self._named[self._counted : index]:
            self._so_far.update(words)
        self._counted = index
        chief, count = next(iter(self._so_far.most_common(1)), ("", 0))
        return count >= _CHIEF_WORD and self._last_paragraph[chief] < index

    @cached_property
    def _named(self) -> list[list[str]]:
        """The words of the headline in each line."""
        return [[word for word in _content_words(line) if word in self._of_headline] for line in self._lines]

    @cached_property
    def _paragraphs_from(self) -> list[int]:
        """How many paragraphs stand on each line and below it."""
        return list(accumulate(reversed(self._paragraphs)))[::-1]

    @cached_property
    def _last_paragraph(self) -> dict[str, int]:
        """The last paragraph in which each word of the headline stands; -1 where it stands in none."""
        last = dict.fromkeys(self._of_headline, -1)
        for index, words in enumerate(self._named):
            if self._paragraphs[index]:
                last.update(dict.fromkeys(words, index))
        return last


def _content_words(line: str) -> Iterator[str]:
    """Words that carry meaning in most scripts: long ones, and those that begin with a capital inside a line."""
    tokens = tokenise(line)
    for index, word in enumerate(tokens.keys):
        if len(word) >= 6 or (index and tokens.capital(index) and len(word) >= 3):
            yield word


def _take(counted: Counter[str], line: str) -> bool:
    """Use up one of these lines, also where the portal's tag was cut off it; False if there is none left."""
    for spelling in (line, TAG_AFTER_STOP.sub("", line)):
        if counted[spelling] > 0:
            counted[spelling] -= 1
            return True
    return False
