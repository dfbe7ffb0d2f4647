"""`--selector CSS`: what finds the links of a list page."""

from __future__ import annotations

import argparse

from monitor.css import check_selector


def add_selector(parser: argparse.ArgumentParser, help_: str) -> None:
    """The argument, None where it is not given; a selector that is none ends the command with its fault."""
    parser.add_argument("--selector", metavar="CSS", type=_given, help=help_)


def _given(text: str) -> str:
    try:
        return check_selector(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
