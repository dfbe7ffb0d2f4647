"""Listed names in a text: the longest first, each word in a form that the affixes allow."""

from __future__ import annotations

import pytest

from monitor.comprehend.catalogue import Affixes
from monitor.comprehend.inflection import MIN_STEM, Inflection
from monitor.comprehend.tokens import tokenise
from monitor.comprehend.trie import Trie

RULES = {
    "ru": Affixes(suffixes=("а", "ом"), endings=(("ия", ("ии", "ией")),)),
    "az": Affixes(suffixes=("in", "da")),
    "tr": Affixes(suffixes=("nin", "ye")),
    "en": Affixes(suffixes=("s",)),
    "ar": Affixes(prefixes=("و", "ال"), suffixes=("ها",)),
}


@pytest.fixture
def trie() -> Trie:
    return Trie(Inflection(RULES))


def found(trie: Trie, text: str, language: str = "en") -> list[list[str]]:
    """For each place, the owners of the names that begin there."""
    return [[one.alias.owner for one in here] for here in trie.walk(tokenise(text), language)]


def test_all_names_at_a_place_are_told_the_longest_first(trie: Trie) -> None:
    trie.add("New Guinea", "island", "name")
    trie.add("New", "word", "name")
    assert found(trie, "New Guinea") == [["island", "word"]]
    assert found(trie, "New, Guinea") == [["word"]]


def test_one_name_may_have_several_owners(trie: Trie) -> None:
    trie.add("Aliyev", "father", "short")
    trie.add("Aliyev", "son", "short")
    trie.add("Aliyev", "son", "short")
    assert [sorted(here) for here in found(trie, "Aliyev")] == [["father", "son"]]


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("US", "US", True),
        ("US", "us", False),
        ("US", "Us", False),
        ("NATO", "Nato", True),
        ("NATO", "nato", False),
        ("Nga", "NGA", True),
        ("Nga", "nga", False),
        ("армянский", "Армянский", True),
        ("армянский", "армянский", True),
        ("باکو", "باکو", True),
    ],
)
def test_a_name_listed_with_capitals_is_found_with_capitals(trie: Trie, name: str, text: str, there: bool) -> None:
    trie.add(name, "it", "name")
    assert bool(found(trie, text)) is there


@pytest.mark.parametrize("text", ["علی‌اف", "علی اف", "علیاف"])
def test_a_name_with_zwnj_is_found_in_all_three_spellings(trie: Trie, text: str) -> None:
    trie.add("علی‌اف", "it", "name")
    assert found(trie, text, "fa") == [["it"]]


@pytest.mark.parametrize(
    ("name", "text", "language", "there"),
    [
        ("Россия", "Россией", "ru", True),
        ("Алиев", "Алиевом", "ru", True),
        ("Ильхам Алиев", "Ильхама Алиева", "ru", True),
        ("Baku", "Bakuda", "az", True),
        ("Baku", "Bakuda", "tr", True),
        ("Baku", "Bakuda", "en", False),
        ("Mali", "Maliye", "tr", True),
        ("Oman", "Omanian", "en", False),
        ("أذربيجان", "وأذربيجان", "ar", True),
        ("Iran", "Irans", "xx", True),
    ],
)
def test_only_the_listed_affixes_of_the_language_are_taken_off(
    trie: Trie, name: str, text: str, language: str, there: bool
) -> None:
    trie.add(name, "it", "name")
    assert bool(found(trie, text, language)) is there


def test_no_suffix_is_taken_off_a_short_stem() -> None:
    inflection = Inflection(RULES)
    stem = "a" * MIN_STEM
    assert stem in inflection.variants(f"{stem}s", "en")
    assert inflection.variants(f"{stem[1:]}s", "en") == (f"{stem[1:]}s",)


def test_a_word_that_only_looks_inflected_is_only_itself() -> None:
    inflection = Inflection({"tr": Affixes(suffixes=("ye",), words=("maliye",))})
    assert inflection.variants("maliye", "tr") == ("maliye",)
    assert "mali" in Inflection({"tr": Affixes(suffixes=("ye",))}).variants("maliye", "tr")


def test_a_star_lets_a_word_go_on(trie: Trie) -> None:
    trie.add("peace treat*", "topic", "term")
    assert found(trie, "peace treaties") == [["topic"]]
    assert found(trie, "peace treat") == [["topic"]]
    assert found(trie, "peaceful treaties") == []


def test_a_name_without_a_letter_is_refused(trie: Trie) -> None:
    with pytest.raises(ValueError, match="no letter"):
        trie.add("…", "it", "name")
