"""One look at every profile. Blocks: a round calls it in a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.decide.calendar import quiet_until
from monitor.decide.mute import silenced
from monitor.decide.profile import Profile
from monitor.decide.route import told_on
from monitor.lookout.silences import silence_of
from monitor.lookout.surges import surge_of
from monitor.model import Silence, Surge
from monitor.ports import Store
from monitor.settings.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookout:
    """Looks, and queues what it finds."""

    store: Store
    snapshot: Callable[[], Snapshot]
    #: hears of silences that are the watch's own: whoever looks after it should, whatever the profile's channels
    warn: Callable[[Sequence[str]], None]

    def look(self, now: datetime) -> tuple[Surge | Silence, ...]:
        """What is told of from now on. Quiet hours hold it back until they end. Raises `StoreError`."""
        self.store.compact_volume(now)
        return tuple(self._found(now))

    def _found(self, now: datetime) -> Iterator[Surge | Silence]:
        snapshot, mutes = self.snapshot(), self.store.mutes(now)
        for profile in snapshot.profiles.values():
            if not profile.enabled or silenced(mutes, profile=profile.id, now=now):
                continue
            at = quiet_until(profile.alert.quiet, profile.alert.timezone, now) or now
            surge = surge_of(profile, self.store, snapshot, mutes, now) if profile.alert.surge else None
            if surge and self.store.tell_surge(surge, told_on(profile, "surge", snapshot.routing), at, now):
                yield surge
            silence = silence_of(profile, self.store, snapshot, now) if profile.alert.silence else None
            channels = told_on(profile, "silence", snapshot.routing)
            if silence and self.store.tell_silence(silence, channels, at, now):
                if snapshot.runtime.admin not in channels:  # who reads the silence itself need not hear of it twice
                    self._warn(profile, silence)
                yield silence

    def _warn(self, profile: Profile, silence: Silence) -> None:
        if silence.cause in ("sources", "extraction"):
            what = "its sources fail" if silence.cause == "sources" else "pages cannot be read"
            self.warn([f"{profile.id}: nothing since {silence.since:%Y-%m-%d %H:%M} UTC, {what}: see `monitor status`"])
