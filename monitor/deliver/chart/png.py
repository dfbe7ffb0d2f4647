"""A drawing as PNG, twice as fine as its units. On paper of its own: a messenger puts any colour behind it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from monitor.deliver.chart.drawing import HEIGHT, LETTER, WIDTH, Drawing, draw
from monitor.deliver.chart.lettering import Font, font_for
from monitor.deliver.chart.svg import PALETTE
from monitor.deliver.chart.words import in_words
from monitor.model import DayCount, Picture
from monitor.translation import ENGLISH, Voice

_SCALE: Final = 2
#: where a label is held -> what Pillow calls it: left, middle, right, on the line of the letters
_ANCHORS: Final = {"start": "ls", "middle": "ms", "end": "rs"}
NAME: Final = "volume.png"


def picture(days: Sequence[DayCount], voice: Voice = ENGLISH) -> Picture:
    """The picture with its words; its labels are English where no font here has the letters of the language.

    Raises `ValueError` without days.
    """
    width, height = int(WIDTH) * _SCALE, int(HEIGHT) * _SCALE
    drawing = draw(days, voice)
    font = font_for(voice, [label.text for label in drawing.labels], LETTER * _SCALE)
    if font is None:
        drawing, font = draw(days), ImageFont.load_default(LETTER * _SCALE)
    return Picture(
        name=NAME, png=_png(drawing, font, width, height), alt=in_words(days, voice), width=width, height=height
    )


def _png(drawing: Drawing, font: Font, width: int, height: int) -> bytes:
    image = Image.new("RGB", (width, height), PALETTE["paper"][0])
    pen = ImageDraw.Draw(image)
    for bar in drawing.bars:
        box = (bar.x, bar.y, bar.x + bar.width, bar.y + bar.height)
        pen.rectangle([side * _SCALE for side in box], fill=PALETTE[bar.tone][0])
    ground = drawing.ground * _SCALE
    pen.line([(16 * _SCALE, ground), (width - 16 * _SCALE, ground)], fill=PALETTE["line"][0], width=3)
    for label in drawing.labels:
        place = (label.x * _SCALE, label.y * _SCALE)
        anchor = _ANCHORS[label.anchor]
        # the font that Pillow brings has one weight: a stroke makes the bold one
        stroke = 0.6 if label.tone == "ink" else 0
        colour = PALETTE[label.tone][0]
        pen.text(place, label.text, fill=colour, font=font, anchor=anchor, stroke_width=stroke, stroke_fill=colour)
    written = BytesIO()
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()
