"""`monitor feedback`, and the buttons of a running daemon: a word reaches the store by either way."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from doubles.bot_api import TOKEN, BotApi
from doubles.bot_api_beside import bot_api
from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES, Newspaper

from monitor.ports import PollOutcome
from monitor.store import open_store

CODE = re.compile(r"· ([A-Z2-7]{8})$", re.MULTILINE)


def test_a_code_of_a_digest_is_answered_and_listed(monitor: Command, paper: Newspaper) -> None:
    paper.publish(*LIGHTHOUSES)
    told = monitor("once")
    codes = CODE.findall(told.out)
    assert len(codes) == len(LIGHTHOUSES)
    assert "monitor feedback CODE up or down" in told.out

    first = monitor("feedback", codes[0], "up")
    second = monitor("feedback", codes[1].lower(), "down", "--note", "an old story")
    assert (first.status, second.status) == (0, 0)
    assert first.out.startswith("👍 noted for lighthouses: ")

    listed = monitor("feedback")
    assert listed.lines[-1] == "2 words: 1 👍, 1 👎"
    assert "an old story" in listed.out
    records = [json.loads(line) for line in monitor("feedback", "--json").lines]
    assert [(one["code"], one["opinion"], one["note"]) for one in records] == [
        (codes[0], "up", ""),
        (codes[1], "down", "an old story"),
    ]
    assert all(one["evidence"] for one in records)


def test_the_code_under_a_digest_s_line_explains_what_it_told(monitor: Command, paper: Newspaper) -> None:
    paper.publish(*LIGHTHOUSES)
    code = CODE.findall(monitor("once").out)[0]

    noted, explained = monitor("feedback", code, "up"), monitor("explain", f"{code[:4].lower()}-{code[4:]}", "--json")

    assert (explained.status, explained.err) == (0, "")
    assert json.loads(explained.out)["title"] in noted.out


def test_what_is_wrong_is_told_in_a_line(monitor: Command) -> None:
    unknown = monitor("feedback", "K7QM2XPD", "up")
    assert (unknown.status, unknown.out) == (2, "")
    assert unknown.err == (
        "monitor: K7QM2XPD: no message has this code, and no stored article this id or address"
        " (articles are kept for 90 d: `keep` in config/monitor.yaml)\n"
    )
    half = monitor("feedback", "K7QM2XPD")
    assert half.status == 2
    assert "write `up` or `down` after it" in half.err
    nobody = monitor("feedback", "K7QM2XPD", "up", "--profile", "lighthouse")
    assert nobody.status == 2
    assert "did you mean `lighthouses`?" in nobody.err
    assert monitor("feedback").lines == ["nobody has said anything of that time: `monitor feedback CODE up` or `down`"]


def make_due(home: Path) -> None:
    """Let the hour pass that a feed is left in peace."""
    store, now = open_store(home / "var" / "monitor.db"), datetime.now(UTC)
    for state in store.source_states():
        store.save_poll(PollOutcome(state=replace(state, next_check_at=now)), now)
    store.close()


def tell_by_telegram(home: Path, api: BotApi) -> None:
    """Every alert at once, into the chat 42 of this server."""
    profile = home / "config" / "profiles" / "lighthouses.yaml"
    text = profile.read_text(encoding="utf-8").replace('digest: "07:30"', "digest: none, group_wait: none")
    profile.write_text(f"{text}deliver: [telegram/me]\n", encoding="utf-8")
    channels = f"telegram/me: {{token_env: BOT_TOKEN, chat_id: 42, api_url: {api.url}}}\n"
    (home / "config" / "channels.yaml").write_text(channels, encoding="utf-8")


def test_a_button_of_an_alert_is_heard_by_the_next_single_pass(home: Path, monitor: Command, paper: Newspaper) -> None:
    paper.publish(LIGHTHOUSES[0])
    with bot_api() as (api, there):
        tell_by_telegram(home, api)
        assert monitor("once", BOT_TOKEN=TOKEN).status == 0
        paper.publish(LIGHTHOUSES[5])
        make_due(home)
        assert monitor("once", BOT_TOKEN=TOKEN).status == 0
        (message,) = api.updates.keyboards
        there(lambda: api.updates.press(message, "👎"))
        assert monitor("once", BOT_TOKEN=TOKEN).status == 0
        assert api.updates.edits == [message]
    assert "👎 down" in monitor("feedback").out


def test_a_button_of_an_alert_is_heard_by_the_daemon_also_after_a_restart(
    home: Path, monitor: Command, paper: Newspaper, eventually: Callable[..., None]
) -> None:
    paper.publish(LIGHTHOUSES[0])
    with bot_api() as (api, there):
        tell_by_telegram(home, api)
        with monitor.daemon(BOT_TOKEN=TOKEN) as daemon:
            daemon.says("article read, ")
            paper.publish(LIGHTHOUSES[5])
            make_due(home)
            eventually(lambda: api.updates.keyboards, "an alert with buttons")
            message = next(iter(api.updates.keyboards))
            there(lambda: api.updates.press(message, "👎"))
            eventually(lambda: api.updates.edits, "the button is marked")
            assert daemon.stop() == 0
        there(lambda: api.updates.press(message, "👍"))
        with monitor.daemon(BOT_TOKEN=TOKEN) as daemon:
            eventually(lambda: len(api.updates.edits) == 2, "what was pressed meanwhile is heard")
            assert daemon.stop() == 0
        assert TOKEN not in daemon.err
    store = open_store(home / "var" / "monitor.db")
    said = store.feedback()
    store.close()
    assert [(one.opinion, one.who, one.way, one.profile) for one in said] == [
        ("up", "telegram:5551", "telegram/me", "lighthouses")
    ]
