"""The store, as digests and the outbox need it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from monitor.model import Delivery, HeldFor, Match, Message, Receipt, Rest, Silence, Slot, Story, Surge
from monitor.ports.states import DigestLine, Held, OpenedDigest


class TellStore(Protocol):
    """Digests and the outbox."""

    # -- digests
    def since(self, reader: str, now: datetime, *, plan: str = "") -> datetime:
        """The instant after which a reader's slots (`HeldFor.reader`) are still to be opened: when its last one was
        due, and not before it was first asked for with this plan. Another plan, or a clock that was ahead, begins
        anew: what was due before by other times is not due again."""
        ...

    def waiting_readers(self, now: datetime) -> tuple[str, ...]:
        """Readers for whom something is held that is due, by id."""
        ...

    def held(self, reader: str, due: datetime) -> tuple[Held, ...]:
        """What waits for a digest of this reader that is due by then, the longest held first."""
        ...

    def open_digest(
        self,
        reader: str,
        slot: str,
        channels: Collection[str],
        due: datetime,
        now: datetime,
        *,
        even_empty: bool = False,
        missed: Sequence[Slot] | None = None,
        known: Collection[str] = (),
    ) -> bool:
        """Move what is held and due into this digest and queue it; False if the slot was used already, or nothing is
        held and it need not be told that there is nothing.

        `missed`: it is the slot of a schedule and stands in for these; it is used from now on, even with nothing in
        it, and takes what is held for a later hour too, since the times may have changed. `channels` are the reader's
        now, `known` all that there are: each gets it for which a line was held, and an empty one goes to the former.
        """
        ...

    def digest_lines(self, reader: str, slot: str) -> tuple[DigestLine, ...]:
        """The stories of a digest, the highest score first."""
        ...

    def digest_to_come(self, reader: str) -> tuple[DigestLine, ...]:
        """The stories that wait for the reader's next digest, the highest score first."""
        ...

    def digest_slots(self, reader: str, limit: int) -> tuple[str, ...]:
        """The slots of a reader's digests that were told, the newest first."""
        ...

    def digest_opened(self, reader: str, slot: str) -> OpenedDigest | None:
        """When it was due and opened, the one before it, and the slots that it stood in for."""
        ...

    # -- what leads nowhere any more
    def waited_for(self) -> Mapping[str, frozenset[str]]:
        """Profile -> the channels for which it holds something."""
        ...

    def redirect(
        self, profile: str, to: Sequence[HeldFor], known: Collection[str], now: datetime, *, lost: str
    ) -> None:
        """What a profile holds for channels that are not `known` waits for these digests instead, for each channel
        once; where there is none, and no other channel has it, it ends as a dead letter that says why (`lost`)."""
        ...

    def give_up(self, profile: str, now: datetime, *, lost: str) -> None:
        """What a profile holds and is due ends as a dead letter that says why."""
        ...

    def forward(self, delivery_id: int, channels: Sequence[str], now: datetime, *, lost: str) -> None:
        """A claimed delivery, and what is not sent of its message, goes to these channels instead, but for those that
        have the same telling; a digest's lines wait again. Where there is no channel, it is dead and says why."""
        ...

    def divert(
        self,
        delivery_id: int,
        to: str,
        now: datetime,
        *,
        error: str,
        closed_at: datetime | None = None,
        rest: Rest | None = None,
    ) -> str | None:
        """What is not sent of a claimed delivery's message is dead and says why; it goes to this channel instead,
        unless that has the same telling. The words of it; None where the claim has lapsed. `closed_at`: since when its
        channel takes nothing. `rest`: its lane rests from now on."""
        ...

    # -- outbox
    def lease(
        self,
        now: datetime,
        lease_s: float,
        limit: int = 20,
        *,
        lanes: Mapping[str, str] = ...,
        resting: Collection[str] = (),
        parked: Collection[str] = (),
    ) -> tuple[Delivery, ...]:
        """Claim deliveries that are due, at most one of a lane and in its order, none of a lane that rests; a claim
        lapses after `lease_s`. `lanes`: channel -> its lane; one that is not there is its own. `parked`: channels for
        which what a dead sender may have sent is not sent again."""
        ...

    def due_channels(self, now: datetime) -> frozenset[str]:
        """The channels for which a delivery is due, whether or not it may be claimed."""
        ...

    def add_parts(self, delivery: Delivery, parts: Sequence[Message]) -> None:
        """Freeze the rendered parts: the first into the row itself, the others into rows of their own."""
        ...

    def request_written(self, delivery_id: int) -> None:
        """From here on a failure is ambiguous."""
        ...

    def sent(self, delivery_id: int, receipt: Receipt, *, rest: Rest | None = None) -> None:
        """The receiver has it; its lane rests so long, or nothing stands for it any more where `rest` is None."""
        ...

    def put_back(
        self,
        delivery_id: int,
        *,
        not_before: datetime,
        error: str,
        ambiguous: bool = False,
        counted: bool = True,
        rest: Rest | None = None,
    ) -> None:
        """Try again, not before then. `counted`: it was an attempt of its own, of which there are so many; `rest`: its
        lane rests from now on."""
        ...

    def dead(self, delivery_id: int, *, error: str, ambiguous: bool = False) -> None:
        """Never try again; an ambiguous one is kept as "unknown"."""
        ...

    def rests(self) -> tuple[Rest, ...]:
        """The lanes that were told to rest, by name, whether or not that is over."""
        ...

    def queue_about(self, about: Surge | Silence, channels: Collection[str], due: datetime, now: datetime) -> bool:
        """Queue what is told of a profile as a whole; False where that was queued before, or a mute keeps it back."""
        ...

    def standing(self, delivery: Delivery) -> tuple[str, ...]:
        """The receiver's ids of the message that tells the same story to the same channel, an id for each part: what
        was changed last, else what was sent first. Empty where nothing is known to have arrived."""
        ...

    def alert_of(self, delivery: Delivery) -> tuple[Story, Match] | None:
        """What an alert is about, as it stands now."""
        ...
