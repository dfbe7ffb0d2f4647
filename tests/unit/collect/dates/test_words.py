from __future__ import annotations

import pytest
import yaml
from doubles.cldr_words import FILE, gathered

from monitor.collect.dates.words import fold, words


def test_the_file_holds_what_cldr_says() -> None:
    """A new release of Babel may know more: `tests/doubles/cldr_words.py` writes the file anew."""
    assert yaml.safe_load(FILE.read_text("utf-8")) == gathered()


def test_every_word_is_folded_and_every_month_has_many() -> None:
    assert all(word == fold(word) for word in words().months)
    assert min(list(words().months.values()).count(month) for month in range(1, 13)) > 50


@pytest.mark.parametrize(
    ("word", "month"), [("listopadu", 11), ("nopember", 11), ("novembre", 11), ("نوفمبر", 11), ("พ.ย", 11)]
)
def test_months_are_found_by_their_folded_words(word: str, month: int) -> None:
    assert words().months[word] == month


@pytest.mark.parametrize(
    ("one", "other"), [("KASIM", "Kasım"), ("ΝΟΕΜΒΡΙΟΥ", "Νοεμβρίου"), ("Nov.", "nov"), ("قبل‌ازظهر", "قبلازظهر")]
)
def test_spelling_habits_make_no_other_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)
