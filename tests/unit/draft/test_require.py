"""What must be in an article before it can belong to an affair: both sides, or the side and its subject."""

from __future__ import annotations

from dataclasses import replace

from monitor.draft.marks import Marks
from monitor.draft.require import about, requirements
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
    assert requirements((AA, BB, side("country/US", 12)), PEACE) == (("country/AA", "person/aa"), ("country/BB",))


def test_one_side_alone_is_told_from_its_other_news_by_the_subject() -> None:
    assert requirements((AA,), PEACE) == (("country/AA", "person/aa"), PEACE)
    assert requirements((AA,), ()) == (("country/AA", "person/aa"),)


def test_no_side_at_all_leaves_the_subject() -> None:
    assert requirements((), PEACE) == (PEACE,)
    assert requirements((), ()) == ()


DAM = Marks(all=("event/dam", "topic/water-dispute"), strong=("event/dam",))


def test_what_an_affair_is_known_by_stands_for_either_of_two_sides_but_not_for_both() -> None:
    one, other, both, _ = requirements((AA, BB), PEACE, marks=DAM)
    assert {"event/dam", "topic/water-dispute"} < set(one)
    assert {"event/dam", "topic/water-dispute"} < set(other)
    assert both == ("country/AA", "person/aa", "country/BB")


def test_where_all_seeds_are_about_something_by_name_both_sides_alone_are_not_the_affair() -> None:
    subjects = ("topic/war", "topic/annexation")
    assert requirements((AA, BB), subjects, marks=DAM)[-1] == ("event/dam", "topic/water-dispute", "topic/annexation")
    thing = Marks(all=("topic/polio",), strong=("topic/polio",), things=frozenset({"topic/polio"}))
    assert requirements((AA, BB), (), marks=thing) == (("country/AA", "person/aa"), ("country/BB",), ("topic/polio",))
    assert about((AA,), subjects, DAM) == ()


def test_a_topic_of_many_affairs_stands_for_no_side() -> None:
    marks = Marks(all=("topic/diplomatic-relations",), strong=("topic/diplomatic-relations",))
    assert requirements((AA, BB), PEACE, marks=marks) == requirements((AA, BB), PEACE)


def test_one_side_is_told_from_its_other_news_by_the_mark_or_the_other_party() -> None:
    party, named = side("country/CC", 0), replace(side("country/DD", 0), central=False)
    assert requirements((AA,), PEACE, around=(party, named), marks=DAM) == (
        ("country/AA", "person/aa", "country/DD"),
        ("event/dam", "topic/water-dispute", "country/CC"),
    )


def test_a_mark_that_only_some_seeds_are_about_leaves_the_subject_beside_it() -> None:
    weak = Marks(all=("org/group",), strong=())
    assert requirements((AA,), PEACE, marks=weak)[1] == ("org/group", *PEACE)


def test_without_a_side_the_rarest_mark_is_the_affair() -> None:
    marks = Marks(all=("topic/vaccination", "topic/mpox"), strong=("topic/vaccination", "topic/mpox"))
    assert requirements((), PEACE, marks=marks) == (("topic/mpox",),)


def test_whom_nobody_had_listed_must_be_there_with_the_place_or_the_subject() -> None:
    assert requirements((AA,), PEACE, ("org/mine",)) == (("org/mine",), ("country/AA", "person/aa", *PEACE))
    assert requirements((), (), ("org/mine",)) == (("org/mine",),)


def test_what_every_headline_names_is_the_affair_by_itself_and_so_are_its_people() -> None:
    own = ("org/ship", "person/captain")
    assert requirements((AA,), PEACE, own, titled=True) == (own,)
