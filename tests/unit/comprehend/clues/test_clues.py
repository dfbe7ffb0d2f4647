"""Figures, names, words and passages: what of an article crosses languages, and what tells a copy."""

from __future__ import annotations

import pytest
from doubles.shipped import read

from monitor.comprehend.clues.figures import figures
from monitor.comprehend.clues.hashing import word_hash
from monitor.comprehend.clues.shingles import SHINGLES, shingles
from monitor.comprehend.clues.words import HEADLINE, headline, sketch, stem, stems
from monitor.comprehend.sounds.skeleton import coarse, name_key
from monitor.comprehend.words.tokens import tokenise


@pytest.mark.parametrize(
    "text",
    ["1.5 million people", "1,5 triệu người", "1,5 млн человек", "۱٫۵ میلیون نفر", "150万人", "1.500.000 Menschen"],
)
def test_a_figure_is_the_same_in_any_script_and_with_any_word_that_multiplies_it(text: str) -> None:
    assert "1500000" in figures(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("magnitude 6.4, 3,200 dead", ("6.4", "3200")),
        ("2,000 troops in 2024", ("2000",)),
        ("7 men", ()),
        ("call 0123456789012345678", ()),
        ("6.40 and 6,4", ("6.4",)),
    ],
)
def test_figures_are_read_with_their_fractions_and_years_left_out(text: str, expected: tuple[str, ...]) -> None:
    assert figures(text) == expected


def test_names_of_one_sound_have_one_key_across_scripts() -> None:
    assert coarse("Mindoro") == coarse("Миндоро") == coarse("ミンドロ") == coarse("민도로")
    assert name_key("Ariane") == name_key("Ариан") == "~arian"
    assert (name_key("RMT", spelt=True), name_key("H3", spelt=True), name_key("UK", spelt=True)) == ("~rmt", "~h3", "")


def test_abbreviations_and_elided_names_are_compared_by_their_letters_and_a_shouted_headline_is_none() -> None:
    found = read("Le syndicat XKT dénonce le tir d'Ariane. Le patron de XKT et la fusée H3 attendent.")
    assert {"~xkt", "~arian", "~h3"} <= set(found.unlisted)
    assert read("", "FERRY SINKS OFF COAST").unlisted == ()


def test_words_that_may_be_names_are_kept_in_scripts_without_capitals_only() -> None:
    assert coarse("مندوروبان") in read("غرقت العبارة قبالة مندوروبان مساء الاثنين").sounds
    assert read("the ferry sank off the coast of mindoroban").sounds == ()


def test_a_place_says_in_which_country_it_is() -> None:
    assert "country/IR" in read("The port of Bandar Abbas was closed on Tuesday, officials in Bandar Abbas said.").where


def test_stems_join_the_forms_of_a_word() -> None:
    assert stem("правительства") == stem("правительство")
    assert stem("والحكومة") == stem("الحكومة")


def test_what_many_articles_have_says_less_and_what_every_sixth_has_says_nothing() -> None:
    text = tokenise("government spokesman")
    unknown, known, common = (dict(sketch(text, "en", {"govern": share})) for share in (0.0099, 0.06, 0.25))
    assert unknown[word_hash("govern")] > known[word_hash("govern")] > 0
    assert list(common) == [word_hash("spokes")]


def test_a_word_of_the_headline_counts_as_several() -> None:
    document = "Ferry sinks\nThe ferry carried mangoes"
    said = dict(sketch(tokenise(document), "en", title_end=len("Ferry sinks")))
    often = dict(sketch(tokenise("ferry " * (HEADLINE + 1) + "mangoes"), "en"))
    assert said[word_hash("ferry")] == often[word_hash("ferry")] > often[word_hash("mangoe")]


def test_the_words_of_the_headline_are_told_from_those_of_the_text() -> None:
    document = "Ferry sinks again\nThe ferry carried mangoes"
    found = headline(tokenise(document), "en", len("Ferry sinks again"))
    assert found == tuple(map(word_hash, ("ferry", "sinks", "again")))
    assert read("A ferry sank.", "Mangoes ashore").headline == tuple(map(word_hash, ("mangoe", "ashore")))


def test_passages_are_hashed_alike_wherever_they_stand() -> None:
    passage = "two vessels had taken everyone off by dawn"
    one, other = shingles(tokenise(passage)), shingles(tokenise(f"Officials said {passage}"))
    assert set(one) <= set(other)
    assert len(shingles(tokenise(" ".join(map(str, range(1000)))))) == SHINGLES
    assert shingles(tokenise("too short")) == ()


def test_the_words_of_a_phrase_are_those_that_a_sketch_counts() -> None:
    words = stems("Lighthouse keepers", "en")
    whole, without = (
        dict(sketch(tokenise("The lighthouse keeper sings"), "en", left_out=stop)) for stop in ((), words)
    )
    assert len(words) == 2
    assert len(whole) - len(without) == 2
