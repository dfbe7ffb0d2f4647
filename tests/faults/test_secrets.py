"""Whatever is answered, tokens, keys and passwords stand in no line, no error and no row."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from pathlib import Path

import pytest
from doubles.bot_api import TOKEN, BotApi, Cut, Fault, Garble, Refuse
from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES, Newspaper

FAULTS = {
    "refused": Refuse(401, "Unauthorized"),
    "proxy": Garble(502),
    "cut": Cut(),
    "echoed": Refuse(400, f"Bad Request: /bot{TOKEN}/sendMessage"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_token_never_leaks(home: Path, monitor: Command, paper: Newspaper, fault: Fault) -> None:
    paper.publish(LIGHTHOUSES[0])
    profile = home / "config" / "profiles" / "lighthouses.yaml"
    profile.write_text(profile.read_text(encoding="utf-8") + "deliver: telegram/me\n", encoding="utf-8")
    async with BotApi() as api:
        channel = f"telegram/me: {{token_env: TELEGRAM_TOKEN, chat_id: 42, api_url: '{api.url}'}}\n"
        (home / "config" / "channels.yaml").write_text(channel, encoding="utf-8")
        api.script(fault, fault, fault)
        ended = await asyncio.to_thread(lambda: monitor("-v", "once", TELEGRAM_TOKEN=TOKEN))

    assert ended.status == 0, ended.err
    assert "telegram/me" in ended.err
    assert TOKEN not in ended.out + ended.err
    assert not any(TOKEN.encode() in kept for kept in _files(home))


def test_what_a_source_is_asked_with_goes_to_its_server_and_nowhere_else(
    home: Path, monitor: Command, paper: Newspaper
) -> None:
    paper.publish(LIGHTHOUSES[0])
    (home / "config" / "sources.yaml").write_text(
        "groups:\n  - name: G\n    sources:\n"
        f"      - {{id: post, name: Post, url: '{paper.feed}', allow_private: true, headers: {{X-Key: {{env: KEY}}}},"
        " login: {user: desk, password_env: WORD}}\n"
        f"      - {{id: lost, name: Lost, url: '{paper.origin}/lost', allow_private: true,"
        " headers: {Cookie: {env: KEY}}}\n",
        encoding="utf-8",
    )
    secrets = {"KEY": "hunter2-key", "WORD": "hunter2-word"}

    once, status = monitor("-v", "once", **secrets), monitor("status", "--all", "--json", **secrets)

    asked = paper.sent["/feed.xml"]
    basic = b64encode(b"desk:hunter2-word").decode()
    assert (asked["x-key"], asked["authorization"]) == ("hunter2-key", f"Basic {basic}")
    assert "1 article read" in once.err
    for secret in (*secrets.values(), basic):
        assert secret not in once.out + once.err + status.out + status.err
        assert not any(secret.encode() in kept for kept in _files(home))


def _files(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
