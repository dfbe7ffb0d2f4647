"""A snapshot of one's own parts and the shipped catalogue, without any file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from doubles import shipped

from monitor.decide.compile import compile_profiles
from monitor.decide.delivery import ChannelSettings
from monitor.decide.profile import Profile
from monitor.model import Source
from monitor.settings.home import Home
from monitor.settings.runtime import load_runtime
from monitor.settings.snapshot import OwnWords, Snapshot


def snapshot(
    folder: Path,
    *,
    channels: Iterable[ChannelSettings] = (),
    profiles: Iterable[Profile] = (),
    sources: Iterable[Source] = (),
) -> Snapshot:
    """Of a home that lies in `folder`, furnished or not."""
    watching = tuple(profiles)
    return Snapshot(
        home=Home(folder),
        runtime=load_runtime(Home(folder)),
        sources={source.id: source for source in sources},
        channels=tuple(channels),
        profiles={profile.id: profile for profile in watching},
        lexicon=shipped.lexicon(),
        own=OwnWords(actors=(), topics=(), phrases={}),
        matcher=compile_profiles(watching),
        faults=(),
    )
