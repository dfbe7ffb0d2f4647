"""Who reads digests, and which of them a held story waits for.

A profile has a digest of its own, which all its channels share. A channel whose recipient has a digest of their own
(`digest` in channels.yaml) reads none of those: what any profile holds for it waits for that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.decide.calendar import DigestPlan, next_due
from monitor.decide.profile import Profile
from monitor.decide.route import Routing, for_digests
from monitor.model import HeldFor

#: how the names of readers begin
_PROFILE, _CHANNEL = "profile/", "channel/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who gets digests: those of a profile, or a recipient."""

    #: "profile/<id>" or "channel/<name>"; the store's key
    id: str
    plan: DigestPlan
    #: where the digest goes
    channels: tuple[str, ...]
    #: ids of the profiles that it tells of
    profiles: tuple[str, ...]


def readers(
    profiles: Iterable[Profile], plans: Mapping[str, DigestPlan], routing: Routing | None = None
) -> tuple[Reader, ...]:
    """Everybody to whom a digest is due at some time, by name. `plans`: channel -> its recipient's own; `routing`:
    channel -> what it takes."""
    found: list[Reader] = []
    by_channel: dict[str, list[str]] = {}
    for profile in profiles:
        if not profile.enabled or not profile.alert.digest:
            continue
        shared, own = _split(for_digests(profile, routing or {}), plans)
        if shared:
            found.append(
                Reader(id=of_profile(profile.id), plan=plan_of(profile), channels=shared, profiles=(profile.id,))
            )
        for channel in own:
            by_channel.setdefault(channel, []).append(profile.id)
    found += [
        Reader(id=of_channel(channel), plan=plans[channel], channels=(channel,), profiles=tuple(told))
        for channel, told in by_channel.items()
    ]
    return tuple(sorted(found, key=lambda reader: reader.id))


def held_for(
    profile: Profile,
    plans: Mapping[str, DigestPlan],
    now: datetime,
    *,
    at_once: bool = False,
    otherwise: datetime | None = None,
) -> tuple[HeldFor, ...]:
    """The digests that a story waits for which the profile holds now; `at_once`: for those that are made as soon as can
    be. What waits for readers of a profile without a digest is due at `otherwise`."""
    shared, own = _split(profile, plans)
    waits = [(of_profile(profile.id), plan_of(profile), shared)] if shared else []
    waits += [(of_channel(channel), plans[channel], (channel,)) for channel in own]
    return tuple(
        HeldFor(reader=reader, due=now if at_once else _due(plan, now, otherwise or now), channels=channels)
        for reader, plan, channels in waits
    )


def plan_of(profile: Profile) -> DigestPlan:
    """When the profile's own digests are due."""
    policy = profile.alert
    return DigestPlan(times=policy.digest, timezone=policy.timezone, empty=policy.empty)


def of_profile(profile: str) -> str:
    """The reader of a profile's own digests."""
    return f"{_PROFILE}{profile}"


def of_channel(channel: str) -> str:
    """The reader at the other end of a channel."""
    return f"{_CHANNEL}{channel}"


def profile_of(reader: str) -> str:
    """The id of the profile whose own digests these are; empty where they are a recipient's."""
    return reader.removeprefix(_PROFILE) if reader.startswith(_PROFILE) else ""


def channel_of(reader: str) -> str:
    """The channel at whose other end the reader is; empty where these are a profile's digests."""
    return reader.removeprefix(_CHANNEL) if reader.startswith(_CHANNEL) else ""


def _split(profile: Profile, plans: Mapping[str, DigestPlan]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(channels that share the profile's digest, channels with one of their own)."""
    own = tuple(channel for channel in profile.channels if channel in plans)
    return tuple(channel for channel in profile.channels if channel not in plans), own


def _due(plan: DigestPlan, now: datetime, otherwise: datetime) -> datetime:
    return next_due(plan.times, plan.timezone, now) if plan.times else otherwise
