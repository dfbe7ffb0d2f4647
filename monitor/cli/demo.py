"""`monitor demo`: the whole watch on a newsroom of its own."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import signal
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from monitor.app import Collected
from monitor.cli.context import home_of, terminal
from monitor.cli.progress import plural
from monitor.clock import SystemClock
from monitor.decide.delivery import Console as ConsoleSettings
from monitor.decide.profile import DEFAULT_CHANNEL
from monitor.deliver.channels import build
from monitor.deliver.page import page
from monitor.deliver.text import clean
from monitor.demo.expect import Compared, compare
from monitor.demo.newsroom import Newsroom, read_newsroom, shipped
from monitor.demo.play import Stage, on_stage, play
from monitor.errors import ConfigError, Fault, MonitorError
from monitor.model import Outcome
from monitor.ops.logs import configure
from monitor.settings.home import Home, furnish
from monitor.settings.snapshot import Snapshot, load_snapshot


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Which newsroom, and what to do at the end."""
    parser.add_argument(
        "--newsroom", metavar="DIR", type=Path, help="a newsroom of yours (its format: README.md there)"
    )
    parser.add_argument("--expect", action="store_true", help="compare with the expectations in --newsroom, too")
    parser.add_argument("--exit", action="store_true", help="end when all is told, instead of staying on air")
    parser.add_argument("--keep", metavar="DIR", type=Path, help="leave all of it in this folder, new or empty: a home")
    parser.add_argument("--html", metavar="FILE", type=Path, help="where the page goes (default: var/demo.html)")


def execute(options: argparse.Namespace) -> int:
    """Play it; 1 where an expectation is not met."""
    newsroom = read_newsroom(options.newsroom or shipped())
    home = home_of(options, furnished=False)
    kept = _kept(options.keep, home) if options.keep else None
    configure("debug" if options.verbose else "error", stream=sys.stderr, secrets=())
    with tempfile.TemporaryDirectory(prefix="monitor-home-") as starter:
        if not home.furnished:
            print("monitor: no config/ here: the starter's profiles are watched", file=sys.stderr)
            snapshot = load_snapshot(kept, {}) if kept else _starter(Path(starter))
        else:
            snapshot = load_snapshot(home, os.environ)
        expected = options.expect or options.newsroom is None
        return asyncio.run(_play(newsroom, snapshot, options, kept or home, expected=expected))


def _starter(folder: Path) -> Snapshot:
    home = Home(folder)
    furnish(home)
    return load_snapshot(home, {})


def _kept(folder: Path, home: Home) -> Home:
    """A home in that folder, with what the demo watches. Raises `ConfigError` where anything is there already."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ConfigError(
                Fault(file=str(folder), what="it is not empty", hint="--keep wants a new or empty folder")
            )
        kept = Home(folder.absolute())
        (kept.path / "var").mkdir(parents=True)
        if home.furnished:
            for part in (home.config, home.seeds):
                if part.is_dir():
                    shutil.copytree(part, kept.path / part.name)
        else:
            furnish(kept)
    except OSError as error:
        raise ConfigError(
            Fault(file=str(folder), what=f"cannot be written ({error.strerror or error})", hint="name another folder")
        ) from error
    return kept


async def _play(
    newsroom: Newsroom, snapshot: Snapshot, options: argparse.Namespace, home: Home, *, expected: bool
) -> int:
    screen = terminal()
    outlets, articles = plural(len(newsroom.outlets), "outlet"), plural(len(newsroom.articles), "article")
    screen.print(Text(f"A newsroom of {outlets} with {articles} goes on air on loopback.", style="bold"))
    screen.print("Its clock starts at dawn and leaps from one feed that is due to the next, into the next morning.\n")
    channel = build(ConsoleSettings(name=DEFAULT_CHANNEL), clock=SystemClock(), terminal=screen)
    database = home.path / "var" / "monitor.db" if options.keep else None
    async with on_stage(newsroom, snapshot, channel, database=database) as stage:
        for outlet in newsroom.outlets:
            screen.print(Text(f"  {stage.press.origins[outlet.id]}  {outlet.language}  {outlet.name}", style="dim"))
        await play(stage, lambda collected: _tell(screen, stage.clock.now(), collected))
        file = options.html or home.path / "var" / "demo.html"
        _write_page(file, stage)
        screen.print(f"\nThe same as a page: {file}")
        if options.keep:
            screen.print(
                f"All of it is kept: `monitor --home {home.path} search`, `explain` and `outbox` look into it."
            )
        profiles = list(stage.app.snapshot.profiles.values())
        result = compare(newsroom, stage.press, profiles, stage.witness.arrived())
        if expected:
            _judge(screen, result)
        if not options.exit:
            await _stay(screen)
    return 1 if expected and result.complaints else 0


def _tell(screen: Console, at: datetime, collected: Collected) -> None:
    if not collected.polled:
        screen.print(Text(f"{at:%d %b %H:%M} UTC", style="bold cyan"))
        return
    new = sum(poll.new for poll in collected.polled)
    line = f"{at:%d %b %H:%M} UTC  {plural(len(collected.polled), 'feed')} polled, {new} new"
    screen.print(Text(line, style="bold cyan"))
    for poll in collected.polled:
        if poll.error:
            screen.print(Text(f"  {poll.source_id}: {poll.error}", style="red"))
    for outcome in collected.outcomes:
        _tell_matches(screen, outcome)


def _tell_matches(screen: Console, outcome: Outcome) -> None:
    reasons = {verdict.profile: verdict.reason for verdict in outcome.verdicts}
    for match in outcome.matches:
        if match.decision == "match":
            why = ", ".join(evidence.name for evidence in match.evidence[:4])
            head = f"  {match.score:.2f} {match.profile} → {reasons.get(match.profile, match.decision)}: "
            screen.print(Text(f"{head}{clean(outcome.article.title)}  ({why})", style="dim"))


def _write_page(file: Path, stage: Stage) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(stage.witness.told, "The demo's newsroom"), encoding="utf-8")
    except OSError as error:
        raise MonitorError(f"{file}: cannot be written: {error.strerror}; --html names another place") from error


def _judge(screen: Console, result: Compared) -> None:
    for complaint in result.complaints:
        screen.print(Text(f"  not as expected: {complaint}", style="red"))
    digests = sum(how == "digest" for how in result.arrived.values())
    screen.print(
        Text(
            f"{plural(result.stories, 'story', 'stories')} expected, once for each profile that they concern: "
            f"{plural(len(result.arrived) - digests, 'alert')} and {plural(digests, 'digest line')} arrived; "
            f"{plural(result.distractors, 'distractor')}; {plural(len(result.complaints), 'complaint')}.",
            style="bold red" if result.complaints else "bold green",
        )
    )


async def _stay(screen: Console) -> None:
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    screen.print("The newsroom stays on air, so that you can look at its feeds and pages; Ctrl-C ends it.")
    await stop.wait()
