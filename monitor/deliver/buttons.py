"""The buttons under an alert in Telegram: what they carry, and how they look once one was pressed.

👍 More like this | 👎 Less like this
Why? | Mute story | Open
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from monitor.decide.code import read_code
from monitor.deliver.markup import linked
from monitor.model import Opinion
from monitor.translation import ENGLISH, Voice, marked

Act = Opinion | Literal["why", "mute", "unmute"]
#: what a button for an opinion says, behind its face
OPINIONS: Final[Mapping[Opinion, str]] = {"up": marked("More like this"), "down": marked("Less like this")}
FACES: Final[Mapping[Opinion, str]] = {"up": "👍", "down": "👎"}
#: what takes the place of the face on the one that was pressed last
CHOSEN = "✓"
WHY, MUTE, UNMUTE, OPEN = marked("Why?"), marked("Mute story"), marked("Unmute"), marked("Open")
#: what its data begin with; a code follows, and the whole stays far below the 64 bytes that the Bot API allows
_DATA: Final[Mapping[Act, str]] = {
    "up": "feedback:up",
    "down": "feedback:down",
    "why": "why:told",
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


def keyboard(
    code: str, url: str = "", *, chosen: Opinion | None = None, muted: str = "", voice: Voice = ENGLISH
) -> InlineKeyboardMarkup:
    """Both opinions, of which `chosen` is marked; why it was told, "Mute story", and where it leads.

    `muted` says until when, "muted until 28 Nov", in a row of its own, with the way back.
    """
    opinions = [
        _button(f"{CHOSEN if opinion == chosen else FACES[opinion]} {voice.say(words)}", opinion, code)
        for opinion, words in OPINIONS.items()
    ]
    acts = [_button(voice.say(WHY), "why", code)]
    acts += [] if muted else [_button(voice.say(MUTE), "mute", code)]
    acts += [InlineKeyboardButton(voice.say(OPEN), url=address)] if (address := linked(url)) else []
    rows = [opinions, acts]
    rows += [[_button(f"{muted}{voice.dot}{voice.say(UNMUTE)}", "unmute", code)]] if muted else []
    return InlineKeyboardMarkup(rows)


def pressed(data: str | None) -> Press | None:
    """What a button with these data is for; None for what is none of ours."""
    head, _, typed = (data or "").rpartition(":")
    code, act = read_code(typed), _ACTS.get(head)
    return Press(code=code, act=act) if code and act else None


def chosen_of(markup: InlineKeyboardMarkup | None) -> Opinion | None:
    """The opinion that is marked on a message's buttons."""
    buttons = [button for row in markup.inline_keyboard for button in row] if markup else []
    marked = {button.callback_data for button in buttons if CHOSEN in button.text}
    return next((opinion for opinion in FACES if any(str(data).startswith(_DATA[opinion]) for data in marked)), None)


def _button(text: str, act: Act, code: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text, callback_data=f"{_DATA[act]}:{code}")
