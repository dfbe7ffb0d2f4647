"""Names between quotation marks are found where capitals tell them from speech, and nobody has listed them."""

from __future__ import annotations

import pytest

from monitor.draft.quoted import quoted_names
from monitor.model import Mention


def names(title: str, text: str, *known: Mention) -> list[str]:
    return quoted_names(f"{title}\n{text}", len(title), known)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Traghetto «Illyria Star» in fiamme", "La «Illyria Star» era partita da Durazzo."),
        ("Fähre „Illyria Star“ brennt", "Die Illyria Star war in Durrës ausgelaufen."),
        ("»Illyria Star« brennt", "Die »Illyria Star« war ausgelaufen."),
        ("Загорелся паром «Illyria Star»", "«Illyria Star» вышел из Дурреса."),
        ('Ferry "Illyria Star" ablaze', 'The "Illyria Star" had left Durrës.'),
    ],
)
def test_a_ship_in_the_headline_and_below_is_found_in_the_marks_of_any_language(title: str, text: str) -> None:
    assert names(title, text) == ["Illyria Star"]


def test_what_stands_in_the_headline_alone_or_is_said_once_is_none() -> None:
    assert names("Minister: «Grande Vittoria»", "Così il ministro.") == []
    assert names("Fuoco a bordo", "La «Illyria Star» bruciava.") == []
    assert names("Fuoco a bordo", "La «Illyria Star» … «Illyria Star» … «Illyria Star».") == ["Illyria Star"]


def test_speech_is_no_name() -> None:
    said = "«Vogliamo capire perché», ha detto. «Vogliamo capire», «Vogliamo capire tutto»."
    assert names("«Vogliamo capire tutto»", said) == []


def test_what_the_catalogue_knows_is_none() -> None:
    known = Mention(actor="org/rosneft", surface="Роснефть", start=1, end=9, rule="name", strength=1.0)
    assert names("«Роснефть» растёт", "Компания «Новый Берег» …", known) == []
