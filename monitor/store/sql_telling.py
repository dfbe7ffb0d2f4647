"""The face of the store for telling: digests and the outbox."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from monitor.model import Delivery, HeldFor, Match, Message, Receipt, Rest, Silence, Slot, Story, Surge
from monitor.ports import DigestLine, Held, OpenedDigest
from monitor.store import deliveries, digests, fallbacks, leases, rests, slots, stories, strays
from monitor.store.part import Part


class TellPart(Part):
    """`ports.TellStore`."""

    # -- digests
    def since(self, reader: str, now: datetime, *, plan: str = "") -> datetime:
        with self._database.read() as connection:
            since = slots.owed_since(connection, reader, now, plan)
        if since is not None:
            return since
        with self._database.write() as connection:
            return slots.begin(connection, reader, now, plan)

    def waiting_readers(self, now: datetime) -> tuple[str, ...]:
        with self._database.read() as connection:
            return slots.waiting_for(connection, now)

    def held(self, reader: str, due: datetime) -> tuple[Held, ...]:
        with self._database.read() as connection:
            return digests.waiting(connection, reader, due)

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
        wanted = Slot(slot, due)
        with self._database.write() as connection:
            if missed is None:
                return slots.open_out_of_turn(
                    connection, reader, wanted, channels, now, known=known, even_empty=even_empty
                )
            return slots.open_in_turn(
                connection, reader, wanted, channels, now, missed=missed, known=known, even_empty=even_empty
            )

    def digest_lines(self, reader: str, slot: str) -> tuple[DigestLine, ...]:
        with self._database.read() as connection:
            return digests.lines(connection, reader, slot)

    def digest_opened(self, reader: str, slot: str) -> OpenedDigest | None:
        with self._database.read() as connection:
            return slots.opened(connection, reader, slot)

    def digest_slots(self, reader: str, limit: int) -> tuple[str, ...]:
        with self._database.read() as connection:
            return slots.newest(connection, reader, limit)

    def digest_to_come(self, reader: str) -> tuple[DigestLine, ...]:
        with self._database.read() as connection:
            return digests.lines_to_come(connection, reader)

    # -- what leads nowhere any more
    def waited_for(self) -> Mapping[str, frozenset[str]]:
        with self._database.read() as connection:
            return strays.waited_for(connection)

    def redirect(
        self, profile: str, to: Sequence[HeldFor], known: Collection[str], now: datetime, *, lost: str
    ) -> None:
        with self._database.write() as connection:
            strays.redirect(connection, profile, to, known, now, lost=lost)

    def give_up(self, profile: str, now: datetime, *, lost: str) -> None:
        with self._database.write() as connection:
            strays.give_up(connection, profile, now, lost=lost)

    def forward(self, delivery_id: int, channels: Sequence[str], now: datetime, *, lost: str) -> None:
        with self._database.write() as connection:
            strays.forward(connection, delivery_id, self._holder, channels, now, lost=lost)

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
        with self._database.write() as connection:
            said = fallbacks.divert(connection, delivery_id, self._holder, to, now, error=error, closed_at=closed_at)
            if rest:
                rests.begin(connection, [rest])
            return said

    # -- outbox
    def lease(
        self,
        now: datetime,
        lease_s: float,
        limit: int = 20,
        *,
        lanes: Mapping[str, str] = MappingProxyType({}),
        resting: Collection[str] = (),
        parked: Collection[str] = (),
    ) -> tuple[Delivery, ...]:
        with self._database.write() as connection:
            leases.release_lapsed(connection, self._holder, now, now + timedelta(seconds=lease_s), parked)
            return leases.lease(connection, self._holder, now, lease_s, limit, lanes=lanes, resting=resting)

    def due_channels(self, now: datetime) -> frozenset[str]:
        with self._database.read() as connection:
            return leases.due_channels(connection, now)

    def add_parts(self, delivery: Delivery, parts: Sequence[Message]) -> None:
        with self._database.write() as connection:
            deliveries.add_parts(connection, delivery, parts)

    def request_written(self, delivery_id: int) -> None:
        with self._database.write() as connection:
            deliveries.request_written(connection, delivery_id, self._holder)

    def sent(self, delivery_id: int, receipt: Receipt, *, rest: Rest | None = None) -> None:
        with self._database.write() as connection:
            deliveries.sent(connection, delivery_id, receipt)
            if rest:
                rests.begin(connection, [rest])

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
        with self._database.write() as connection:
            deliveries.put_back(
                connection,
                delivery_id,
                self._holder,
                not_before=not_before,
                error=error,
                ambiguous=ambiguous,
                counted=counted,
            )
            if rest:
                rests.begin(connection, [rest])

    def dead(self, delivery_id: int, *, error: str, ambiguous: bool = False) -> None:
        with self._database.write() as connection:
            deliveries.dead(connection, delivery_id, self._holder, error=error, ambiguous=ambiguous)

    def rests(self) -> tuple[Rest, ...]:
        with self._database.read() as connection:
            return rests.standing(connection)

    def queue_about(self, about: Surge | Silence, channels: Collection[str], due: datetime, now: datetime) -> bool:
        with self._database.write() as connection:
            return deliveries.queue_about(connection, about, channels, due, now)

    def standing(self, delivery: Delivery) -> tuple[str, ...]:
        with self._database.read() as connection:
            return deliveries.standing(connection, delivery)

    def alert_of(self, delivery: Delivery) -> tuple[Story, Match] | None:
        with self._database.read() as connection:
            story_id = deliveries.subject_of(connection, delivery)
            story = stories.read(connection, story_id)
            match = stories.best_match(connection, story_id, delivery.profile)
            return (story, match) if story and match else None
