"""Words, sentences and fingerprints of a text."""

from __future__ import annotations

import pytest

from monitor.comprehend.clues.figures import figures
from monitor.comprehend.clues.words import sketch
from monitor.comprehend.fingerprint import fingerprint
from monitor.comprehend.words.sentences import sentence_bounds
from monitor.comprehend.words.tokens import tokenise


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_bounds(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Aliyev'in ziyareti", ["aliyev", "in", "ziyareti"]),
        ("l’Azerbaïdjan", ["l", "azerbaïdjan"]),
        ("армяно-азербайджанский", ["армяно", "азербайджанский"]),
        ("علی‌اف در باکو", ["علیاف", "در", "باکو"]),
        ("阿利耶夫在巴库", list("阿利耶夫在巴库")),
        ("Nato加盟", ["nato", "加", "盟"]),
        ("COP29, 2024", ["cop29", "2024"]),
        ("… — «»", []),
    ],
)
def test_words_end_where_names_end(text: str, words: list[str]) -> None:
    assert list(tokenise(text).keys) == words


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Ilham Aliyev", True),
        ("James O’Brien", True),
        ("Ilham\nAliyev", False),
        ("Baku, Yerevan", False),
        ("ა\u00a0ბ", True),
    ],
)
def test_a_name_spans_spaces_and_apostrophes_but_no_comma_or_line_break(text: str, joined: bool) -> None:
    assert tokenise(text).joined(0) is joined


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met J. Biden in Baku. They spoke.", ["He met J. Biden in Baku.", "They spoke."]),
        ("Д. Медведев прибыл. Его встретили.", ["Д. Медведев прибыл.", "Его встретили."]),
        ("Headline without a stop\nThe text.", ["Headline without a stop", "The text."]),
        ("会谈开始。双方发言。", ["会谈开始。", "双方发言。"]),
        ("Նա եկավ։ Նրանք խոսեցին։", ["Նա եկավ։", "Նրանք խոսեցին։"]),
        ("این چیست؟ پاسخ داد.", ["این چیست؟", "پاسخ داد."]),
        ("«Да». Он ушёл.", ["«Да».", "Он ушёл."]),
        ("\n \n", []),
    ],
)
def test_sentences_end_at_full_stops_and_line_breaks_not_at_initials(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_figures_cross_scripts_and_years_and_single_digits_are_left_out() -> None:
    assert figures("5 men, 1.234,5 km², 30 states in 2024") == ("1234.5", "30")
    assert figures("۳۰ کشور در ۱۳۹۹") == ("30",)


def test_a_fingerprint_does_not_see_marks_spaces_or_case() -> None:
    assert fingerprint(tokenise("Baku, Yerevan: talks.")) == fingerprint(tokenise("BAKU —  Yerevan\n«talks»"))
    assert fingerprint(tokenise("Baku talks")) != fingerprint(tokenise("talks Baku"))


def test_a_sketch_counts_words_or_in_languages_of_short_words_pairs() -> None:
    once, twice = (sketch(tokenise(text), "en") for text in ("treaty of to", "treaty treaty of to"))
    assert twice[0][1] > once[0][1]
    assert len(sketch(tokenise("treaty treaty of to"), "en")) == 1
    assert len(sketch(tokenise("hòa bình lâu dài"), "vi")) == 7
    assert len(sketch(tokenise("和平条约"), "zh")) == 3
