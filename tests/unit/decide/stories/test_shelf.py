"""The shelf finds what shares anything rare, and holds exactly the stories that are open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from doubles.shipped import NOW

from monitor.decide.stories.shelf import CANDIDATES, COMPARED, OPEN_FOR, Shelf
from monitor.model import Member, Story


def member(name: str, *features: str, language: str = "en") -> Member:
    return Member(
        article_id=name,
        source_id=name,
        outlet=name,
        title="",
        url="",
        language=language,
        published=NOW,
        features=tuple((feature, 1.0) for feature in features),
    )


def story(name: str, *members: Member, revision: int = 1) -> Story:
    return Story(id=name, members=members, first_seen=NOW, last_seen=NOW, revision=revision)


def found(shelf: Shelf, *features: str) -> list[str]:
    """The stories that come into question for an article of these features, the likeliest first."""
    asked = member("asked", *features)
    return [shelf.story_of(one) or "" for one in shelf.candidates(asked.article_id, shelf.weigh(asked))]


def test_a_story_is_found_by_what_it_shares_the_likeliest_first() -> None:
    shelf = Shelf()
    shelf.hold([story("one", member("a", "person/x")), story("two", member("b", "person/x", "place/y"))])
    assert found(shelf, "person/x", "place/y") == ["two", "one"]
    assert found(shelf, "person/z") == []


def test_a_name_finds_what_may_be_that_name_in_a_script_without_capitals() -> None:
    shelf = Shelf()
    shelf.put(story("one", member("a", "sound/prkmn")))
    assert found(shelf, "name/prkmn") == ["one"]


def test_words_find_nothing_in_another_language() -> None:
    shelf = Shelf()
    shelf.put(story("one", member("a", "word/1f", language="vi")))
    assert found(shelf, "word/1f") == []


def test_what_nearly_every_article_of_a_watch_names_leads_nowhere() -> None:
    shelf = Shelf(watched={"country/AZ"})
    shelf.put(story("one", member("a", "country/AZ")))
    assert found(shelf, "country/AZ") == []


def test_it_holds_exactly_what_it_is_given() -> None:
    shelf = Shelf()
    shelf.hold([story("one", member("a", "person/x")), story("two", member("b", "person/y"))])
    shelf.hold([story("two", member("b", "person/y"))])
    assert found(shelf, "person/x") == []
    assert found(shelf, "person/y") == ["two"]
    assert (shelf.story_of("a"), shelf.story_of("b")) == (None, "two")


def test_a_later_revision_takes_the_place_of_the_earlier() -> None:
    shelf, first, second = Shelf(), member("a", "person/x"), member("b", "place/y")
    shelf.put(story("one", first))
    shelf.put(story("one", first, second, revision=2))
    assert found(shelf, "place/y") == ["one"]
    shelf.put(story("one", replace(second, article_id="c"), revision=3))
    assert found(shelf, "person/x") == []
    shelf.remove("one")
    assert found(shelf, "place/y") == []


def test_members_after_the_first_dozen_are_not_compared() -> None:
    shelf = Shelf()
    members = [member(f"m{number}", f"person/p{number}") for number in range(COMPARED + 1)]
    shelf.put(story("one", *members))
    assert found(shelf, f"person/p{COMPARED - 1}") == ["one"]
    assert found(shelf, f"person/p{COMPARED}") == []


def test_only_so_many_articles_are_compared_whatever_the_order_in_which_they_came() -> None:
    many = [story(f"s{number:02}", member(f"a{number}", "name/prkmn")) for number in range(3 * CANDIDATES)]
    one, other = Shelf(), Shelf()
    one.hold(many)
    other.hold(reversed(many))
    assert found(one, "name/prkmn") == found(other, "name/prkmn")
    assert len(found(one, "name/prkmn")) == CANDIDATES


def test_an_article_that_moves_is_found_in_its_new_story_whichever_comes_first() -> None:
    first, second = member("a", "person/x"), member("b", "place/y")
    for order in (1, -1):
        shelf = Shelf()
        shelf.hold([story("one", first, second)])
        for changed in (story("one", second, revision=2), story("two", first))[::order]:
            shelf.put(changed)
        assert (found(shelf, "person/x"), found(shelf, "place/y")) == (["two"], ["one"])
        assert (shelf.story_of("a"), shelf.story_of("b")) == ("two", "one")


def test_a_story_whose_days_are_over_does_not_come_into_question() -> None:
    shelf = Shelf()
    shelf.put(story("one", replace(member("a", "person/x"), published=NOW)))
    late = replace(member("late", "person/x"), published=NOW + OPEN_FOR + timedelta(seconds=1))
    assert shelf.candidates("late", shelf.weigh(late)) == []
    assert shelf.near("late", shelf.weigh(late)) == {}


def test_what_has_changed_is_to_be_put_and_what_is_closed_is_gone() -> None:
    shelf = Shelf()
    shelf.hold([story(name, member(name, "person/x")) for name in ("closed", "grown", "same")])
    assert shelf.outdated({"grown": 2, "new": 1, "same": 1}) == ("grown", "new")
    assert sorted(found(shelf, "person/x")) == ["grown", "same"]
