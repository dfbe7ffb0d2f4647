"""Could it be chance? How often so clear a difference between two kinds of articles comes of itself."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb


def chance(these: int, of_these: int, those: int, of_those: int) -> float:
    """How often at least `these` out of `of_these` would have it, did having it not depend on the kind at all.

    `those` out of `of_those` of the other kind have it. Fisher's exact test (1922), one-sided: no assumption about how
    many there must be, so it holds for a handful of articles too.
    """
    having, everything = these + those, of_these + of_those
    ways = comb(everything, having)
    return sum(comb(of_these, k) * comb(of_those, having - k) for k in range(these, min(having, of_these) + 1)) / ways


def split(holds: Sequence[bool], kinds: Sequence[bool]) -> tuple[int, int, int, int]:
    """(those of the kind that have it, all of the kind, others that have it, all others)."""
    of_kind = [one for one, kind in zip(holds, kinds, strict=True) if kind]
    others = [one for one, kind in zip(holds, kinds, strict=True) if not kind]
    return sum(of_kind), len(of_kind), sum(others), len(others)
