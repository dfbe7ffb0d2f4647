"""A match on the terminal: the score, each term's points and words, and what was missing."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from monitor.deliver.text import clean
from monitor.model import Match

_COLOURS = {"match": "green", "review": "yellow", "none": "dim"}
#: terms that were not there, as many as are shown
_MISSING = 6


def print_match(screen: Console, match: Match) -> None:
    """Several lines."""
    head = Text("  ")
    head.append(f"{match.score:.2f} {match.decision}", style=f"bold {_COLOURS[match.decision]}")
    head.append(f"  {match.profile}", style="bold")
    screen.print(head)
    for evidence in match.evidence:
        line = Text(f"    {evidence.points:+6.2f}  {evidence.name} ({evidence.count}×)")
        line.append(" in the headline" if evidence.in_title else "", style="cyan")
        line.append("  " + ", ".join(map(clean, evidence.surfaces)), style="dim")
        screen.print(line)
    for missing in match.missing[:_MISSING]:
        screen.print(Text(f"            {missing}", style="dim"))
    if len(match.missing) > _MISSING:
        screen.print(Text(f"            … and {len(match.missing) - _MISSING} more that were not there", style="dim"))
