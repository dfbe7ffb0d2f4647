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
    parser = argparse.ArgumentParser(prog="monitor", usage=USAGE, allow_abbrev=False)
    version = f"monitor {__version__}"
    parser.add_argument("--version", action="version", version=version, help=dict(OPTIONS)["--version"])
    _add_common(parser)
    # a command takes them too (`monitor run --home DIR`); what it is not given must not hide what stood before it
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    _add_common(common)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, title="commands")
    for name, module, help_ in COMMANDS:
        one = commands.add_parser(
            name, help=help_, description=help_, prog=f"monitor {name}", parents=[common], allow_abbrev=False
        )
        if words is None or name in words:
            import_module(f"monitor.cli.{module}").arguments(one, name)
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    told = dict(OPTIONS)
    unset = parser.argument_default or False
    parser.add_argument("--home", metavar="DIR", help=told["--home DIR"])
    parser.add_argument("--no-color", action="store_true", default=unset, help=told["--no-color"])
    parser.add_argument("-v", "--verbose", action="store_true", default=unset, help=told["-v, --verbose"])


def execute(options: argparse.Namespace) -> int:
    """Call the command's module."""
    if options.no_color:
        os.environ["NO_COLOR"] = "1"
    module = next(module for name, module, _ in COMMANDS if name == options.command)
    status: int = import_module(f"monitor.cli.{module}").execute(options)
    return status
