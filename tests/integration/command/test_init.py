"""`monitor init` leads from nothing to a first message, and keeps what was done wherever it stops."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path

import pytest
import yaml
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from doubles.bot_api import TOKEN, BotApi
from doubles.command import Command
from doubles.dialogue import Dialogue

PASSWORD = "correct horse"


@contextmanager
def mail_server() -> Iterator[tuple[list[bytes], int]]:
    """Asks for a log-in; the letters it took, and its port."""
    letters: list[bytes] = []

    class Postbox:
        async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
            assert isinstance(envelope.content, bytes)
            letters.append(envelope.content)
            return "250 2.0.0 queued"

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)

    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    controller = Controller(
        Postbox(),
        hostname="127.0.0.1",
        port=port,
        authenticator=check,
        auth_require_tls=False,
    )
    controller.start()
    yield letters, port
    controller.stop()


def channels(home: Path) -> object:
    return yaml.safe_load((home / "config" / "channels.yaml").read_text(encoding="utf-8"))


def shipped(home: Path) -> str:
    """The file as `init` puts it there."""
    assert Command(home)("init", "--no-input").status == 0
    return (home / "config" / "channels.yaml").read_text(encoding="utf-8")


async def held(talk: Callable[[], None]) -> None:
    await asyncio.to_thread(talk)


def opening(dialogue: Dialogue) -> None:
    dialogue.asks("Your language", "fa")
    dialogue.asks("Your time zone [UTC]", "Asia/Tbilisi")


async def test_telegram_from_a_token_to_a_first_message(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"

    async with BotApi() as api:

        def talk() -> None:
            with Dialogue(home, "init", "--api-url", api.url) as dialogue:
                opening(dialogue)
                dialogue.asks("Telegram? [Y/n]", "")
                dialogue.asks("The token", "123456789:AAF-wrong-wrong-wrong-wrong-wrong-wrong")
                dialogue.asks("the bot's token is refused")
                dialogue.asks("The token", TOKEN)
                dialogue.asks("https://t.me/watch_bot")
                loop.call_soon_threadsafe(partial(api.updates.say, "who is that", chat=41, user=41))
                dialogue.asks("wrote “who is that”. Is that you? [Y/n]", "n")
                loop.call_soon_threadsafe(partial(api.updates.say, "hello", chat=42, user=42))
                dialogue.asks("wrote “hello”. Is that you? [Y/n]", "y")
                dialogue.asks("E-mail? [y/N]", "")
                dialogue.asks("Let armenia-azerbaijan-us, azerbaijan-nato tell telegram/me? [Y/n]", "")
                dialogue.asks("telegram/me has its first message")
                assert dialogue.ended() == 0
                assert TOKEN not in dialogue.screen

        loop = asyncio.get_running_loop()
        await held(talk)
        assert [(message.chat_id, "writes to you here" in message.text) for message in api.sent] == [(42, True)]

        secret = home / "config" / "secrets" / "telegram-me"
        assert secret.read_text() == f"{TOKEN}\n"
        assert (secret.stat().st_mode & 0o777, secret.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        said = {"token_file": "config/secrets/telegram-me", "chat_id": 42, "language": "fa", "api_url": api.url}
        assert channels(home) == {"telegram/me": said}
        profile = yaml.safe_load((home / "config" / "profiles" / "azerbaijan-nato.yaml").read_text(encoding="utf-8"))
        assert profile["deliver"] == ["telegram/me"]
        assert profile["alert"]["timezone"] == "Asia/Tbilisi"
        assert "A sample of everything that may come" in (home / "config" / "channels.yaml").read_text(encoding="utf-8")
        checked = await asyncio.to_thread(Command(home), "check")
        assert checked.status == 0, checked.err


async def test_a_channel_of_that_name_stays_unless_its_owner_says_so(tmp_path: Path) -> None:
    before = shipped(tmp_path) + "telegram/me:\n  token_env: T\n  chat_id: 7\n\n# the end\n"
    (tmp_path / "config" / "channels.yaml").write_text(before, encoding="utf-8")

    async with BotApi() as api:
        loop = asyncio.get_running_loop()

        def talk() -> None:
            for replace, name in (("", ""), ("", "telegram/two"), ("y", None)):
                loop.call_soon_threadsafe(partial(api.updates.say, "hello", chat=42, user=42))
                with Dialogue(tmp_path, "init", "--api-url", api.url) as dialogue:
                    opening(dialogue)
                    dialogue.asks("Telegram? [Y/n]", "")
                    dialogue.asks("The token", TOKEN)
                    dialogue.asks("Is that you?", "")
                    dialogue.asks("telegram/me is there already. Replace it? [y/N]", replace)
                    if name is not None:
                        dialogue.asks("Another name", name)
                    dialogue.asks("E-mail?", "")
                    if name != "":
                        dialogue.asks("Let", "n")
                    assert dialogue.ended() == 0
                if name == "":
                    assert (tmp_path / "config" / "channels.yaml").read_text(encoding="utf-8") == before

        await held(talk)
    text = (tmp_path / "config" / "channels.yaml").read_text(encoding="utf-8")
    written = channels(tmp_path)
    assert isinstance(written, dict)
    assert list(written) == ["telegram/me", "telegram/two"]
    assert written["telegram/me"]["chat_id"] == 42
    assert "\n\n# the end\n" in text


async def test_e_mail_is_tried_before_it_is_saved(tmp_path: Path) -> None:
    with mail_server() as (letters, port):

        def talk() -> None:
            with Dialogue(tmp_path, "init") as dialogue:
                opening(dialogue)
                dialogue.asks("Telegram? [Y/n]", "n")
                dialogue.asks("E-mail? [y/N]", "y")
                for password in ("wrong", PASSWORD):
                    dialogue.asks("The mail server", "127.0.0.1")
                    dialogue.asks("Security", "none")
                    dialogue.asks("Port", str(port))
                    dialogue.asks("User name", "me@example.org")
                    dialogue.asks("Password", password)
                    dialogue.asks("From which address? [me@example.org]", "")
                    dialogue.asks("To which address? [me@example.org]", "")
                    if password == "wrong":
                        dialogue.asks("user name or password is refused")
                        assert not (tmp_path / "config" / "secrets").exists()
                        dialogue.asks("Try again? [Y/n]", "")
                dialogue.asks("Let", "n")
                dialogue.asks("email/me has its first message")
                assert dialogue.ended() == 0
                assert PASSWORD not in dialogue.screen

        await held(talk)
    (letter,) = (message_from_bytes(each, policy=policy.SMTP) for each in letters)
    assert "writes to you here" in str(letter["Subject"])
    assert (tmp_path / "config" / "secrets" / "email-me").read_text() == f"{PASSWORD}\n"
    written = channels(tmp_path)
    assert isinstance(written, dict)
    assert written["email/me"]["password_file"] == "config/secrets/email-me"


def test_ctrl_c_leaves_what_is_done_and_another_walk_goes_on(tmp_path: Path) -> None:
    with Dialogue(tmp_path, "init") as dialogue:
        dialogue.asks("Your language")
        dialogue.interrupt("channels that were set up are kept")
        dialogue.asks(f"`monitor --home {tmp_path} init` asks for the rest again")
        assert dialogue.ended() == 130
    assert Command(tmp_path)("check").status == 0
    with Dialogue(tmp_path, "init") as dialogue:
        dialogue.asks("everything is there already")
        opening(dialogue)
        dialogue.asks("Telegram?", "n")
        dialogue.asks("E-mail?", "")
        assert dialogue.ended() == 0


@pytest.mark.parametrize("arguments", [("init",), ("init", "--no-input")])
def test_without_a_terminal_nothing_is_asked(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = Command(tmp_path / "new")(*arguments)
    assert ended.status == 0
    assert "files written to" in ended.err
    assert ended.out == ""


async def test_a_script_says_it_all_in_options(tmp_path: Path) -> None:
    home, token = tmp_path / "home", tmp_path / "token"
    token.write_text(f"{TOKEN}\n")
    async with BotApi() as api:
        more = ("--telegram", "--token-file", str(token), "--chat-id", "42", "--api-url", api.url)
        first = await asyncio.to_thread(Command(home), "init", *more)
        again = await asyncio.to_thread(Command(home), "init", *more)
        lacking = await asyncio.to_thread(Command(home), "init", "--telegram")
    assert (first.status, again.status, lacking.status) == (0, 2, 2), first.err + again.err
    assert "telegram/me is there already" in again.err
    assert len(api.sent) == 1
