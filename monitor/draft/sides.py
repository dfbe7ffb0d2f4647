"""Who the sides of an affair are: a country with its people, its capital and its bodies counts as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from monitor.comprehend.lexicon import Lexicon
from monitor.decide.presence import Presence

#: a side is central when it is named at least this share as often as the chief one
CENTRAL = 0.40
#: what a mention in the headline adds: it counts twice
HEADLINE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One party to an affair."""

    #: "country/AZ" or "org/nato"
    id: str
    #: how often it and what belongs to it are named, a headline counted more
    mass: float
    #: everything found that speaks for it, the most named first; itself included
    members: tuple[str, ...]
    #: is it at the centre of an article, or only named in it?
    central: bool = True


def side_of(actor: str, lexicon: Lexicon) -> str | None:
    """The country or organisation that an actor speaks for; None where it speaks for nobody."""
    known = lexicon.actors.get(actor)
    if known is None:
        return None
    if known.type == "country":
        return actor
    if known.type == "person":
        return known.roles[-1].of if known.roles else known.of
    if known.type == "place":
        return known.of if known.capital else None
    if known.type == "org":
        return known.of if known.of and known.of.startswith("country/") else actor
    return None


def _parent(side: str, present: Mapping[str, Presence], lexicon: Lexicon) -> str:
    """The organisation whose body this is, where it is named at least as often: NATO for its Military Committee, but
    not the United Nations for the World Health Organization."""
    of = lexicon.actors[side].of
    if side.startswith("org/") and of is not None and of in present and present[of].count >= present[side].count:
        return of
    return side


def sides_of(present: Mapping[str, Presence], lexicon: Lexicon, *, least: float = CENTRAL) -> tuple[Side, ...]:
    """The central sides of an article, the most named first; with `least` 0 all of them."""
    mass: defaultdict[str, float] = defaultdict(float)
    members: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for term, there in present.items():
        side = side_of(term, lexicon)
        # what stands there by a capital alone is counted with the capital
        if side is None or not there.count:
            continue
        if side == term:
            side = _parent(side, present, lexicon)
        weight = there.count * there.strength + (HEADLINE if there.in_title else 0.0)
        mass[side] += weight
        members[side][term] = weight
    chief = max(mass.values(), default=0.0)
    return tuple(
        Side(id=side, mass=total, members=tuple(sorted(members[side], key=lambda one: (-members[side][one], one))))
        for side, total in sorted(mass.items(), key=lambda item: (-item[1], item[0]))
        if total >= least * chief
    )
