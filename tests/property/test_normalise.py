"""A look-up key is a fixed point: whatever is written, its key has no other key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.comprehend.words.normalise import digits, key

#: any code point, lone surrogates too, with more of the scripts whose spellings vary
_SIGNS = st.characters() | st.sampled_from(
    "ıİiIёЁйևեվﻻﷲيىكةأإآؤئًّـ\u200c\u200d\u00ad՛՜՞hòaoàuỳ\u0345\u0301\u0307ßſǅＡ①ﬁ’ʼ"
)
WORDS = st.text(_SIGNS, max_size=12)


@given(WORDS)
def test_the_key_of_a_key_is_that_key(word: str) -> None:
    assert key(key(word)) == key(word)


@given(WORDS)
def test_upper_and_lower_case_of_plain_words_have_one_key(word: str) -> None:
    plain = "".join(char for char in word if char.isalpha() and char.upper().lower() == char and len(char.upper()) == 1)
    assert key(plain.upper()) == key(plain)


@given(WORDS)
def test_what_is_silent_changes_no_key(word: str) -> None:
    assert key(f"\u200c{word}\u00ad") == key(word)


@given(st.text())
def test_digits_are_ascii_or_nothing(figure: str) -> None:
    found = digits(figure)
    assert found == "" or (found.isascii() and found.isdecimal())
