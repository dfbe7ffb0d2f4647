"""Articles and queries come to the same terms, however a word is written."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest

from monitor.comprehend.seeking.terms import LONGEST, VERSION, terms_of

#: words in every kind of script, with all that is folded
SAMPLE = (
    "Əliyev's Erdoğan Ủy ban Hòa Bình 中国人民和平 COVID疫情 การประชุม ملعب الأهلي ١٢ נאט\"ו Ёлка мой OPEC+ Straße"
    " ＡＢＣ 1,5"
)


def texts(text: str) -> list[str]:
    return [one.text for one in terms_of(text)]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Erdoğan", "erdogan"),
        ("Hà Nội", "ha noi"),
        ("ĐÀ NẴNG", "đa nang"),
        ("Łódź", "lodz"),
        ("Ёлка", "елка"),
        ("Αθήνα", "αθηνα"),
        ("عَلِيّ", "علي"),
        ("٢٠٢٦", "2026"),
        ("२०२६", "2026"),
        ("ＮＡＴＯ", "nato"),
        ("阿塞拜疆總統", "阿塞拜疆总统"),
        ("Əliyev", "eliyev"),
        ("שָׁלוֹם", "שלום"),
    ],
)
def test_accents_case_digits_and_width_make_no_difference(written: str, typed: str) -> None:
    assert texts(written) == texts(typed)


def test_letters_of_cyrillic_that_only_look_accented_stay() -> None:
    assert texts("мой") != texts("мои")


def test_signs_without_spaces_go_in_pairs_and_the_last_alone() -> None:
    assert texts("中国人 和平") == ["中国", "国人", "人", "和平", "平"]
    assert texts("COVID疫情") == ["covid", "疫情", "情"]


def test_each_term_knows_where_it_stands() -> None:
    text = "Ủy ban 中国 Əliyev's"
    assert [(one.text, text[one.start : one.end]) for one in terms_of(text)] == [
        ("uy", "Ủy"),
        ("ban", "ban"),
        ("中国", "中国"),
        ("国", "国"),
        ("eliyev", "Əliyev"),
        ("s", "s"),
    ]


def test_no_term_holds_what_a_database_could_take_for_its_own() -> None:
    for text in texts(SAMPLE + " a\"b 'c' (d) *e* -f ⑴ ⒈ ﷺ ½ x\u0000y"):
        assert all(char.isalnum() for char in text if char.isascii()), text


def test_a_word_without_end_is_found_by_its_beginning() -> None:
    assert [len(one) for one in texts("x" * 400_000)] == [LONGEST]


def test_terms_change_under_a_new_version_only() -> None:
    """An index gives an article up by the terms under which it took it in: whoever changes one counts the version up,
    and the daemon makes the index anew."""
    digest = hashlib.sha256(" ".join(texts(SAMPLE)).encode()).hexdigest()[:16]
    assert (VERSION, digest) == (f"1/{unicodedata.unidata_version}", "64e91371a43886ee")
