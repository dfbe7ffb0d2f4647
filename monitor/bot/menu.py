"""The menu of each chat: what can be asked there, in its language, and what its editors and owners may beside that.

core.telegram.org/bots/api#setmycommands. What was set is remembered: a start sets nothing that stands already.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeChat, BotCommandScopeChatMember
from telegram.error import TelegramError

from monitor.bot.chats import Chats
from monitor.bot.table import COMMANDS
from monitor.decide.delivery import Telegram
from monitor.model import Role, allowed
from monitor.ports import Store
from monitor.translation import voice_of

#: core.telegram.org/bots/api#botcommand: characters of a description
_ABOUT: Final = 256
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """What one chat, or one person in it, is shown."""

    scope: str
    where: BotCommandScope
    #: name and what it does
    lines: tuple[tuple[str, str], ...]

    @property
    def seal(self) -> str:
        return sha256(repr(self.lines).encode()).hexdigest()


class Menus:
    """Those of one bot, which `name` is in the store."""

    def __init__(self, name: str, chats: Chats, store: Store) -> None:
        self._name = name
        self._chats = chats
        self._store = store
        #: scope -> what was set, or failed: neither is tried again before it changes, or the next start
        self._dealt_with: dict[str, str] = {}

    async def keep_up(self, bot: Bot) -> None:
        """Set what has changed. That one cannot be set is no trouble: commands work without it. Raises `StoreError`."""
        for menu in wanted(self._chats):
            seal = menu.seal
            if self._dealt_with.get(menu.scope) == seal:
                continue
            self._dealt_with[menu.scope] = seal
            if await asyncio.to_thread(self._store.menu, self._name, menu.scope) == seal:
                continue
            try:
                await bot.set_my_commands([BotCommand(*line) for line in menu.lines], scope=menu.where)
            except TelegramError as error:
                _log.info("bot %s: the menu of %s is not set: %s", self._name, menu.scope, type(error).__name__)
            else:
                await asyncio.to_thread(self._store.save_menu, self._name, menu.scope, seal)


def wanted(chats: Chats) -> Iterator[Menu]:
    """The menu of each chat, and of each person who may more, or asks in a private chat of their own."""
    seen: set[str] = set()
    for channel in chats.channels():
        for menu in _menus(channel, chats):
            if menu.scope not in seen:
                seen.add(menu.scope)
                yield menu


def _menus(channel: Telegram, chats: Chats) -> Iterator[Menu]:
    place, language = channel.chat_id, channel.language
    if place is None:
        return
    private = isinstance(place, int) and place > 0
    role: Role = "reader"
    if isinstance(place, int) and private:
        known = {person.number: person.role for person in chats.people(channel)}
        role = known.get(place, "owner")
    yield Menu(scope=f"chat {place}", where=BotCommandScopeChat(place), lines=_lines(role, language))
    for person in chats.people(channel):
        lines = _lines(person.role, language)
        if person.number != place:
            where = BotCommandScopeChat(person.number)
            yield Menu(scope=f"chat {person.number}", where=where, lines=lines)
        if not private and person.role != "reader":
            member = BotCommandScopeChatMember(place, person.number)
            yield Menu(scope=f"member {place} {person.number}", where=member, lines=lines)


def _lines(role: Role, language: str | None) -> tuple[tuple[str, str], ...]:
    voice = voice_of(language)
    return tuple(
        (name, voice.say(command.about)[:_ABOUT])
        for name, command in COMMANDS.items()
        if command.listed and allowed(role, command.role)
    )
