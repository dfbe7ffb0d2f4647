"""How much there is of everything that is watched, as the lookout asks for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from monitor.model import Hours, Silence, Story, Surge
from monitor.ports.states import SurgeState


class VolumeStore(Protocol):
    """How much there is of everything that is watched, hour by hour. A subject is "profile/<id>" or an actor's id."""

    def volume(self, subject: str, since: datetime, now: datetime) -> Mapping[datetime, int]:
        """Tellings by hour, wire copies and backlog left out; 0 for an hour that was watched in vain."""
        ...

    def tellings(self, subject: str, since: datetime, now: datetime) -> Hours:
        """The same by source, only for hours of which something is known."""
        ...

    def busy(self, since: datetime, at_least: int) -> Collection[str]:
        """Subjects with so many tellings since then: nothing else can be a surge."""
        ...

    def last_told(self, subject: str) -> datetime | None:
        """The last hour with a telling; None where none is known."""
        ...

    def stories_behind(self, subject: str, since: datetime, limit: int) -> tuple[Story, ...]:
        """The stories that were told since then, the most told first."""
        ...

    def compact_volume(self, now: datetime) -> None:
        """Keep days in the place of hours that nothing is judged by any more."""
        ...

    def surges(self, profile: str) -> tuple[SurgeState, ...]:
        """Those that were told to a profile, the oldest first."""
        ...

    def save_surge(self, state: SurgeState) -> None:
        """Keep how a surge goes on."""
        ...

    def tell_surge(self, surge: Surge, channels: Collection[str], due: datetime, now: datetime) -> bool:
        """Queue it and remember it, both or neither; False where it was told before."""
        ...

    def knows_silence(self, profile: str, since: datetime) -> bool:
        """Was a silence told to it that lasts since then?"""
        ...

    def tell_silence(self, silence: Silence, channels: Collection[str], due: datetime, now: datetime) -> bool:
        """Queue it and remember it, both or neither; False where it was told before."""
        ...
