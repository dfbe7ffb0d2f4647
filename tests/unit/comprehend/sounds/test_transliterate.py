"""Words of any script become sounds: with all that a letter may be, and nothing that it may not."""

from __future__ import annotations

import pytest

from monitor.comprehend.sounds.phonology import Slots
from monitor.comprehend.sounds.transliterate import Transliterator, decomposed, script_of, words
from monitor.settings.transcription import load_transliterator


@pytest.fixture
def tables() -> Transliterator:
    return load_transliterator()


def heard(tables: Transliterator, word: str, language: str = "") -> str:
    """The likeliest sound of each slot that is not silent."""
    (key,) = words(word)
    slots = [tables.slots[number] for number in tables.read(key, language).slots]
    return "".join(slot.readings[0][0] for slot in slots if not slot.optional)


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("Джон", "Jon"),
        ("Чжоу", "Jo"),
        ("Макрон", "makron"),
        ("Πούτιν", "putin"),
        ("Ντόναλντ", "donald"),
        ("Τζο", "Jo"),
        ("Ալիև", "aliev"),
        ("Ջո", "Jo"),
        ("ჯონსონი", "Jonson"),
        ("ג'ונסון", "Jnsn"),
        ("김", "gim"),
        ("トランプ", "tlanp"),
        ("मोदी", "modi"),
        ("Dschejhun", "JeJun"),
        ("Džordž", "JorJ"),
    ],
)
def test_letters_and_groups_have_their_sounds(tables: Transliterator, word: str, sounds: str) -> None:
    assert heard(tables, word) == sounds


def test_a_language_may_read_a_letter_in_its_own_way(tables: Transliterator) -> None:
    assert heard(tables, "Гаррі", "ru")[0] == "g"
    assert heard(tables, "Гаррі", "uk")[0] == "h"


def test_doubled_consonants_are_one_except_where_a_vowel_may_stand_between(tables: Transliterator) -> None:
    assert heard(tables, "Hassan") == heard(tables, "Hasan")
    # אננד is Anand
    assert heard(tables, "אננד").count("n") == 2


def test_vietnamese_and_other_marks_that_no_table_lists_fall_to_the_letter_under_them(tables: Transliterator) -> None:
    assert heard(tables, "Nguyễn") == heard(tables, "Nguyen")


def test_hyphens_part_words_and_apostrophes_do_not() -> None:
    assert words("Jean-Noël O'Brien") == ("jean", "noël", "obrien")
    assert words("ג׳ו ביידן") == ("ג'ו", "ביידן")
    assert words("ジョー・バイデン") == ("ジョー", "バイデン")
    assert words("علی‌اف") == ("علیاف",)


def test_a_syllable_of_hangul_falls_into_its_letters() -> None:
    assert decomposed("한국", "HANGUL") == "ㅎㅏㄴ.ㄱㅜㄱ."
    assert decomposed("값", "HANGUL") == "ㄱㅏㅂ.ㅅ."
    assert decomposed("abc", "LATIN") == "abc"


def test_both_kinds_of_kana_are_one_script() -> None:
    assert script_of(words("ひろひと")[0]) == script_of("ヒロヒト") == "KATAKANA"


def test_vowels_are_cheap_to_miss_only_in_scripts_that_do_not_write_them(tables: Transliterator) -> None:
    salman = tables.read("salman")
    in_arabic, in_greek = tables.drops_for(salman, "ARABIC"), tables.drops_for(salman, "GREEK")
    first_vowel = 1
    assert in_arabic[first_vowel] < 0.1 < in_greek[first_vowel]
    # consonants cost the same everywhere
    assert in_arabic[0] == in_greek[0]


@pytest.mark.parametrize("written", ["", "a//e", "sh", "k/", "?"])
def test_a_slot_that_is_not_well_written_is_refused(tables: Transliterator, written: str) -> None:
    with pytest.raises(ValueError, match="no slot"):
        tables.slots.number(written)


def test_every_slot_costs_nothing_in_its_own_place(tables: Transliterator) -> None:
    slots: Slots = tables.slots
    for written in ("a", "k/s.05", "y?.05", "U/o"):
        number = slots.number(written)
        assert slots.costs(number, (number,)) == [0.0]
