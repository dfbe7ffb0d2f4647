"""How often a difference comes of itself, against figures that are worked out by hand."""

from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.draft.learn.chance import chance, split


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((4, 4, 0, 4), 1 / 70),
        ((3, 3, 0, 5), 1 / 56),
        ((3, 4, 1, 4), 17 / 70),  # the lady tasting tea (Fisher, The Design of Experiments, 1935)
        ((0, 4, 0, 4), 1.0),
        ((0, 4, 4, 4), 1.0),
        ((0, 0, 3, 5), 1.0),
        ((2, 2, 5, 5), 1.0),
    ],
)
def test_it_is_fishers_exact_test(counts: tuple[int, int, int, int], expected: float) -> None:
    assert isclose(chance(*counts), expected)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=40))
def test_it_is_a_probability_and_grows_less_the_clearer_the_difference(pairs: list[tuple[bool, bool]]) -> None:
    these, of_these, those, of_those = split([one for one, _ in pairs], [kind for _, kind in pairs])
    found = chance(these, of_these, those, of_those)
    assert 0 < found <= 1 + 1e-9
    if these < of_these and those:
        assert chance(these + 1, of_these, those - 1, of_those) < found
