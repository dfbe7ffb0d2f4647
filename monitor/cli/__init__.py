"""The command line: a table of commands, each in a module that is imported when it is called for.

`monitor --help` must answer at once, so this module imports nothing but argparse.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

from monitor import __version__


class Command(NamedTuple):
    """One command: `module` offers `arguments(parser)` and `execute(options) -> exit status`."""

    name: str
    module: str
    help: str


COMMANDS = (
    Command("run", "run", "watch day and night, until Ctrl-C"),
    Command("once", "run", "one pass: poll, read, tell what is due, stop"),
    Command("demo", "demo", "the whole thing on a newsroom of its own: no network, no token"),
    Command("init", "init", "put a starter config/ and seeds/ into this folder"),
    Command("draft", "draft", "read seed articles and draft watch profiles from them"),
    Command("check", "check", "check the configuration, with file and line"),
    Command("status", "status", "how the sources, stories and messages stand"),
    Command("explain", "explain", "why an article did or did not alert"),
    Command("sources", "sources", "list, import (OPML) and export feeds"),
    Command("channels", "channels", "list channels, send a test message"),
    Command("parse", "documents", "stage: a feed's entries"),
    Command("extract", "documents", "stage: a page's text"),
    Command("analyse", "stages", "stage: the actors and topics of a text"),
    Command("match", "stages", "stage: what the profiles make of a text"),
    Command("group", "stages", "stage: which texts tell one story"),
    Command("schema", "schema", "JSON Schema of the configuration, for editors"),
    Command("completion", "completion", "a completion script for bash, zsh or tcsh"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status: 0 done, 1 the work failed, 2 the command or configuration is wrong."""
    words = list(sys.argv[1:] if argv is None else argv)
    options = build_parser(words).parse_args(words)
    if options.command is None:
        build_parser(()).print_help()
        return 2
    from monitor.cli.failures import reported

    return reported(options)


def build_parser(words: Sequence[str] | None) -> argparse.ArgumentParser:
    """The parser; only commands among `words` get their arguments, all of them where it is None."""
    parser = argparse.ArgumentParser(
        prog="monitor",
        description="A watch on the world's news, grown from examples.",
        epilog="`monitor COMMAND --help` tells more. Exit status: 0 done, 1 failed, 2 wrong command or configuration.",
    )
    parser.add_argument("--version", action="version", version=f"monitor {__version__}")
    parser.add_argument("--home", metavar="DIR", help="folder of config/, seeds/ and the database (or MONITOR_HOME)")
    parser.add_argument("--no-color", action="store_true", help="plain output (or set NO_COLOR)")
    parser.add_argument("-v", "--verbose", action="store_true", help="say more on standard error")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in COMMANDS:
        one = commands.add_parser(command.name, help=command.help, description=command.help)
        if words is None or command.name in words:
            import_module(f"monitor.cli.{command.module}").arguments(one, command.name)
    return parser


def execute(options: argparse.Namespace) -> int:
    """Call the command's module."""
    if options.no_color:
        os.environ["NO_COLOR"] = "1"
    module = next(command.module for command in COMMANDS if command.name == options.command)
    status: int = import_module(f"monitor.cli.{module}").execute(options)
    return status
