"""Who may speak with the watch in a chat, and what a chat is told by them of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Final, Literal, get_args

#: what a person of a chat may do, the least first: ask, change what is told, say who may
Role = Literal["reader", "editor", "owner"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)


def allowed(role: Role, needed: Role) -> bool:
    """May somebody of this role do what needs that one?"""
    return ROLES.index(role) >= ROLES.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who has shown a code of ours."""

    #: name of the channel whose messages are theirs to answer, for instance "telegram/me"
    channel: str
    #: Telegram's number of them
    number: int
    role: Role
    #: what they call themselves; text from outside
    name: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A code that somebody may show once, of which we keep the hash alone."""

    #: `people.codes.sealed`
    seal: str
    channel: str
    role: Role
    #: the chat in which it is shown becomes the channel's
    pairs: bool = False
    #: who made it, as `Feedback.who`; empty: the daemon
    by: str = ""
    expires: datetime


#: why a message waits whose chat is left in peace, as the outbox keeps it
IN_PEACE: Final = "the chat is left in peace (/quiet)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """When a chat is to be left in peace."""

    #: every day between these hours, perhaps over midnight
    daily: tuple[time, time] | None = None
    #: IANA zone in which they count
    timezone: str = "UTC"
    #: this once, until then
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatState:
    """What is known of a channel's chat beside its configuration."""

    channel: str
    #: its number, as it was learned: by pairing, or since its group has another; None: as the configuration has it
    number: int | None = None
    #: ISO 639-1, as /language set it; None: as the configuration has it
    language: str | None = None
    quiet: Quiet = Quiet()
