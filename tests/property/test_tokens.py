"""Words lie where they say they lie, in any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from monitor.comprehend.clues.figures import figures
from monitor.comprehend.clues.words import SKETCH_SIZE, sketch
from monitor.comprehend.words.normalise import key
from monitor.comprehend.words.sentences import sentence_bounds
from monitor.comprehend.words.tokens import tokenise

_SIGNS = st.characters() | st.sampled_from("aÉж阿ทა։ و\u200c\u200d\u00ad'’-.,!?。۔:\n \t1٢\u0301ـ՛\U0001f1e6")
TEXTS = st.text(_SIGNS, max_size=120)


@given(TEXTS)
def test_each_word_stands_where_its_span_says(text: str) -> None:
    tokens = tokenise(text)
    for word, start, end in zip(tokens.keys, tokens.starts, tokens.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert key(text[start:end]) == word != ""


@given(st.text(st.sampled_from("aÉſжЁἀά΄։ՙԷფ1²_'’-.,\u00ad\u0301\u202a€ \n"), max_size=60))
def test_the_quick_way_for_plain_alphabets_finds_the_same_words(text: str) -> None:
    words = tokenise(f"{text}\n阿")
    assert tokenise(text).keys == words.keys[:-1]
    assert tokenise(text).starts == words.starts[:-1]


@given(TEXTS)
def test_words_are_in_order_and_never_overlap(text: str) -> None:
    tokens = tokenise(text)
    for (_, end), (start, _) in pairwise(zip(tokens.starts, tokens.ends, strict=True)):
        assert end <= start


@given(TEXTS)
def test_words_and_gaps_together_are_the_text(text: str) -> None:
    tokens = tokenise(text)
    if not tokens:
        return
    last = len(tokens) - 1
    pieces = [tokens.surface(index, index) + (tokens.gap(index) if index < last else "") for index in range(last + 1)]
    assert "".join(pieces) == tokens.surface(0, last)
    assert tokens.gap(-1) == tokens.gap(last) == "\n"


@given(TEXTS)
def test_sentences_are_in_order_hold_something_and_leave_out_only_white_space(text: str) -> None:
    bounds = sentence_bounds(text)
    assert all(text[start:end].strip() for start, end in bounds)
    assert all(end <= start for (_, end), (start, _) in pairwise(bounds))
    kept = "".join(text[start:end] for start, end in bounds)
    assert "".join(kept.split()) == "".join(text.split())


@given(TEXTS, st.sampled_from(["vi", "en", "und", "zh"]))
def test_a_sketch_is_short_and_the_commonest_come_first(text: str, language: str) -> None:
    found = sketch(tokenise(text), language)
    assert len(found) <= SKETCH_SIZE
    assert len(dict(found)) == len(found)
    assert all(count > 0 for _, count in found)
    assert [count for _, count in found] == sorted((count for _, count in found), reverse=True)


@given(TEXTS)
def test_figures_are_distinct_numbers_of_two_digits_or_more(text: str) -> None:
    found = figures(text)
    assert len(set(found)) == len(found)
    assert all(figure.isascii() and figure.replace(".", "", 1).isdecimal() and len(figure) >= 2 for figure in found)
