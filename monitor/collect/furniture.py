"""What newspapers put around an article, line by line: paragraphs, captions, buttons, bylines, invitations to read on.

The phrases are data: `data/furniture.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import chain

import regex
import yaml

from monitor.comprehend.words.normalise import key

#: a line of this length is a paragraph whatever it ends in; an ideograph says as much as two letters
PARAGRAPH = 140
#: a line of up to this length that ends in no full stop is a label, a tag or a button
LABEL = 30
#: the lines of a page's frame are no longer than this, the author's line above the text no longer than half of it
_FRAME = 200
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
#: a portal's own tag after the last full stop: "… متهم میکنند./آمریکا"
TAG_AFTER_STOP = regex.compile(r"(?<=[.!؟])\s*/\s*\S{1,30}$")
_FULL_STOP = regex.compile(r"[.!?…؟۔։。！？।]['\"”»’)\]]*$")
#: where we are in a portal: "Home › World › Asia"; a « or a full stop makes it a sentence
_TRAIL = regex.compile(r"^(?!.*[«.!?؟])[^›»>|/]{1,33}(?:\s[›»>|/]\s?[^›»>|/]{1,40}){2,}$")
#: a day, and what may stand beside it: "Thứ Sáu, 05/07/2024 - 10:30 (GMT+7)", "Updated 5 July 2024, 14:05"
_DATES = (
    regex.compile(r"\b\p{Nd}{1,2}[./-]\p{Nd}{1,2}[./-]\p{Nd}{2,4}\b|\b\p{Nd}{4}[./-]\p{Nd}{2}[./-]\p{Nd}{2}\b"),
    regex.compile(r"\b\p{Nd}{1,2}\.?\s(?:de\s)?\p{L}{3,12}[.,]?\s(?:de\s)?\p{Nd}{4}\b"),
)
_DATE_LINE, _SHORT_DATE_LINE = 80, 45
#: numbers with what counts them, and marks; not the letters and joiners of words
_NUMBERS = regex.compile(r"\p{Nd}+\s?[件条條個개건則]|[^\p{L}\p{M}'’\u200c\s-]+|(?<!\w)-|-(?!\w)")
#: an address alone
_ADDRESS = regex.compile(r"^https?://\S+$")
#: "By Jane Doe and John Roe", in the languages whose word for it is a plain preposition: names alone follow it
_BY = regex.compile(
    r"^(?:By|Von|Par|Por|Di|De|Door|Av|Af|Od|BY)\s+"
    r"(?:\p{Lu}[\p{L}\p{M}'’.-]+(?:\s*(?:,|&|and|und|et|y|e|en|och|og|i|a)\s+|\s+|$)){2,8}(?:[,|–-].{0,40})?$"
)


def length(line: str) -> int:
    """Code points, an ideograph for two: how much a line says."""
    return len(line) + len(_WIDE.findall(line))


def is_paragraph(line: str) -> bool:
    """Prose: it is long, or ends in a full stop."""
    size = length(line)
    return size >= PARAGRAPH or (size > LABEL and _FULL_STOP.search(TAG_AFTER_STOP.sub("", line)) is not None)


def is_caption(line: str) -> bool:
    """What stands beneath a picture, with its author."""
    return holds(line, "caption")


def is_frame(line: str) -> bool:
    """A button, a notice, an address, or the way through the portal's sections."""
    if len(line) > _FRAME:
        return False
    return holds(line, "drop") or bool(_TRAIL.match(line) or _ADDRESS.match(line))


def is_date(line: str) -> bool:
    """A day in figures, or in a shorter line, with the name of its month."""
    figures, name = (date.search(line[:_DATE_LINE]) for date in _DATES)
    return len(line) <= (_DATE_LINE if figures else _SHORT_DATE_LINE if name else 0)


def is_byline(line: str) -> bool:
    """Above the text: who wrote it, and when."""
    if length(line) > _FRAME // 2 or _FULL_STOP.search(line):
        return False
    return opens(line, "byline") or is_date(line) or _BY.match(line) is not None


def holds(line: str, kind: str) -> bool:
    """Does a phrase of this kind stand in the line, from the beginning of a word on?

    "Spread more" does not invite to read more. In a script without spaces a word may begin anywhere.
    """
    folded = _folded(line)
    return any(phrase in folded and _begins_word(phrase, folded) for phrase in _phrases(kind))


def opens(line: str, kind: str) -> bool:
    """Does the line begin with a phrase of this kind?"""
    return _folded(line).startswith(_phrases(kind))


def opening(line: str, kind: str) -> int:
    """Code points of the phrase of this kind with which the line begins, as a whole word; 0 for none."""
    folded = _folded(line)
    if not folded.startswith(_phrases(kind)):
        return 0
    phrase = max((one for one in _phrases(kind) if folded.startswith(one)), key=len)
    end = next((at for at in range(len(line) + 1) if len(_folded(line[:at])) >= len(phrase)), 0)
    return 0 if phrase[-1].isalpha() and line[end : end + 1].isalpha() and not _WIDE.match(phrase) else end


def is_whole(line: str, kind: str) -> bool:
    """Is the line a phrase of this kind, numbers and marks around it aside? "Comments (3)" is "comments"."""
    return " ".join(_NUMBERS.sub(" ", _folded(line)).split()) in _phrases(kind)


def _begins_word(phrase: str, line: str) -> bool:
    return _WIDE.match(phrase) is not None or regex.search(rf"(?<!\w){regex.escape(phrase)}", line) is not None


@lru_cache(maxsize=1000)
def _folded(line: str) -> str:
    return " ".join(map(key, line.split()))


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    return tuple(sorted({_folded(phrase) for phrase in _listed(_furniture()[kind])}))


def _listed(phrases: Mapping[str, Sequence[str]] | Sequence[str]) -> Iterable[str]:
    """All of them, whatever their language."""
    return chain.from_iterable(phrases.values()) if isinstance(phrases, Mapping) else phrases


@cache
def _furniture() -> Mapping[str, Mapping[str, Sequence[str]] | Sequence[str]]:
    text = (resources.files("monitor.collect") / "data" / "furniture.yaml").read_text(encoding="utf-8")
    lists: dict[str, dict[str, list[str]] | list[str]] = yaml.safe_load(text)
    return lists
