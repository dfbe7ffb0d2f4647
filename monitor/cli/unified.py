"""A unified diff on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def print_unified(screen: Console, lines: Iterable[str]) -> None:
    """Its lines, each in the colour of what it does."""
    for line in lines:
        screen.print(Text(line, style=_COLOURS.get(line[:1], "none")))
