"""`monitor check`: is everything that people wrote right, and do the profiles still match their seeds?"""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from monitor.cli.context import gaps, home_of, now, terminal
from monitor.cli.json_lines import write_json
from monitor.cli.progress import plural
from monitor.errors import ConfigError, Fault
from monitor.replay import SeedCheck, check_seeds
from monitor.settings.languages import IDENTIFIER
from monitor.settings.lasting import without_collection
from monitor.settings.snapshot import Snapshot, load_snapshot
from monitor.settings.wording import visible

if TYPE_CHECKING:
    from monitor.deliver.proof import Proof

#: (it matches, it must and does not) -> how the word is shown
_COLOURS = {(True, False): "", (False, True): "red", (False, False): "yellow"}


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The form of the answer, and whether to look back."""
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--diff", action="store_true", help="also what an edit gains and loses, see `monitor diff`")


def execute(options: argparse.Namespace) -> int:
    """0 when all is right, 1 when a seed no longer matches, 2 when a file is wrong."""
    # hundreds of profiles are many small objects, and the process ends soon; the model takes a third of a second, most
    # of it in C, beside the reading of the files
    with without_collection(), ThreadPoolExecutor(1) as beside:
        beside.submit(IDENTIFIER.load)
        return _check(options)


def _check(options: argparse.Namespace) -> int:
    try:
        snapshot = load_snapshot(home_of(options), os.environ)
    except ConfigError as error:
        return _wrong(error.faults, options)
    if snapshot.faults:
        return _wrong(snapshot.faults, options)
    tried = _tried(snapshot)
    if tried.faults:
        return _wrong(tried.faults, options)
    seeds = list(check_seeds(snapshot, now()))
    lost = any(check.lost for check in seeds)
    if options.json:
        compared = {"diff": _looked_back(snapshot, None)} if options.diff else {}
        warnings = [_fault_record(one) for one in tried.warnings]
        write_json({"faults": [], "warnings": warnings, "seeds": [_record(check) for check in seeds], **compared})
        return 1 if lost else 0
    screen = terminal()
    for check in seeds:
        score = f"{check.match.score:.2f}" if check.match else "0.00"
        line = Text(f"  {check.profile}: {visible(check.seed)} ")
        line.append("matches" if check.holds else "no longer matches", style=_COLOURS[check.holds, check.lost])
        let = "" if check.holds or check.lost else ", which `seeds_must_match: false` lets be"
        screen.print(line.append(f" ({score}){let}", style="none"))
        for reason in check.why:
            screen.print(Text(f"    {visible(reason)}", style="dim"))
    for gap in (*tried.warnings, *gaps(snapshot)):
        print(f"monitor: {gap}", file=sys.stderr)
    if (proxy := snapshot.runtime.proxy) and proxy.missing:
        print(f"monitor: proxy: {proxy.missing}; nothing can be fetched without", file=sys.stderr)
    for channel in snapshot.channels:
        if missing := getattr(channel, "missing", ""):
            print(f"monitor: {channel.name}: {missing}", file=sys.stderr)
    screen.print(
        f"{plural(len(snapshot.profiles), 'profile')}, {plural(len(snapshot.sources), 'source')}, "
        f"{plural(len(snapshot.channels), 'channel')}: " + ("right" if not lost else "not right")
    )
    if options.diff:
        _looked_back(snapshot, screen)
    return 1 if lost else 0


def _looked_back(snapshot: Snapshot, screen: Console | None) -> dict[str, Any]:
    """What an edit gains and loses, as a record; printed where a screen is given."""
    from monitor.cli.diff import compare, diff_record, print_diff  # with it comes the store, which nothing else needs

    compared = compare(snapshot)
    if screen is not None:
        print_diff(screen, compared, snapshot)
    return diff_record(compared)


def _wrong(faults: tuple[Fault, ...], options: argparse.Namespace) -> int:
    if options.json:
        write_json({"faults": [_fault_record(one) for one in faults], "warnings": [], "seeds": []})
    else:
        for fault in faults:
            print(f"monitor: {visible(str(fault))}", file=sys.stderr)
    return 2


def _tried(snapshot: Snapshot) -> Proof:
    """How the owner's templates render a sample of everything."""
    from monitor.deliver.proof import Proof, proof  # with it comes Jinja2, and most homes have no template

    return proof(snapshot.templates, now()) if snapshot.templates else Proof()


def _fault_record(fault: Fault) -> dict[str, object]:
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "what": fault.what,
        "hint": fault.hint,
    }


def _record(check: SeedCheck) -> dict[str, object]:
    return {
        "profile": check.profile,
        "seed": check.seed,
        "holds": check.holds,
        "must_match": check.binding,
        "why": list(check.why),
        "score": check.match.score if check.match else 0.0,
    }
