"""Listed names in a text: the longest first, each word in a form that the affixes allow."""

from __future__ import annotations

import pytest

from monitor.comprehend.catalogue import Affixes
from monitor.comprehend.lookup.index import compile_listing
from monitor.comprehend.lookup.inflection import MIN_STEM, Inflection
from monitor.comprehend.lookup.listing import Listing
from monitor.comprehend.lookup.trie import CERTAIN, Trie
from monitor.comprehend.words.tokens import tokenise

RULES = {
    "ru": Affixes(suffixes=("а", "ом"), endings=(("ия", ("ии", "ией")),)),
    "az": Affixes(suffixes=("in", "da")),
    "tr": Affixes(suffixes=("nin", "ye")),
    "en": Affixes(suffixes=("s",)),
    "ar": Affixes(prefixes=("و", "ال"), suffixes=("ها",)),
}


@pytest.fixture
def listing() -> Listing:
    return Listing()


def found(listing: Listing, text: str, language: str = "en") -> list[list[str]]:
    """For each place, the owners of the names that begin there."""
    walk = Trie(Inflection(RULES), (compile_listing(listing),)).walk(tokenise(text), language)
    return [[one.alias.owner for one in here] for here in walk]


def test_all_names_at_a_place_are_told_the_longest_first(listing: Listing) -> None:
    listing.add("New Guinea", "island", "name")
    listing.add("New", "word", "name")
    assert found(listing, "New Guinea") == [["island", "word"]]
    assert found(listing, "New, Guinea") == [["word"]]


def test_one_name_may_have_several_owners(listing: Listing) -> None:
    listing.add("Aliyev", "father", "short")
    listing.add("Aliyev", "son", "short")
    listing.add("Aliyev", "son", "short")
    assert [sorted(here) for here in found(listing, "Aliyev")] == [["father", "son"]]


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
def test_a_name_listed_with_capitals_is_found_with_capitals(
    listing: Listing, name: str, text: str, there: bool
) -> None:
    listing.add(name, "it", "name")
    assert bool(found(listing, text)) is there


@pytest.mark.parametrize("text", ["علی‌اف", "علی اف", "علیاف"])
def test_a_name_with_zwnj_is_found_in_all_three_spellings(listing: Listing, text: str) -> None:
    listing.add("علی‌اف", "it", "name")
    assert found(listing, text, "fa") == [["it"]]


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
    listing: Listing, name: str, text: str, language: str, there: bool
) -> None:
    listing.add(name, "it", "name")
    assert bool(found(listing, text, language)) is there


def test_no_suffix_is_taken_off_a_short_stem() -> None:
    inflection = Inflection(RULES)
    stem = "a" * MIN_STEM
    assert stem in inflection.variants(f"{stem}s", "en")
    assert inflection.variants(f"{stem[1:]}s", "en") == (f"{stem[1:]}s",)


def test_a_word_that_only_looks_inflected_is_only_itself() -> None:
    inflection = Inflection({"tr": Affixes(suffixes=("ye",), words=("maliye",))})
    assert inflection.variants("maliye", "tr") == ("maliye",)
    assert "mali" in Inflection({"tr": Affixes(suffixes=("ye",))}).variants("maliye", "tr")


def test_a_star_lets_a_word_go_on(listing: Listing) -> None:
    listing.add("peace treat*", "topic", "term")
    assert found(listing, "peace treaties") == [["topic"]]
    assert found(listing, "peace treat") == [["topic"]]
    assert found(listing, "peaceful treaties") == []


def test_a_name_without_a_letter_is_refused(listing: Listing) -> None:
    with pytest.raises(ValueError, match="no letter"):
        listing.add("…", "it", "name")


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
def test_a_gap_stands_for_up_to_three_words_of_the_same_sentence(listing: Listing, text: str, there: bool) -> None:
    listing.add("signed … treaty", "topic", "term")
    assert bool(found(listing, text)) is there


def test_what_one_index_overrides_is_left_out_of_the_others(listing: Listing) -> None:
    listing.add("Baku", "place/baku", "name")
    listing.add("Baku Bay", "place/bay", "name")
    own = Listing()
    own.add("Bakı", "place/baku", "name")
    trie = Trie(Inflection(RULES), (compile_listing(listing), compile_listing(own)), frozenset({"place/baku"}))
    owners = [one.alias.owner for here in trie.walk(tokenise("Baku Bay, Bakı, Baku"), "en") for one in here]
    assert owners == ["place/bay", "place/baku"]


def test_a_terms_own_language_alone_is_looked_up_in_a_text_that_is_surely_of_another(listing: Listing) -> None:
    listing.add("die", "topic/death", "term", language="en")
    listing.add("die", "topic/article", "term", language="az")
    short, long = "die", "die " + "word " * CERTAIN
    assert found(listing, long, "en") == [["topic/death"]]
    assert found(listing, long, "tr") == [["topic/article"]]  # Azerbaijani and Turkish are taken for each other
    assert [sorted(here) for here in found(listing, short, "en")] == [["topic/article", "topic/death"]]


def test_what_several_languages_call_one_actor_is_told_once(listing: Listing) -> None:
    for language in ("en", "az", "tr"):
        listing.add("Baku", "place/baku", "name", language=language)
    assert found(listing, "Baku") == [["place/baku"]]


def test_stems_and_words_of_one_spelling_lead_their_own_ways(listing: Listing) -> None:
    listing.add("peac* talks", "topic/talks", "term")
    listing.add("peac maker", "topic/maker", "term")
    assert found(listing, "peace talks") == [["topic/talks"]]
    assert found(listing, "peac maker") == [["topic/maker"]]
    assert found(listing, "peace maker") == []


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("Gen. Milley", "Gen. Milley spoke", True),
        ("J. Smith", "J. Smith spoke", True),
        ("war in", "after the war. In May", False),
        ("war in", "after the war in May", True),
        ("Turan.az", "wrote Turan.az today", True),
    ],
)
def test_a_full_stop_ends_a_name_but_for_that_of_a_short_word(
    listing: Listing, name: str, text: str, there: bool
) -> None:
    listing.add(name, "it", "name")
    assert bool(found(listing, text)) is there


def test_a_gap_is_wider_where_a_token_is_a_character(listing: Listing) -> None:
    listing.add("占领…地区", "topic/war", "term", language="zh")
    assert found(listing, "占领纳卡周边七个地区", "zh") == [["topic/war"]]
    assert found(listing, "占领纳卡周边的七个广大的地区", "zh") == []


def test_latin_words_in_a_text_of_another_script_are_names_or_english(listing: Listing) -> None:
    rules = {**RULES, "el": Affixes(suffixes=("ς",)), "it": Affixes()}
    listing.add("missile", "topic/missile", "term", language="it")
    listing.add("LNG", "topic/lng", "term", language="en")
    listing.add("Gazprom", "org/gazprom", "name", language="it")
    text = "λέξη " * CERTAIN + "missile LNG Gazprom"
    walk = Trie(Inflection(rules), (compile_listing(listing),)).walk(tokenise(text), "el")
    assert [one.alias.owner for here in walk for one in here] == ["topic/lng", "org/gazprom"]


@pytest.mark.parametrize("name", ["mundial", "VN"])
def test_what_is_hardly_a_name_is_one_in_its_own_language_alone(listing: Listing, name: str) -> None:
    listing.add(name, "it", "name", language="tr")
    text = f"{name} " + "word " * CERTAIN
    assert found(listing, text, "tr") == [["it"]]
    assert found(listing, text, "en") == []
