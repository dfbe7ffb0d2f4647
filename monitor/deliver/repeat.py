"""That a message may have come before, said to the reader, where the receiver has no key to know a repetition by."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from monitor.deliver.text import utf16_units
from monitor.model import Message
from monitor.translation import Voice


def marked(message: Message, voice: Voice, limit: int) -> Message:
    """With a line in front, where that fits into `limit` UTF-16 units; one that is sent first stays itself."""
    line = voice.say("Perhaps for the second time:")
    text = f"{line}\n{message.text}"
    if not message.repeated or utf16_units(text) > limit:
        return message
    return replace(
        message,
        text=text,
        html=f"{escape(line)}\n{message.html}" if message.html else "",
        subject=f"{line} {message.subject}" if message.subject else "",
    )
