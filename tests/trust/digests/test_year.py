"""Days around the oddest change of the clock in four zones; `make trust` is twenty years in twenty zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from trust.digests import year
from trust.digests.expected import comes
from trust.digests.zones import PLACES

#: zone -> the middle of the weeks: when half an hour, a day and midnight itself are left out, and one month goes back
CHANGES = {
    "Australia/Lord_Howe": date(2026, 10, 4),
    "Pacific/Apia": date(2011, 12, 20),
    "Africa/Cairo": date(2023, 4, 28),
    "Africa/Casablanca": date(2026, 2, 15),
}
DAYS = 18


@pytest.mark.parametrize("zone", CHANGES)
def test_no_digest_is_lost_or_doubled(zone: str, tmp_path: Path) -> None:
    place = next(one for one in PLACES if one.zone == zone)
    first = (CHANGES[zone] - date(place.year, 1, 1)).days - DAYS // 2
    lived = year.live(place, tmp_path, days=DAYS, first=first)
    assert lived.breaches == []
    assert lived.told > 40
    assert lived.stories > 5


def test_the_zones_are_twenty_different_ones() -> None:
    assert len({place.zone for place in PLACES}) == 20


def test_what_is_expected_is_what_a_clock_on_the_wall_shows() -> None:
    assert comes(date(2026, 3, 29), time(2, 30), "Europe/Berlin") == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert comes(date(2026, 10, 25), time(2, 30), "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert comes(date(2011, 12, 30), time(7, 30), "Pacific/Apia") == datetime(2011, 12, 30, 10, 0, tzinfo=UTC)
