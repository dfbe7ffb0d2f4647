"""Digests that are due -> rows of the outbox: each slot of each reader once, whatever becomes of watch and clock.

in turn       the slot that came last, unless it was opened; those before it that were missed are told with it
first pass    once everything was read: what the sources brought at their first poll
out of turn   after that, too: what is held for a reader who has no digest any more, at its hour

What waits for a channel that is gone goes to its profile's others before (`decide.detour`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from monitor.decide.calendar import DigestPlan, last_slot, slots_between
from monitor.decide.detour import held_anew, lost
from monitor.decide.profile import Profile
from monitor.decide.readers import Reader, channel_of, profile_of, readers
from monitor.decide.route import Routing, told_on
from monitor.model import EXTRA_SLOT, FIRST_SLOT, Slot
from monitor.ports import Store


def open_due(
    store: Store,
    profiles: Mapping[str, Profile],
    plans: Mapping[str, DigestPlan],
    channels: Collection[str],
    now: datetime,
    *,
    routing: Routing | None = None,
    caught_up: bool = False,
    whole: bool = False,
) -> int:
    """Queue the digests whose time has come; how many. `plans`: the digests of recipients, by channel; `channels`: all
    that there are; `routing`: what they take; `caught_up`: everything was read, also what sources brought at
    their first poll; `whole`: a profile that is not among these is no more. Blocks."""
    routing = routing or {}
    reading = readers(profiles.values(), plans, routing)
    due = [(reader, slot) for reader in reading if (slot := _due(store, reader, now))]
    if due or caught_up:
        _redirect(store, profiles, plans, channels, now, routing, whole=whole)
    opened = sum(_open(store, reader, slot, channels, now) for reader, slot in due)
    if caught_up:
        served = {reader.id: reader.channels for reader in reading}
        for reader in store.waiting_readers(now):
            name = f"{FIRST_SLOT} {now:%Y-%m-%d}" if reader in served else f"{EXTRA_SLOT} {now:%Y-%m-%d %H:%M}"
            if to := served.get(reader) or _left_behind(reader, profiles, channels, routing):
                opened += store.open_digest(reader, name, to, now, now, known=channels)
    return opened


def _redirect(
    store: Store,
    profiles: Mapping[str, Profile],
    plans: Mapping[str, DigestPlan],
    channels: Collection[str],
    now: datetime,
    routing: Routing,
    *,
    whole: bool,
) -> None:
    """What is held for channels that are gone, or by a profile that is no more."""
    for name, waited_for in store.waited_for().items():
        profile = profiles.get(name)
        if profile is None:
            if whole:
                store.give_up(name, now, lost=lost(name, None))
        elif not waited_for <= set(channels):
            to = held_anew(profile, channels, plans, now, routing)
            store.redirect(name, to, channels, now, lost=lost(name, profile))


def _due(store: Store, reader: Reader, now: datetime) -> Slot | None:
    """The reader's slot that came last, if it is still to be opened."""
    plan = reader.plan
    slot = last_slot(plan.times, plan.timezone, now)
    if slot is None or slot.due <= store.since(reader.id, now, plan=str(plan)):
        return None
    return None if store.digest_opened(reader.id, slot.name) else slot


def _open(store: Store, reader: Reader, slot: Slot, channels: Collection[str], now: datetime) -> bool:
    """With those that were missed before it."""
    plan = reader.plan
    missed = slots_between(plan.times, plan.timezone, store.since(reader.id, now, plan=str(plan)), slot.due)
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


def _left_behind(
    reader: str, profiles: Mapping[str, Profile], channels: Collection[str], routing: Routing
) -> tuple[str, ...]:
    """Where to tell what is held for a reader without a digest: nowhere while it rests, or is gone."""
    if channel := channel_of(reader):
        return (channel,) if channel in channels else ()
    profile = profiles.get(profile_of(reader))
    return told_on(profile, "digest", routing) if profile and profile.enabled else ()
