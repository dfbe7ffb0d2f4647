"""The buttons under an alert in Telegram: what they carry, and how they look once one was pressed."""

from __future__ import annotations

from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from monitor.decide.code import read_code
from monitor.model import Opinion

#: what a button says
FACES: Final[dict[Opinion, str]] = {"up": "👍", "down": "👎"}
#: what stands on the one that was pressed last
CHOSEN = "✓"
#: what its data begin with; the whole stays far below the 64 bytes that the Bot API allows
_PREFIX = "feedback"


def keyboard(code: str, chosen: Opinion | None = None) -> InlineKeyboardMarkup:
    """A row of both buttons; `chosen` is marked."""
    row = [
        InlineKeyboardButton(
            f"{face} {CHOSEN}" if opinion == chosen else face, callback_data=f"{_PREFIX}:{opinion}:{code}"
        )
        for opinion, face in FACES.items()
    ]
    return InlineKeyboardMarkup([row])


def pressed(data: str | None) -> tuple[str, Opinion] | None:
    """The code and the opinion that a button carried; None for what is none of ours."""
    prefix, opinion, typed = [*(data or "").split(":", 2), "", ""][:3]
    code = read_code(typed)
    known = next((one for one in FACES if one == opinion), None)
    return (code, known) if prefix == _PREFIX and code and known else None
