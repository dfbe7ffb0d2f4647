"""What is typed into a search, and where its words stand."""

from __future__ import annotations

import pytest
from doubles.shipped import lexicon

from monitor.comprehend.seeking.forms import inflected
from monitor.comprehend.seeking.places import places
from monitor.comprehend.seeking.query import MOST, parse_query
from monitor.model import Query


def wanted(text: str) -> list[list[str]]:
    """Of each group the alternatives, as terms; * behind a beginning."""
    query = parse_query(text)
    return [[" ".join(atom.terms) + "*" * atom.beginning for atom in atoms] for atoms in query.wanted]


def unwanted(text: str) -> list[str]:
    return [" ".join(atom.terms) for atom in parse_query(text).unwanted]


def stands(typed: str, text: str) -> list[str]:
    query = inflected(parse_query(typed), lexicon().inflection.forms)
    return [text[start:end] for start, end, _ in places(query, text)]


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("peace treaty", [["peace"], ["treaty"]]),
        ('"peace treaty" Baku', [["peace treaty"], ["baku"]]),
        ("„peace treaty“ «Baku»", [["peace treaty"], ["baku"]]),
        ("Baku OR Yerevan talks", [["baku", "yerevan"], ["talks"]]),
        ("Baku | Yerevan | Tbilisi", [["baku", "yerevan", "tbilisi"]]),
        ("Baku AND Yerevan", [["baku"], ["yerevan"]]),
        ("presid*", [["presid*"]]),
        ('"open to the end', [["open to the end"]]),
        ("Nagorno-Karabakh", [["nagorno karabakh"]]),
        ("OR Baku OR", [["baku"]]),
        ("中国", [["中国"]]),
        ("中国人", [["中国 国人"]]),
        ("国", [["国*"]]),
        ("COVID疫", [["covid 疫*"]]),
        ("和平 条约", [["和平"], ["条约"]]),
        ("2,5", [["2 5"]]),
    ],
)
def test_words_phrases_alternatives_and_beginnings(typed: str, groups: list[list[str]]) -> None:
    assert wanted(typed) == groups


def test_what_a_minus_stands_before_is_not_wanted() -> None:
    assert (wanted('peace -football -"world cup" –golf'), unwanted('peace -football -"world cup" –golf')) == (
        [["peace"]],
        ["football", "world cup", "golf"],
    )


def test_what_holds_no_word_is_named_and_passed_over() -> None:
    query = parse_query("peace !!! - 🙂 \"\" ''")
    assert len(query.wanted) == 1
    assert query.ignored == ("!!!", "-", "🙂", "''")


def test_more_than_anybody_types_is_passed_over() -> None:
    query = parse_query(" ".join(f"word{number}" for number in range(MOST + 5)))
    assert (len(query.wanted), len(query.ignored)) == (MOST, 5)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Россия", "Санкции против России введены"),
        ("정부", "한국 정부는 밝혔다"),
        ("Aliyev", "Prezident Aliyevin sözləri"),
        ("sanction", "new sanctions"),
        ("رئيس", "قال الرئيس"),
    ],
)
def test_a_word_is_found_in_the_forms_that_a_text_gives_it(typed: str, text: str) -> None:
    assert stands(typed, text)


def test_a_word_that_only_begins_alike_is_not_found() -> None:
    assert not stands("index", "indexation")
    assert stands("index*", "indexation") == ["indexation"]


def test_a_phrase_stands_where_its_words_follow_each_other() -> None:
    text = "A peace treaty. A treaty of peace."
    assert stands('"peace treaty"', text) == ["peace treaty"]
    assert stands("peace treaty", text) == ["peace", "treaty", "treaty", "peace"]


def test_signs_are_marked_as_they_were_typed() -> None:
    assert stands("国", "中国人") == ["国"]
    assert stands("中国", "在中国的") == ["中国"]


def test_an_empty_query_wants_nothing() -> None:
    assert parse_query("  ") == Query()
