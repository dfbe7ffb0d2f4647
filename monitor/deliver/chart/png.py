"""A drawing as PNG, twice as fine as its units. On paper of its own: a messenger puts any colour behind it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from monitor.deliver.chart.drawing import HEIGHT, LETTER, WIDTH, draw
from monitor.deliver.chart.svg import PALETTE
from monitor.deliver.chart.words import in_words
from monitor.model import DayCount, Picture

_SCALE: Final = 2
NAME: Final = "volume.png"


def picture(days: Sequence[DayCount]) -> Picture:
    """The picture with its words. Raises `ValueError` without days."""
    width, height = int(WIDTH) * _SCALE, int(HEIGHT) * _SCALE
    return Picture(name=NAME, png=_png(days, width, height), alt=in_words(days), width=width, height=height)


def _png(days: Sequence[DayCount], width: int, height: int) -> bytes:
    drawing = draw(days)
    image = Image.new("RGB", (width, height), PALETTE["paper"][0])
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(LETTER * _SCALE)
    for bar in drawing.bars:
        box = (bar.x, bar.y, bar.x + bar.width, bar.y + bar.height)
        pen.rectangle([side * _SCALE for side in box], fill=PALETTE[bar.tone][0])
    ground = drawing.ground * _SCALE
    pen.line([(16 * _SCALE, ground), (width - 16 * _SCALE, ground)], fill=PALETTE["line"][0], width=3)
    for label in drawing.labels:
        place = (label.x * _SCALE, label.y * _SCALE)
        anchor = "ls" if label.anchor == "start" else "ms"
        # the font that Pillow brings has one weight: a stroke makes the bold one
        stroke = 0.6 if label.tone == "ink" else 0
        colour = PALETTE[label.tone][0]
        pen.text(place, label.text, fill=colour, font=font, anchor=anchor, stroke_width=stroke, stroke_fill=colour)
    written = BytesIO()
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()
