"""Foreign names in Japanese and Chinese: parts in katakana, or in the characters that transcribe, joined by dots."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.comprehend.unlisted.runs import DOT, NAME_DOTS, Words
from monitor.comprehend.words.script import script

#: characters of a part in Han at most
_LONGEST_PART = 6
_KANA_MARKS = "ー"
#: characters that Chinese writes foreign names with, besides those in the catalogue's names
_TRANSCRIBING = frozenset(
    "兰舍丝丹仑休伦佛依保冈勃厄哥坦墨奈妮孔宁宾密尤弗彭捷措摩敏斐施昂果柯森汉沃波泰涅温潘珀琳瓜瑞甘芬茜荷莉莎葛豪道邓邦顿骆鲍麦"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dotted:
    """A name of parts joined by dots: token `first` to and with token `last`."""

    first: int
    last: int
    #: in katakana, else in Han
    kana: bool
    #: keys of the parts
    parts: tuple[str, ...]


def dotted_names(words: Words) -> Iterator[Dotted]:
    """Every such run, in order; it may be the name of a thing."""
    tokens, taken_to = words.tokens, -1
    for dot in DOT.finditer(tokens.text):
        index = bisect_left(tokens.ends, dot.start())
        if index <= taken_to or tokens.gap(index) not in NAME_DOTS:
            continue
        kana = _is_kana(words, index)
        first, last = _back(words, index, kana), _on(words, index, kana)
        if first is not None and last is not None:
            yield Dotted(first=first, last=last, kana=kana, parts=_parts(words, first, last))
        taken_to = max(index, last or 0)


def _parts(words: Words, first: int, last: int) -> tuple[str, ...]:
    parts = [""]
    for index in range(first, last + 1):
        parts[-1] += words.tokens.keys[index]
        if index < last and words.tokens.gap(index) in NAME_DOTS:
            parts.append("")
    return tuple(parts)


def _is_kana(words: Words, index: int) -> bool:
    return script(words.tokens.keys[index][0]) == "KATAKANA" or words.tokens.keys[index] in _KANA_MARKS


def _part(words: Words, index: int, kana: bool) -> bool:
    if index in words.known or index in words.in_cue or words.tokens.keys[index] in words.lexicon.stops:
        return False
    return _is_kana(words, index) if kana else _transcribes(words, words.tokens.keys[index])


def _transcribes(words: Words, character: str) -> bool:
    return character in _TRANSCRIBING or character in words.lexicon.known_names.transcribing


def _back(words: Words, index: int, kana: bool) -> int | None:
    """Where the part before a dot begins; None where it is too long to be one."""
    first = index
    while first > 0 and words.tokens.gap(first - 1) == "" and _part(words, first - 1, kana):
        first -= 1
        if not kana and index - first >= _LONGEST_PART:
            return None
    return first if _part(words, index, kana) else None


def _on(words: Words, index: int, kana: bool) -> int | None:
    """Where the parts behind a dot end; None where nothing ends them in time."""
    last, length = index, 0
    while last + 1 < len(words.tokens) and _part(words, last + 1, kana):
        gap = words.tokens.gap(last)
        if gap not in NAME_DOTS and gap:
            break
        length = 1 if gap in NAME_DOTS else length + 1
        if not kana and length > _LONGEST_PART:
            return None
        last += 1
    return last if last > index else None
