"""The step of `monitor init` that leads to a Telegram channel: token, chat, and nothing saved before both are known."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from monitor.cli.ask import ask, ask_hidden, ask_yes
from monitor.cli.walked import Step, failed
from monitor.deliver.acquaint import Acquaintance, Correspondent
from monitor.errors import ConfigError, DeliveryError, Fault
from monitor.settings.channels.telegram import TelegramChannel
from monitor.settings.put_channel import put_channel, put_secret
from monitor.settings.secrets import from_file
from monitor.settings.wording import visible

#: seconds in which somebody should have found the bot and written to it
PATIENCE_S: Final = 180.0
_NEW_BOT = (
    "In Telegram, write /newbot to @BotFather. It asks for a name and answers with a token such as 123456789:AAE…"
)


def walk(step: Step) -> str:
    """The name of the channel that was set up; empty where it was skipped."""
    print(_NEW_BOT)
    while token := ask_hidden("The token (it is not shown; Enter skips Telegram):"):
        try:
            chat = _met(token, step.api_url)
        except DeliveryError as error:
            failed(error)
            continue
        if chat is None:
            return ""
        name = step.named("telegram/me" if chat.kind == "private" else "telegram/group")
        if name:
            _save(step, name, token, chat.chat_id)
        return name
    return ""


def written(step: Step, options: argparse.Namespace) -> str:
    """The same for scripts: the token from a file, the chat by its number. Raises `ConfigError`, `DeliveryError`."""
    if not options.token_file or not options.chat_id:
        raise ConfigError(Fault(file="--telegram", what="needs --token-file FILE and --chat-id NUMBER"))
    secret = from_file(str(Path(options.token_file).absolute()), {}, step.home.path)
    if secret.value is None:
        raise ConfigError(Fault(file=options.token_file, what=secret.missing))
    if "telegram/me" in step.there():
        raise ConfigError(Fault(file="config/channels.yaml", what="telegram/me is there already"))
    _known(secret.value, step.api_url)
    chat = options.chat_id
    _save(step, "telegram/me", secret.value, int(chat) if chat.lstrip("-").isdecimal() else chat)
    return "telegram/me"


def _save(step: Step, name: str, token: str, chat_id: int | str) -> None:
    fields: dict[str, Any] = {"token_file": step.secret_file(name), "chat_id": chat_id, **step.common}
    if step.api_url:
        fields["api_url"] = step.api_url
    TelegramChannel.model_validate(fields)
    put_secret(step.home, name, token)
    put_channel(step.home.channels, name, fields)


def _known(token: str, api_url: str | None) -> None:
    """Raises `DeliveryError` where the server does not know the bot."""
    with asyncio.Runner() as runner:
        bot = Acquaintance(token, api_url)
        try:
            runner.run(bot.who())
        finally:
            runner.run(bot.close())


def _met(token: str, api_url: str | None) -> Correspondent | None:
    """The chat that the person calls theirs; None where they have none."""
    bot = Acquaintance(token, api_url)
    # what is asked of the person is asked outside the loop, in which Ctrl-C would not reach it
    with asyncio.Runner() as runner:
        try:
            username, name = runner.run(bot.who())
            print(f"This is {visible(name)}. Open https://t.me/{username} and write any word to it;")
            print("for a group, add the bot to it and write there.")
            return _chosen(runner, bot, username) or _typed()
        finally:
            runner.run(bot.close())


def _chosen(runner: asyncio.Runner, bot: Acquaintance, username: str) -> Correspondent | None:
    screen = Console(file=sys.stderr)
    while True:
        with screen.status(f"waiting for a word to @{username} (up to {PATIENCE_S:.0f} s)"):
            one = runner.run(bot.correspondent(PATIENCE_S))
        if one is None:
            print("Nobody else wrote.")
            return None
        who = visible(one.name) + (f" ({one.kind})" if one.kind != "private" else "")
        said = f" wrote “{visible(one.text[:60])}”" if one.text else " is there"
        if ask_yes(f"{who}{said}. {'Is that you?' if one.kind == 'private' else 'Write there?'}"):
            return one


def _typed() -> Correspondent | None:
    """By its number, where the person knows it."""

    def wrong(answer: str) -> str:
        return "" if answer.removeprefix("-").isdecimal() else "a chat's id is a number; a group's begins with -"

    number = ask("The chat's id, if you know it (Enter skips Telegram):", check=wrong)
    return Correspondent(chat_id=int(number), name=number, kind="private", text="") if number else None
