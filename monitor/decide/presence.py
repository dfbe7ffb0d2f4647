"""How much of each actor, topic and phrase there is in an analysis: what matching and grouping both count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.model import Analysis


@dataclass(slots=True)
class Presence:
    """One term in one article."""

    #: mentions by name
    count: int = 0
    #: sum of the mentions' strengths; a government meant by its capital counts here and not in `count`
    mass: float = 0.0
    #: strength of the surest mention
    strength: float = 0.0
    in_title: bool = False
    #: the words that name it, as often as they do
    named: list[str] = field(default_factory=list)
    #: the words that mean it without naming it
    meant: list[str] = field(default_factory=list)
    #: where in the document each mention begins
    starts: list[int] = field(default_factory=list)

    def add(self, surface: str, start: int, strength: float, *, named: bool, in_title: bool) -> None:
        """Count one mention."""
        self.count += named
        self.mass += strength
        self.strength = max(self.strength, strength)
        self.in_title = self.in_title or in_title
        (self.named if named else self.meant).append(surface)
        self.starts.append(start)

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The distinct words that name it, the commonest first; where nothing does, those that mean it."""
        return tuple(surface for surface, _ in Counter(self.named or self.meant).most_common())


def presences(analysis: Analysis) -> dict[str, Presence]:
    """Every term that is in the article, by id."""
    found: dict[str, Presence] = {}
    for term, surface, start, strength, named in _all(analysis):
        if (there := found.get(term)) is None:
            there = found[term] = Presence()
        there.add(surface, start, strength, named=named, in_title=start < analysis.title_end)
    return found


def _all(analysis: Analysis) -> Iterable[tuple[str, str, int, float, bool]]:
    for mention in analysis.mentions:
        yield mention.actor, mention.surface, mention.start, mention.strength, True
    for mention in analysis.implied:
        yield mention.actor, mention.surface, mention.start, mention.strength, False
    for hit in analysis.subjects:
        yield hit.topic, hit.surface, hit.start, 1.0, True
