"""Whatever stands where a date belongs, reading it ends in a moment or in nothing; what is a date comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect.dates.calendars import gregorian
from monitor.collect.dates.moment import moment
from monitor.collect.feeds.chronology import AHEAD, OLDEST, believed
from monitor.collect.instant import instant

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
PIECES = st.sampled_from([
    "21", "11", "2026", "1405", "2569", "٢٠٢٦", "۱۴۰۵", "Nov", "ноября", "آذر", "พ.ย.", "Mon", "07:30", "7.30", "24:60",
    "年", "PM", "오후", "Z", "EST", "+04:00", "-9999", "T", "W47", "令和", "元", "/", "-", ".", ",", " ", "(",
    "\u202e", "\0",
])  # fmt: skip
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
#: seconds before now, of nearly ten years
INSTANTS = st.builds(
    lambda seconds, zone: (NOW - timedelta(seconds=seconds)).astimezone(zone), st.integers(1, 300_000_000), ZONES
)
READING = settings(deadline=None)  # the words of all languages are loaded with the first date that needs them


@READING
@given(st.text(max_size=60) | st.lists(PIECES, max_size=12).map("".join) | st.lists(PIECES, max_size=9).map(" ".join))
def test_any_text_is_a_date_or_none(text: str) -> None:
    said = moment(text)
    assert said is None or said.local.tzinfo is None
    instant(text)


@READING
@given(st.lists(st.lists(st.text(max_size=30) | st.lists(PIECES, max_size=9).map(" ".join), max_size=3), max_size=5))
def test_what_is_believed_lies_within_ten_years_and_an_hour(texts: list[list[str]]) -> None:
    read = believed(texts, now=NOW)
    assert len(read) == len(texts)
    assert all(one is None or NOW - OLDEST <= one <= NOW + AHEAD for one in read)


@READING
@given(INSTANTS)
def test_an_instant_comes_back_from_every_standard(when: datetime) -> None:
    day = when.strftime("%Y-%m-%d %H:%M:%S %z")
    for written in (format_datetime(when), when.isoformat(), when.isoformat(" "), day, str(int(when.timestamp()))):
        assert instant(written) == when, written


@READING
@given(st.integers(1390, 1405), st.integers(1, 12), st.integers(1, 29), st.sampled_from("/-"))
def test_a_day_of_iran_comes_back_in_any_digits(year: int, month: int, day: int, sign: str) -> None:
    written = f"{year}{sign}{month:02}{sign}{day:02}"
    persian = written.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    for one in (moment(written), moment(persian)):
        assert one is not None
        assert one.local.date() == gregorian(year, month, day)
