"""What may be asked of an article: that a term is there, one of several, all of them, or two near each other.

    "country/AZ"                            it is there
    ("country/AZ", "place/baku")            one of them is
    AllOf(("org/nato", "country/AZ"))       all of them are
    Near(("org/nato", "country/AZ"), 1)     they are, at most so many sentences apart

Each part may be a condition itself. What a condition finds is a `Presence`, as of a single term, so that it can be
weighed, required and excluded like one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from monitor.decide.presence import Presence

#: sentences between two terms that are near each other where a profile does not say: the same or the next
USUALLY_WITHIN = 1


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part must be there."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Every part must be there, in sentences that are at most `within` apart; 0 is the same sentence."""

    parts: tuple[Condition, ...]
    within: int = USUALLY_WITHIN


#: an id, or parts of which one must be there, or all, or near each other
Condition: TypeAlias = "str | tuple[Condition, ...] | AllOf | Near"


def leaves(condition: Condition) -> Iterator[str]:
    """The ids that a condition names."""
    if isinstance(condition, str):
        yield condition
        return
    for part in condition if isinstance(condition, tuple) else condition.parts:
        yield from leaves(part)


def renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    """The same with other ids, where `names` has them."""
    match condition:
        case str():
            return names.get(condition, condition)
        case tuple():
            return tuple(renamed(part, names) for part in condition)
        case _:
            return replace(condition, parts=tuple(renamed(part, names) for part in condition.parts))


def worded(condition: Condition, names: Mapping[str, str] | None = None) -> str:
    """The condition in words, ids by their names where these are given; without names it is also the id of a line of
    `watch` that holds one."""
    match condition:
        case str():
            return (names or {}).get(condition, condition)
        case tuple():
            return f"one of {_listed(condition, names)}"
        case AllOf(parts):
            return f"all of {_listed(parts, names)}"
        case Near(parts, within):
            apart = f"within {within} sentence{'s' * (within > 1)}" if within else "in one sentence"
            return f"{apart} {_listed(parts, names)}"


def found(
    condition: Condition, present: Mapping[str, Presence], sentences: Sequence[tuple[int, int]]
) -> Presence | None:
    """What of the condition is there; None where it does not hold. `sentences` are their bounds in the document."""
    if isinstance(condition, str):
        return present.get(condition)
    parts = condition if isinstance(condition, tuple) else condition.parts
    there = [one for part in parts if (one := found(part, present, sentences))]
    if isinstance(condition, tuple):
        return _merged(there, amount=sum, surest=max, in_title=any) if there else None
    if len(there) < len(parts):
        return None
    together = _merged(there, amount=min, surest=min, in_title=all)
    if isinstance(condition, Near):
        meetings = _meetings(there, condition.within, sentences)
        together.count, together.mass = min(together.count, meetings), min(together.mass, meetings)
        return together if meetings else None
    return together


def _listed(parts: Sequence[Condition], names: Mapping[str, str] | None) -> str:
    return ", ".join(worded(part, names) if isinstance(part, str) else f"({worded(part, names)})" for part in parts)


def _merged(
    there: Sequence[Presence],
    *,
    amount: Callable[[Iterable[float]], float],
    surest: Callable[[Iterable[float]], float],
    in_title: Callable[[Iterable[bool]], bool],
) -> Presence:
    return Presence(
        count=int(amount(one.count for one in there)),
        mass=amount(one.mass for one in there),
        strength=surest(one.strength for one in there),
        in_title=in_title(one.in_title for one in there),
        named=[surface for one in there for surface in one.named],
        meant=[surface for one in there for surface in one.meant],
        starts=[start for one in there for start in one.starts],
    )


def _meetings(there: Sequence[Presence], within: int, sentences: Sequence[tuple[int, int]]) -> int:
    """Sentences from which on every part stands in the next `within`."""
    begins = [start for start, _ in sentences]
    places = [{bisect_right(begins, start) for start in one.starts} for one in there]
    return sum(
        all(any(place in some for place in range(first, first + within + 1)) for some in places)
        for first in set().union(*places)
    )
