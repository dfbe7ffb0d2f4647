"""What most commands begin with: the home, the snapshot, the log, the terminal."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime

from rich.console import Console

from monitor.decide.delivery import Email, Telegram
from monitor.deliver.console import colours
from monitor.errors import ConfigError, Fault
from monitor.ops.logs import configure
from monitor.settings.home import Home, find_home
from monitor.settings.snapshot import Snapshot, load_snapshot

#: columns where there is no terminal
_ENDLESS = 10_000


def home_of(options: argparse.Namespace, *, furnished: bool = True) -> Home:
    """The home that the person means. Raises `ConfigError` where it has no `config/` and needs one."""
    home = find_home(options.home, os.environ)
    if furnished and not home.furnished:
        raise ConfigError(
            Fault(file=str(home.path), what="there is no config/ in this folder", hint="`monitor init` puts one there")
        )
    return home


def snapshot_of(options: argparse.Namespace) -> Snapshot:
    """Everything that people wrote, compiled; broken profiles are named on standard error and left out."""
    snapshot = load_snapshot(home_of(options), os.environ)
    secrets = [
        secret
        for channel in snapshot.channels
        if isinstance(channel, Telegram | Email)
        and (secret := channel.token if isinstance(channel, Telegram) else channel.password)
    ]
    configure("debug" if options.verbose else snapshot.runtime.log_level, stream=sys.stderr, secrets=secrets)
    for fault in snapshot.faults:
        print(f"monitor: {fault} — this profile is left out", file=sys.stderr)
    return snapshot


def tell_gaps(snapshot: Snapshot) -> None:
    """Say on standard error that nothing is watched, or nothing read: no mistake, but hardly what a person wants."""
    if not any(profile.enabled for profile in snapshot.profiles.values()):
        print("monitor: no profile: nothing is watched (`monitor draft seeds/*.txt` writes some)", file=sys.stderr)
    if not snapshot.sources:
        hint = "`monitor sources import FILE.opml` adds some, config/README.md shows how they are written"
        print(f"monitor: no source: nothing is read ({hint})", file=sys.stderr)


def terminal() -> Console:
    """Standard output; plain where NO_COLOR is set or it is no terminal. What is printed is never read as markup.

    A file or a pipe has no width: lines and tables stay whole there, for `grep` and the like.
    """
    width = None if sys.stdout.isatty() else _ENDLESS
    return Console(highlight=False, soft_wrap=True, markup=False, emoji=False, color_system=colours(), width=width)


def now() -> datetime:
    """The present instant, UTC."""
    return datetime.now(UTC)
