"""`monitor run` and `monitor once`."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from monitor.app import App, Collected, open_app
from monitor.cli.context import snapshot_of, tell_gaps
from monitor.cli.progress import Live, plural
from monitor.control import Status, status
from monitor.settings.snapshot import Snapshot


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Neither takes any of its own."""
    parser.set_defaults(forever=command == "run")


def execute(options: argparse.Namespace) -> int:
    """Watch until a signal, or make one pass; a signal ends either in good order."""
    snapshot = snapshot_of(options)
    tell_gaps(snapshot)
    _tell_missing(snapshot)
    return asyncio.run(_watch(snapshot, forever=options.forever))


def _tell_missing(snapshot: Snapshot) -> None:
    """Name the channels in use whose secret is missing, before anything is lost to them."""
    used = {name for profile in snapshot.profiles.values() if profile.enabled for name in profile.deliver}
    for channel in snapshot.channels:
        if channel.name in used and (missing := getattr(channel, "missing", "")):
            print(f"monitor: {channel.name}: {missing}; nothing can be told there", file=sys.stderr)


async def _watch(snapshot: Snapshot, *, forever: bool) -> int:
    stop, silent = asyncio.Event(), False
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    async with open_app(snapshot) as app:
        if forever:
            _greet(app)
        with Live() as progress:

            def collected(result: Collected) -> None:
                nonlocal silent
                # a source or two that were due and failed say nothing about the network
                silent = result.silent and len(result.polled) == len(snapshot.sources)
                progress.close()
                _tell(result, silent=silent, forever=forever)

            if forever:
                await app.run(stop, progress=progress, collected=collected, hourly=_hourly)
            else:
                await app.once(stop, progress=progress, collected=collected)
        if stop.is_set():
            print("monitor: stopped; nothing is lost, start again whenever you like", file=sys.stderr)
        else:
            print(f"monitor: {status(app.store, snapshot, app.clock.now()).line}", file=sys.stderr)
    return 1 if silent and not forever else 0


def _greet(app: App) -> None:
    sources, profiles = len(app.snapshot.sources), sum(one.enabled for one in app.snapshot.profiles.values())
    print(
        f"monitor: watching {plural(sources, 'source')} for {plural(profiles, 'profile')}; Ctrl-C stops",
        file=sys.stderr,
    )


def _tell(result: Collected, *, silent: bool, forever: bool) -> None:
    if silent:
        again = "; it goes on trying" if forever else ""
        print(
            f"monitor: none of {plural(len(result.polled), 'source')} answered: no network? "
            f"`make demo` (or `monitor demo`) shows everything without one{again}",
            file=sys.stderr,
        )
        return
    failed = sum(bool(poll.error) for poll in result.polled)
    matched = sum(any(found.decision == "match" for found in outcome.matches) for outcome in result.outcomes)
    print(
        f"monitor: {plural(len(result.polled), 'source')} polled ({failed} failed), "
        f"{plural(len(result.outcomes), 'article')} read, {matched} matched",
        file=sys.stderr,
    )


def _hourly(now: Status) -> None:
    print(f"monitor: {now.at:%Y-%m-%d %H:%M} UTC · {now.line}", file=sys.stderr)
