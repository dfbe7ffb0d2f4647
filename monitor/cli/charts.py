"""Bars of text: how often what happened, on a terminal or in a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from monitor.deliver.text import isolated

#: columns of the longest bar
WIDTH = 40
#: bars in Unicode and, for a terminal that has none, in ASCII; the second part of a bar is lighter
_UNICODE, _ASCII = "█▒", "#-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line of a chart."""

    label: str
    #: how many, of up to two kinds
    counts: tuple[int, ...]
    #: style of each kind
    styles: tuple[str, ...]
    note: str = ""


def draw(screen: Console, bars: Sequence[Bar], largest: int | None = None) -> None:
    """Print the bars, scaled so that `largest` fills the width; a longer one is cut and ends in an arrow."""
    signs = _UNICODE if screen.encoding.startswith("utf") else _ASCII
    largest = largest or max((sum(bar.counts) for bar in bars), default=0)
    columns = max((cell_len(bar.label) for bar in bars), default=0)
    for bar in bars:
        line = Text(f"    {isolated(bar.label, 'ltr')}{' ' * (columns - cell_len(bar.label))}  ")
        room = WIDTH
        for count, style, sign in zip(bar.counts, bar.styles, signs, strict=False):
            length = min(room, _length(count, largest))
            line.append(sign * length, style=style)
            room -= length
        line.append(">" if sum(bar.counts) > largest else "")
        line.append("".join(f" {count}" if count else "" for count in bar.counts[:1]))
        line.append("".join(f" +{count}" for count in bar.counts[1:] if count), style="dim")
        line.append(f"  {bar.note}" if bar.note else "", style="cyan")
        screen.print(line)


def _length(count: int, largest: int) -> int:
    """What is there at all is seen."""
    return max(1, round(count / largest * WIDTH)) if count and largest else 0
