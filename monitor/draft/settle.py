"""A proposal held against its own seeds: what one of them does not meet cannot be required, and each matches with a
margin.

A report that misses a requirement scores 0.4 at most (`decide.match`): no threshold goes down to that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.decide.compile import compile_profiles
from monitor.decide.condition import worded
from monitor.decide.match import match
from monitor.decide.profile import Profile, Term
from monitor.draft.proposal import Proposal
from monitor.model import Analysis, Match

#: how far a seed scores above the threshold, where that can be had
MARGIN = 0.1
#: a threshold is never set lower: with a requirement missed, 0.4 is the best score
LOWEST = 0.42
#: where a profile does not say it
_USUAL = Profile(id="", name="", watch=()).threshold


def settled(proposal: Proposal, seeds: Sequence[Analysis], desks: Mapping[str, str]) -> Proposal:
    """The proposal with the requirements that every seed meets, and a threshold under which none of them falls.
    `desks`: topic -> the desk that writes of it."""
    unmet = {one.what for found in _judged(proposal, seeds, desks) for one in found.missing if one.kind == "required"}
    kept = replace(proposal, require=tuple(group for group in proposal.require if worded(group) not in unmet))
    weakest = min((found.score for found in _judged(kept, seeds, desks)), default=0.0)
    return replace(kept, threshold=max(LOWEST, min(_USUAL, round(weakest - MARGIN, 2))))


def profile_of(proposal: Proposal) -> Profile:
    """The proposal as the profile that its file makes."""
    return Profile(
        id=proposal.id,
        name=proposal.name,
        seeds=proposal.seeds,
        watch=tuple(Term(id=line.id, weight=line.weight, mark=line.mark) for line in proposal.watch),
        require=proposal.require,
        exclude=proposal.exclude,
        threshold=proposal.threshold,
    )


def _judged(proposal: Proposal, seeds: Sequence[Analysis], desks: Mapping[str, str]) -> list[Match]:
    matcher = compile_profiles([profile_of(proposal)], desks)
    return [found for seed in seeds for found in match(seed, matcher, thorough=True)]
