"""What a further telling says of itself, in each way in which it can be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from doubles.mailed import mailed
from doubles.told import MORNING, alert, digest, member

from monitor.deliver.blocks import plain
from monitor.deliver.markup import parts
from monitor.deliver.telling import document
from monitor.model import Alert, Update


def again(reason: str, **changes: Any) -> Alert:
    update = Update(outlets=2, languages=1, cause=member(5), message="1")
    return alert(reason=reason, number=2, update=replace(update, **changes))


def second_line(what: Alert) -> str:
    return plain(document(what).sections, links=False).split("\n")[1]


@pytest.mark.parametrize(
    ("reason", "changes", "words"),
    [
        ("bigger", {}, "Update · many more outlets tell it: now 6 outlets, 6 languages (2 before)"),
        ("contradicts", {}, "Update · denied by The Ledger"),
        ("contradicts", {"cause": None}, "Update · an outlet denies what was told"),
        ("new-actor", {"actors": ("Russia", "Vladimir Putin")}, "Update · new in it: Russia, Vladimir Putin"),
        ("new-actor", {"actors": tuple("ABCDEFG")}, "Update · new in it: A, B, C, D, E and 2 more"),
        ("new-actor", {}, "Update · somebody else whom the profile watches is in it now"),
        ("reopened", {"silence": timedelta(days=3)}, "Update · again after 3 days of silence"),
        ("reopened", {"silence": timedelta(hours=36)}, "Update · again after 36 hours of silence"),
        ("repeat", {}, "Update · it goes on: now 6 outlets, 6 languages (2 before)"),
        ("critical", {}, "Update · the score passes the profile's critical threshold"),
    ],
)
def test_it_says_first_why_it_comes(reason: str, changes: dict[str, Any], words: str) -> None:
    assert second_line(again(reason, **changes)) == words


def test_a_message_that_was_changed_says_when_and_on_another_day_which() -> None:
    at = again("bigger", changed_at=MORNING + timedelta(minutes=30))
    assert second_line(at).startswith("Updated 14:35 · ")
    assert second_line(replace(at, timezone="UTC")).startswith("Updated 07:35 · ")
    later = again("bigger", changed_at=MORNING + timedelta(days=2))
    assert second_line(later).startswith("Updated 23 Nov, 14:05 · ")


def test_a_first_telling_says_its_reason_at_the_end_and_no_update() -> None:
    text = plain(document(alert()).sections)
    assert "Update" not in text
    assert "the score passes the profile's instant threshold" in text


def test_names_that_run_right_to_left_keep_to_themselves() -> None:
    said = again("new-actor", actors=("الهام علی‌اف", "ارمنستان"))
    assert "new in it: \u2068الهام علی‌اف\u2069, \u2068ارمنستان\u2069" in second_line(said)
    denied = again("contradicts", cause=member(1))
    (part,) = parts(document(denied))
    assert "denied by \u2068خبرگزاری خزر\u2069" in part.html
    assert "denied by \u2068خبرگزاری خزر\u2069" in mailed(denied)


def test_an_outlets_name_is_text_in_every_channel() -> None:
    hostile = again("contradicts", cause=replace(member(5), outlet="<b>Ledger</b>\u202e & Sons"))
    (part,) = parts(document(hostile))
    assert "denied by &lt;b&gt;Ledger&lt;/b&gt; &amp; Sons" in part.html
    assert "<b>Ledger</b>" not in mailed(hostile)


def test_a_mail_says_in_its_subject_that_it_is_an_update() -> None:
    assert document(again("contradicts")).title.startswith("[Armenia, Azerbaijan and the United States] Update: ")


class TestCopies:
    def line(self, what: Alert) -> str:
        lines = plain(document(what).sections, links=False).splitlines()
        return next((line for line in lines if line.startswith("+")), "")

    def test_they_are_counted_and_not_listed(self) -> None:
        own = tuple(member(number) for number in range(3))
        copy = replace(member(0), copy_of=own[0].article_id, weight=1.0)
        copies = tuple(replace(copy, article_id=f"{50 + number:016x}", outlet=f"Copy {number}") for number in range(9))
        line = self.line(alert(*own, *copies))
        assert line.startswith("+2 outlets, 9 copies: ")
        assert "Copy" not in line

    def test_where_all_the_others_are_copies_nobody_is_listed(self) -> None:
        copy = replace(member(1), copy_of=member(0).article_id)
        assert self.line(alert(member(0), copy)) == "+1 copy"

    def test_an_outlet_that_copied_first_and_then_wrote_is_one_of_the_outlets(self) -> None:
        copy = replace(member(1), copy_of=member(0).article_id)
        wrote = replace(member(1), article_id="f" * 16)
        assert self.line(alert(member(0), copy, wrote)).startswith("+1 outlet, 1 copy: ")


class TestOverflow:
    def head(self, **changes: Any) -> str:
        over = (alert(member(0), reason="overflow"), alert(member(1), reason="overflow"), alert(member(2)))
        return plain(document(digest(*over, **changes)).sections).split("\n\n")[0]

    def test_a_digest_says_how_many_of_its_stories_were_too_many_for_an_hour(self) -> None:
        assert "2 more than the 20 an hour that this profile wants" in self.head(at_most=20)

    def test_where_the_cap_is_not_known_it_says_so_without(self) -> None:
        assert "2 more than the alerts of an hour that this profile wants" in self.head()

    def test_nothing_is_said_where_nothing_overflowed(self) -> None:
        assert "more than" not in plain(document(digest(alert())).sections)
