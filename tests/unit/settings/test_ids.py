"""Ids that people can read, from names in any script."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.settings.ids import LONGEST, slug, unused


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Sinéad O'Connor", "sinead-oconnor"),
        ("Никол Пашинян", "nikol-pashinyan"),
        ("  A & B: #1 ", "a-b-1"),
        ("!", ""),
    ],
)
def test_a_name_becomes_plain_letters(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text())
def test_any_name_becomes_something_that_may_be_an_id(name: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(name))
    assert len(slug(name)) <= LONGEST


def test_what_is_taken_gets_the_first_number_that_is_free() -> None:
    assert unused("x", set()) == "x"
    assert unused("x", {"x", "x-2", "x-4"}) == "x-3"
