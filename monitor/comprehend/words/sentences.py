"""Where sentences begin and end: the unit in which evidence is quoted."""

from __future__ import annotations

import re

import regex

#: an end mark with what closes it, then white space; those of Han and Devanagari need none; a line break always ends
_END = re.compile(r"[.!?…؟۔։:]['\"”»’)\]]{0,2}(?<!:)\s+(?=(\S))|[。！？।](?=\S)|\n\s*")
#: initials and short abbreviations do not end a sentence ("J. Biden", "Д. Медведев")
_ABBREVIATION = regex.compile(r"(?:^|[\s(«\"“])(?:\p{Lu}|[\p{Lu}][\p{Ll}]{0,2}|D\.C|U\.S)\.$")


def sentence_bounds(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence, without the white space around it; empty ones left out."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        end = found.start() + len(found.group().rstrip())
        if "\n" not in found.group():
            # a small letter goes on with the sentence
            if found.group(1) and found.group(1).islower():
                continue
            if _ABBREVIATION.search(text, max(start, end - 8), end):
                continue
        sentence = text[start:end].rstrip()
        if sentence:
            bounds.append((start, start + len(sentence)))
        start = found.end()
    if text[start:].strip():
        bounds.append((start, len(text.rstrip())))
    return tuple(bounds)
