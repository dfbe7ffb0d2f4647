"""Who the sides of an affair are: a country with its people, its capital and its bodies counts as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.comprehend.lexicon import Lexicon
from monitor.decide.presence import Presence
from monitor.draft.familiarity import is_rare, rarity

#: a side is central when it is named at least this share as often as the chief one
CENTRAL = 0.40
#: … and this often, a headline counted twice; in a single seed, with nothing to confirm it, more often
LEAST, LEAST_ALONE = 2.0, 3.0
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
    """The country, land or organisation that an actor speaks for; None where it speaks for nobody."""
    known = lexicon.actors.get(actor)
    if known is None:
        return None
    if known.type == "country":
        return actor
    if known.type == "person":
        return known.roles[-1].of if known.roles else known.of
    if known.type == "place":
        return known.of if known.capital else actor if known.of and not is_rare(actor) else None
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
        if not least or total >= max(LEAST, least * chief)
    )


def common_sides(present: Mapping[str, Mapping[str, Presence]], lexicon: Lexicon) -> list[Side]:
    """The sides that every seed names and most have at their centre, with everything that speaks for them in any.
    `present`: seed -> what is in it. An agency of an international organisation tells of an affair and is no party to
    it, nor is an organisation that the press names every day (the United Nations) where anybody else is."""
    by_seed = [{side.id: side for side in sides_of(found, lexicon, least=0.0)} for found in present.values()]
    least = LEAST_ALONE if len(present) == 1 else LEAST
    central = Counter(side.id for found in present.values() for side in sides_of(found, lexicon) if side.mass >= least)
    common = [
        side
        for side in by_seed[0].values()
        if central[side.id] > len(by_seed) / 2 and all(side.id in sides for sides in by_seed)
        if not (lexicon.actors[side.id].of or "").startswith("org/")
    ]
    parties = [side for side in common if not (side.id.startswith("org/") and rarity(side.id) < 1.0)]
    return [
        Side(
            id=side.id,
            mass=sum(sides[side.id].mass for sides in by_seed),
            members=tuple(dict.fromkeys(member for sides in by_seed for member in sides[side.id].members)),
        )
        for side in parties or common
    ]


def sides_around(present: Mapping[str, Mapping[str, Presence]], sides: Sequence[Side], lexicon: Lexicon) -> list[Side]:
    """The other sides that are central in any seed or in its headline, or named in every one."""
    common = {side.id for side in sides}
    by_seed = [(found, side) for found in present.values() for side in sides_of(found, lexicon, least=0.0)]
    named = [side for _, side in by_seed]
    seeds = Counter(side.id for side in named)
    central = {side.id for found in present.values() for side in sides_of(found, lexicon)}
    central |= {side.id for found, side in by_seed if any(found[member].in_title for member in side.members)}
    members: dict[str, dict[str, None]] = {}
    for side in named:
        if side.id not in common and (side.id in central or seeds[side.id] == len(present) > 1):
            members.setdefault(side.id, {}).update(dict.fromkeys(side.members))
    return [Side(id=side, mass=0.0, members=tuple(listed), central=side in central) for side, listed in members.items()]
