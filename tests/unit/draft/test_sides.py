"""The sides of an affair: who every seed names and most are about, with all that speaks for them."""

from __future__ import annotations

from doubles.shipped import lexicon

from monitor.decide.presence import Presence
from monitor.draft.sides import common_sides, side_of, sides_around, sides_of

EGYPT, SUDAN, CAIRO, UN, WHO, GAZA = (
    *("country/EG", "country/SD", "place/cairo"),
    *("org/united-nations", "org/who", "place/gaza"),
)


def named(count: int, *, in_title: bool = False) -> Presence:
    return Presence(count=count, mass=float(count), strength=1.0, in_title=in_title)


def common(*seeds: dict[str, Presence]) -> set[str]:
    return {side.id for side in common_sides(dict(zip("abc", seeds, strict=False)), lexicon())}


def test_whom_every_seed_names_and_most_are_about_is_a_side_with_its_capital() -> None:
    seed = {EGYPT: named(4), CAIRO: named(1), SUDAN: named(3)}
    sides = common_sides({"a": seed, "b": {EGYPT: named(3), SUDAN: named(1)}}, lexicon())
    assert {side.id: side.members for side in sides} == {EGYPT: (EGYPT, CAIRO)}


def test_many_countries_named_once_each_are_no_sides() -> None:
    each = {EGYPT: named(1), SUDAN: named(1)}
    assert common(each, each) == set()
    assert {side.id for side in sides_of(each, lexicon(), least=0.0)} == {EGYPT, SUDAN}


def test_a_single_seed_must_name_a_side_oftener() -> None:
    twice, headline = {EGYPT: named(2)}, {EGYPT: named(2, in_title=True)}
    assert (common(twice), common(twice, twice), common(headline)) == (set(), {EGYPT}, {EGYPT})


def test_the_united_nations_are_a_side_only_where_nobody_else_is() -> None:
    both = {EGYPT: named(3), UN: named(4)}
    assert common(both, both) == {EGYPT}
    assert common({UN: named(4)}, {UN: named(3)}) == {UN}


def test_an_agency_of_an_organisation_tells_and_is_no_party() -> None:
    found = {EGYPT: named(3), WHO: named(3)}
    assert common(found, found) == {EGYPT}


def test_a_land_that_the_press_names_every_day_is_a_side_and_a_seldom_named_place_is_none() -> None:
    assert side_of(GAZA, lexicon()) == GAZA
    assert side_of(CAIRO, lexicon()) == EGYPT
    assert side_of("place/el-fasher", lexicon()) is None


def test_around_the_sides_stand_those_who_are_central_in_one_seed_or_named_in_all() -> None:
    seeds = {"a": {EGYPT: named(5), SUDAN: named(1)}, "b": {EGYPT: named(5), SUDAN: named(1), "country/ET": named(3)}}
    around = sides_around(seeds, common_sides(seeds, lexicon()), lexicon())
    assert {side.id: side.central for side in around} == {SUDAN: False, "country/ET": True}
