"""What was drafted is read back as it was noted, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.draft.lines import WIDTH
from monitor.draft.note import EDITED, Note, find_note, seal, written

NOTE = Note(
    watch={"person/ilham-aliyev": (3, "abcdef"), "topic/peace-treaty": (1.6, EDITED), "country/AM": (-0.5, "ponmlk")},
    require=(("abcdef", ("country/AZ", "place/baku")), (EDITED, ("country/AM",))),
    exclude=tuple(f"topic/t{number}" for number in range(40)),
    offered=("person/marco-rubio",),
)
IDS = st.from_regex(r"(person|topic)/[a-z0-9-]{1,60}", fullmatch=True) | st.text(
    st.characters(codec="utf-8", max_codepoint=0xFFFF), min_size=1, max_size=30
)
SEALS = st.text("abcdefghijklmnop", min_size=6, max_size=6) | st.just(EDITED)
WEIGHTS = st.integers(-100, 100) | st.sampled_from([0.1, 2.4, -1.5])
GROUPS = st.tuples(SEALS, st.lists(IDS, max_size=9).map(tuple))


@given(
    watch=st.dictionaries(IDS, st.tuples(WEIGHTS, SEALS), max_size=30),
    require=st.lists(GROUPS, max_size=4).map(tuple),
    exclude=st.lists(IDS, max_size=30).map(tuple),
    threshold=st.integers(42, 50).map(lambda percent: percent / 100),
    before=st.lists(st.sampled_from(["", "# mine", "x: y", "#   lines: {}"]), max_size=3),
)
def test_a_note_is_read_back_as_it_was_written(
    watch: dict[str, tuple[float, str]],
    require: tuple[tuple[str, tuple[str, ...]], ...],
    exclude: tuple[str, ...],
    threshold: float,
    before: list[str],
) -> None:
    note = Note(watch=watch, require=require, exclude=exclude, threshold=threshold)
    rows = [*before, *written(note), ""]
    assert find_note(rows) == (note, range(len(before), len(rows) - 1))


def test_the_note_is_made_of_comments_of_a_readable_length() -> None:
    assert all(row.startswith("# ") and len(row) <= WIDTH for row in written(NOTE))


@pytest.mark.parametrize(
    ("before", "now"),
    [("3 abcdef", "three"), ("abcdef:", "abcdefg"), ("topic/t7,", "topic/t7"), ("[{", "[[{"), ("country/AM", "#")],
)
def test_a_note_in_which_somebody_has_written_counts_for_nothing(before: str, now: str) -> None:
    text = "\n".join(written(NOTE))
    assert before in text
    rows = text.replace(before, now, 1).split("\n")
    assert find_note(rows) == (None, range(len(rows), len(rows)))


def test_of_two_notes_the_later_counts() -> None:
    rows = [*written(NOTE), "", *written(Note(exclude=("topic/sport",)))]
    assert find_note(rows)[0] == Note(exclude=("topic/sport",))


@given(rows=st.lists(st.text(max_size=40) | st.sampled_from(written(NOTE)), max_size=12))
def test_no_lines_are_too_strange_to_look_for_a_note_in(rows: list[str]) -> None:
    note, where = find_note(rows)
    assert (note is None) == (not where)


def test_a_seal_holds_for_the_words_and_not_for_their_indentation() -> None:
    assert seal(["- actor: x  # y", "weight: 2"]) == seal(["    - actor: x  # y", "  weight: 2 "])
    assert seal(["- actor: x  # y", "weight: 2"]) != seal(["- actor: x  # y!", "weight: 2"])
    assert EDITED not in {seal([str(number)]) for number in range(100)}
