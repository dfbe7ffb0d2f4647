from __future__ import annotations

from datetime import date, timedelta

import pytest

from monitor.collect.dates.calendars import gregorian


@pytest.mark.parametrize(
    ("jalali", "expected"),
    [
        ((1300, 1, 1), date(1921, 3, 21)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1395, 1, 1), date(2016, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 12, 29), date(2026, 3, 20)),
        ((1405, 2, 31), date(2026, 5, 21)),
        ((1405, 9, 1), date(2026, 11, 22)),
        ((1408, 1, 1), date(2029, 3, 20)),
    ],
)
def test_days_of_the_solar_hijri_calendar_are_converted(jalali: tuple[int, int, int], expected: date) -> None:
    assert gregorian(*jalali) == expected


def test_its_years_follow_each_other_without_a_gap() -> None:
    for year in range(1300, 1450):
        length = gregorian(year + 1, 1, 1) - gregorian(year, 1, 1)
        assert length in (timedelta(days=365), timedelta(days=366))
        assert gregorian(year, 12, 29) + timedelta(days=length.days - 364) == gregorian(year + 1, 1, 1)


@pytest.mark.parametrize(
    "day", [(1404, 12, 30), (1405, 7, 31), (1405, 13, 1), (1405, 0, 1), (1405, 1, 0), (2569, 2, 30)]
)
def test_days_that_there_are_not_are_refused(day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  its words are the library's
        gregorian(*day)


def test_thai_years_are_543_ahead() -> None:
    assert gregorian(2569, 11, 21) == date(2026, 11, 21)
