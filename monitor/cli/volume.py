"""`monitor volume`: how much each profile is told of, by day, what is usual, and what rose above it."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from babel.dates import format_date
from rich.console import Console
from rich.text import Text

from monitor.atomic import replace_file
from monitor.cli.charts import Bar, draw
from monitor.cli.context import now, snapshot_of, terminal
from monitor.cli.json_lines import write_json
from monitor.cli.named import named_profile
from monitor.decide.baseline import LEAST_DAYS, RECENT
from monitor.decide.volume import CHART_DAYS
from monitor.deliver.chart.png import picture
from monitor.deliver.chart.svg import svg
from monitor.deliver.text import clean
from monitor.errors import ConfigError, Fault
from monitor.lookout.figures import Volume, volume_of
from monitor.model import DayCount
from monitor.ports import SurgeState
from monitor.settings.snapshot import Snapshot
from monitor.store import open_store

#: a chart of more days has no room for its numbers on a screen; and so far the store remembers
_MOST_DAYS = 365


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Whose volume, of how many days, and in which form."""
    parser.add_argument(
        "profile", metavar="PROFILE", nargs="?", help="id of a profile; all of them where none is named"
    )
    parser.add_argument(
        "--days",
        metavar="N",
        type=_days,
        default=CHART_DAYS,
        help=f"how many days, today included (default: {CHART_DAYS})",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a profile")
    parser.add_argument("--svg", metavar="FILE", type=Path, help="write the chart of PROFILE as SVG")
    parser.add_argument("--png", metavar="FILE", type=Path, help="write the chart of PROFILE as PNG")


def execute(options: argparse.Namespace) -> int:
    """Ask the store; the daemon may be running or not."""
    if (options.svg or options.png) and not options.profile:
        raise ConfigError(Fault(file="monitor volume", what="no profile is named", hint="a chart is of one PROFILE"))
    snapshot, at = snapshot_of(options), now()
    profiles = [named_profile(options.profile, snapshot)] if options.profile else list(snapshot.profiles.values())
    with closing(open_store(snapshot.runtime.database)) as store:
        found = [volume_of(profile, store, at, options.days) for profile in profiles]
    if options.svg:
        _write(options.svg, svg(found[0].days).encode())
    if options.png:
        _write(options.png, picture(found[0].days).png)
    if options.svg or options.png:
        return 0
    screen = terminal()
    for one in found:
        if options.json:
            write_json(_record(one))
        else:
            _print(screen, one, snapshot)
    return 0


def _days(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_DAYS:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of days from 1 to {_MOST_DAYS}")


def _write(target: Path, raw: bytes) -> None:
    if not target.parent.is_dir():
        raise ConfigError(Fault(file=str(target), what="its folder is not there", hint="make it, or name another file"))
    try:
        replace_file(target, raw)
    except OSError as error:
        fault = Fault(file=str(target), what=f"it cannot be written ({error.strerror})", hint="name another file")
        raise ConfigError(fault) from error
    print(f"monitor: {target}: a chart", file=sys.stderr)


def _print(screen: Console, found: Volume, snapshot: Snapshot) -> None:
    profile = found.profile
    screen.print(Text(clean(profile.name), style="bold").append(f"  ({profile.id})", style="not bold dim"))
    draw(screen, [_bar(day, today=day is found.days[-1]) for day in found.days])
    if found.usual is None:
        days = LEAST_DAYS + RECENT.days
        screen.print(Text(f"    what is usual is known after {days} days of watching", style="dim"))
    else:
        screen.print(Text(f"    usual: {found.usual:.1f} a day", style="dim"))
    for surge in found.surges:
        screen.print(f"    {_said(surge, snapshot)}")


def _bar(day: DayCount, *, today: bool) -> Bar:
    notes = ("today" if today else "", "" if day.watched else "not watched")
    return Bar(
        label=format_date(day.day, "EEE d MMM", locale="en_GB"),
        counts=(day.count,),
        styles=("yellow" if today else "blue",),
        note=", ".join(filter(None, notes)),
    )


def _said(surge: SurgeState, snapshot: Snapshot) -> str:
    name = f"{snapshot.names.get(surge.subject, surge.subject)}: " if surge.subject else ""
    end = f" until {surge.ended_at:%Y-%m-%d %H:%M}" if surge.ended_at else ", lasts"
    return f"surge: {name}{surge.ratio:.1f}x the usual since {surge.since:%Y-%m-%d %H:%M} UTC{end}"


def _record(found: Volume) -> dict[str, Any]:
    return {
        "profile": found.profile.id,
        "name": found.profile.name,
        "timezone": found.profile.alert.timezone,
        "days": [{"day": one.day.isoformat(), "count": one.count, "watched": one.watched} for one in found.days],
        "usual": None if found.usual is None else round(found.usual, 2),
        "surges": [
            {
                "subject": one.subject or None,
                "ratio": round(one.ratio, 2),
                "since": one.since.isoformat(),
                "told_at": one.told_at.isoformat(),
                "ended_at": one.ended_at.isoformat() if one.ended_at else None,
            }
            for one in found.surges
        ],
    }
