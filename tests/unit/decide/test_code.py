"""A code is short, is the same for ever, and is read however it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.decide.code import LENGTH, code_of, read_code


def test_a_code_stays_what_it_is_in_messages_that_were_sent() -> None:
    assert code_of("caucasus", "story-1") == "T73IWWO6"


@given(st.text(), st.text())
def test_every_code_is_read_as_itself(profile: str, story: str) -> None:
    code = code_of(profile, story)
    assert len(code) == LENGTH
    assert read_code(code) == code


def test_profiles_that_tell_one_story_have_codes_of_their_own() -> None:
    assert len({code_of(profile, story) for profile in ("a", "b", "ab") for story in ("c", "bc", "")}) == 9


@pytest.mark.parametrize("typed", ["k7qm2xpd", "K7QM-2XPD", " k7qm 2xpd\n", "K-7-Q-M-2-X-P-D"])
def test_case_hyphens_and_spaces_do_not_matter(typed: str) -> None:
    assert read_code(typed) == "K7QM2XPD"


@pytest.mark.parametrize(
    "typed",
    ["", "K7QM2XP", "K7QM2XPDA", "K7QM2XP1", "K7QM2XP\N{LATIN CAPITAL LETTER E WITH ACUTE}", "alert-17", "0" * 16],
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    code = read_code(typed)
    assert code is None or read_code(code) == code
