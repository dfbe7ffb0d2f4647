"""Outside text is fit to be shown."""

from __future__ import annotations

import pytest

from monitor.deliver.text import FSI, PDI, cap, clean, cut, direction, flag, is_blank, isolated, utf16_units
from monitor.deliver.text import web_address as address


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("  two\r\n words\t", "two words"),
        ("nul\0 and bell\x07", "nul and bell"),
        ("\u202eevil\u202c order", "evil order"),
        ("stray \u2069isolate\u2066", "stray isolate"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("می\u200cشود", "می\u200cشود"),
        ("👩\u200d🚀", "👩\u200d🚀"),
    ],
)
def test_cleaning_drops_what_disturbs_and_keeps_what_a_script_needs(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected


def test_a_cap_counts_utf16_units_and_never_cuts_a_character() -> None:
    family = "👨\u200d👩\u200d👧"
    capped = cap(family * 10, 20)
    assert capped == family * 2 + "…"
    assert utf16_units(capped) <= 20


def test_a_cut_prefers_a_space_and_loses_nothing() -> None:
    text = "peace treaty with Armenia will be signed"
    head, rest = cut(text, 20)
    assert head == "peace treaty with "
    assert head + rest == text


def test_a_letter_under_a_pile_of_marks_longer_than_the_limit_is_cut_all_the_same() -> None:
    head, rest = cut("a" + "\u0301" * 500, 50)
    assert utf16_units(head) == 50
    assert utf16_units(head + rest) == 501


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("NATO و ایران", "fa", "rtl"),
        ("NATO و ایران", "", "ltr"),
        ("«علی‌اف»", "und", "rtl"),
        ("12:30", "he", "rtl"),
        ("Əliyev", "az", "ltr"),
        ("x", "not a language", "ltr"),
    ],
)
def test_direction_is_the_language_s_else_the_first_strong_character_s(text: str, language: str, expected: str) -> None:
    assert direction(text, language) == expected


def test_only_words_that_run_against_the_line_are_isolated() -> None:
    assert isolated("Reuters", "ltr") == "Reuters"
    assert isolated("ایرنا", "rtl") == "ایرنا"
    assert isolated("ایرنا", "ltr") == f"{FSI}ایرنا{PDI}"
    assert isolated("NATO", "rtl") == f"{FSI}NATO{PDI}"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//host/path",
        "https://",
        "https://[broken",
        "https://a b/",
        "https://a\n/",
        "https://a/" + "x" * 3000,
        "https://a\\@b/",
        "",
    ],
)
def test_a_reader_is_sent_only_to_web_addresses(url: str) -> None:
    assert address(url) == ""


def test_an_address_in_another_script_stays_as_it_is() -> None:
    assert address("https://пример.example/новость?a=1&b=2") == "https://пример.example/новость?a=1&b=2"


def test_blank_means_that_nothing_leaves_ink() -> None:
    assert is_blank("\u200c \u0301\u3000")
    assert not is_blank("·")


def test_space_on_both_sides_of_a_dropped_control_is_folded() -> None:
    assert clean("0\r\x1b\x850") == "0 0"


@pytest.mark.parametrize(
    ("country", "shown"),
    [("VN", "🇻🇳"), ("AZ", "🇦🇿"), ("", ""), ("QQ", ""), ("vn", ""), ("USA", ""), ("🇻N", ""), ("1A", "")],
)
def test_a_flag_is_that_of_a_country_or_none(country: str, shown: str) -> None:
    assert flag(country) == shown
