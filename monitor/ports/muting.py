"""The store of those who mute."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol

from monitor.model import HeldBack, Mute, MuteRecord
from monitor.ports.states import Waiting


class MuteStore(Protocol):
    """What readers want to hear nothing of, and what they did not hear."""

    def mutes(self, now: datetime) -> tuple[Mute, ...]:
        """Those that stand, the oldest first."""
        ...

    def add_mute(self, mute: Mute) -> Mute:
        """Keep a mute; with its id. One that stands on the same subject and profile is changed instead, and keeps its
        id and what it held back."""
        ...

    def end_mute(self, mute_id: str, now: datetime) -> Mute | None:
        """End a mute now, unless it has ended already; None where there is no such mute."""
        ...

    def mute_records(self, now: datetime, since: datetime | None = None) -> tuple[MuteRecord, ...]:
        """The mutes that stand, and those that have ended since an instant, each with what it held back; the oldest
        first."""
        ...

    def held_back(self, mute_id: str) -> tuple[HeldBack, ...]:
        """What a mute kept from its profiles, the oldest first."""
        ...

    def held_back_since(self, profiles: Collection[str], since: datetime) -> int:
        """Of how many stories mutes kept something from any of these profiles since then."""
        ...

    def waiting(self) -> tuple[Waiting, ...]:
        """The stories that are to be told, by a message or a digest, and of which nothing is rendered yet."""
        ...

    def withdraw_waiting(self, mute_id: str, those: Iterable[Waiting], now: datetime) -> None:
        """Hold back for a mute what still waits of these: as if it had never been decided."""
        ...
