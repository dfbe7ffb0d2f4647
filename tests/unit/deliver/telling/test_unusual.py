"""Unusual volume and unusual silence in words: how much, since when, because of what, and what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from doubles.told import MORNING, alert, member

from monitor.deliver.blocks import Document, plain
from monitor.deliver.markup import parts
from monitor.deliver.sample import sample_silence, sample_surge
from monitor.deliver.telling import document
from monitor.deliver.telling.silence import span_of
from monitor.deliver.telling.surge import times_of
from monitor.model import Silence, Surge
from monitor.translation import ENGLISH

SURGE = Surge(
    profile="caucasus",
    profile_name="Armenia, Azerbaijan and the United States",
    name="Armenia, Azerbaijan and the United States",
    ratio=3.84,
    count=28,
    usual=7.3,
    since=MORNING.replace(minute=0),
    because=(alert().story, alert(member(5)).story),
    timezone="Asia/Ho_Chi_Minh",
)
SILENCE = replace(
    sample_silence(MORNING),
    profile_name="Caucasus",
    since=MORNING - timedelta(days=4),
    failing_since=MORNING - timedelta(days=2),
    timezone="Asia/Ho_Chi_Minh",
)


def lines(what: Document) -> list[str]:
    return plain(what.sections, links=False).split("\n")


def test_a_surge_says_how_many_times_the_usual_since_when_and_because_of_what() -> None:
    told = document(SURGE)
    assert lines(told) == [
        "Armenia, Azerbaijan and the United States · unusual volume",
        "3.8× the usual, since 14:00 on 21 Nov 2026 UTC+7, because of:",
        "",
        "Tổng thống Azerbaijan: hiệp ước hòa bình với Armenia sẽ được ký",
        (
            "Tuổi Trẻ, \u2068خبرگزاری خزر\u2069, \u2068صحيفة الجسر\u2069 +3"
            " · Arabic, Azerbaijani, English, Persian, Armenian, Vietnamese"
        ),
        "",
        "Peace treaty with Armenia will be signed, Azerbaijan's president says",
        "The Ledger · English",
        "",
        "28 articles, where 7.3 would be usual · told once, until it is over",
    ]
    assert told.title.startswith(
        "[Armenia, Azerbaijan and the United States] 3.8× the usual, since 14:00 on 21 Nov 2026"
    )
    assert "because of: Tổng thống Azerbaijan" in told.title


def test_the_surge_of_an_actor_names_the_actor() -> None:
    told = document(replace(SURGE, subject="person/ilham-aliyev", name="Ilham Aliyev", because=()))
    assert lines(told)[1] == "Ilham Aliyev: 3.8× the usual, since 14:00 on 21 Nov 2026 UTC+7"


@pytest.mark.parametrize(("ratio", "said"), [(2.55, "2.5×"), (9.94, "9.9×"), (12.4, "12×"), (1240.0, "1,240×")])
def test_a_large_ratio_has_no_decimals(ratio: float, said: str) -> None:
    assert times_of(ratio, ENGLISH) == f"{said} the usual"


def test_a_silence_says_for_how_long_which_cause_and_by_which_figures() -> None:
    assert lines(document(SILENCE)) == [
        "Caucasus · unusual silence",
        "The profile may be too narrow: what you watch is named in 38 articles, and none matches.",
        "nothing since 17 Nov 2026, 14:05 UTC+7, where 16 hours is the longest that is usual",
        "",
        (
            "Figures: 2,110 articles read in the last 3 days (usually 2,040) · 38 name what you watch (usually 41)"
            " · 5 nearly matched, the best score is 0.44 · 2 of 40 sources fail since 19 Nov 2026, 14:05 UTC+7"
            " · 61 articles without their page's text"
        ),
        "Kept out most often: required, not there: one of country/AM, country/US (31×)",
        "`monitor explain` shows what an article lacked; see `require` and `threshold` of the profile.",
    ]


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        ("quiet", "The world is quiet"),
        ("sources", "Sources fail: 2 of the 40"),
        ("extraction", "Pages cannot be read: of 2,110 articles, 61"),
        ("narrow", "The profile may be too narrow"),
    ],
)
def test_each_cause_is_said_first(cause: str, said: str) -> None:
    assert lines(document(replace(SILENCE, cause=cause)))[1].startswith(said)  # type: ignore[arg-type]


def test_a_profile_that_never_told_anything_says_since_when_it_is_watched() -> None:
    assert lines(document(replace(SILENCE, usual=None)))[2] == "nothing yet, watched since 17 Nov 2026, 14:05 UTC+7"


@pytest.mark.parametrize(
    ("hours", "said"), [(0.2, "1 hour"), (16, "16 hours"), (47, "47 hours"), (49, "2 days"), (71, "3 days")]
)
def test_spans_are_in_hours_and_then_in_days(hours: float, said: str) -> None:
    assert span_of(timedelta(hours=hours), ENGLISH) == said


@pytest.mark.parametrize("what", [sample_surge(MORNING), sample_silence(MORNING), SURGE])
def test_each_fits_one_message(what: Surge | Silence) -> None:
    assert len(parts(document(what))) == 1
