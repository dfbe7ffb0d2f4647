"""What the buttons carry is short enough for Telegram, and comes back as it was sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from doubles.bot_api_links import rows_of
from doubles.outcomes import NOW
from doubles.told import alert, digest, evidence, member
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from monitor.decide.code import code_of
from monitor.decide.delivery import Telegram
from monitor.deliver.buttons import FACES, Press, chosen_of, keyboard, pressed
from monitor.deliver.sample import sample_alert
from monitor.deliver.telegram import TelegramChannel
from monitor.model import Opinion
from monitor.testing import FixedClock

CHANNEL = TelegramChannel(Telegram(name="telegram/me", token=None, chat_id=42), clock=FixedClock(NOW))


@given(
    st.text(),
    st.text(),
    st.sampled_from((*sorted(FACES), None)),
    st.sampled_from(("", "muted by Ana until 28 Nov")),
    st.one_of(st.text(), st.sampled_from(("https://news.example/1", "http://intranet/1", "javascript:alert(1)"))),
)
def test_a_button_carries_its_story_and_act_within_the_limits_of_the_server(
    profile: str, story: str, chosen: Opinion | None, muted: str, url: str
) -> None:
    code = code_of(profile, story)
    markup = keyboard(code, url, chosen=chosen, muted=muted)
    rows_of(markup.to_json())
    buttons = [button for row in markup.inline_keyboard for button in row if not button.url]
    acts = [*FACES, "why", "unmute" if muted else "mute"]
    assert [pressed(str(button.callback_data)) for button in buttons] == [Press(code=code, act=act) for act in acts]
    assert ["✓" in button.text for button in buttons] == [act == chosen for act in acts]
    assert chosen_of(markup) == chosen


def texts(markup: InlineKeyboardMarkup) -> list[list[str]]:
    return [[button.text for button in row] for row in markup.inline_keyboard]


def test_what_a_reader_may_do_stands_in_two_rows() -> None:
    assert texts(keyboard("K7QM2XPD", "https://news.example/1")) == [
        ["👍 More like this", "👎 Less like this"],
        ["Why?", "Mute story", "Open"],
    ]


def test_a_muted_story_says_by_whom_and_until_when_in_a_row_of_its_own() -> None:
    assert texts(keyboard("K7QM2XPD", chosen="up", muted="muted by Ana until 28 Nov")) == [
        ["✓ More like this", "👎 Less like this"],
        ["Why?"],
        ["muted by Ana until 28 Nov · Unmute"],
    ]


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "ftp://news.example/1", "http://localhost:5678/", "http://intranet/1", "https://a.example:0/",
     "https://a.example:x/", "https://a b.example/", 'https://a".example/', "https://[", "tg://user?id=1", "https:///x"],
)  # fmt: skip
def test_no_button_leads_where_the_server_would_refuse_the_message_for_it(url: str) -> None:
    assert "Open" not in str(texts(keyboard("K7QM2XPD", url)))


def test_the_mark_of_an_earlier_version_is_still_read() -> None:
    row = [InlineKeyboardButton("👍", callback_data="feedback:up:K7QM2XPD")]
    row += [InlineKeyboardButton("👎 ✓", callback_data="feedback:down:K7QM2XPD")]
    assert chosen_of(InlineKeyboardMarkup([row])) == "down"


def test_what_was_sent_before_there_were_mutes_is_still_understood() -> None:
    assert pressed("feedback:up:K7QM2XPD") == Press(code="K7QM2XPD", act="up")


@pytest.mark.parametrize(
    "data", [None, "", "::", "feedback:up", "feedback:sideways:K7QM2XPD", "other:up:K7QM2XPD", "mute:K7QM2XPD"]
)
def test_what_is_not_ours_is_none(data: str | None) -> None:
    assert pressed(data) is None


@given(st.text())
def test_any_data_are_read_or_refused(data: str) -> None:
    assert pressed(data) is None or data.startswith(("feedback:", "mute:", "why:"))


def test_an_alert_has_buttons_in_the_place_of_the_line_that_says_what_to_type() -> None:
    told = alert()
    (message,) = CHANNEL.render(told)
    assert message.code == code_of(told.profile, told.story.id)
    assert "monitor feedback" not in message.text + message.html


def test_a_sample_has_nothing_to_answer_with() -> None:
    (message,) = CHANNEL.render(sample_alert(NOW))
    assert message.code == ""
    assert "Worth telling?" not in message.text


def test_of_an_alert_in_parts_the_last_has_the_buttons() -> None:
    wordy = tuple(evidence("n" * 78 + str(n), 3.0, *("s" * 77 + f"{n}{m}" for m in range(3))) for n in range(8))
    outlets = tuple(member(n, outlet="o" * 78 + str(n)) for n in range(9))
    messages = CHANNEL.render(alert(*outlets, quote="q " * 300, match=replace(alert().match, evidence=wordy)))
    assert len(messages) > 1
    assert [bool(message.code) for message in messages] == [False] * (len(messages) - 1) + [True]


def test_a_digest_has_codes_and_no_buttons() -> None:
    told = digest()
    messages = CHANNEL.render(told)
    assert not any(message.code for message in messages)
    text = "\n".join(message.text for message in messages)
    assert all(code_of(one.profile, one.story.id) in text for one in told.alerts)
