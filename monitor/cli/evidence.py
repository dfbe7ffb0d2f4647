"""A match on the terminal: the score, each term's points and words, and what was missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rich.console import Console
from rich.text import Text

from monitor.decide.profile import Profile
from monitor.decide.route import Routing, passed_over
from monitor.deliver.telling import reason_in_words
from monitor.deliver.text import inline
from monitor.explain import Finding
from monitor.model import Decision, Evidence, Match, Told
from monitor.replay import why_not
from monitor.translation import ENGLISH

COLOURS: dict[Decision, str] = {"match": "green", "review": "yellow", "none": "dim"}
#: terms that were not there, as many as are shown
_MISSING = 6
#: where what speaks against a match stands, beneath the names of its terms
_INDENT = " " * 12


def print_match(screen: Console, match: Match, profile: Profile | None) -> None:
    """Several lines; with the profile that judged, where it is at hand, also what keeps it from matching."""
    screen.print(_head(match))
    _print_evidence(screen, match, why_not(match, profile) if profile else ())


def print_finding(
    screen: Console, finding: Finding, profile: Profile | None, *, stored: bool, routing: Routing
) -> None:
    """One profile's word on an article. `stored`: the article is in the store, so that "now" needs saying; `routing`:
    what channels take."""
    if finding.match is None:
        line = Text("   –    ", style="dim").append(finding.profile, style="bold not dim")
        screen.print(line.append(f"  {'; '.join(finding.why_not)}", style="dim"))
        if finding.before:
            screen.print(_before(finding.before))
        return
    head = _head(finding.match)
    if finding.basis == "now" and stored and not finding.before:
        head.append("  nothing was stored for it; judged now", style="dim")
    if finding.basis == "stored" and profile and profile.version != finding.match.version:
        head.append("  the profile has been edited since (--now judges anew)", style="dim")
    screen.print(head)
    if finding.before:
        screen.print(_before(finding.before))
        for change in finding.changes:
            screen.print(Text(f"{_INDENT}{change}", style="cyan"))
    _print_evidence(screen, finding.match, finding.why_not)
    if finding.verdict:
        prefix = "" if finding.basis == "stored" else "when it came: " if stored else "were it news: "
        reason = reason_in_words(finding.verdict.reason)
        which = f" (`monitor mutes --held-back {finding.verdict.mute}`)" if finding.verdict.mute else ""
        screen.print(Text(f"    → {prefix}{finding.verdict.action}: {reason}{which}"))
        for channel, why in left_out(finding, profile, routing):
            screen.print(Text(f"{_INDENT}{channel} takes {why}", style="dim"))


def left_out(finding: Finding, profile: Profile | None, routing: Routing) -> Iterator[tuple[str, str]]:
    """The channels of the profile that are not told, for what they say under `only`; and that."""
    verdict = finding.verdict
    if profile and verdict and (verdict.channels or verdict.reason == "untaken"):
        yield from passed_over(profile, verdict.channels, routing)


def told_words(told: Told, finding: Finding, profile: Profile | None) -> str:
    """For instance "joined a story that was told 21 Nov 2026, 14:05 UTC: the score passes …"."""
    joined = finding.verdict is not None and finding.verdict.reason == "told"
    when = ENGLISH.moment(told.due, profile.alert.timezone if profile else "UTC")
    where = " in a digest" if told.kind == "digest" else ""
    which = f", telling {told.number}" if told.number > 1 else ""
    said = f"{'is to be told' if told.waits else 'was told'} {when}{where}{which}"
    return f"{'joined a story that' if joined else 'its story'} {said}: {reason_in_words(told.reason)}"


def _head(match: Match) -> Text:
    head = Text("  ")
    head.append(f"{match.score:.2f} {match.decision}", style=f"bold {COLOURS[match.decision]}")
    return head.append(f"  {match.profile}", style="bold")


def _before(before: Match) -> Text:
    return Text(f"    when it came: {before.score:.2f} {before.decision}", style=COLOURS[before.decision])


def _print_evidence(screen: Console, match: Match, reasons: Collection[str]) -> None:
    for evidence in match.evidence:
        line = Text(f"    {evidence.points:+6.2f}  {evidence.name} ({_times(evidence)})")
        line.append(" in the headline" if evidence.in_title else "", style="cyan")
        surfaces = (inline(surface) for surface in evidence.surfaces)
        screen.print(line.append("  " + ", ".join(surfaces), style="dim"))
    for reason in reasons:
        if reason not in map(str, match.missing):
            screen.print(Text(f"{_INDENT}{reason}", style="yellow"))
    for missing in match.missing[:_MISSING]:
        screen.print(Text(f"{_INDENT}{missing}", style="yellow" if missing.decisive else "dim"))
    if len(match.missing) > _MISSING:
        screen.print(Text(f"{_INDENT}… and {len(match.missing) - _MISSING} more that were not there", style="dim"))


def _times(evidence: Evidence) -> str:
    """How often it is named; a government may only be meant, by its capital or its people."""
    return f"{evidence.count}×" if evidence.count else "meant, not named"
