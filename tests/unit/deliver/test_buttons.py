"""What the buttons carry is short enough for Telegram, and comes back as it was sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from doubles.outcomes import NOW
from doubles.told import alert, digest, evidence, member
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import InlineKeyboardButtonLimit

from monitor.decide.code import code_of
from monitor.decide.delivery import Telegram
from monitor.deliver.buttons import FACES, Press, chosen_of, keyboard, pressed
from monitor.deliver.sample import sample_alert
from monitor.deliver.telegram import TelegramChannel
from monitor.model import Opinion
from monitor.testing import FixedClock

CHANNEL = TelegramChannel(Telegram(name="telegram/me", token=None, chat_id=42), clock=FixedClock(NOW))


@given(st.text(), st.text(), st.sampled_from((*sorted(FACES), None)), st.sampled_from(("", "muted until 28 Nov")))
def test_a_button_carries_its_story_and_act_within_the_limit(
    profile: str, story: str, chosen: Opinion | None, muted: str
) -> None:
    code, markup = code_of(profile, story), keyboard(code_of(profile, story), chosen, muted)
    buttons = [button for row in markup.inline_keyboard for button in row]
    acts = [*FACES, "unmute" if muted else "mute"]
    assert [pressed(str(button.callback_data)) for button in buttons] == [Press(code=code, act=act) for act in acts]
    assert all(len(str(one.callback_data).encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA for one in buttons)
    assert [button.text.endswith("✓") for button in buttons] == [act == chosen for act in acts]
    assert chosen_of(markup) == chosen


def test_a_muted_story_says_until_when_in_a_row_of_its_own() -> None:
    rows = keyboard("K7QM2XPD", None, "muted until 28 Nov").inline_keyboard
    assert [[button.text for button in row] for row in rows] == [["👍", "👎"], ["muted until 28 Nov · Unmute"]]


def test_what_was_sent_before_there_were_mutes_is_still_understood() -> None:
    assert pressed("feedback:up:K7QM2XPD") == Press(code="K7QM2XPD", act="up")


@pytest.mark.parametrize(
    "data", [None, "", "::", "feedback:up", "feedback:sideways:K7QM2XPD", "other:up:K7QM2XPD", "mute:K7QM2XPD"]
)
def test_what_is_not_ours_is_none(data: str | None) -> None:
    assert pressed(data) is None


@given(st.text())
def test_any_data_are_read_or_refused(data: str) -> None:
    assert pressed(data) is None or data.startswith(("feedback:", "mute:"))


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
