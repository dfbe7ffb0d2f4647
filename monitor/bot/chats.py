"""Whom a bot listens to, and what they may: the chats of its channels, the people who are known there, nobody else.

Both numbers count, the chat's and the person's. In a channel's private chat its person is the owner; in a channel's
group everybody is a reader, unless they are known for more; whoever is known to a channel may ask in a private chat of
their own. An administrator who stays anonymous speaks as the group, and is a reader. Channels and bots are nobody.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from telegram import Chat, Message, User

from monitor.decide.delivery import Telegram
from monitor.model import ChatState, Person, Role, allowed
from monitor.ports import AccessStore
from monitor.translation import marked

#: chats that are no channel's, as many as are remembered: each is answered and logged once
STRANGERS = 1000
#: what they are told
STRANGER: Final = marked("This bot answers only in the chats that its owner has set up.")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who writes or presses; what they are called and speak is text from outside."""

    #: Telegram's number of the person, or of the group as which an anonymous administrator speaks
    number: int
    name: str = ""
    #: IETF tag, as Telegram has it; empty where it has none
    language: str = ""


def visitor(user: User | None, message: Message | None = None) -> Visitor | None:
    """Who that is; None for bots, channels, and what was passed on by itself."""
    speaks_as = message.sender_chat if message else None
    if message and speaks_as:
        own = speaks_as.id == message.chat.id and speaks_as.type != Chat.CHANNEL
        return Visitor(number=speaks_as.id) if own else None
    if user is None or user.is_bot:
        return None
    return Visitor(number=user.id, name=user.full_name, language=user.language_code or "")


class Chats:
    """The chats of one bot. `channels`: the bot's own, as they are now; `store`: who is known to them."""

    def __init__(self, channels: Callable[[], Sequence[Telegram]], store: AccessStore | None = None) -> None:
        self._channels = channels
        self._store = store
        self._people: Mapping[tuple[str, int], Person] = {}
        self._states: Mapping[str, ChatState] = {}
        self._strangers: dict[int, None] = {}

    async def refresh(self) -> None:
        """Look who is known now: before each update, so that whoever was removed is a stranger at once. Raises
        `StoreError`."""
        if self._store is not None:
            people, states = await asyncio.to_thread(lambda: (self._store.people(), self._store.chats()))  # type: ignore[union-attr]
            self._people = {(one.channel, one.number): one for one in people}
            self._states = {one.channel: one for one in states}

    def channels(self) -> tuple[Telegram, ...]:
        """The bot's own, each with its chat and language as they are now."""
        return tuple(adapted(one, self._states.get(one.name)) for one in self._channels())

    def channel(self, chat: Chat | None) -> Telegram | None:
        """The channel whose chat this is, or to which the person of this private chat is known; None for others."""
        if chat is None:
            return None
        channels = self.channels()
        theirs = (one for one in channels if chat.type == Chat.PRIVATE and (one.name, chat.id) in self._people)
        return next((one for one in channels if _is(one, chat)), None) or next(theirs, None)

    def role(self, channel: Telegram, chat: Chat, person: int) -> Role | None:
        """What a person may ask in this chat of a channel; None: nothing."""
        if chat.type == Chat.PRIVATE and chat.id != person:
            return None
        known = self._people.get((channel.name, person))
        if known:
            return known.role
        if channel.chat_id == person:
            return "reader" if person < 0 else "owner"
        return "reader" if _is(channel, chat) else None

    def may(self, channel: Telegram, person: int, needed: Role) -> bool:
        """May this person of the channel's chat do what needs that role?"""
        known = self._people.get((channel.name, person))
        owner = channel.chat_id == person and person > 0
        return allowed(known.role if known else "owner" if owner else "reader", needed)

    def may_mute(self, channel: Telegram, person: int) -> bool:
        """May they mute and unmute for all who read the channel?"""
        return self.may(channel, person, "editor")

    def owners(self, channel: Telegram) -> tuple[Person, ...]:
        """Those who are known as its owners."""
        return tuple(one for one in self._people.values() if (one.channel, one.role) == (channel.name, "owner"))

    def people(self, channel: Telegram) -> tuple[Person, ...]:
        """All who are known to it."""
        return tuple(one for one in self._people.values() if one.channel == channel.name)

    def first_of(self, stranger: int, what: str) -> bool:
        """Has this chat not been turned away before? It is logged then. `what` was done there, in words."""
        if stranger in self._strangers:
            return False
        if len(self._strangers) >= STRANGERS:
            del self._strangers[next(iter(self._strangers))]
        self._strangers[stranger] = None
        _log.warning("%s in chat %d, which is no channel's; nothing is done for it", what, stranger)
        return True


def adapted(channel: Telegram, state: ChatState | None) -> Telegram:
    """The channel with what is known of its chat."""
    if state is None:
        return channel
    chat_id = channel.chat_id if state.number is None else state.number
    return replace(channel, chat_id=chat_id, language=state.language or channel.language)


def _is(channel: Telegram, chat: Chat) -> bool:
    if isinstance(channel.chat_id, str):
        return chat.username is not None and channel.chat_id.casefold() == f"@{chat.username}".casefold()
    return channel.chat_id is not None and channel.chat_id == chat.id
