"""What an article costs grows with its length, and not with the square of it, whatever it repeats."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count, islice

import pytest
from doubles.shipped import lexicon

from monitor.collect.article import from_text
from monitor.comprehend.analyse import analyse

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
SYLLABLES = ("ba", "ko", "ri", "mu", "te", "lo", "sa", "ni")


def name(number: int) -> str:
    """A word of four syllables that nobody has listed."""
    return "".join(SYLLABLES[number >> shift & 7] for shift in (0, 3, 6, 9)).capitalize()


REPEATED: dict[str, Callable[[int], str]] = {
    "companies": lambda number: f"the company {name(number)} said. ",
    "corporations": lambda number: f"and {name(number)} {name(number + 7)} Corp said. ",
    "quoted companies": lambda number: f'company "{name(number)}" ',
    "companies in Russian": lambda number: f"компания «Тен{number % 97}» и президент Абв Где{number % 89} ",
    "presidents": lambda number: f"President {name(number)} {name(number + 7)} said. ",
    "namesakes": lambda number: f"President {name(number)} Dvorak and ",
    "two namesakes": lambda number: f"President {'Jane' if number % 2 else 'Joan'} Smith. And Smith said. ",
    "one company": lambda number: "company Foobar said ",
    "three letters": lambda number: "Ab Cd Ef ",
}


def calls(text: str) -> int:
    """How many functions reading it calls: what it costs, on any machine."""
    counted = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event.endswith("call")

    article = from_text(title="T", text=text, now=NOW)
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        analyse(article, lexicon())
    finally:
        sys.setprofile(before)
    return counted


def text(repeated: Callable[[int], str], times: int) -> str:
    def pieces() -> Iterator[str]:
        return map(repeated, count())

    return "".join(islice(pieces(), times))


@pytest.mark.parametrize("repeated", REPEATED.values(), ids=REPEATED)
def test_four_times_the_text_costs_four_times_the_work(repeated: Callable[[int], str]) -> None:
    calls(text(repeated, 100))  # what is remembered from one text to the next
    short, long = (calls(text(repeated, times)) for times in (150, 600))
    assert long < 6 * short
