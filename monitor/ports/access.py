"""The store, as those need it who let people in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from monitor.model import ChatState, Invitation, Person, Quiet


class AccessStore(Protocol):
    """Who may speak with the bots, and what is known of their chats."""

    # -- people
    def people(self) -> tuple[Person, ...]:
        """All who are known, channel by channel, whoever came first first."""
        ...

    def add_person(self, person: Person) -> None:
        """From now on they are known so."""
        ...

    def remove_person(self, channel: str, number: int, *, spare_owner: bool = False) -> bool:
        """They are known no more; a private chat that they had paired is the channel's no more. False where they were
        not known; with `spare_owner`, also where they are the channel's last owner, who stays."""
        ...

    # -- invitations
    def invite(self, invitation: Invitation, now: datetime) -> None:
        """Keep it; what has expired goes. A pairing code takes the place of those that the channel has."""
        ...

    def invitations(self, channels: Collection[str], now: datetime) -> tuple[Invitation, ...]:
        """Those of these channels that can be used."""
        ...

    def redeem(self, seal: str, person: Person, chat_id: int, now: datetime) -> bool:
        """Use an invitation up: the person is known, as what they were where that is more, and where it pairs, the chat
        is the channel's. False where it cannot be used any more: of two at the same moment, one is let in."""
        ...

    # -- chats
    def chats(self) -> tuple[ChatState, ...]:
        """What is known of each."""
        ...

    def chat(self, channel: str) -> int | None:
        """The number of its chat, as it was learned; None: as the configuration has it."""
        ...

    def remember_chat(self, channel: str, chat_id: int) -> None:
        """Its chat has this number, whatever the configuration says."""
        ...

    def heed_chats(self, configured: Mapping[str, str]) -> None:
        """What the configuration says of each channel's chat, empty where nothing: what was learned while it said
        something else is forgotten."""
        ...

    def set_language(self, channel: str, language: str | None) -> None:
        """In which language its chat is spoken to; None: as the configuration has it."""
        ...

    def set_quiet(self, channel: str, quiet: Quiet, now: datetime) -> None:
        """When its chat is left in peace. What was held back for another quiet is due now, and looked at again."""
        ...

    def quiet_until(self, channel: str, now: datetime) -> datetime | None:
        """When the quiet that holds now in its chat ends; None where none does."""
        ...

    # -- menus
    def menu(self, bot: str, scope: str) -> str:
        """What was set there, by its hash; empty: nothing yet."""
        ...

    def save_menu(self, bot: str, scope: str, seal: str) -> None:
        """It is set."""
        ...
