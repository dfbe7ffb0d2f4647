"""A figure in a headline that took another's place is told with what it counts; anything doubtful is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from doubles.told import member
from hypothesis import given
from hypothesis import strategies as st

from monitor.compose.toll import tolls
from monitor.model import Story

TOLD = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def changed(*headlines: tuple[str, str, int]) -> tuple[str, ...]:
    """Of a story with (language, headline, hours after it was told)."""
    members = tuple(
        member(number, article_id=str(number), language=language, title=title, published=TOLD + timedelta(hours=hours))
        for number, (language, title, hours) in enumerate(headlines)
    )
    return tolls(Story(id="s", members=members, first_seen=TOLD, last_seen=TOLD, revision=1), TOLD)


@pytest.mark.parametrize(
    ("language", "before", "since", "said"),
    [
        ("en", "Quake kills 12 people in the north", "Quake: 19 people dead, many missing", "12 → 19 people"),
        ("vi", "Động đất: 12 người chết", "Đã có 19 người chết vì động đất", "12 → 19 người"),
        ("zh", "北部地震造成12人死亡", "地震死亡人数升至19人", "12 → 19 人"),
        ("ru", "Землетрясение: 12 погибших", "Уже 19 погибших", "12 → 19 погибших"),
        ("fa", "زلزله ۱۲ کشته داد", "شمار ۱۹ کشته زلزله", "12 → 19 کشته"),
    ],
)
def test_a_toll_that_rose_is_told_in_any_script(language: str, before: str, since: str, said: str) -> None:
    assert changed((language, before, -2), (language, since, 2)) == (said,)


@pytest.mark.parametrize(
    ("before", "since"),
    [
        ("Talks on 12 November", "Talks on 19 November"),
        ("The 2025 treaty", "The 2026 treaty"),
        ("Sales of 1.12 tonnes", "Sales of 1.19 tonnes"),
        ("12 people killed", "12 people killed, again"),
        ("12 people killed", "19 towns cut off"),
        ("12 people killed, 40 people missing", "19 people killed, 50 people missing"),
        ("Twelve people killed", "19 people killed"),
        ("12", "19"),
    ],
)
def test_days_years_and_what_is_doubtful_are_not(before: str, since: str) -> None:
    assert changed(("en", before, -2), ("en", since, 2)) == ()


def test_headlines_of_two_languages_are_not_held_against_each_other() -> None:
    assert changed(("de", "12 Tote", -1), ("fr", "19 Tote", 1)) == ()


HEADLINES = st.tuples(st.sampled_from(["en", "und", "zh", "xx"]), st.text(max_size=30), st.integers(-3, 3))


@given(st.lists(HEADLINES, min_size=1))
def test_whatever_headlines_say_it_is_read(headlines: list[tuple[str, str, int]]) -> None:
    assert all(" → " in one for one in changed(*headlines))
