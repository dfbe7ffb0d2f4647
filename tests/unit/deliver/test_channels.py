"""Settings become channels; a missing secret stands in the way of its own channel's first send only."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from doubles.told import alert, digest

from monitor.decide import delivery
from monitor.deliver.channels import build
from monitor.errors import DeliveryError, SecretMissing
from monitor.ports import Channel


class Noon:
    def now(self) -> datetime:
        return datetime(2026, 11, 21, 12, tzinfo=UTC)


async def never() -> None:
    pytest.fail("nothing was to be sent")


def telegram(token: str | None, missing: str = "") -> delivery.Telegram:
    return delivery.Telegram(name="telegram/me", token=token, chat_id=42, missing=missing)


def email(**changes: object) -> delivery.Email:
    values = {"host": "mail.example", "port": 587, "security": "starttls", "sender": "w@example.org", "to": ("a@b.c",)}
    return delivery.Email(name="email/desk", **{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("settings", [telegram(None), email(), delivery.Console()])
async def test_every_channel_renders_without_its_secret(settings: delivery.ChannelSettings) -> None:
    channel: Channel = build(settings, clock=Noon())
    assert channel.name == settings.name
    for what in (alert(), digest()):
        assert all(message.text and message.key for message in channel.render(what))
    await channel.close()


@pytest.mark.parametrize("settings", [telegram(None), email(), delivery.Console()])
@pytest.mark.parametrize(
    ("language", "why"), [("ru", "Почему: "), ("fa", "دلیل: "), ("vi", "Lý do: "), ("de", "Why: ")]
)
def test_every_channel_speaks_the_language_of_its_reader_or_english(
    settings: delivery.ChannelSettings, language: str, why: str
) -> None:
    (message,) = build(replace(settings, language=language), clock=Noon()).render(alert())
    assert why in message.text
    assert why.strip() in message.html


@pytest.mark.parametrize(
    "settings",
    [
        telegram(None, "telegram/me: the variable WATCH_TOKEN is not set"),
        email(missing="email/desk: the variable WATCH_TOKEN is not set"),
    ],
)
async def test_a_missing_secret_is_said_in_the_words_of_the_settings(settings: delivery.ChannelSettings) -> None:
    channel = build(settings, clock=Noon())
    with pytest.raises(SecretMissing, match="the variable WATCH_TOKEN is not set"):
        await channel.send(channel.render(alert())[0], request_written=never)


async def test_a_user_without_a_password_is_a_missing_secret() -> None:
    channel = build(email(username="desk"), clock=Noon())
    with pytest.raises(SecretMissing, match="password of desk"):
        await channel.send(channel.render(alert())[0], request_written=never)


async def test_a_password_never_goes_in_clear_to_another_machine() -> None:
    channel = build(email(username="desk", password="open sesame", security="none"), clock=Noon())
    with pytest.raises(DeliveryError, match="in clear") as caught:
        await channel.send(channel.render(alert())[0], request_written=never)
    assert caught.value.permanent
    assert "sesame" not in str(caught.value)


async def test_what_is_no_token_is_refused_without_repeating_it() -> None:
    channel = build(telegram("https://evil.example/"), clock=Noon())
    with pytest.raises(DeliveryError, match="not a bot token") as caught:
        await channel.send(channel.render(alert())[0], request_written=never)
    assert "evil" not in str(caught.value)


def test_no_secret_shows_in_a_repr() -> None:
    settings = (telegram("1:secret"), email(username="desk", password="secret"))
    for one in settings:
        assert "secret" not in repr(one) + repr(build(one, clock=Noon()))


def test_a_channel_s_library_is_loaded_only_for_that_channel() -> None:
    ask = (
        "import sys, monitor.deliver.channels; print([name for name in ('telegram', 'jinja2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
