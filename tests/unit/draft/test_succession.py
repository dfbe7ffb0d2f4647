"""Offices end: no requirement rests on those who have left theirs, and who came after them is offered."""

from __future__ import annotations

from datetime import date

from doubles.shipped import lexicon

from monitor.draft.succession import current, out_of_office, stands_for, successors

THEN, NOW = date(2024, 7, 5), date(2026, 11, 21)
BLINKEN, BIDEN, ALIYEV = "person/antony-blinken", "person/joe-biden", "person/ilham-aliyev"


def test_an_office_has_ended_by_the_day_that_is_given_and_no_other() -> None:
    actors = lexicon().actors
    assert not out_of_office(actors[BLINKEN], THEN)
    assert out_of_office(actors[BLINKEN], NOW)
    assert not out_of_office(actors[ALIYEV], NOW)
    assert not out_of_office(actors["country/AZ"], NOW)
    assert not out_of_office(None, NOW)


def test_a_group_of_persons_out_of_office_gets_their_country() -> None:
    assert current([(BLINKEN,), (BLINKEN, BIDEN)], lexicon(), NOW) == (
        ("country/US", BLINKEN),
        ("country/US", BLINKEN, BIDEN),
    )


def test_a_group_with_anybody_or_anything_else_stays_as_it_is() -> None:
    groups = ((BLINKEN, ALIYEV), (BLINKEN, "country/GE"), (BIDEN, "topic/peace-treaty"), ("person/nobody-at-all",))
    assert current(groups, lexicon(), NOW) == groups
    assert current([(BLINKEN,)], lexicon(), THEN) == ((BLINKEN,),)


def test_who_holds_the_office_now_is_offered_with_office_and_dates() -> None:
    (one,) = successors([BLINKEN, ALIYEV, "country/US"], lexicon(), NOW)
    assert (one.id, one.name, one.office) == (
        "person/marco-rubio",
        "Marco Rubio",
        "foreign minister of the United States",
    )
    assert (one.since, one.predecessor, one.until) == (date(2025, 1, 21), BLINKEN, date(2025, 1, 20))


def test_who_is_watched_already_is_not_offered_and_nobody_twice() -> None:
    assert successors([BLINKEN, "person/marco-rubio"], lexicon(), NOW) == ()
    assert [one.id for one in successors([BIDEN, "person/kamala-harris", BIDEN], lexicon(), NOW)].count(
        "person/donald-trump"
    ) == 1
    assert successors([BLINKEN], lexicon(), THEN) == ()


def test_who_has_another_office_now_is_followed_only_where_the_old_one_matters() -> None:
    stoltenberg = "person/jens-stoltenberg"
    assert not out_of_office(lexicon().actors[stoltenberg], NOW)
    assert [one.id for one in successors([stoltenberg, "org/nato"], lexicon(), NOW)] == ["person/mark-rutte"]
    assert successors([stoltenberg, "country/NO"], lexicon(), NOW) == ()


def test_a_group_is_told_by_what_each_is_to_its_side() -> None:
    group = (BLINKEN, "country/US", "country/AZ", "place/baku", "topic/peace-treaty", "event/cop29")
    said = stands_for(group, lexicon(), NOW)
    assert said == (
        "United States: the country, its former foreign minister Antony Blinken; Azerbaijan: the country, its capital"
        " Baku; what it is about: peace treaty, COP29."
    )
    assert "its foreign minister Antony Blinken" in stands_for(group, lexicon(), THEN)


def test_whom_no_catalogue_knows_is_told_by_the_id() -> None:
    assert stands_for(("person/jane-doe",), lexicon(), NOW) == "those whom the seeds speak of: jane-doe."
