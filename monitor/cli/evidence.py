"""A match on the terminal: the score, each term's points and words, and what was missing."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from monitor.decide.profile import Profile
from monitor.deliver.text import clean
from monitor.model import Evidence, Match
from monitor.replay import why_not

_COLOURS = {"match": "green", "review": "yellow", "none": "dim"}
#: terms that were not there, as many as are shown
_MISSING = 6


def print_match(screen: Console, match: Match, profile: Profile | None) -> None:
    """Several lines; with the profile that judged, where it is at hand, also what keeps it from matching."""
    head = Text("  ")
    head.append(f"{match.score:.2f} {match.decision}", style=f"bold {_COLOURS[match.decision]}")
    head.append(f"  {match.profile}", style="bold")
    screen.print(head)
    for evidence in match.evidence:
        line = Text(f"    {evidence.points:+6.2f}  {evidence.name} ({_times(evidence)})")
        line.append(" in the headline" if evidence.in_title else "", style="cyan")
        line.append("  " + ", ".join(map(clean, evidence.surfaces)), style="dim")
        screen.print(line)
    for reason in why_not(match, profile) if profile else ():
        if reason not in map(str, match.missing):
            screen.print(Text(f"            {reason}", style="yellow"))
    for missing in match.missing[:_MISSING]:
        screen.print(Text(f"            {missing}", style="yellow" if missing.decisive else "dim"))
    if len(match.missing) > _MISSING:
        screen.print(Text(f"            … and {len(match.missing) - _MISSING} more that were not there", style="dim"))


def _times(evidence: Evidence) -> str:
    """How often it is named; a government may only be meant, by its capital or its people."""
    return f"{evidence.count}×" if evidence.count else "meant, not named"
