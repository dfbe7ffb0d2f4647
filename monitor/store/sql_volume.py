"""The face of the store for volume: what is usual, what is not, and what of that was told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from monitor.model import Hours, Silence, Story, Surge
from monitor.ports import SurgeState
from monitor.store import unusual, volume
from monitor.store.part import Part


class VolumePart(Part):
    """`ports.VolumeStore`."""

    def volume(self, subject: str, since: datetime, now: datetime) -> Mapping[datetime, int]:
        with self._database.read() as connection:
            return volume.counts(connection, subject, since, now)

    def tellings(self, subject: str, since: datetime, now: datetime) -> Hours:
        with self._database.read() as connection:
            return volume.tellings(connection, subject, since, now)

    def busy(self, since: datetime, at_least: int) -> Collection[str]:
        with self._database.read() as connection:
            return volume.busy(connection, since, at_least)

    def last_told(self, subject: str) -> datetime | None:
        with self._database.read() as connection:
            return volume.last_told(connection, subject)

    def stories_behind(self, subject: str, since: datetime, limit: int) -> tuple[Story, ...]:
        with self._database.read() as connection:
            return volume.behind(connection, subject, since, limit)

    def compact_volume(self, now: datetime) -> None:
        with self._database.write() as connection:
            volume.compact(connection, now)

    # -- what was told
    def surges(self, profile: str) -> tuple[SurgeState, ...]:
        with self._database.read() as connection:
            return unusual.of_profile(connection, profile)

    def save_surge(self, state: SurgeState) -> None:
        with self._database.write() as connection:
            unusual.save(connection, state)

    def tell_surge(self, surge: Surge, channels: Collection[str], due: datetime, now: datetime) -> bool:
        with self._database.write() as connection:
            return unusual.tell_surge(connection, surge, channels, due, now)

    def knows_silence(self, profile: str, since: datetime) -> bool:
        with self._database.read() as connection:
            return unusual.knows_silence(connection, profile, since)

    def tell_silence(self, silence: Silence, channels: Collection[str], due: datetime, now: datetime) -> bool:
        with self._database.write() as connection:
            return unusual.tell_silence(connection, silence, channels, due, now)
