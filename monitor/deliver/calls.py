"""What a message says to `sendMessage` and `editMessageText`, and what the server's refusals of them mean."""

from __future__ import annotations

from typing import Any

from telegram import LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from monitor.deliver.buttons import keyboard
from monitor.model import Message

_CANNOT_PARSE = "can't parse entities"
_SAYS_THAT_ALREADY = "message is not modified"
#: what the server says of a message that cannot be edited (any more)
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


def content(message: Message, *, html: bool) -> dict[str, Any]:
    """What both have in common, as the library calls it."""
    return {
        "text": message.html if html else message.text,
        "parse_mode": ParseMode.HTML if html else None,
        "link_preview_options": LinkPreviewOptions(is_disabled=message.level == "digest"),
        "reply_markup": keyboard(message.code) if message.code else None,
    }


def answering(message: Message) -> ReplyParameters | None:
    """The message that it answers; one that the reader deleted is no hindrance."""
    if not message.answers.isdecimal():
        return None
    return ReplyParameters(message_id=int(message.answers), allow_sending_without_reply=True)


def is_about_markup(refused: BadRequest) -> bool:
    """Would plain text be taken?"""
    return _CANNOT_PARSE in str(refused).casefold()


def says_that_already(refused: BadRequest) -> bool:
    """The edit was made before."""
    return _SAYS_THAT_ALREADY in str(refused).casefold()


def is_gone(refused: BadRequest) -> bool:
    """There is no message that could be edited."""
    return any(words in str(refused).casefold() for words in _GONE)
