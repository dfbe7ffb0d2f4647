"""Digests that are due -> rows of the outbox: each slot of each reader once, whatever becomes of watch and clock.

in turn       the slot that came last, unless it was opened; those before it that were missed are told with it
first pass    once everything was read: what the sources brought at their first poll
out of turn   after that, too: what is held for a reader who has no digest any more, at its hour
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from monitor.decide.calendar import DigestPlan, last_slot, slots_between
from monitor.decide.profile import Profile
from monitor.decide.readers import Reader, channel_of, profile_of, readers
from monitor.model import EXTRA_SLOT, FIRST_SLOT
from monitor.ports import Store


def open_due(
    store: Store,
    profiles: Mapping[str, Profile],
    plans: Mapping[str, DigestPlan],
    channels: Collection[str],
    now: datetime,
    *,
    caught_up: bool = False,
) -> int:
    """Queue the digests whose time has come; how many. `plans`: the digests of recipients, by channel; `channels`: all
    that there are; `caught_up`: everything was read, also what sources brought at their first poll. Blocks."""
    reading = readers(profiles.values(), plans)
    opened = sum(_in_turn(store, reader, channels, now) for reader in reading)
    if caught_up:
        served = {reader.id: reader.channels for reader in reading}
        for reader in store.waiting_readers(now):
            name = f"{FIRST_SLOT} {now:%Y-%m-%d}" if reader in served else f"{EXTRA_SLOT} {now:%Y-%m-%d %H:%M}"
            if to := served.get(reader) or _left_behind(reader, profiles, channels):
                opened += store.open_digest(reader, name, to, now, now, known=channels)
    return opened


def _in_turn(store: Store, reader: Reader, channels: Collection[str], now: datetime) -> bool:
    """The reader's slot that came last, if it is still to be opened."""
    plan = reader.plan
    slot = last_slot(plan.times, plan.timezone, now)
    since = store.since(reader.id, now, plan=str(plan))
    if slot is None or slot.due <= since or store.digest_opened(reader.id, slot.name):
        return False
    missed = slots_between(plan.times, plan.timezone, since, slot.due)
    return store.open_digest(
        reader.id,
        slot.name,
        reader.channels,
        slot.due,
        now,
        even_empty=plan.empty == "send",
        missed=[one for one in missed if one != slot],
        known=channels,
    )


def _left_behind(reader: str, profiles: Mapping[str, Profile], channels: Collection[str]) -> tuple[str, ...]:
    """Where to tell what is held for a reader without a digest: nowhere while it rests, or is gone."""
    if channel := channel_of(reader):
        return (channel,) if channel in channels else ()
    profile = profiles.get(profile_of(reader))
    return profile.channels if profile and profile.enabled else ()
