"""A digest says what is new, what goes on and how, what is late, and that there is nothing where there is nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from doubles.told import MORNING, alert, digest, member

from monitor.deliver.blocks import plain
from monitor.deliver.markup import MAX_UNITS, parts
from monitor.deliver.page import page
from monitor.deliver.telling import document
from monitor.model import Alert, Change, Digest, Extent

BEFORE = Extent(outlets=("A",), languages=("vi",), actors=(), figures=("12",), members=1, last_seen=MORNING)


def lines(told: Digest) -> list[str]:
    return plain(document(told).sections, links=False).split("\n")


def again(*changes: Change) -> list[Alert]:
    return [alert(member(number), told=BEFORE, change=one) for number, one in enumerate(changes)]


def test_the_head_counts_what_is_new_and_what_goes_on() -> None:
    told = digest(alert(member(0)), alert(member(1)), *again(Change()))
    assert "2026-11-21 07:30 · 3 stories: 2 new, 1 continued" in lines(told)
    assert "2026-11-21 07:30 · 1 story" in lines(digest(alert(member(0))))


def test_a_story_that_goes_on_says_what_has_changed() -> None:
    much = Change(outlets=4, languages=("ru", "fa"), actors=("Russia",), figures=("19", "240"), denied=True)
    told = lines(digest(*again(much, Change(outlets=1), Change())))
    assert (
        "Told before: +4 outlets; now also in Russian, Persian; now also Russia; new figures 19, 240;"
        " an outlet denies it"
    ) in told
    assert "Told before: +1 outlet" in told
    assert "Told before: 12 → 19 killed" in lines(digest(*again(Change(tolls=("12 → 19 killed",), figures=("19",)))))
    assert "Told before: it goes on" in told


def test_a_late_one_says_so_and_for_which_it_stands_in() -> None:
    late = digest(due=datetime(2026, 11, 21, 0, 30, tzinfo=UTC), late=True)
    assert "late: due 07:30, the watch was down" in lines(late)
    assert document(late).title.endswith("(late)")
    missed = replace(late, missed=("2026-11-19 07:30", "2026-11-20 07:30"))
    assert any("it stands in for 2 that were missed, from 2026-11-19 07:30 on" in line for line in lines(missed))
    assert not any("late" in line or "stands in" in line for line in lines(digest()))


def test_an_empty_one_says_since_when_nothing_came_in_the_reader_s_time() -> None:
    empty = replace(digest(), alerts=(), since=datetime(2026, 11, 20, 0, 30, tzinfo=UTC), sources_failing=2, muted=5)
    assert lines(empty)[1:] == [
        "2026-11-21 07:30 · nothing new",
        "",
        "Nothing that fits came since 2026-11-20 07:30.",
        "",
        "1,284 articles read · 131 sources asked, 5 failed, 2 need a look",
        "5 stories not told since the last digest",
    ]


def test_a_recipient_s_digest_is_grouped_by_profile_and_names_the_others_that_hold_a_story() -> None:
    other = {"profile": "nato", "profile_name": "Azerbaijan and NATO"}
    told = lines(
        replace(
            digest(
                alert(member(0), also=("Azerbaijan and NATO",)),
                alert(member(1)),
                alert(member(2), **other),
            ),
            profile="",
            profile_name="",
            reader="channel/telegram/me",
        )
    )
    assert told[0] == "Your digest"
    groups = [line for line in told if line in ("Armenia, Azerbaijan and the United States", "Azerbaijan and NATO")]
    assert groups == ["Armenia, Azerbaijan and the United States", "Azerbaijan and NATO"]
    assert any(" · also: Azerbaijan and NATO · " in line for line in told)


def test_the_stories_stand_in_the_order_of_the_digest() -> None:
    told = digest(alert(member(0), score=0.5), alert(member(5), score=0.9))
    titles = [line for line in lines(told) if "hiệp ước" in line or "Peace treaty" in line]
    assert titles[0].startswith("Tổng thống")


def test_a_summary_stands_in_its_own_language_and_direction_without_quotation_marks() -> None:
    persian = alert(member(1), summary=("الهام علی‌اف پیمان را امضا کرد.", "او گفت: صلح آمد."))
    chinese = alert(member(2, language="zh"), summary=("第一句。", "第二句。"))
    told = document(digest(persian, chinese))
    blocks = [block for section in told.sections for block in section if block.role == "summary"]
    assert [(block.language, block.direction) for block in blocks] == [("fa", "rtl"), ("zh", "ltr")]
    assert "第一句。第二句。" in lines(digest(chinese))
    assert '<td class="ink" dir="rtl" lang="fa"' in page([digest(persian)], "Digests")


def test_a_long_one_is_told_in_parts_within_the_limits() -> None:
    long = tuple(f"{'Ilham Aliyev said so. ' * 14}{number}" for number in range(2))
    told = digest(*(alert(member(number), summary=long) for number in range(30)))
    rendered = parts(document(told))
    assert len(rendered) > 3
    assert all(len(part.text.encode("utf-16-le")) // 2 <= MAX_UNITS for part in rendered)
    assert sum(part.html.count("<blockquote>") for part in rendered) == 30


def test_what_outlets_write_is_never_markup() -> None:
    sly = alert(member(0), summary=("<b>Aliyev</b> & <script>alert(1)</script> said so.",), also=("<i>x</i>",))
    change = Change(actors=("<u>Russia</u>",), figures=("<s>19</s>",))
    told = digest(replace(sly, told=BEFORE, change=change))
    for html in (page([told], "Digests"), *(part.html for part in parts(document(told)))):
        assert not any(tag in html for tag in ("<script", "<u>", "<s>", "<i>x"))


def test_an_hour_is_the_reader_s() -> None:
    since = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    berlin = replace(digest(), alerts=(), since=since + timedelta(hours=1), timezone="Europe/Berlin")
    assert "Nothing that fits came since 2026-03-29 03:30." in lines(berlin)
