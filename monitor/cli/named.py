"""The profile that a command names."""

from __future__ import annotations

from monitor.decide.profile import Profile
from monitor.errors import ConfigError, Fault
from monitor.settings.document import shown
from monitor.settings.profiles import files_by_id
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import nearest, quoted


def named_profile(wanted: str, snapshot: Snapshot) -> Profile:
    """The sound profile of that id. Raises `ConfigError` where there is none."""
    if wanted in snapshot.profiles:
        return snapshot.profiles[wanted]
    folder = snapshot.home.profiles
    if wanted in files_by_id(folder):
        raise ConfigError(Fault(file=shown(folder), what=f"{quoted(wanted)} has a mistake in it", hint="mend it first"))
    hint = nearest(wanted, snapshot.profiles) or "`monitor status` lists them"
    raise ConfigError(Fault(file=shown(folder), what=f"there is no profile {quoted(wanted)}", hint=hint))
