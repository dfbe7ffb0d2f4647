"""A digest looked at, without telling it: the one to come as it would be now, or one that was told."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.compose.composer import Composer
from monitor.decide.calendar import last_slot, next_due
from monitor.decide.readers import Reader, of_channel, readers
from monitor.model import Digest
from monitor.ports import Clock, OpenedDigest, Store
from monitor.settings.snapshot import Snapshot

#: slots that are named where somebody asks for one that is not there
NAMED = 5


def readers_of(snapshot: Snapshot, wanted: str = "") -> tuple[Reader, ...]:
    """Whose digests are meant: a profile's, with those of its readers who have their own; a channel's; everybody's."""
    everybody = readers(snapshot.profiles.values(), snapshot.plans, snapshot.routing)
    if not wanted:
        return everybody
    if wanted in snapshot.profiles:
        return tuple(one for one in everybody if wanted in one.profiles)
    return tuple(one for one in everybody if wanted in one.channels or one.id == of_channel(wanted))


def next_digest(store: Store, snapshot: Snapshot, clock: Clock, reader: Reader) -> Digest:
    """What the reader's next digest would tell if it were due now. Blocks."""
    now, plan = clock.now(), reader.plan
    due = next_due(plan.times, plan.timezone, now)
    slot = last_slot(plan.times, plan.timezone, due)
    newest = store.digest_slots(reader.id, 1)
    before = store.digest_opened(reader.id, newest[0]) if newest else None
    opened = OpenedDigest(due=due, opened_at=now, before=before.opened_at if before else None)
    lines = store.digest_to_come(reader.id)
    composer = Composer(store, lambda: snapshot, clock)
    return composer.digest(reader.id, slot.name if slot else "", opened, lines, channel=reader.channels[0])


def told_digest(store: Store, snapshot: Snapshot, clock: Clock, reader: Reader, slot: str) -> Digest | None:
    """A digest that was told, its stories as they stand now; for one that was missed, the one that stood in for it.
    None where there was none of that name. Blocks."""
    opened = store.digest_opened(reader.id, slot)
    if opened and opened.told_by:
        slot, opened = opened.told_by, store.digest_opened(reader.id, opened.told_by)
    if opened is None:
        return None
    composer = Composer(store, lambda: snapshot, clock)
    return composer.digest(reader.id, slot, opened, store.digest_lines(reader.id, slot), channel=reader.channels[0])


def slots_told(store: Store, reading: Sequence[Reader]) -> tuple[str, ...]:
    """Names of the newest digests of these readers, the newest first."""
    found = {slot for reader in reading for slot in store.digest_slots(reader.id, NAMED)}
    return tuple(sorted(found, reverse=True))[:NAMED]
