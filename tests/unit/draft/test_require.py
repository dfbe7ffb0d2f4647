"""What must be in an article before it can belong to an affair: both sides, or the side and its subject."""

from __future__ import annotations

from monitor.draft.require import requirements
from monitor.draft.sides import Side

PEACE = ("topic/peace-treaty", "event/talks")


def side(name: str, mass: float, *members: str) -> Side:
    return Side(id=name, mass=mass, members=(name, *members))


AA, BB = side("country/AA", 10, "person/aa"), side("country/BB", 8)


def test_two_sides_must_both_be_there_the_weightier_first() -> None:
    assert requirements((BB, AA), PEACE) == (("country/AA", "person/aa"), ("country/BB",))


def test_a_third_side_that_is_named_less_need_not_be_there() -> None:
    assert requirements((AA, BB, side("country/CC", 4)), PEACE) == (("country/AA", "person/aa"), ("country/BB",))


def test_a_third_side_that_is_named_nearly_as_often_stands_in_for_the_second() -> None:
    assert requirements((AA, BB, side("country/CC", 7)), PEACE)[1] == ("country/BB", "country/CC")


def test_a_country_that_is_in_all_news_counts_less_than_it_is_named() -> None:
    assert requirements((AA, BB, side("country/US", 15)), PEACE) == (("country/AA", "person/aa"), ("country/BB",))


def test_one_side_alone_is_told_from_its_other_news_by_the_subject() -> None:
    assert requirements((AA,), PEACE) == (("country/AA", "person/aa"), PEACE)
    assert requirements((AA,), ()) == (("country/AA", "person/aa"),)


def test_no_side_at_all_leaves_the_subject() -> None:
    assert requirements((), PEACE) == (PEACE,)
    assert requirements((), ()) == ()


def test_whom_nobody_had_listed_must_be_there_with_the_place_or_the_subject() -> None:
    assert requirements((AA,), PEACE, ("org/mine",)) == (("org/mine",), ("country/AA", "person/aa", *PEACE))
    assert requirements((), (), ("org/mine",)) == (("org/mine",),)
