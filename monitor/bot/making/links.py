"""The address that a message means: written behind the command, or in the message that it replies to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from telegram import Message, MessageEntity

from monitor.bot.asked import Asked
from monitor.bot.asking.lines import slip
from monitor.deliver.text import web_address

_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)


def link_of(asked: Asked, command: str) -> str:
    """Raises `ConfigError` where there is none."""
    found = next((one for one in _candidates(asked) if web_address(one)), "")
    if not found:
        hint = asked.voice.say(
            "write {command} and a link, or reply with it to a message that has one", command=command
        )
        raise slip(command, asked.voice.say("which page is meant?"), hint)
    return found


def links_in(message: Message) -> Iterator[str]:
    """Those behind words first: a forwarded headline is linked so."""
    entities = (*message.entities, *message.caption_entities)
    yield from (one.url for one in entities if one.type == MessageEntity.TEXT_LINK and one.url)
    yield from _ADDRESS.findall(message.text or message.caption or "")


def _candidates(asked: Asked) -> Iterator[str]:
    yield from _ADDRESS.findall(" ".join(asked.words))
    replied = asked.message.reply_to_message if asked.message else None
    if replied:
        yield from links_in(replied)
