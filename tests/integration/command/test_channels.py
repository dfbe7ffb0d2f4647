"""Alerts that leave the machine: the command against a Bot API and a mail server on loopback."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from doubles.bot_api import TOKEN, BotApi, Refuse
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
        mailed = await asyncio.to_thread(monitor, "channels", "test", "email/desk", "--kind", "digest", "--json")
        lost = await asyncio.to_thread(monitor, "channels", "test", "telegram/lost")

    assert (ended.status, tried.status, lost.status) == (0, 0, 1)
    digest, *samples = api.sent
    letter, sampled = (message_from_bytes(each, policy=policy.SMTP) for each in box.letters)
    plain = letter.get_body(("plain",))
    assert plain is not None
    for piece in LIGHTHOUSES[:2]:
        assert piece.headline in digest.text
        assert piece.headline in plain.get_content()
    assert (digest.chat_id, digest.parse_mode) == (42, "HTML")
    assert [
        kind for kind in ("alert", "update", "digest", "surge", "silence") if f"{kind}: delivered, mes" in tried.err
    ]
    assert len(tried.err.splitlines()) == 5
    assert len([sample for sample in samples if sample.photo]) == 1  # the chart of the digest
    record = json.loads(mailed.out)
    assert (record["kind"], record["delivered"]) == ("digest", True)
    assert "queued" in record["answers"][0]
    assert [part.get_content_type() for part in sampled.walk()].count("image/png") == 1
    assert lost.err == "monitor: telegram/lost: the environment variable TELEGRAM_TOKEN is not set\n"
    assert "TELEGRAM_TOKEN is not set" in ended.err
    assert TOKEN not in ended.err + ended.out + tried.err


async def test_what_a_server_refuses_is_said_in_words_with_what_to_do(home: Path, monitor: Command) -> None:
    (home / "secrets").mkdir()
    (home / "secrets" / "telegram").write_text(f"{TOKEN}\n", encoding="utf-8")
    async with BotApi(chats={7}) as api:
        (home / "config" / "channels.yaml").write_text(CHANNELS.format(api=api.url, port=9), encoding="utf-8")
        strange = await asyncio.to_thread(monitor, "channels", "test", "telegram/me")
        api.chats.add(42)
        api.script(Refuse(429, "Too Many Requests: retry after 40", retry_after=40))
        busy = await asyncio.to_thread(monitor, "channels", "test", "telegram/me", "--kind", "surge")
        deaf = await asyncio.to_thread(monitor, "channels", "test", "email/desk")
    unnamed = await asyncio.to_thread(monitor, "channels", "test")
    assert [one.status for one in (strange, busy, deaf, unnamed)] == [1, 1, 1, 2]
    assert strange.err.startswith("monitor: telegram/me: the bot knows no such chat (write any word to the bot first")
    assert busy.err == "monitor: telegram/me: the server asks for a pause of 40 s (try again after it)\n"
    assert deaf.err.startswith("monitor: email/desk: nothing answers there (look at host and port")


def test_the_list_says_who_is_told_where_and_what_nobody_tells(home: Path, monitor: Command) -> None:
    text = CHANNELS.format(api="http://127.0.0.1:9", port=9)
    text += "  only: {levels: [digest, surge], languages: fa}\n"
    (home / "config" / "channels.yaml").write_text(text, encoding="utf-8")
    with (home / "config" / "profiles" / "lighthouses.yaml").open("a", encoding="utf-8") as profile:
        profile.write("deliver: [telegram/me, email/desk]\n")
    listed, records = monitor("channels", "list"), monitor("channels", "list", "--json")
    assert "telegram/lost: no profile is told there" in listed.err
    at = listed.lines.index("email/desk  ready")
    assert listed.lines[at + 1 : at + 3] == ["    told by lighthouses", "    takes only digest or surge, only in fa"]
    desk = next(record for record in map(json.loads, records.lines) if record["name"] == "email/desk")
    assert (desk["profiles"], desk["only"]["languages"]) == (["lighthouses"], ["fa"])
