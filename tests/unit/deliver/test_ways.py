"""Channels change while messages are on their way; and the daemon's own word fits any of them."""

from __future__ import annotations

import pytest

from monitor.decide.delivery import Console, Telegram
from monitor.deliver.text import utf16_units
from monitor.deliver.ways import Ways
from monitor.deliver.word import send_word, word
from monitor.errors import DeliveryError
from monitor.testing import FixedClock, RecordingChannel

ME = Telegram(name="telegram/me", token="1:A", chat_id=42)
CLOCK = FixedClock()


async def test_a_channel_whose_settings_stay_stays_itself_and_a_changed_secret_is_a_change() -> None:
    ways = Ways(CLOCK)
    ways.use([ME, Console()])
    async with ways.held() as first:
        ways.use([ME])
        async with ways.held() as second:
            assert set(first) == {"telegram/me", "console"}
            assert second == {"telegram/me": first["telegram/me"]}
    ways.use([Telegram(name="telegram/me", token="1:B", chat_id=42)])
    async with ways.held() as third:
        assert third["telegram/me"] is not first["telegram/me"]
    await ways.close()


async def test_what_is_no_longer_wanted_closes_when_nobody_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    recording = RecordingChannel(name="console")
    monkeypatch.setattr("monitor.deliver.ways.build", lambda settings, clock, chats: recording)
    ways = Ways(CLOCK)
    ways.use([Console()])
    async with ways.held(), ways.held() as held:
        ways.use([])
        assert held["console"] is recording
        assert not recording.closed
    assert recording.closed
    async with ways.held() as after:
        assert after == {}


async def test_a_given_channel_stands_in_whatever_the_configuration_says_and_closes_last() -> None:
    witness = RecordingChannel(name="console")
    ways = Ways(CLOCK, {"console": witness})
    ways.use([Console(), ME])
    ways.use([])
    async with ways.held() as held:
        assert held == {"console": witness}
    assert not witness.closed
    await ways.close()
    assert witness.closed


async def test_a_word_says_its_lines_to_a_channel() -> None:
    channel = RecordingChannel(name="console")
    await send_word(["This edit is not taken", "config/a.yaml:1:1: wrong"], channel, CLOCK.now())
    (message,) = channel.received
    assert message.text == "This edit is not taken\nconfig/a.yaml:1:1: wrong"
    assert message.subject == "This edit is not taken"
    channel.fail_next(DeliveryError("no"))
    with pytest.raises(DeliveryError):
        await send_word(["x"], channel, CLOCK.now())


def test_a_word_fits_into_a_telegram_message_and_is_one_line_a_fault() -> None:
    said = word(["🌍" * 5000 + "\n\x07injected"] * 300, "telegram/me", CLOCK.now())
    assert utf16_units(said.text) <= 4096
    assert len(said.text.splitlines()) == 13
    assert said.text.endswith("… and 288 more: `monitor status` has them all")
    assert "\n" not in said.subject
