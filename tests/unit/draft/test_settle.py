"""A proposal is held against its own seeds before anybody sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from doubles.analyses import analysis

from monitor.decide.compile import compile_profiles
from monitor.decide.match import match
from monitor.draft.proposal import Proposal, Proposed
from monitor.draft.settle import LOWEST, MARGIN, profile_of, settled

AA, BB, PEACE = "country/AA", "country/BB", "topic/peace"


def line(term: str, weight: float = 2.0) -> Proposed:
    return Proposed(id=term, name=term, weight=weight, count=1, seed="one.txt", sentence="")


PROPOSAL = Proposal(
    id="p",
    name="P",
    seeds=("one.txt", "two.txt"),
    watch=(line(AA), line(BB), line(PEACE)),
    require=((AA,), (BB,)),
    exclude=(),
    unlisted=(),
)
FULL = analysis({AA: 4, BB: 4, PEACE: 2}, title=(AA, BB))


def test_seeds_that_match_by_far_leave_all_as_it_is() -> None:
    assert settled(PROPOSAL, [FULL, FULL], {}) == PROPOSAL


def test_what_a_seed_does_not_meet_is_not_required() -> None:
    found = settled(PROPOSAL, [FULL, analysis({AA: 4, PEACE: 3}, title=(AA,))], {})
    assert found.require == ((AA,),)


def test_a_weak_seed_lowers_the_threshold_so_that_it_matches_with_a_margin() -> None:
    heavy = replace(PROPOSAL, watch=(*PROPOSAL.watch, line("person/a", 3.0), line("person/b", 3.0)), require=())
    weak = analysis({AA: 1, BB: 1, PEACE: 1})
    found = settled(heavy, [FULL, weak], {})
    assert LOWEST < found.threshold < heavy.threshold
    (judged,) = match(weak, compile_profiles([profile_of(found)]))
    assert judged.decision == "match"
    # the threshold is written with two decimals
    assert judged.score - found.threshold == pytest.approx(MARGIN, abs=0.005)


def test_a_threshold_never_falls_to_what_a_missed_requirement_leaves() -> None:
    found = settled(PROPOSAL, [analysis({PEACE: 1})], {})
    assert found.threshold == LOWEST > 0.4
