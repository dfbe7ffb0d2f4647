"""The argument parser, built from the table of commands."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from importlib import import_module

from monitor import __version__
from monitor.cli import COMMANDS, OPTIONS, USAGE


def build_parser(words: Sequence[str] | None) -> argparse.ArgumentParser:
    """The parser; only commands among `words` get their arguments, all of them where it is None."""
    told = dict(OPTIONS)
    parser = argparse.ArgumentParser(prog="monitor", usage=USAGE, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"monitor {__version__}", help=told["--version"])
    parser.add_argument("--home", metavar="DIR", help=told["--home DIR"])
    parser.add_argument("--no-color", action="store_true", help=told["--no-color"])
    parser.add_argument("-v", "--verbose", action="store_true", help=told["-v, --verbose"])
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, title="commands")
    for name, module, help_ in COMMANDS:
        one = commands.add_parser(name, help=help_, description=help_, prog=f"monitor {name}", allow_abbrev=False)
        if words is None or name in words:
            import_module(f"monitor.cli.{module}").arguments(one, name)
    return parser


def execute(options: argparse.Namespace) -> int:
    """Call the command's module."""
    if options.no_color:
        os.environ["NO_COLOR"] = "1"
    module = next(module for name, module, _ in COMMANDS if name == options.command)
    status: int = import_module(f"monitor.cli.{module}").execute(options)
    return status
