"""What came to a story since a profile was told of it."""

from __future__ import annotations

from monitor.model import Change, Extent


def change(told: Extent, now: Extent) -> Change:
    """What the story amounts to now, against what it was when it was told; actors as ids."""
    return Change(
        outlets=len(set(now.outlets) - set(told.outlets)),
        languages=_more(told.languages, now.languages),
        actors=_more(told.actors, now.actors),
        figures=_more(told.figures, now.figures),
        denied=now.denied and not told.denied,
    )


def _more(before: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...]:
    known = frozenset(before)
    return tuple(one for one in now if one not in known)
