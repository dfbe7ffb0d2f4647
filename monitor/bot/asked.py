"""What a command of the chat is given, what it gives back, and who may ask it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from telegram import InlineKeyboardMarkup, Message

from monitor.bot.desk import Desk
from monitor.control import Reader
from monitor.decide.delivery import Telegram
from monitor.model import Picture, Role
from monitor.ports import Store
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot
from monitor.translation import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said in the chat."""

    #: plain; what is too long for a message is cut
    text: str
    #: the same as the Bot API's HTML, within its limits; empty: plain
    html: str = ""
    keyboard: InlineKeyboardMarkup | None = None
    #: one message each, behind the text
    pictures: tuple[Picture, ...] = ()
    #: where a button asked: put in the place of the message that it stands under
    instead: bool = False


#: says something more in the same place: what takes longer answers first, and tells the rest by this
Say: TypeAlias = Callable[[Answer], Awaitable[None]]
#: around what may take a while
Busy: TypeAlias = Callable[[], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A command that somebody who may ask it has written, or asked by a button."""

    #: what stands behind its name
    words: tuple[str, ...]
    reader: Reader
    role: Role
    #: whose chat it is
    channel: Telegram
    #: in the chat's language
    voice: Voice
    store: Store
    snapshot: Snapshot
    home: Home | None
    now: datetime
    say: Say
    #: shows that the bot is writing, while it lasts
    busy: Busy = nullcontext
    #: the message that holds the command, or under which the button stands; None where the server has lost it
    message: Message | None = None
    #: the code under the alert that the command replies to; empty where it replies to none
    about: str = ""
    #: a button asked
    pressed: bool = False
    #: what the bot is called, without "@"; empty where it is not known
    bot_name: str = ""
    #: the way to the web; None where there is none
    desk: Desk | None = None


#: a plain function runs in a thread, and may block; a coroutine must not. Both raise `ConfigError` for a slip, which is
#: the answer then, and `StoreError`: the same is asked again. What takes long has a task and a deadline of its own.
Run: TypeAlias = Callable[[Asked], Answer | Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A line of the table `COMMANDS`."""

    run: Run
    #: who may ask it, and whoever may more
    role: Role
    #: for the menu and /help, `marked` for translation: 1 to 256 characters
    about: str
    #: in the menu that the chat shows
    listed: bool = True
