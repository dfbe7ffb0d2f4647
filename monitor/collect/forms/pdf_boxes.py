"""PDF -> boxes of lines, with their places and sizes: what pdfminer.six finds, brought into the order of reading.

It keeps words whole where a line is printed in several fonts, as browsers do for Vietnamese, and every glyph at its
place, so that lines from right to left can be put together again.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTPage, LTText, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFPasswordIncorrect

from monitor.collect.forms.glyphs import logical, runs_right_to_left
from monitor.collect.text import tidy
from monitor.errors import DocumentError

#: an article has fewer; a newspaper as a whole has more
MOST_PAGES = 40
#: a gap within a line is a gap between columns from so many widths of a letter (pdfminer.six: 2, which cuts justified
#: lines of narrow columns in two)
_COLUMN_GAP = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Lines that stand together, as they were set."""

    page: int
    lines: tuple[str, ...]
    #: its upper and lower edge, as a part of the page's height from below
    top: float
    bottom: float
    #: height of its largest letters, in points
    size: float

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def read_boxes(raw: bytes) -> Iterator[Box]:
    """The boxes of every page, in the order of reading; some may be empty. Raises `DocumentError`."""
    try:
        for number, page in enumerate(extract_pages(io.BytesIO(raw), laparams=LAParams(char_margin=_COLUMN_GAP))):
            if number == MOST_PAGES:
                raise DocumentError(f"more than {MOST_PAGES} pages are no article: print the pages that you mean")
            yield from _boxes_of(page, number)
    except (DocumentError, MemoryError):
        raise
    except PDFPasswordIncorrect as error:
        raise DocumentError("this PDF is locked with a password; print it to a new PDF, or copy its text") from error
    except Exception as error:
        raise DocumentError(f"this PDF is broken ({type(error).__name__}: {str(error)[:100]})") from error


def _boxes_of(page: LTPage, number: int) -> Iterator[Box]:
    height = page.height or 1.0
    found = [box for box in page if isinstance(box, LTTextBox)]
    backwards = runs_right_to_left("".join(box.get_text() for box in found))
    for box in found:
        lines = [line for line in box if isinstance(line, LTTextLine)]
        glyphs = [glyph for line in lines for glyph in line if isinstance(glyph, LTChar)]
        yield Box(
            page=number,
            lines=tuple(text for line in lines if (text := _text(line, right_to_left=backwards))),
            top=box.y1 / height,
            bottom=box.y0 / height,
            size=max((glyph.size for glyph in glyphs), default=0.0),
        )


def _text(line: Iterable[object], *, right_to_left: bool) -> str:
    """A line, tidy; a soft hyphen at its end, which would go with the invisible characters, as a hyphen."""
    glyphs = [str(glyph.get_text()).replace("\n", "") for glyph in line if isinstance(glyph, LTText)]
    text = logical([glyph for glyph in glyphs if glyph], right_to_left=right_to_left).rstrip()
    return tidy(f"{text[:-1]}\u2010" if text.endswith("\u00ad") else text)
