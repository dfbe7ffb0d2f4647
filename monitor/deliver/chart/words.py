"""The chart in words, for a screen reader, and where no picture can be shown."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model import DayCount
from monitor.translation import ENGLISH, Voice


def in_words(days: Sequence[DayCount], voice: Voice = ENGLISH) -> str:
    """For instance "Articles a day from 9 November to today, 22 November: 3, 5, …, 12 so far. Most: 14 on Thursday 19
    November." Raises `ValueError` without any day."""
    first, today = days[0], days[-1]
    numbers = [voice.number(day.count) if day.watched else voice.say("not watched") for day in days]
    said = voice.say(
        "Articles a day from {first} to today, {today}: {numbers} so far.",
        first=voice.named_day(first.day),
        today=voice.named_day(today.day),
        numbers=voice.comma.join(numbers),
    )
    most = max(days, key=lambda day: day.count)
    if not most.count:
        return said
    if most is today:
        return f"{said} " + voice.say("Most: {n} today.", n=most.count)
    return f"{said} " + voice.say("Most: {n} on {day}.", n=most.count, day=voice.weekday(most.day))
