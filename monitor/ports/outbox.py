"""The store, as a person needs it who looks after the outbox."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from monitor.model import Delivery, DeliveryState

#: what of a message nobody has in hand, and did not arrive
STRANDED: Final[tuple[DeliveryState, ...]] = ("pending", "dead", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A row of the outbox, with what became of it."""

    delivery: Delivery
    queued_at: datetime
    sent_at: datetime | None
    #: the receiver's id; empty until it arrived
    remote_id: str
    #: what the last send met with; empty where nothing did
    error: str
    #: an earlier send was ambiguous: the receiver may have it, or get it twice
    possible_repeat: bool


class OutboxStore(Protocol):
    """The outbox by hand."""

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
        """The newest rows of these states, channels, profiles and subjects, of all where none is named, that were
        queued since; the oldest of them first. Without what they say."""
        ...

    def letter(self, delivery_id: int) -> Letter | None:
        """One row with its message, where that was rendered."""
        ...

    def send_again(self, delivery_id: int, now: datetime) -> bool:
        """Due now, and counted from the beginning. Of one that is "unknown" the reader may have a copy: it is sent as a
        possible repeat. False where it arrived, is in hand or is not there."""
        ...

    def drop(self, delivery_id: int, error: str) -> bool:
        """A dead letter from now on, which says why. False where it is one, arrived, is in hand or is not there."""
        ...

    def wake(self, lane: str, now: datetime) -> None:
        """Ask a closed lane at the next round. A pause that the receiver wants is kept."""
        ...
