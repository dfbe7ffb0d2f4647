"""The database, as the whole of its parts."""

from __future__ import annotations

from typing import Protocol

from monitor.ports.access import AccessStore
from monitor.ports.asking import AskStore
from monitor.ports.collecting import CollectStore
from monitor.ports.deciding import DecideStore
from monitor.ports.keeping import KeepStore
from monitor.ports.muting import MuteStore
from monitor.ports.outbox import OutboxStore
from monitor.ports.telling import TellStore
from monitor.ports.volume import VolumeStore


class Store(
    CollectStore,
    DecideStore,
    TellStore,
    OutboxStore,
    VolumeStore,
    AskStore,
    KeepStore,
    MuteStore,
    AccessStore,
    Protocol,
):
    """The database. Every method is one transaction, blocks, and raises `StoreError`.

    Callers on the event loop go through `asyncio.to_thread`.
    """

    def close(self) -> None:
        """Give the file back."""
        ...
