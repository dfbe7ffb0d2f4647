"""Has a profile, or an actor that it watches, risen far above its usual?

One surge of a profile at a time: while one stands, what else rises in it is most often the same affair. The profile
itself is asked first, then its actors, the heaviest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from monitor.decide.baseline import DAY, HISTORY, RECENT
from monitor.decide.mute import silenced
from monitor.decide.profile import Profile
from monitor.decide.volume import CALM, LEAST, actor_of, near_usual, profile_subject, rise
from monitor.model import Mute, Surge
from monitor.ports import Store, SurgeState
from monitor.settings.snapshot import Snapshot

#: how many of the stories that made it are named
BECAUSE: Final = 3


def surge_of(profile: Profile, store: Store, snapshot: Snapshot, mutes: Sequence[Mute], now: datetime) -> Surge | None:
    """The surge that begins to be told of now; those that stand are followed until they are over. That of an actor who
    is muted is nobody's news."""
    states = [_followed(state, store, now) for state in store.surges(profile.id)]
    if any(state.ended_at is None for state in states):
        return None
    after = max((state.ended_at for state in states if state.ended_at), default=None)
    busy = store.busy(now - RECENT, LEAST)
    for subject in subjects(profile):
        if subject not in busy or silenced(mutes, profile=profile.id, actor=subject, now=now):
            continue
        hours = store.tellings(subject, now - HISTORY - RECENT - DAY, now)
        if found := rise(hours, now, after):
            own = subject == profile_subject(profile.id)
            return Surge(
                profile=profile.id,
                profile_name=profile.name,
                subject="" if own else subject,
                name=profile.name if own else snapshot.names.get(subject, subject),
                ratio=found.ratio,
                count=found.count,
                usual=found.usual,
                since=found.since,
                because=store.stories_behind(subject, found.since, BECAUSE),
                timezone=profile.alert.timezone,
            )
    return None


def subjects(profile: Profile) -> Iterator[str]:
    """Under which its volume is counted: its own, then its actors."""
    yield profile_subject(profile.id)
    watched = [term for term in profile.watch if term.weight > 0 and not term.when and actor_of(term.id)]
    yield from dict.fromkeys(term.id for term in sorted(watched, key=lambda term: -term.weight))


def _followed(state: SurgeState, store: Store, now: datetime) -> SurgeState:
    """The state by now, kept where it changed."""
    if state.ended_at is not None:
        return state
    subject = state.subject or profile_subject(state.profile)
    calm = near_usual(store.tellings(subject, now - HISTORY - RECENT - DAY, now), now)
    since = (state.calm_since or now) if calm else None
    changed = replace(state, calm_since=since, ended_at=now if since and now - since >= CALM else None)
    if changed != state:
        store.save_surge(changed)
    return changed
