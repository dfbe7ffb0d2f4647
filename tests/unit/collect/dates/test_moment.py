"""Each line is a date as some outlet writes it; `tests/corpus/feeds/dates-*` holds whole feeds of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date

from monitor.collect.dates.moment import moment
from monitor.collect.instant import instant

DAY = datetime(2026, 11, 21, 7, 30)  # noqa: DTZ001  a clock at some place
#: languages of the catalogue
LANGUAGES = [
    "ar",
    "az",
    "bg",
    "cs",
    "de",
    "el",
    "en",
    "es",
    "fa",
    "fi",
    "fr",
    "he",
    "hi",
    "hu",
    "hy",
    "id",
    "it",
    "ja",
    "ka",
    "ko",
    "nl",
    "pl",
    "pt",
    "ro",
    "ru",
    "sq",
    "sr",
    "sw",
    "tr",
    "uk",
    "vi",
    "zh",
]


@pytest.mark.parametrize(
    "written",
    [
        "Sat, 21 Nov 2026 07:30:00",
        "Mon, 21 Nov 2026 07:30:00",
        "21 Nov 26 07:30",
        "Saturday, 21-Nov-26 07:30:00",
        "Sat Nov 21 07:30:00 2026",
        "2026-11-21 07:30:00",
        "2026-11-21T07:30",
        "20261121T0730",
        "20261121073000",
        "2026-W47-6T07:30",
        "2026-325T07:30",
        "2026/11/21 07:30",
        "21.11.2026 07:30",
        "21.11.2026, klo 7.30",
        "21/11/2026 - 07h30",
        "11/21/2026 7:30 AM",
        "Nov. 21st, 2026 at 7:30 a.m.",
        "November 21, 2026 07:30",
        "21Nov2026 07:30",
        "mar., 21 nov. 2026 07:30",
        "21 de noviembre de 2026 - 07:30",
        "21 ноября 2026 г., 07:30",
        "21 ΝΟΕΜΒΡΙΟΥ 2026 07:30",
        "21 KASIM 2026 07:30",
        "Thứ Bảy, 21/11/2026 | 07:30",
        "ngày 21 tháng 11 năm 2026 07:30",
        "07:30 SA 21/11/2026",
        "2026年11月21日 上午7:30",
        "2026年11月21日7時30分",
        "2026년 11월 21일 오전 7:30",
        "令和8年11月21日 07:30",
        "民國115年11月21日 07:30",
        "٢١ نوفمبر ٢٠٢٦ ٠٧:٣٠",
        "21 تشرين الثاني 2026 07:30",
        "21 नवंबर 2026, 07:30 बजे",
        "21 בנובמבר 2026 07:30",
        "۳۰ آبان ۱۴۰۵ - ۰۷:۳۰",
        "1405/08/30 07:30",
        "30 Aban 1405 07:30",
        "21 พฤศจิกายน 2569 07:30",
        "21 พ.ย. 69 07:30 น.",
    ],
)
def test_a_day_and_a_clock_are_read_in_every_dialect(written: str) -> None:
    said = moment(written)
    assert said is not None
    assert said.local == DAY
    assert said.offset is None


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("Z", 0),
        ("GMT", 0),
        ("+0000", 0),
        ("EST", -5),
        ("PDT", -7),
        ("MSK", 3),
        ("(МСК)", 3),
        ("IRST", 3.5),
        ("ICT", 7),
        ("WIB", 7),
        ("+04:00", 4),
        ("+0545", 5.75),
        ("-0330", -3.5),
        ("GMT+7", 7),
        ("UTC-03:00", -3),
        ("−03:00", -3),
        ("+03", 3),
        ("-0000", None),
        ("+9900", None),
        ("Reuters", None),
        ("XYZ", None),
    ],
)
def test_zones_are_known_by_name_and_by_number(zone: str, hours: float | None) -> None:
    said = moment(f"21 Nov 2026 07:30:00 {zone}")
    assert said is not None
    assert said.offset == (None if hours is None else timedelta(hours=hours))


@pytest.mark.parametrize("written", ["1795246200", "1795246200000", "١٧٩٥٢٤٦٢٠٠"])
def test_unix_time_is_of_utc(written: str) -> None:
    assert instant(written) == DAY.replace(tzinfo=UTC)


def test_a_calendar_says_where_it_is_kept_unless_a_zone_is_named() -> None:
    assert instant("1405/08/30 11:00") == DAY.replace(tzinfo=UTC)
    assert instant("21/11/2569 14:30") == DAY.replace(tzinfo=UTC)
    assert instant("1405-08-30T07:30:00Z") == DAY.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2 hours ago",
        "21",
        "2026",
        "November 2026",
        "21 November",
        "2026-02-30",
        "99 Nov 99999",
        "32.13.2026",
        "1405-12-30T25:00",
        "1405/07/31",
        "Fri, 01 Jan 1405 00:00:00 GMT",
        "1 آذر 2026",
        "9" * 5000,
        "²³ Nov 2026",
        "1e9",
    ],
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert moment(written) is None


@pytest.mark.parametrize(
    ("written", "month"),
    [("mar, 21 abril 2026", 4), ("Mar 21, 2026", 3), ("Sat, 21 Mar 2026", 3), ("mar. 3 mars 2026", 3)],
)
def test_a_weekday_is_not_taken_for_a_month_of_another_language(written: str, month: int) -> None:
    said = moment(written)
    assert said is not None
    assert said.local.month == month


def test_which_figure_is_the_month_is_a_matter_of_evidence() -> None:
    first, second = moment("04/05/2026"), moment("04/05/2026", month_first=True)
    assert first is not None
    assert second is not None
    assert (first.local.month, second.local.month) == (5, 4)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", ["long", "medium"])
def test_every_day_as_cldr_writes_it_in_the_catalogues_languages_is_read(language: str, width: str) -> None:
    for day in (date(2026, month, 19) for month in range(1, 13)):
        written = format_date(day, width, locale=language)
        said = moment(written)
        assert said is not None, written
        assert said.local.date() == day, written
