"""A line of a PDF, glyph by glyph from left to right -> the line as it is written and read.

PDF keeps what is seen: Arabic and Hebrew stand from left to right, Arabic letters in the shape that they have in their
word. This is the way back of the Unicode bidirectional algorithm (UAX 9), for one line without nested directions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

#: one letter for each bidirectional class that matters: Latin and the like, right to left, digits, what stands within
#: a number and at its end; `o` is all that takes the direction of its neighbours
_CLASSES = {"L": "L", "R": "R", "AL": "R", "EN": "N", "AN": "N", "ES": "s", "CS": "s", "ET": "t"}
#: what keeps its order within a line that runs from right to left: words of another script with the digits at them
#: (W7), and numbers (W4, W5)
_STRAIGHT = re.compile(r"(?:t*N(?:[st]?N)*t*)?L(?:[^R]*[LN])?|t*N(?:[st]?N)*t*")
#: what runs from right to left within another line
_BACKWARD = re.compile(r"R(?:[^L]*R)?")
#: shapes of letters, and ligatures, Latin ones too
_SHAPES = re.compile("[\ufb00-\ufb06\ufb1d-\ufdfb\ufe70-\ufefc]+")
#: a bracket is the same whichever way the line runs, its picture is not
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def runs_right_to_left(text: str) -> bool:
    """Does a page run from right to left, by most of its letters?"""
    classes = "".join(map(_class, text))
    return classes.count("R") > classes.count("L")


def logical(glyphs: Sequence[str], *, right_to_left: bool) -> str:
    """The text of a line on a page that runs from right to left, or does not.

    A glyph is a letter, or a ligature of several letters in the order of reading.
    """
    classes = "".join(map(_class, glyphs))
    if "R" not in classes:
        return _unshaped("".join(glyphs))
    if right_to_left:
        return _unshaped(_right_to_left(glyphs, classes))
    pieces: list[str] = []
    end = 0
    for words in _BACKWARD.finditer(classes):
        pieces += glyphs[end : words.start()]
        end = words.end()
        pieces.append(_right_to_left(glyphs[words.start() : end], words[0]))
    return _unshaped("".join([*pieces, *glyphs[end:]]))


def _right_to_left(glyphs: Sequence[str], classes: str) -> str:
    pieces: list[str] = []
    end = 0
    for straight in _STRAIGHT.finditer(classes):
        pieces += [_turned(glyphs[end : straight.start()]), "".join(glyphs[straight.start() : straight.end()])]
        end = straight.end()
    return "".join(reversed([*pieces, _turned(glyphs[end:])]))


def _turned(glyphs: Sequence[str]) -> str:
    return "".join(glyph.translate(_MIRRORED) if len(glyph) == 1 else glyph for glyph in reversed(glyphs))


def _class(glyph: str) -> str:
    return _CLASSES.get(unicodedata.bidirectional(glyph[0]), "o") if glyph else "o"


def _unshaped(text: str) -> str:
    return _SHAPES.sub(lambda shapes: unicodedata.normalize("NFKC", shapes[0]), text)
