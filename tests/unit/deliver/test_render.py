"""A reader is told what, where, when and why, in this order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from doubles.told import alert, digest, evidence, gist, member

from monitor.decide.code import code_of
from monitor.deliver.blocks import Document, plain
from monitor.deliver.telling import document, message, message_key
from monitor.model import Alert

WHY = (
    "Why: Ilham Aliyev 6× (“Aliyev”, “\u2068علی‌اف\u2069”) · Armenia 4× (“\u2068ارمنستان\u2069”)"
    " · peace treaty 2× (“hiệp ước hòa bình”, “\u2068پیمان صلح\u2069”)"
)


def lines(what: Document) -> list[str]:
    return plain(what.sections, links=False).split("\n")


def code(number: int) -> str:
    """The code of an alert whose first member has this number."""
    return code_of("caucasus", f"story-{number:016x}")


def test_an_alert_shows_headline_outlet_time_why_quote_others_and_reason() -> None:
    assert lines(document(alert(member(0), member(3), member(5)))) == [
        "Armenia, Azerbaijan and the United States · 0.87",
        "Tổng thống Azerbaijan: hiệp ước hòa bình với Armenia sẽ được ký",
        "Tuổi Trẻ · Vietnamese · 21 Nov 2026, 14:05 UTC+7",
        "",
        WHY,
        "“Ông Aliyev nói hiệp ước hòa bình với Armenia sẽ được ký trong những tháng tới.”",
        "+2 outlets: Լրատու, The Ledger",
        "the score passes the profile's instant threshold",
        f"Worth telling? monitor feedback {code(0)} up or down",
    ]


def test_an_alert_alone_names_no_other_outlets_and_an_empty_quote_leaves_no_gap() -> None:
    roles = [block.role for section in document(alert(member(0), quote="")).sections for block in section]
    assert roles == ["title", "headline", "meta", "why", "reason", "answer"]


ENGLISH = gist("en", actors=("Ilham Aliyev", "Armenia", "NATO"), topics=("peace treaty", "border incidents"))
PERSIAN = gist("fa", actors=("الهام علی‌اف", "NATO"), topics=("پیمان صلح", "آتش‌بس"))


def test_a_gist_stands_under_the_headline_and_says_whom_and_what_in_one_line() -> None:
    told = lines(document(alert(member(0), gist=ENGLISH)))
    assert told[1:3] == [member(0).title, "Ilham Aliyev, Armenia, NATO: peace treaty, border incidents"]


def test_a_gist_runs_as_its_language_does_and_isolates_what_runs_against_it() -> None:
    (block,) = (one for section in document(alert(gist=PERSIAN)).sections for one in section if one.role == "gist")
    assert (block.direction, block.language) == ("rtl", "fa")
    assert plain(((block,),)) == "الهام علی‌اف،\u200f \u2068NATO\u2069: پیمان صلح،\u200f آتش‌بس"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "A、B：C"),
        ("fr", "A, B\u00a0: C"),
        ("hy", "A, B՝ C"),
        ("ar", "A وB: C"),
        ("xx", "A, B: C"),
        ("", "A, B: C"),
    ],
)
def test_a_gist_has_the_commas_and_the_colon_of_its_language(language: str, line: str) -> None:
    said = gist(language, actors=("A", "B"), topics=("C",))
    told = lines(document(alert(member(0), gist=said)))[2]
    assert told.replace("\u2068", "").replace("\u2069", "") == line


@pytest.mark.parametrize(("actors", "topics", "line"), [(("A",), (), "A"), ((), ("C", "D"), "C, D")])
def test_a_gist_of_one_kind_needs_no_colon(actors: tuple[str, ...], topics: tuple[str, ...], line: str) -> None:
    assert lines(document(alert(member(0), gist=gist("en", actors=actors, topics=topics))))[2] == line


@pytest.mark.parametrize("blank", ["", " ", "\u200f"])
def test_a_gist_without_a_word_is_no_line(blank: str) -> None:
    told = document(alert(gist=gist("en", actors=(blank,), topics=(blank,))))
    assert "gist" not in [block.role for section in told.sections for block in section]


def test_words_of_another_language_than_the_gist_s_say_so() -> None:
    told = document(alert(gist=gist("fa", actors=("Hualien",), english=True)))
    (block,) = (one for section in told.sections for one in section if one.role == "gist")
    assert [run.language for run in block.runs] == ["en"]


def test_a_digest_s_story_has_its_gist_and_repeats_none_of_it_among_the_reasons() -> None:
    said = gist("en", actors=("Ilham Aliyev",), topics=("peace treaty",))
    _, story, _ = document(digest(alert(member(1), gist=said))).sections
    assert [block.role for block in story] == ["headline", "gist", "meta"]
    assert plain((story,), links=False).split("\n")[1:] == [
        "Ilham Aliyev: peace treaty",
        f"0.87 · \u2068خبرگزاری خزر\u2069 · Persian · Armenia · {code(1)}",
    ]


def test_links_lead_to_web_addresses_only() -> None:
    told = document(alert(member(0, url="javascript:alert(1)"), member(1)))
    hrefs = [run.href for section in told.sections for block in section for run in block.runs if run.href]
    assert hrefs == ["https://news-1.example/2026/11/21/peace?id=1&page=1"]


def test_an_outlet_is_counted_once_however_often_it_wrote() -> None:
    told = alert(member(0), member(6), member(12), member(1))
    assert any(line.startswith("+1 outlet: ") for line in lines(document(told)))


def test_terms_that_speak_against_or_do_nothing_are_not_reasons() -> None:
    match = replace(alert().match, evidence=(evidence("sport", -1.0, "sport"), evidence("Baku", 0.4, "Bakı")))
    assert "Why: Baku (“Bakı”)" in lines(document(alert(match=match)))


def test_a_phrase_goes_by_its_first_words_and_a_condition_by_what_was_found() -> None:
    words = "Golden Ridge / Голден Ридж"
    group = f"within 1 sentence org/nato, (one of country/AZ, phrase/{words})"
    phrase = replace(evidence(words, 3.0, "Голден Ридж", "Golden Ridge", count=2), term=f"phrase/{words}")
    near = replace(evidence(group, 2.0, "НАТО", "Golden Ridge"), term=group)
    told = alert(member(0), match=replace(alert().match, evidence=(phrase, near)))
    assert "Why: Golden Ridge 2× (“Голден Ридж”) · НАТО, Golden Ridge" in lines(document(told))
    assert " · Golden Ridge, НАТО, Golden Ridge · " in "\n".join(lines(document(digest(told))))


def test_a_digest_tells_its_stories_and_ends_with_what_was_read() -> None:
    told = lines(document(digest(alert(member(3), score=0.7), alert(member(4), score=0.55), sources_failing=1)))
    assert told == [
        "Armenia, Azerbaijan and the United States",
        "2026-11-21 07:30 · 2 stories",
        "",
        "Ադրբեջանի նախագահ. խաղաղության պայմանագիրը կստորագրվի",
        f"0.70 · Լրատու · Armenian · Ilham Aliyev, Armenia, peace treaty · {code(3)}",
        "",
        "Azərbaycan Prezidenti: Ermənistanla sülh müqaviləsi imzalanacaq",
        f"0.55 · Xəbər · Azerbaijani · Ilham Aliyev, Armenia, peace treaty · {code(4)}",
        "",
        "1,284 articles read · 131 sources asked, 5 failed, 1 needs a look",
        "Worth telling? monitor feedback CODE up or down",
    ]


def test_where_an_answer_would_lead_nowhere_there_is_no_code() -> None:
    told = alert(answerable=False)
    of_digest = lines(document(digest(told)))
    assert lines(document(alert()))[:-1] == lines(document(told))
    assert of_digest[4].endswith(" · Ilham Aliyev, Armenia, peace treaty")
    assert of_digest[-1] == "1,284 articles read · 131 sources asked, 5 failed, 3 need a look"


def test_a_digest_of_nothing_is_still_a_message() -> None:
    empty = replace(digest(), alerts=(), slot="first", articles_read=1, sources_failed=0, sources_failing=0)
    assert lines(document(empty)) == [
        "Armenia, Azerbaijan and the United States",
        "the last 24 hours · nothing new",
        "",
        "Nothing that fits came.",
        "",
        "1 article read · 131 sources asked, none failed",
    ]


def test_a_digest_for_which_nobody_was_asked_or_nobody_answered_says_so() -> None:
    quiet = replace(digest(), alerts=(), sources_failing=0)
    assert lines(document(replace(quiet, sources_asked=0, sources_failed=0)))[-1].endswith(" · no source was asked")
    silent = lines(document(replace(quiet, sources_asked=131, sources_failed=131)))
    assert silent[-1].endswith(" · 131 sources asked, 131 failed")


def test_a_nameless_profile_and_a_headline_without_ink_still_make_a_message() -> None:
    told = document(alert(member(0, title="\u200c\u0301"), profile_name="\0"))
    assert told.title == "[caucasus] (no headline)"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", "21 Nov 2026, 07:05 UTC"),
        ("Asia/Kathmandu", "21 Nov 2026, 12:50 UTC+5:45"),
        ("America/New_York", "21 Nov 2026, 02:05 UTC-5"),
        ("America/St_Johns", "21 Nov 2026, 03:35 UTC-3:30"),
        ("No/Such_Zone", "21 Nov 2026, 07:05 UTC"),
        ("../../etc/passwd", "21 Nov 2026, 07:05 UTC"),
    ],
)
def test_times_are_local_with_their_distance_from_utc(zone: str, expected: str) -> None:
    assert lines(document(alert(member(0), timezone=zone)))[2].endswith(expected)


def test_a_date_of_another_century_is_shown_too() -> None:
    told = alert(member(0, published=datetime(1899, 1, 1, tzinfo=UTC)), timezone="Europe/Amsterdam")
    assert "1899" in lines(document(told))[2]


def test_a_key_is_stable_and_differs_by_revision_channel_part_and_kind() -> None:
    one, two = alert(), replace(alert(), story=replace(alert().story, revision=2))
    keys = [
        message_key(one, "a"),
        message_key(two, "a"),
        message_key(one, "b"),
        message_key(one, "a", 2),
        message_key(digest(), "a"),
    ]
    assert len(set(keys)) == len(keys)
    assert message_key(alert(), "a") == keys[0]


def test_a_message_says_how_much_it_presses_whose_it_is_and_where_the_story_stands() -> None:
    told = [message(what, "a", text="x") for what in (alert(), replace(alert(), critical=True), digest())]
    assert [one.level for one in told] == ["alert", "critical", "digest"]
    assert [one.profile for one in told] == [alert().profile] * 2 + [digest().profile]
    assert [one.url for one in told] == [alert().story.lead.url] * 2 + [""]


def test_long_texts_are_capped_between_characters() -> None:
    told: Alert = alert(member(0, title="Ն" * 10_000, outlet="o" * 10_000), quote="q" * 10_000)
    assert max(map(len, lines(document(told)))) <= 602  # the quote's 600 and its marks


def test_the_flag_of_the_outlet_s_country_stands_behind_its_name() -> None:
    told = replace(alert(), country="VN")
    assert "Tuổi Trẻ 🇻🇳 · Vietnamese · 21 Nov 2026" in plain(document(told).sections)
