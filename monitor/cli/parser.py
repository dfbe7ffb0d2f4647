"""The argument parser, built from the table of commands."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Final, NoReturn

from monitor import __version__
from monitor.cli import COMMANDS, OPTIONS, USAGE

#: a word that a search leaves out (`-football`), and no option: those of one letter are `-h` and `-v`
_LEFT_OUT: Final = re.compile(r"-[^\W\d_]{2,}\*?")
_CHOICE: Final = re.compile(r"invalid choice: '(?P<given>[^']*)'")


class _Parser(argparse.ArgumentParser):
    """Says what a misspelt command might have been, in place of the whole list."""

    def error(self, message: str) -> NoReturn:
        if self.prog == "monitor" and (found := _CHOICE.search(message)):
            from monitor.settings.wording import nearest, quoted

            hint = nearest(found["given"], [name for name, _, _ in COMMANDS]) or "`monitor --help` lists them"
            message = f"no command is called {quoted(found['given'])} ({hint})"
        super().error(message)


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """The options of a command line. In a search, a word behind a dash is a word to leave out."""
    said = [word for before, word in pairwise(["", *words]) if not word.startswith("-") and before != "--home"]
    if said[:1] == ["search"]:
        # argparse takes a word for an option by its first letter, whatever the options are
        words = [f" {word}" if _LEFT_OUT.fullmatch(word) else word for word in words]
    return build_parser(words).parse_args(words)


def build_parser(words: Sequence[str] | None) -> argparse.ArgumentParser:
    """The parser; only commands among `words` get their arguments, all of them where it is None."""
    parser = _Parser(prog="monitor", usage=USAGE, allow_abbrev=False)
    version = f"monitor {__version__}"
    parser.add_argument("--version", action="version", version=version, help=dict(OPTIONS)["--version"])
    _add_common(parser)
    # a command takes them too (`monitor run --home DIR`); what it is not given must not hide what stood before it
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    _add_common(common)
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, title="commands", parser_class=argparse.ArgumentParser
    )
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
