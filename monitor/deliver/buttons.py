"""The buttons under an alert in Telegram: what they carry, and how they look once one was pressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from monitor.decide.code import read_code
from monitor.model import Opinion

Act = Opinion | Literal["mute", "unmute"]
#: what a button for an opinion says
FACES: Final[Mapping[Opinion, str]] = {"up": "👍", "down": "👎"}
#: what stands on the one that was pressed last
CHOSEN = "✓"
MUTE, UNMUTE = "Mute", "Unmute"
#: what its data begin with; a code follows, and the whole stays far below the 64 bytes that the Bot API allows
_DATA: Final[Mapping[Act, str]] = {
    "up": "feedback:up",
    "down": "feedback:down",
    "mute": "mute:on",
    "unmute": "mute:off",
}
_ACTS: Final = {data: act for act, data in _DATA.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What a button carried."""

    #: of the story that the message told, see `decide.code`
    code: str
    act: Act


def keyboard(code: str, chosen: Opinion | None = None, muted: str = "") -> InlineKeyboardMarkup:
    """Both opinions, of which `chosen` is marked, and "Mute"; where the story is muted, that in a row of its own.

    `muted` says until when: "muted until 28 Nov".
    """
    row = [_button(f"{face} {CHOSEN}" if opinion == chosen else face, opinion, code) for opinion, face in FACES.items()]
    if muted:
        return InlineKeyboardMarkup([row, [_button(f"{muted} · {UNMUTE}", "unmute", code)]])
    return InlineKeyboardMarkup([[*row, _button(MUTE, "mute", code)]])


def pressed(data: str | None) -> Press | None:
    """What a button with these data is for; None for what is none of ours."""
    head, _, typed = (data or "").rpartition(":")
    code, act = read_code(typed), _ACTS.get(head)
    return Press(code=code, act=act) if code and act else None


def chosen_of(markup: InlineKeyboardMarkup | None) -> Opinion | None:
    """The opinion that is marked on a message's buttons."""
    buttons = [button for row in markup.inline_keyboard for button in row] if markup else []
    marked = {button.callback_data for button in buttons if button.text.endswith(CHOSEN)}
    return next((opinion for opinion in FACES if any(str(data).startswith(_DATA[opinion]) for data in marked)), None)


def _button(text: str, act: Act, code: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text, callback_data=f"{_DATA[act]}:{code}")
