"""`monitor actors lint`: what is wrong in the catalogue."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping

from rich.text import Text

from monitor.cli.context import terminal
from monitor.cli.json_lines import write_json
from monitor.cli.progress import plural
from monitor.settings.catalogue import catalogue_of
from monitor.settings.lasting import without_collection
from monitor.settings.lint import lint
from monitor.settings.lint_file import LEVELS, Finding, Level
from monitor.settings.shelf import shelves

_STYLES: Mapping[Level, str] = {"error": "red", "warning": "yellow", "note": "dim"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to show, and how."""
    parser.add_argument("--notes", action="store_true", help="also what could be better: languages that lack names")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def execute(options: argparse.Namespace) -> int:
    """0 when nothing is wrong, 1 when there are errors."""
    with without_collection():
        files = shelves()
        found = lint(files, catalogue_of({one.file: one.content for one in files}))
    counted = Counter(one.level for one in found)
    if options.json:
        write_json({"findings": [_record(one) for one in found]})
        return 1 if counted["error"] else 0
    screen = terminal()
    for one in found:
        if options.notes or one.level != "note":
            screen.print(Text(f"{one.level}  ", style=_STYLES[one.level]).append(str(one.fault), style="none"))
    levels = ", ".join(plural(counted[level], level) for level in LEVELS)
    more = "" if options.notes or not counted["note"] else " (--notes shows them)"
    screen.print(f"{levels}{more}")
    return 1 if counted["error"] else 0


def _record(one: Finding) -> dict[str, object]:
    fault = one.fault
    return {"level": one.level, "file": fault.file, "line": fault.line, "what": fault.what, "hint": fault.hint}
