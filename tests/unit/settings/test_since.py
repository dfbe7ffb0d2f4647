"""How far back: spans and dates."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.settings.since import instant_of

AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30d", AT - timedelta(days=30)),
        ("12h", AT - timedelta(hours=12)),
        (" 2 w ", AT - timedelta(weeks=2)),
        ("0d", AT),
        ("2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
    ],
)
def test_a_span_ends_now_and_a_date_begins_at_midnight(text: str, expected: datetime) -> None:
    assert instant_of(text, AT) == expected


@pytest.mark.parametrize("text", ["", "30", "d", "-3d", "1.5d", "30 days", "2026-13-01", "99999w", "٣d", "yesterday"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        instant_of(text, AT)


@given(st.text())
def test_no_text_raises_anything_but_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert instant_of(text, AT).tzinfo is UTC
