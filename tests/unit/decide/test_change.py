"""What came to a story since it was told is counted, and what was there is no news."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from monitor.decide.change import change
from monitor.model import Change, Extent

TOLD = Extent(
    outlets=("A", "B"),
    languages=("en", "vi"),
    actors=("country/AZ",),
    figures=("12",),
    members=2,
    last_seen=datetime(2026, 11, 21, tzinfo=UTC),
)


def test_what_is_new_is_named_and_the_rest_is_not() -> None:
    now = replace(
        TOLD,
        outlets=("A", "B", "C", "D"),
        languages=("en", "ru", "vi"),
        actors=("country/AZ", "country/RU"),
        figures=("12", "19"),
        denied=True,
    )
    assert change(TOLD, now) == Change(
        outlets=2, languages=("ru",), actors=("country/RU",), figures=("19",), denied=True
    )


def test_nothing_new_is_no_change() -> None:
    assert not change(TOLD, TOLD)
    assert not change(replace(TOLD, denied=True), replace(TOLD, denied=True))
