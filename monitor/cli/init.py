"""`monitor init`: a starter home, for those who installed the package and have no checkout."""

from __future__ import annotations

import argparse
import sys

from monitor.cli.context import home_of
from monitor.cli.progress import plural
from monitor.settings.home import furnish
from monitor.settings.schema_files import write_schemas


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """None of its own: the folder is the home."""


def execute(options: argparse.Namespace) -> int:
    """Copy what is missing; nothing is overwritten but the schemas for editors, which nobody edits."""
    home = home_of(options, furnished=False)
    made = furnish(home)
    write_schemas(home)
    for path in made:
        print(f"monitor: {path.relative_to(home.path)}", file=sys.stderr)
    told = f"{plural(len(made), 'file')} written to" if made else "everything is there already in"
    print(f"monitor: {told} {home.path}; `monitor run` starts the watch", file=sys.stderr)
    return 0
