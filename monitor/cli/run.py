"""`monitor run` and `monitor once`."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from datetime import datetime

from monitor.app import App, Collected, open_app
from monitor.cli.context import gaps, log_as_told, snapshot_of
from monitor.cli.progress import Live, plural
from monitor.control import Status, status
from monitor.deliver.text import clean
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import visible


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Neither takes any of its own."""
    parser.set_defaults(forever=command == "run")


def execute(options: argparse.Namespace) -> int:
    """Watch until a signal, or make one pass; a signal ends either in good order."""
    snapshot = snapshot_of(options)
    for line in _gaps(snapshot):
        print(f"monitor: {visible(line)}", file=sys.stderr)
    return asyncio.run(_watch(snapshot, options))


def _gaps(snapshot: Snapshot) -> Iterator[str]:
    """What keeps the watch from working, and the channels in use whose secret is missing: before anything is lost."""
    yield from gaps(snapshot)
    used = {name for profile in snapshot.profiles.values() if profile.enabled for name in profile.deliver}
    for channel in snapshot.channels:
        if channel.name in {*used, snapshot.runtime.admin} and (missing := getattr(channel, "missing", "")):
            yield f"{channel.name}: {missing}; nothing can be told there"


class _Terminal:
    """A `reload.Listener`: standard error, and the log."""

    def __init__(self, options: argparse.Namespace, snapshot: Snapshot) -> None:
        self._options = options
        self._gaps = set(_gaps(snapshot))

    def says(self, line: str) -> None:
        """One line."""
        _say(line)

    def takes(self, snapshot: Snapshot) -> None:
        """Secrets that are new must not be logged either."""
        log_as_told(snapshot, self._options)
        before, self._gaps = self._gaps, set(_gaps(snapshot))
        for line in _gaps(snapshot):
            if line not in before:
                self.says(line)


async def _watch(snapshot: Snapshot, options: argparse.Namespace) -> int:
    stop, again, silent, forever = asyncio.Event(), asyncio.Event(), False, options.forever
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    if forever:
        _heed_hangup(stop, again)
    async with open_app(snapshot, say=_say) as app:
        if forever:
            _greet(app)
        with Live() as progress:

            def collected(result: Collected) -> None:
                nonlocal silent
                # a source or two that were due and failed say nothing about the network
                silent = result.silent and len(result.polled) == sum(
                    not one.missing for one in app.snapshot.sources.values()
                )
                progress.close()
                _tell(result, silent=silent, forever=forever, app=app)

            if forever:
                await app.run(
                    stop,
                    progress=progress,
                    collected=collected,
                    hourly=_hourly,
                    again=again,
                    listener=_Terminal(options, snapshot),
                )
            else:
                await app.once(stop, progress=progress, collected=collected)
        if stop.is_set():
            print("monitor: stopped; nothing is lost, start again whenever you like", file=sys.stderr)
        else:
            print(f"monitor: {status(app.store, app.snapshot, app.clock.now()).line}", file=sys.stderr)
    return 1 if silent and not forever else 0


def _say(line: str) -> None:
    print(f"monitor: {visible(line)}", file=sys.stderr)


def _heed_hangup(stop: asyncio.Event, again: asyncio.Event) -> None:
    """SIGHUP means "read your configuration again", as for any daemon; but from a terminal that is closed, the end."""
    descriptor = sys.stderr.fileno()
    on_terminal = os.isatty(descriptor)

    def hung_up() -> None:
        gone = on_terminal and not os.isatty(descriptor)
        (stop if gone else again).set()

    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, hung_up)


def _greet(app: App) -> None:
    sources, profiles = len(app.snapshot.sources), sum(one.enabled for one in app.snapshot.profiles.values())
    print(
        f"monitor: watching {plural(sources, 'source')} for {plural(profiles, 'profile')}; Ctrl-C stops",
        file=sys.stderr,
    )


def _tell(result: Collected, *, silent: bool, forever: bool, app: App) -> None:
    if silent:
        again, first = "; it goes on trying" if forever else "", result.polled[0]
        print(
            f"monitor: none of {plural(len(result.polled), 'source')} answered; "
            f"{first.source_id}: {clean(first.error)}; no network? "
            f"`make demo` (or `monitor demo`) shows everything without one{again}",
            file=sys.stderr,
        )
        return
    if not (result.polled or result.outcomes) and (due := list(_due(app))):
        print(f"monitor: no source is due before {min(due):%H:%M} UTC", file=sys.stderr)
        return
    failed = sum(bool(poll.error) for poll in result.polled)
    matched = sum(any(found.decision == "match" for found in outcome.matches) for outcome in result.outcomes)
    print(
        f"monitor: {plural(len(result.polled), 'source')} polled ({failed} failed), "
        f"{plural(len(result.outcomes), 'article')} read, {matched} matched",
        file=sys.stderr,
    )


def _due(app: App) -> Iterator[datetime]:
    """When each source is asked next that is asked at all."""
    asked = {source.id for source in app.snapshot.sources.values() if not source.missing}
    states = app.store.source_states()
    return (state.next_check_at for state in states if state.source_id in asked and not state.stopped)


def _hourly(now: Status) -> None:
    print(f"monitor: {now.at:%Y-%m-%d %H:%M} UTC · {now.line}", file=sys.stderr)
