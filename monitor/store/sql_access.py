"""The face of the store for those who let people in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from monitor.model import ChatState, Invitation, Person, Quiet
from monitor.store import chats, people
from monitor.store.part import Part


class AccessPart(Part):
    """`ports.AccessStore`."""

    # -- people
    def people(self) -> tuple[Person, ...]:
        with self._database.read() as connection:
            return people.known(connection)

    def add_person(self, person: Person) -> None:
        with self._database.write() as connection:
            people.add(connection, person)

    def remove_person(self, channel: str, number: int, *, spare_owner: bool = False) -> bool:
        with self._database.write() as connection:
            return people.remove(connection, channel, number, spare_owner=spare_owner)

    # -- invitations
    def invite(self, invitation: Invitation, now: datetime) -> None:
        with self._database.write() as connection:
            people.invite(connection, invitation, now)

    def invitations(self, channels: Collection[str], now: datetime) -> tuple[Invitation, ...]:
        with self._database.read() as connection:
            return people.open_ones(connection, channels, now)

    def redeem(self, seal: str, person: Person, chat_id: int, now: datetime) -> bool:
        with self._database.write() as connection:
            return people.redeem(connection, seal, person, chat_id, now)

    # -- chats
    def chats(self) -> tuple[ChatState, ...]:
        with self._database.read() as connection:
            return chats.states(connection)

    def chat(self, channel: str) -> int | None:
        with self._database.read() as connection:
            return chats.number(connection, channel)

    def remember_chat(self, channel: str, chat_id: int) -> None:
        with self._database.write() as connection:
            chats.remember(connection, channel, chat_id)

    def heed_chats(self, configured: Mapping[str, str]) -> None:
        with self._database.write() as connection:
            chats.heed(connection, configured)

    def set_language(self, channel: str, language: str | None) -> None:
        with self._database.write() as connection:
            chats.set_language(connection, channel, language)

    def set_quiet(self, channel: str, quiet: Quiet, now: datetime) -> None:
        with self._database.write() as connection:
            chats.set_quiet(connection, channel, quiet, now)

    def quiet_until(self, channel: str, now: datetime) -> datetime | None:
        with self._database.read() as connection:
            return chats.quiet_until(connection, channel, now)

    # -- menus
    def menu(self, bot: str, scope: str) -> str:
        with self._database.read() as connection:
            return chats.menu(connection, bot, scope)

    def save_menu(self, bot: str, scope: str, seal: str) -> None:
        with self._database.write() as connection:
            chats.save_menu(connection, bot, scope, seal)
