"""Where sentences begin and end: the unit in which evidence is quoted."""

from __future__ import annotations

import regex

#: an end mark with what closes it, then white space; the marks of Han and Devanagari need none; a line break
#: always ends (white space without one is looked through once, from its first character)
_END = regex.compile(r"(?<=[.!?…؟۔։:]['\"”»’)\]]{0,2})(?<!:)\s+(?=\P{Ll})|(?<=[。！？।])(?=\S)|(?:(?<!\s)|\G)\s*\n\s*")
#: initials and short abbreviations do not end a sentence ("J. Biden", "Д. Медведев")
_ABBREVIATION = regex.compile(r"(?:^|[\s(«\"“])(?:\p{Lu}|[\p{Lu}][\p{Ll}]{0,2}|D\.C|U\.S)\.$")


def sentence_bounds(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence, without the white space around it; empty ones left out."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        if "\n" not in end.group() and _ABBREVIATION.search(text, max(start, end.start() - 8), end.start()):
            continue
        if text[start : end.start()].strip():
            bounds.append((start, end.start()))
        start = end.end()
    if text[start:].strip():
        bounds.append((start, len(text.rstrip())))
    return tuple(bounds)
