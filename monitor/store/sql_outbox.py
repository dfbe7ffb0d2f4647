"""The face of the store for whoever looks after the outbox."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from monitor.model import DeliveryState
from monitor.ports import Letter
from monitor.store import letters
from monitor.store.part import Part


class OutboxPart(Part):
    """`ports.OutboxStore`."""

    def letters(
        self,
        limit: int,
        *,
        states: Collection[DeliveryState] = (),
        channels: Collection[str] = (),
        profiles: Collection[str] = (),
        subjects: Collection[str] = (),
        since: datetime | None = None,
    ) -> tuple[Letter, ...]:
        with self._database.read() as connection:
            return letters.listed(connection, limit, states, channels, profiles, subjects, since)

    def letter(self, delivery_id: int) -> Letter | None:
        with self._database.read() as connection:
            return letters.one(connection, delivery_id)

    def send_again(self, delivery_id: int, now: datetime) -> bool:
        with self._database.write() as connection:
            return letters.send_again(connection, delivery_id, now)

    def drop(self, delivery_id: int, error: str) -> bool:
        with self._database.write() as connection:
            return letters.drop(connection, delivery_id, error)

    def wake(self, lane: str, now: datetime) -> None:
        with self._database.write() as connection:
            letters.wake(connection, lane, now)
