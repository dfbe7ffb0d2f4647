"""Where sentences end, and that white space without end costs no more than other text."""

from __future__ import annotations

import pytest

from monitor.comprehend.words.sentences import sentence_bounds


@pytest.mark.parametrize("blank", [" ", "\t", " \u3000", "\n", " \n"])
def test_a_long_run_of_white_space_is_looked_through_once(blank: str) -> None:
    run = blank * 400_000
    ends = [len(run) + 2] if "\n" not in blank else [1, len(run) + 2]
    assert [end for _, end in sentence_bounds(f"a{run}b")] == ends


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Once more. Two", ["Once more.", "Two"]),
        ("J. Biden spoke.  \nTwo", ["J. Biden spoke.", "Two"]),
        ("one\n \n two", ["one", "two"]),
        ("J. \nbiden", ["J.", "biden"]),
        ("好。好", ["好。", "好"]),
    ],
)
def test_sentences_end_at_marks_and_line_breaks(text: str, sentences: list[str]) -> None:
    assert [text[start:end].strip() for start, end in sentence_bounds(text)] == sentences
