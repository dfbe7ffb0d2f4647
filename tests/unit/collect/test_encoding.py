from __future__ import annotations

import codecs

import pytest

from monitor.collect.encoding import decode

RUSSIAN = "<rss><title>Президент встретился с делегацией, стороны обсудили мирный договор</title></rss>"
FRENCH = "<rss><title>Le président a été reçu à l’Élysée</title></rss>"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_with_and_without_it(mark: bytes, encoding: str) -> None:
    assert decode(mark + RUSSIAN.encode(encoding), declared=["windows-1251"]).text == RUSSIAN
    assert decode(RUSSIAN.encode(encoding)).encoding == encoding


def test_utf_8_that_says_to_be_something_else_is_utf_8() -> None:
    read = decode(RUSSIAN.encode(), declared=["windows-1251", "koi8-r"])
    assert (read.text, read.encoding, read.contradicts) == (RUSSIAN, "utf-8", True)


def test_what_is_said_is_believed_where_the_text_looks_like_it() -> None:
    read = decode(RUSSIAN.encode("koi8-r"), declared=["KOI8-R"])
    assert (read.text, read.contradicts) == (RUSSIAN, False)


def test_what_is_said_is_not_believed_where_the_text_looks_like_another_alphabet() -> None:
    read = decode(RUSSIAN.encode("koi8-r"), declared=["windows-1252"])
    assert (read.text, read.contradicts) == (RUSSIAN, True)


@pytest.mark.parametrize(
    "label", ["", "x-unknown", "utf-7", "cp037", "rot13", "hex", "idna", "../../etc", "\0", "a" * 999]
)
def test_labels_that_name_no_encoding_of_text_count_for_nothing(label: str) -> None:
    read = decode(RUSSIAN.encode(), declared=[label])
    assert (read.text, read.contradicts) == (RUSSIAN, False)


def test_a_code_page_that_nobody_guesses_is_believed_where_it_is_declared() -> None:
    text = "<title>Prezidents tikās ar Armēnijas ārlietu ministru, puses apsprieda līgumu</title>"
    assert decode(text.encode("cp1257"), declared=["windows-1257"]).text == text


def test_ascii_contradicts_nothing() -> None:
    assert not decode(b"<rss/>", declared=["utf-16"]).contradicts


@pytest.mark.parametrize("page", ["cp1252", "latin-1"])
def test_what_was_encoded_twice_is_set_right(page: str) -> None:
    assert decode(FRENCH.encode().decode(page, "replace").encode()).text == FRENCH


def test_one_word_that_was_not_encoded_twice_keeps_all_as_they_are() -> None:
    text = "déjÃ\xa0 vu, déjà vu"
    assert decode(text.encode()).text == text


def test_short_cyrillic_words_are_not_taken_for_utf_8() -> None:
    assert decode("<title>Рё</title>".encode()).text == "<title>Рё</title>"


def test_a_stray_byte_of_a_code_page_does_not_make_a_text_of_it() -> None:
    body = FRENCH.encode().replace("’".encode(), b"\x92")
    assert decode(body).text == FRENCH
    assert decode(FRENCH.encode() + b"\xc3", declared=["utf-8"]).text == FRENCH + "\ufffd"


def test_japanese_in_seven_bits_is_known_by_its_shifts() -> None:
    assert decode("<title>日本の首相</title>".encode("iso2022_jp")).text == "<title>日本の首相</title>"


def test_words_of_two_alphabets_in_one_are_no_reading() -> None:
    """Albanian looks like Windows-1251 to whoever looks at single letters: "Kombыtare" for "Kombëtare"."""
    text = "ministri i Sigurisë Kombëtare kërcënoi të rrëzojë qeverinë, në Knesset opozita ofroi mbështetje"
    assert decode(text.encode("cp1252")).text == text
