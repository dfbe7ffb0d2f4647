"""Small PDFs, written by hand: lines of any script at their places, as a printer would leave them.

pdf(page(line("A headline", y=700, size=24), line("The text.", y=650)), page(line("More.", y=700)))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: points: a sheet of US letter
WIDTH, HEIGHT = 612, 792
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Some /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
)
#: each half as wide as it is high
_GLYPHS = """<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Some /DW 500
/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>
/FontDescriptor << /Type /FontDescriptor /FontName /Some /FontBBox [0 -200 1000 800] /Ascent 800 /Descent -200 >> >>"""


@dataclass(frozen=True, slots=True)
class Line:
    """Text at a place: points from the left and from below. What is seen first from the left stands first."""

    text: str
    x: float
    y: float
    size: float


def line(text: str, *, y: float, x: float = 72, size: float = 12) -> Line:
    """A line of text."""
    return Line(text, x, y, size)


def page(*lines: Line) -> Sequence[Line]:
    """One page."""
    return lines


def column(text: str, *, top: float, x: float = 72, width: int = 60, size: float = 12) -> list[Line]:
    """A paragraph, broken into lines of so many letters, a hand's breadth above the next."""
    lines, rest = [], text.split()
    while rest:
        taken = [rest.pop(0)]
        while rest and len(" ".join([*taken, rest[0]])) <= width:
            taken.append(rest.pop(0))
        lines.append(Line(" ".join(taken), x, top - len(lines) * size * 1.2, size))
    return lines


def pdf(*pages: Sequence[Line], encrypt: bool = False) -> bytes:
    """The file; `encrypt` names a password that nobody has."""
    letters = sorted({letter for lines in pages for one in lines for letter in one.text})
    codes = {letter: code for code, letter in enumerate(letters, start=1)}
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        _FONT,
        _GLYPHS,
        _stream(_to_unicode(codes)),
    ]
    for number, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}]"
            f" /Resources << /Font << /F 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
        )
        objects.append(_stream("\n".join(_shown(one, codes) for one in lines)))
    return _file(objects, encrypt=encrypt)


def _shown(one: Line, codes: dict[str, int]) -> str:
    glyphs = "".join(f"{codes[letter]:04x}" for letter in one.text)
    return f"BT /F {one.size} Tf 1 0 0 1 {one.x} {one.y} Tm <{glyphs}> Tj ET"


def _to_unicode(codes: dict[str, int]) -> str:
    pairs = [f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()]
    blocks = [pairs[first : first + 100] for first in range(0, len(pairs), 100)]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Some def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        + "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
        + "endcmap end end"
    )


def _stream(content: str) -> str:
    return f"<< /Length {len(content.encode())} >>\nstream\n{content}\nendstream"


def _file(objects: Sequence[str], *, encrypt: bool) -> bytes:
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    lock = (
        f" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'00' * 32}> /U <{'00' * 32}> >> /ID [<00> <00>]"
        if encrypt
        else ""
    )
    return (
        body
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(objects) + 1} /Root 1 0 R{lock} >>\nstartxref\n{len(body)}\n%%EOF\n"
        ).encode()
    )
