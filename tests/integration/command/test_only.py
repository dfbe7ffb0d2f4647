"""Alerts to one channel, digests to another, as `only` says; `check` and `explain` say who is passed over."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from doubles.bot_api import TOKEN, BotApi
from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES, Newspaper

CHANNELS = """\
telegram/now: {{token_file: secrets/telegram, chat_id: 42, api_url: "{api}", only: {{levels: [critical, alert]}}}}
telegram/daily: {{token_file: secrets/telegram, chat_id: 43, api_url: "{api}", only: {{levels: digest}}}}
telegram/hanoi: {{token_file: secrets/telegram, chat_id: 44, api_url: "{api}", only: {{languages: vi}}}}
"""


async def test_each_channel_gets_what_it_takes(home: Path, monitor: Command, paper: Newspaper) -> None:
    with (home / "config" / "profiles" / "lighthouses.yaml").open("a", encoding="utf-8") as profile:
        profile.write("deliver: [telegram/now, telegram/daily, telegram/hanoi]\n")
    (home / "secrets").mkdir()
    (home / "secrets" / "telegram").write_text(f"{TOKEN}\n", encoding="utf-8")
    english = [piece for piece in LIGHTHOUSES if piece.headline.isascii()][:1]
    paper.publish(*english)

    async with BotApi(chats={42, 43, 44}) as api:
        (home / "config" / "channels.yaml").write_text(CHANNELS.format(api=api.url), encoding="utf-8")
        checked = await asyncio.to_thread(monitor, "check")
        ended = await asyncio.to_thread(monitor, "once")
        explained = await asyncio.to_thread(monitor, "explain", f"{paper.origin}{english[0].path}")
        record = await asyncio.to_thread(monitor, "explain", "--json", f"{paper.origin}{english[0].path}")

    assert (checked.status, ended.status) == (0, 0), ended.err
    # the first pass ends with a digest: that is for the one alone, and nothing of it speaks Vietnamese
    told = {message.chat_id: message.text for message in api.sent if english[0].headline in message.text}
    assert list(told) == [43]
    assert "telegram/now takes only critical or alert" in explained.out
    assert "telegram/hanoi takes only in vi" in explained.out
    (verdict,) = json.loads(record.out)["verdicts"]
    assert verdict["passed_over"] == [
        {"channel": "telegram/now", "why": "only critical or alert"},
        {"channel": "telegram/hanoi", "why": "only in vi"},
    ]


def test_what_no_channel_takes_is_warned_of(home: Path, monitor: Command) -> None:
    with (home / "config" / "profiles" / "lighthouses.yaml").open("a", encoding="utf-8") as profile:
        profile.write("deliver: telegram/now\n")
    (home / "config" / "channels.yaml").write_text(
        "telegram/now: {token_env: T, chat_id: 42, only: {levels: alert, languages: vi}}\n", encoding="utf-8"
    )
    checked = monitor("check")
    assert checked.status == 0
    assert "lighthouses: telegram/now: none takes digests: it goes to all of them" in checked.err
    assert "stories in other languages than vi are told nowhere" in checked.err
