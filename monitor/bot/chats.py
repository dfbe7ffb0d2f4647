"""Whom a bot listens to: the chats of its channels, and nobody else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Final

from telegram import Chat

from monitor.decide.delivery import Telegram

#: chats that are no channel's, as many as are remembered: each is answered and logged once
STRANGERS = 1000
#: what they are told
STRANGER: Final = "This bot answers only in the chats that its owner has set up."

_log = logging.getLogger(__name__)


class Chats:
    """The chats of one bot. `channels`: the bot's own, as they are now."""

    def __init__(self, channels: Callable[[], Sequence[Telegram]]) -> None:
        self._channels = channels
        self._strangers: dict[int, None] = {}

    def channel(self, chat: Chat | None) -> Telegram | None:
        """The channel whose chat this is; None for a stranger's."""
        return next((one for one in self._channels() if chat and _is(one, chat)), None)

    def first_of(self, stranger: int, what: str) -> bool:
        """Has this chat not been turned away before? It is logged then. `what` was done there, in words."""
        if stranger in self._strangers:
            return False
        if len(self._strangers) >= STRANGERS:
            del self._strangers[next(iter(self._strangers))]
        self._strangers[stranger] = None
        _log.warning("%s in chat %d, which is no channel's; nothing is done for it", what, stranger)
        return True


def _is(channel: Telegram, chat: Chat) -> bool:
    if isinstance(channel.chat_id, int):
        return channel.chat_id == chat.id
    return chat.username is not None and channel.chat_id.casefold() == f"@{chat.username}".casefold()
