"""A copy is told from a report of its own, and both from another affair."""

from __future__ import annotations

from doubles.outcomes import analysis, article
from doubles.shipped import lexicon

from monitor.comprehend.analyse import analyse
from monitor.comprehend.seeking.likeness import likeness, words_to_ask
from monitor.comprehend.seeking.marks import EVERY, mark, marks_of
from monitor.model import Article

WIRE = (
    "The foreign ministers of Armenia and Azerbaijan initialled the text of a peace treaty in Washington on Friday. "
    "Donald Trump stood between Ilham Aliyev and Nikol Pashinyan and called the day historic. "
    "The corridor through the south of Armenia is to be built by an American company within three years."
)


def told(number: int, title: str, text: str) -> Article:
    return article(number, title=title, text=text, language_hint="")


def kind(one: Article, other: Article) -> str:
    found = likeness(one, analyse(one, lexicon()), other, analyse(other, lexicon()))
    return found.kind if found else ""


def test_a_copy_with_another_headline_and_without_its_end_is_a_copy() -> None:
    assert (
        kind(told(1, "Treaty initialled", WIRE), told(2, "Historic day", WIRE.rpartition(" The corridor")[0])) == "copy"
    )


def test_what_keeps_some_of_the_words_was_made_from_it() -> None:
    made = (
        "It was a day that few in Yerevan had thought they would live to see. Donald Trump stood between Ilham Aliyev"
        " and Nikol Pashinyan and called it what it was. The opposition at home spoke of a surrender."
    )
    assert kind(told(1, "Treaty initialled", WIRE), told(2, "A day in August", made)) == "retelling"


def test_the_same_in_another_language_is_the_same_subject() -> None:
    other = (
        "Les ministres des affaires étrangères de l'Arménie et de l'Azerbaïdjan ont paraphé un traité de paix à"
        " Washington. Donald Trump se tenait entre Ilham Aliyev et Nikol Pachinian."
    )
    assert kind(told(1, "Treaty initialled", WIRE), told(2, "Traité de paix paraphé", other)) == "subject"


def test_another_affair_is_not_like_it() -> None:
    other = "Senegal beat Mali by one goal to none and are in the semi-final of the cup, which they won in 2022."
    assert not kind(told(1, "Treaty initialled", WIRE), told(2, "Through to the semi-final", other))


def test_copies_are_looked_for_by_the_words_that_are_likely_to_be_rare() -> None:
    (atoms,) = words_to_ask(told(1, "Treaty initialled", WIRE)).wanted
    asked = [atom.typed for atom in atoms]
    assert {"azerbaijan", "initialled", "washington"} <= set(asked)
    assert "of" not in asked
    assert words_to_ask(told(1, "", "…")).wanted == ()


def test_an_article_is_marked_with_all_that_it_can_be_found_by() -> None:
    marks = marks_of(analysis(1), "source-1", ["caucasus"])
    assert set(marks) == {
        EVERY,
        mark("term", "person/ilham-aliyev"),
        mark("term", "country/AZ"),
        mark("term", "topic/peace-treaty"),
        mark("language", "en"),
        mark("source", "source-1"),
        mark("profile", "caucasus"),
    }


def test_a_mark_of_one_kind_is_none_of_another() -> None:
    assert len({mark("source", "x"), mark("profile", "x"), mark("language", "x"), mark("term", "x")}) == 4
