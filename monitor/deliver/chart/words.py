"""The chart in words, for a screen reader, and where no picture can be shown."""

from __future__ import annotations

from collections.abc import Sequence

from babel.dates import format_date

from monitor.model import DayCount


def in_words(days: Sequence[DayCount]) -> str:
    """For instance "Articles a day from 9 November to today, 22 November: 3, 5, …, 12 so far. Most: 14 on Thursday 19
    November." Raises `ValueError` without any day."""
    first, today = days[0], days[-1]
    numbers = [str(day.count) if day.watched else "not watched" for day in days]
    said = f"Articles a day from {_day(first)} to today, {_day(today)}: {', '.join(numbers)} so far."
    most = max(days, key=lambda day: day.count)
    if not most.count:
        return said
    return f"{said} Most: {most.count} {'today' if most is today else f'on {_weekday(most)}'}."


def _day(day: DayCount) -> str:
    return format_date(day.day, "d MMMM", locale="en_GB")


def _weekday(day: DayCount) -> str:
    return format_date(day.day, "EEEE d MMMM", locale="en_GB")
