"""Alerts that leave the machine: the command against a Bot API and a mail server on loopback."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from doubles.bot_api import TOKEN, BotApi
from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES, Newspaper

CHANNELS = """\
telegram/me: {{token_file: secrets/telegram, chat_id: 42, api_url: "{api}"}}
telegram/lost: {{token_env: TELEGRAM_TOKEN, chat_id: 42, api_url: "{api}"}}
email/desk:
  host: 127.0.0.1
  port: {port}
  security: none
  from: Watch <watch@news.example>
  to: desk@news.example
"""


@dataclass
class Postbox:
    """Takes every letter."""

    letters: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.letters.append(envelope.content)
        return "250 2.0.0 queued"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    """A mail server, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


async def test_telegram_and_mail_arrive_and_a_missing_secret_stops_its_channel_alone(
    home: Path, monitor: Command, paper: Newspaper, postbox: tuple[Postbox, int]
) -> None:
    paper.publish(*LIGHTHOUSES[:2])
    box, port = postbox
    profile = home / "config" / "profiles" / "lighthouses.yaml"
    with profile.open("a", encoding="utf-8") as text:
        text.write("deliver: [telegram/me, telegram/lost, email/desk]\n")
    (home / "secrets").mkdir()
    (home / "secrets" / "telegram").write_text(f"{TOKEN}\n", encoding="utf-8")

    async with BotApi() as api:
        (home / "config" / "channels.yaml").write_text(CHANNELS.format(api=api.url, port=port), encoding="utf-8")
        ended = await asyncio.to_thread(monitor, "once")
        tried = await asyncio.to_thread(monitor, "channels", "test", "telegram/me")
        lost = await asyncio.to_thread(monitor, "channels", "test", "telegram/lost")

    assert (ended.status, tried.status, lost.status) == (0, 0, 1)
    digest, sample = api.sent
    (letter,) = (message_from_bytes(each, policy=policy.SMTP) for each in box.letters)
    plain = letter.get_body(("plain",))
    assert plain is not None
    for piece in LIGHTHOUSES[:2]:
        assert piece.headline in digest.text
        assert piece.headline in plain.get_content()
    assert (digest.chat_id, digest.parse_mode) == (42, "HTML")
    assert sample.text != digest.text
    assert lost.err == "monitor: telegram/lost: the environment variable TELEGRAM_TOKEN is not set\n"
    assert "TELEGRAM_TOKEN is not set" in ended.err
    assert TOKEN not in ended.err + ended.out + tried.err
