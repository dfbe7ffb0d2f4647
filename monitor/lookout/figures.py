"""A profile's volume as people ask for it: by day, what is usual, and the surges that were told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.decide.baseline import DAY, HISTORY, RECENT, baseline
from monitor.decide.profile import Profile
from monitor.decide.volume import by_day, profile_subject
from monitor.model import DayCount
from monitor.ports import Store, SurgeState


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """How much one profile is told of."""

    profile: Profile
    #: local days, today the last
    days: tuple[DayCount, ...]
    #: articles a day that are usual; None until so much is known
    usual: float | None
    #: those that were told and touch the days, the oldest first
    surges: tuple[SurgeState, ...]


def volume_of(profile: Profile, store: Store, now: datetime, days: int) -> Volume:
    """The last so many local days. Raises `StoreError`."""
    subject, span = profile_subject(profile.id), (days + 1) * DAY
    hours = store.tellings(subject, now - HISTORY - RECENT - DAY, now)
    usual = baseline({hour: sum(told.values()) for hour, told in hours.items()}, now)
    return Volume(
        profile=profile,
        days=by_day(store.volume(subject, now - span, now), now, profile.alert.timezone, days),
        usual=usual.level if usual else None,
        surges=tuple(one for one in store.surges(profile.id) if (one.ended_at or now) > now - span),
    )
