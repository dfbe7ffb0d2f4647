"""`monitor completion`: a completion script, made from the parser itself by shtab."""

from __future__ import annotations

import argparse

import shtab

from monitor.cli.parser import build_parser


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The shell."""
    parser.add_argument("shell", choices=shtab.SUPPORTED_SHELLS, help='for instance: eval "$(monitor completion bash)"')


def execute(options: argparse.Namespace) -> int:
    """Print the script."""
    print(shtab.complete(build_parser(None), shell=options.shell))
    return 0
