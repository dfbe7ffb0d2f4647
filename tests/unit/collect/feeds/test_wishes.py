from __future__ import annotations

import pytest

from monitor.collect.feeds.wishes import wishes
from monitor.model import Wishes


@pytest.mark.parametrize(
    ("ttl", "seconds"),
    [
        ("90", 5400),
        (" 60\n", 3600),
        ("0", None),
        ("-5", None),
        ("1e9", None),
        ("²", None),
        ("9" * 5000, None),
        ("", None),
    ],
)
def test_ttl_is_in_minutes(ttl: str, seconds: int | None) -> None:
    assert wishes("", ttl=ttl).ttl_s == seconds


@pytest.mark.parametrize(
    ("period", "frequency", "seconds"),
    [
        ("hourly", "", 3600),
        ("hourly", "2", 1800),
        (" Daily ", "4", 21600),
        ("weekly", "1", 604800),
        ("hourly", "0", None),
        ("fortnightly", "1", None),
        ("hourly", "-1", None),
        ("hourly", "99999", None),
    ],
)
def test_a_period_is_divided_by_its_frequency(period: str, frequency: str, seconds: int | None) -> None:
    assert wishes("", period=period, frequency=frequency).ttl_s == seconds


def test_ttl_is_the_feeds_own_word_and_outweighs_the_period() -> None:
    assert wishes("", ttl="10", period="daily").ttl_s == 600


def test_hours_and_days_to_skip_are_read_in_any_spelling() -> None:
    markup = (
        "<channel><skipHours><hour>1</hour><hour> 24 </hour><hour>23</hour><hour>25</hour><hour>x</hour></skipHours>"
        "<SKIPDAYS><Day>sunday</Day><day>Monday</day><day>Funday</day></SKIPDAYS></channel>"
    )
    assert wishes(markup) == Wishes(skip_hours=(0, 1, 23), skip_days=(0, 6))


def test_a_feed_that_would_never_be_polled_is_not_heeded() -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    days = "".join(f"<day>{day}day</day>" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"))
    assert wishes(f"<skipHours>{hours}</skipHours><skipDays>{days}</skipDays>") == Wishes()
