"""Small drafts, made by hand."""

from __future__ import annotations

from datetime import date

from monitor.draft.proposal import Proposal, Proposed
from monitor.draft.succession import Successor

SENTENCE = "“Hòa bình”, said علی‌اف 😀: #no, [really] & {more}, and so on and on until nobody reads any further at all."


def proposed(term: str, weight: float = 2, *, count: int = 3, seed: str = "a_1.txt") -> Proposed:
    """A line of `watch`."""
    name = term.partition("/")[2].replace("-", " ")
    return Proposed(id=term, name=name, weight=weight, count=count, seed=seed, sentence=SENTENCE)


def proposal(
    *watch: Proposed,
    seeds: tuple[str, ...] = ("a_1.txt",),
    require: tuple[tuple[str, ...], ...] = (("country/AZ", "place/baku"), ("country/AM",)),
    exclude: tuple[str, ...] = ("topic/sport", "topic/weather"),
    successors: tuple[Successor, ...] = (),
    threshold: float = 0.5,
) -> Proposal:
    """A draft of these lines, or of the usual three."""
    return Proposal(
        id="drafted",
        name="Drafted: an affair",
        seeds=seeds,
        watch=watch or (proposed("country/AZ", 2.5), proposed("country/AM", 2.5), proposed("topic/peace-treaty")),
        require=require,
        exclude=exclude,
        unlisted=(("Some Body", 1),),
        stands=tuple(", ".join(group) for group in require),
        successors=successors,
        threshold=threshold,
    )


def successor(term: str, of: str) -> Successor:
    """Who came after somebody."""
    return Successor(
        id=term,
        name="New Body",
        office="foreign minister of the United States",
        since=date(2025, 1, 21),
        predecessor=of,
        predecessor_name="Old Body",
        until=date(2025, 1, 20),
    )
