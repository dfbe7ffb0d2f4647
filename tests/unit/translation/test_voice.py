"""A voice says a message in its language, with numbers, days and names as that language writes them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.translation import ENGLISH, Voice, spoken, voice_of

INSTANT = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)
TEHRAN = "Asia/Tehran"


@pytest.mark.parametrize(
    ("wanted", "spoken_instead"),
    [(None, "en"), ("", "en"), ("en", "en"), ("fa", "fa"), ("FA", "fa"), ("fa-AF", "fa"), ("ru", "ru"), ("de", "en")],
)
def test_where_nobody_speaks_a_language_english_is_spoken(wanted: str | None, spoken_instead: str) -> None:
    assert voice_of(wanted).language == spoken_instead


@pytest.mark.parametrize("wanted", ["..", "../../etc", "x\0", "qqq", "fa/../ru", "🙂", "-" * 400])
def test_no_name_of_a_language_leads_anywhere_else(wanted: str) -> None:
    assert voice_of(wanted) is ENGLISH


def test_one_voice_for_each_language_is_enough() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len({id(one) for one in pool.map(voice_of, ["fa"] * 64)}) == 1


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("vi", "ltr"), ("ru", "ltr"), ("fa", "rtl")])
def test_a_line_of_ours_runs_as_its_language_does(language: str, direction: str) -> None:
    assert voice_of(language).direction == direction


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 stories", "1 story", "2 stories", "5 stories", "11 stories", "21 stories", "101 stories"]),
        ("ru", ["0 сюжетов", "1 сюжет", "2 сюжета", "5 сюжетов", "11 сюжетов", "21 сюжет", "101 сюжет"]),
        ("vi", ["0 tin", "1 tin", "2 tin", "5 tin", "11 tin", "21 tin", "101 tin"]),
        ("fa", ["۰ خبر", "۱ خبر", "۲ خبر", "۵ خبر", "۱۱ خبر", "۲۱ خبر", "۱۰۱ خبر"]),
    ],
)
def test_each_number_has_its_form(language: str, said: list[str]) -> None:
    voice = voice_of(language)
    assert [voice.count("{n} story", "{n} stories", n) for n in (0, 1, 2, 5, 11, 21, 101)] == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "1,234 0.87 -3"),
        ("vi", "1.234 0,87 -3"),
        ("ru", "1\u00a0234 0,87 -3"),
        ("fa", "۱٬۲۳۴ ۰٫۸۷ -۳"),
    ],
)
def test_numbers_are_those_of_the_language(language: str, said: str) -> None:
    voice = voice_of(language)
    assert " ".join([voice.number(1234), voice.number(0.871, places=2), voice.number(-3)]) == said
    assert voice.say("{some} of {all}", some=1234, all="1234") == f"{voice.number(1234)} of 1234"


@pytest.mark.parametrize(
    ("language", "moment", "stamp", "short", "long"),
    [
        ("en", "21 Nov 2026, 09:35 UTC+3:30", "2026-11-21 06:05 UTC", "21 Nov, 06:05", "Saturday 21 November"),
        ("vi", "9:35 UTC+3:30 21 thg 11, 2026", "6:05 UTC 21 thg 11, 2026", "6:05 21 thg 11", "Thứ Bảy, 21 tháng 11"),
        (
            "ru",
            "21 нояб. 2026\u202fг., 09:35 UTC+3:30",
            "21 нояб. 2026\u202fг., 06:05 UTC",
            "21 нояб., 06:05",
            "суббота, 21 ноября",
        ),
        (
            "fa",
            "۲۱ نوامبر ۲۰۲۶،\u200f ۹:۳۵ UTC+۳:۳۰",
            "۲۱ نوامبر ۲۰۲۶،\u200f ۶:۰۵ UTC",
            "۲۱ نوامبر،\u200f ۶:۰۵",
            "شنبه ۲۱ نوامبر",
        ),
    ],
)
def test_days_and_hours_are_those_of_the_language(
    language: str, moment: str, stamp: str, short: str, long: str
) -> None:
    voice = voice_of(language)
    assert voice.moment(INSTANT, TEHRAN) == moment
    assert voice.stamp(INSTANT, zoned=True) == stamp
    assert voice.day_and_time(INSTANT) == short
    assert voice.weekday(INSTANT.date()) == long


def test_languages_and_lists_are_named_as_cldr_does() -> None:
    assert [voice_of(one).language_name("fa") for one in spoken()] == ["Persian", "فارسی", "персидский", "tiếng Ba Tư"]
    assert [voice_of(one).listed(["A", "B", "C"]) for one in ("en", "vi", "ru")] == [
        "A, B and C",
        "A, B và C",
        "A, B и C",
    ]
    names = [ENGLISH.language_name(code) for code in ("fa", "hy", "und", "", "qqq")]
    assert names == ["Persian", "Armenian", "", "", ""]
    assert ENGLISH.listed([]) == ENGLISH.language_name("und") == ENGLISH.language_name("qqq") == ENGLISH.say("") == ""


@given(st.text(), st.sampled_from(spoken()))
def test_a_value_is_never_a_message(value: str, language: str) -> None:
    """Braces, percent signs and names of attributes in it are letters."""
    voice = voice_of(language)
    for text in (value, "{name.__class__}", "{0}", "{", "%s"):
        assert text in voice.say("actor {name}", name=text)


@given(st.sampled_from(spoken()), st.datetimes(timezones=st.just(UTC)), st.sampled_from(["UTC", TEHRAN, "", "no/zone"]))
def test_any_instant_can_be_said(language: str, instant: datetime, timezone: str) -> None:
    voice: Voice = voice_of(language)
    if timedelta(days=2) < instant - datetime.min.replace(tzinfo=UTC):
        assert voice.moment(min(instant, INSTANT.replace(year=9000)), timezone)


@given(st.sampled_from(spoken()), st.text())
def test_any_code_may_be_asked_for(language: str, code: str) -> None:
    assert isinstance(voice_of(language).language_name(code), str)
    assert voice_of(code).language in spoken()
