"""`monitor completion`: a completion script, made from the parser itself by shtab."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

import shtab

from monitor.cli.parser import build_parser

#: what the help calls an argument -> what a shell offers for it; for any other, zsh and fish offer nothing
_COMPLETED: Mapping[str, object] = {
    "DIR": shtab.DIRECTORY,
    **dict.fromkeys(("ARTICLE", "FILE", "FILE.opml", "SEED", "YAML"), shtab.FILE),
}


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The shell."""
    parser.add_argument("shell", choices=shtab.SUPPORTED_SHELLS, help='for instance: eval "$(monitor completion bash)"')


def execute(options: argparse.Namespace) -> int:
    """Print the script."""
    parser = build_parser(None)
    for action in _actions(parser):
        if complete := _COMPLETED.get(str(action.metavar)):
            action.complete = complete  # type: ignore[attr-defined]  # shtab's way to be told
    print(shtab.complete(parser, shell=options.shell))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """All of a parser and of the commands in it."""
    for action in parser._actions:  # argparse has no public list of them; shtab reads this one
        yield action
        if isinstance(action.choices, Mapping):
            for command in action.choices.values():
                yield from _actions(command)
