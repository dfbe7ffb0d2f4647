"""What two matches of one article differ in, in words."""

from __future__ import annotations

from dataclasses import replace

from doubles.outcomes import match

from monitor.decide.compare import differences
from monitor.model import Evidence, Match, Missing

REQUIRED = Missing(kind="required", what="country/JP")
ABSENT = Missing(kind="absent", what="country/US")


def found(*evidence: tuple[str, float], missing: tuple[Missing, ...] = ()) -> Match:
    terms = (
        Evidence(term=f"actor/{name}", name=name, points=points, count=1, in_title=False, surfaces=(name,))
        for name, points in evidence
    )
    return match(evidence=tuple(terms), missing=missing)


def test_equal_matches_differ_in_nothing() -> None:
    assert list(differences(match(), replace(match(), version="v2", score=0.1))) == []


def test_what_spoke_against_it_and_no_longer_does_is_named_and_the_other_way_round() -> None:
    with_it, without = found(missing=(REQUIRED, ABSENT)), found()
    assert list(differences(with_it, without)) == ["no longer required, not there: country/JP"]
    assert list(differences(without, with_it)) == ["now required, not there: country/JP"]


def test_terms_that_come_go_or_weigh_differently_are_named_with_their_points() -> None:
    before, after = found(("NATO", 1.5), ("Baku", 0.5)), found(("NATO", 2.0), ("Paris", 1.0))
    assert list(differences(before, after)) == [
        "NATO: +1.50 → +2.00",
        "Paris counts now: +1.00",
        "Baku no longer counts: it gave +0.50",
    ]


def test_a_difference_that_nobody_would_see_is_none() -> None:
    assert list(differences(found(("NATO", 1.5)), found(("NATO", 1.5049)))) == []
