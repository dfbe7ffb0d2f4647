"""What most commands begin with: the home, the snapshot, the log, the terminal."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from rich.console import Console

from monitor.decide.route import unserved
from monitor.deliver.console import colours
from monitor.errors import ConfigError, Fault
from monitor.model import Source
from monitor.ops.logs import configure
from monitor.settings.home import Home, find_home
from monitor.settings.runtime import Runtime
from monitor.settings.snapshot import Snapshot, load_snapshot
from monitor.settings.wording import visible

#: columns where there is no terminal
_ENDLESS = 10_000
#: alerts in an hour that nobody would call few
_MANY = 60


def home_of(options: argparse.Namespace, *, furnished: bool = True) -> Home:
    """The home that the person means. Raises `ConfigError` where it has no `config/` and needs one."""
    home = find_home(options.home, os.environ)
    if furnished and not home.furnished:
        raise ConfigError(
            Fault(file=str(home.path), what="there is no config/ in this folder", hint="`monitor init` puts one there")
        )
    return home


def snapshot_of(options: argparse.Namespace, *, left_out: str = " — this profile is left out") -> Snapshot:
    """Everything that people wrote, compiled; broken profiles are named on standard error and left out. `left_out` is
    said behind each fault."""
    snapshot = load_snapshot(home_of(options), os.environ)
    log_as_told(snapshot, options)
    for fault in snapshot.faults:
        print(f"monitor: {visible(str(fault))}{left_out}", file=sys.stderr)
    return snapshot


def log_as_told(snapshot: Snapshot, options: argparse.Namespace) -> None:
    """Set the log's level, and the secrets that it must not hold."""
    secrets = [secret for channel in snapshot.channels for secret in channel.secrets]
    log_of(snapshot.runtime, snapshot.sources.values(), options, secrets)


def log_of(
    runtime: Runtime, sources: Iterable[Source], options: argparse.Namespace, secrets: Iterable[str] = ()
) -> None:
    """The same for a command that needs no more than the sources; `secrets` are those of the channels."""
    kept = [*secrets, *(secret for source in sources for secret in source.secrets)]
    if runtime.proxy and runtime.proxy.password:
        kept.append(runtime.proxy.password)
    configure("debug" if options.verbose else runtime.log_level, stream=sys.stderr, secrets=kept)


def gaps(snapshot: Snapshot) -> Iterator[str]:
    """That nothing is watched, or nothing read, or not all: no mistake, but hardly what a person wants."""
    if not any(profile.enabled for profile in snapshot.profiles.values()):
        yield "no profile: nothing is watched (`monitor draft seeds/*.txt` writes some)"
    if not snapshot.sources:
        hint = "`monitor sources add ADDRESS` finds some, config/README.md shows how they are written"
        yield f"no source: nothing is read ({hint})"
    for profile in snapshot.profiles.values():
        policy = profile.alert
        if policy.at_most > _MANY:
            yield f"{profile.id}: `at_most: {policy.at_most}` is more than an alert a minute: hardly a limit"
        if policy.critical is not None and policy.quiet is None and not policy.at_most:
            yield f"{profile.id}: `critical` breaks through `quiet` and `at_most`, and there is neither"
        if profile.enabled:
            yield from (f"{profile.id}: {gap}" for gap in unserved(profile, snapshot.routing))
    locked: dict[str, list[str]] = {}
    for source in snapshot.sources.values():
        if source.missing:
            locked.setdefault(source.missing, []).append(source.id)
    for missing, ids in locked.items():
        yield f"{', '.join(ids)}: {missing}; not asked without"


def terminal() -> Console:
    """Standard output; plain where NO_COLOR is set or it is no terminal. What is printed is never read as markup.

    A file or a pipe has no width: lines and tables stay whole there, for `grep` and the like.
    """
    width = None if sys.stdout.isatty() else _ENDLESS
    return Console(highlight=False, soft_wrap=True, markup=False, emoji=False, color_system=colours(), width=width)


def now() -> datetime:
    """The present instant, UTC."""
    return datetime.now(UTC)
