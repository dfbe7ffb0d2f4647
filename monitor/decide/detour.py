"""Where a message goes that waits for a channel which is no longer in the configuration: renamed, or taken out.

its profile tells other channels      to those, as far as they have not had it
its profile, or each of them, is gone it is told to nobody, and that is said
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.decide.calendar import DigestPlan
from monitor.decide.extent import GROWTH
from monitor.decide.profile import Profile
from monitor.decide.readers import held_for
from monitor.decide.route import Routing, for_digests
from monitor.model import Delivery, HeldFor


@dataclass(frozen=True, slots=True, kw_only=True)
class Detour:
    """The channels to which a message goes instead."""

    channels: tuple[str, ...]
    #: why it is told to nobody, where there is no such channel
    lost: str


def present(profile: Profile, channels: Collection[str]) -> tuple[str, ...]:
    """Those of its channels that there are."""
    return tuple(channel for channel in profile.channels if channel in channels)


def detour(
    delivery: Delivery, profile: Profile | None, channels: Collection[str], editing: frozenset[str] = frozenset()
) -> Detour:
    """For a message whose channel is gone. `profile`: whose it is, None where that is gone too; `channels`: all that
    there are; `editing`: those that can change what they sent."""
    there = present(profile, channels) if profile else ()
    if profile and delivery.reason in GROWTH and profile.alert.updates == "edit":
        there = tuple(channel for channel in there if channel in editing)  # it is no message of its own elsewhere
    return Detour(channels=there, lost=lost(delivery.profile, profile, delivery.channel))


def held_anew(
    profile: Profile,
    channels: Collection[str],
    plans: Mapping[str, DigestPlan],
    now: datetime,
    routing: Routing | None = None,
) -> tuple[HeldFor, ...]:
    """The digests for which a story waits instead; none where the profile has no channel left."""
    there = present(profile, channels)
    if not there:
        return ()
    return held_for(for_digests(replace(profile, deliver=there), routing or {}), plans, now, otherwise=now)


def lost(name: str, profile: Profile | None, channel: str = "") -> str:
    """Why something is told to nobody, in words."""
    if profile is None:
        return f"the profile {name!r} is no longer in the configuration"
    which = f"no channel is called {channel!r}" if channel else "its channel is gone"
    return f"{which} in the configuration, and the profile {name!r} has no other that could tell it"
