"""The face of the store for those who mute."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from monitor.model import HeldBack, Mute, MuteRecord
from monitor.ports import Waiting
from monitor.store import mutes, waiting
from monitor.store.part import Part


class MutePart(Part):
    """`ports.MuteStore`."""

    def mutes(self, now: datetime) -> tuple[Mute, ...]:
        with self._database.read() as connection:
            return mutes.standing(connection, now)

    def add_mute(self, mute: Mute) -> Mute:
        with self._database.write() as connection:
            return mutes.add(connection, mute)

    def end_mute(self, mute_id: str, now: datetime) -> Mute | None:
        with self._database.write() as connection:
            return mutes.end(connection, mute_id, now)

    def mute_records(self, now: datetime, since: datetime | None = None) -> tuple[MuteRecord, ...]:
        with self._database.read() as connection:
            return mutes.records(connection, now, since)

    def held_back(self, mute_id: str) -> tuple[HeldBack, ...]:
        with self._database.read() as connection:
            return mutes.kept_back(connection, mute_id)

    def held_back_since(self, profiles: Collection[str], since: datetime) -> int:
        with self._database.read() as connection:
            return mutes.kept_back_since(connection, profiles, since)

    def waiting(self) -> tuple[Waiting, ...]:
        with self._database.read() as connection:
            return waiting.waiting(connection)

    def withdraw_waiting(self, mute_id: str, those: Iterable[Waiting], now: datetime) -> None:
        with self._database.write() as connection:
            waiting.withdraw(connection, mute_id, those, now)
