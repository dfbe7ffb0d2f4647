"""Listed names in a text: the longest first, each word in a form that the affixes allow."""

from __future__ import annotations

import pytest

from monitor.comprehend.catalogue import Affixes
from monitor.comprehend.lookup.index import Index
from monitor.comprehend.lookup.inflection import MIN_STEM, Inflection
from monitor.comprehend.lookup.trie import Trie
from monitor.comprehend.words.tokens import tokenise

RULES = {
    "ru": Affixes(suffixes=("а", "ом"), endings=(("ия", ("ии", "ией")),)),
    "az": Affixes(suffixes=("in", "da")),
    "tr": Affixes(suffixes=("nin", "ye")),
    "en": Affixes(suffixes=("s",)),
    "ar": Affixes(prefixes=("و", "ال"), suffixes=("ها",)),
}


@pytest.fixture
def index() -> Index:
    return Index()


def found(index: Index, text: str, language: str = "en") -> list[list[str]]:
    """For each place, the owners of the names that begin there."""
    walk = Trie(Inflection(RULES), (index,)).walk(tokenise(text), language)
    return [[one.alias.owner for one in here] for here in walk]


def test_all_names_at_a_place_are_told_the_longest_first(index: Index) -> None:
    index.add("New Guinea", "island", "name")
    index.add("New", "word", "name")
    assert found(index, "New Guinea") == [["island", "word"]]
    assert found(index, "New, Guinea") == [["word"]]


def test_one_name_may_have_several_owners(index: Index) -> None:
    index.add("Aliyev", "father", "short")
    index.add("Aliyev", "son", "short")
    index.add("Aliyev", "son", "short")
    assert [sorted(here) for here in found(index, "Aliyev")] == [["father", "son"]]


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
def test_a_name_listed_with_capitals_is_found_with_capitals(index: Index, name: str, text: str, there: bool) -> None:
    index.add(name, "it", "name")
    assert bool(found(index, text)) is there


@pytest.mark.parametrize("text", ["علی‌اف", "علی اف", "علیاف"])
def test_a_name_with_zwnj_is_found_in_all_three_spellings(index: Index, text: str) -> None:
    index.add("علی‌اف", "it", "name")
    assert found(index, text, "fa") == [["it"]]


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
        ("Россия", "Россией", "xx", True),
    ],
)
def test_only_the_listed_affixes_of_the_language_are_taken_off(
    index: Index, name: str, text: str, language: str, there: bool
) -> None:
    index.add(name, "it", "name")
    assert bool(found(index, text, language)) is there


def test_no_suffix_is_taken_off_a_short_stem() -> None:
    inflection = Inflection(RULES)
    stem = "a" * MIN_STEM
    assert stem in inflection.variants(f"{stem}s", "en")
    assert inflection.variants(f"{stem[1:]}s", "en") == (f"{stem[1:]}s",)


def test_a_word_that_only_looks_inflected_is_only_itself() -> None:
    inflection = Inflection({"tr": Affixes(suffixes=("ye",), words=("maliye",))})
    assert inflection.variants("maliye", "tr") == ("maliye",)
    assert "mali" in Inflection({"tr": Affixes(suffixes=("ye",))}).variants("maliye", "tr")


def test_a_star_lets_a_word_go_on(index: Index) -> None:
    index.add("peace treat*", "topic", "term")
    assert found(index, "peace treaties") == [["topic"]]
    assert found(index, "peace treat") == [["topic"]]
    assert found(index, "peaceful treaties") == []


def test_a_name_without_a_letter_is_refused(index: Index) -> None:
    with pytest.raises(ValueError, match="no letter"):
        index.add("…", "it", "name")


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("They signed a treaty of peace", True),
        ("They signed on Monday the treaty", True),
        ("They signed on Monday in Rome the treaty", False),
        ("They signed. A treaty follows", False),
        ("signed", False),
    ],
)
def test_a_gap_stands_for_up_to_three_words_of_the_same_sentence(index: Index, text: str, there: bool) -> None:
    index.add("signed … treaty", "topic", "term")
    assert bool(found(index, text)) is there


def test_what_one_index_overrides_is_left_out_of_the_others(index: Index) -> None:
    index.add("Baku", "place/baku", "name")
    index.add("Baku Bay", "place/bay", "name")
    own = Index()
    own.add("Bakı", "place/baku", "name")
    trie = Trie(Inflection(RULES), (index, own), frozenset({"place/baku"}))
    owners = [one.alias.owner for here in trie.walk(tokenise("Baku Bay, Bakı, Baku"), "en") for one in here]
    assert owners == ["place/bay", "place/baku"]
