"""The letters of a PNG: Pillow brings those of English alone, other languages need a font of this machine."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from typing import Final

from PIL import ImageFont, features

from monitor.translation import Voice

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
#: fonts that have Latin, Cyrillic and Arabic letters, with those of Vietnamese and Persian; as the system calls them
_FONTS: Final = ("DejaVuSans.ttf", "Vazirmatn-Regular.ttf", "Tahoma.ttf", "tahoma.ttf", "Arial Unicode.ttf")


def font_for(voice: Voice, texts: Iterable[str], size: float) -> Font | None:
    """A font in which all of these can be written, in pixels; None where there is none."""
    if all(text.isascii() for text in texts):
        return ImageFont.load_default(size)
    # without Raqm the letters of Arabic script would stand apart, and in the wrong order
    if voice.direction == "rtl" and not features.check("raqm"):
        return None
    return _of_the_system(size)


@lru_cache(maxsize=4)
def _of_the_system(size: float) -> Font | None:
    for name in _FONTS:
        with suppress(OSError):
            return ImageFont.truetype(name, size)
    return None
