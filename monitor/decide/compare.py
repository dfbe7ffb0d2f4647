"""Two matches of one article for one profile: what one has that the other has not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monitor.model import Evidence, Match

#: points by which a term must differ to be named
_POINTS = 0.01


def differences(before: Match, after: Match) -> Iterator[str]:
    """A line each: requirements and excludes that no longer speak against it, or do now, and points."""
    for missing in before.missing:
        if missing.decisive and missing not in after.missing:
            yield f"no longer {missing}"
    for missing in after.missing:
        if missing.decisive and missing not in before.missing:
            yield f"now {missing}"
    then, now = _by_term(before), _by_term(after)
    for term in dict.fromkeys((*now, *then)):
        was, is_ = then.get(term), now.get(term)
        if was is None and is_ is not None:
            yield f"{is_.name} counts now: {is_.points:+.2f}"
        elif was is not None and is_ is None:
            yield f"{was.name} no longer counts: it gave {was.points:+.2f}"
        elif was is not None and is_ is not None and abs(is_.points - was.points) >= _POINTS:
            yield f"{is_.name}: {was.points:+.2f} → {is_.points:+.2f}"


def _by_term(found: Match) -> Mapping[str, Evidence]:
    return {evidence.term: evidence for evidence in found.evidence}
