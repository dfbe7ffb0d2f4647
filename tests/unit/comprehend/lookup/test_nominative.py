"""Names come back as they would stand by themselves, as far as other names teach it; what teaches nothing stays."""

from __future__ import annotations

import pytest
from doubles.shipped import lexicon

from monitor.comprehend.lookup.nominative import spelt
from monitor.comprehend.words.tokens import tokenise


@pytest.mark.parametrize(
    ("language", "stood", "nominative"),
    [
        ("ru", "Руслану Алиеву", "руслан алиев"),
        ("ru", "Марией Захаровой", "мария захарова"),
        ("ru", "Ерланом Абишевым", "ерлан абишев"),
        ("az", "Rəşad Quliyevin", "rəşad quliyev"),
        ("az", "Aynur Qənbərova", "aynur qənbərova"),
        ("fr", "Agustín Carstens", "agustín carstens"),
        ("ka", "ჰელგა ბრანდვიკმა", "ჰელგა ბრანდვიკი"),
        ("hy", "Մայքլ Կարփենթերը", "մայքլ կարփենթեր"),
        ("en", "Ivana Novak", "ivana novak"),
        ("ru", "Карел Дворжак", "карел дворжак"),
        ("ar", "محمد الخطيب", "محمد الخطیب"),
    ],
)
def test_the_nominative_of_a_full_name(language: str, stood: str, nominative: str) -> None:
    assert " ".join(lexicon().known_names.nominative(tokenise(stood).keys, language)) == nominative


def test_a_surname_that_the_text_shows_goes_before_any_guess() -> None:
    names = lexicon().known_names
    assert names.nominative(("ерланом", "беком"), "ru", surname="бек") == ("ерлан", "бек")


@pytest.mark.parametrize(
    ("surface", "form", "stood", "expected"),
    [
        ("Quliyevin", "quliyev", "quliyevin", "Quliyev"),
        ("Алиеву", "алиев", "алиеву", "Алиев"),
        ("АЛИЕВУ", "алиев", "алиеву", "АЛИЕВ"),
        ("Fąfarą", "fąfara", "fąfarą", "Fąfara"),
        ("Same", "same", "same", "Same"),
    ],
)
def test_a_form_is_written_as_the_text_writes_the_word(surface: str, form: str, stood: str, expected: str) -> None:
    assert spelt(surface, form, stood) == expected
