"""`monitor once`: one pass over a newspaper that really answers."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from doubles.bot_api import TOKEN, BotApi
from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES, Newspaper

from monitor.collect.cadence import FAILING_AFTER
from monitor.model import Source
from monitor.ports import PollOutcome
from monitor.store import open_store


def test_a_first_pass_ends_with_one_digest_and_a_second_repeats_nothing(monitor: Command, paper: Newspaper) -> None:
    paper.publish(*LIGHTHOUSES)

    first, second = monitor("once"), monitor("once")

    assert (first.status, second.status) == (0, 0)
    assert [first.out.count(piece.headline) for piece in LIGHTHOUSES] == [1] * len(LIGHTHOUSES)
    assert second.out == ""
    assert re.search(r"monitor: no source is due before \d\d:\d\d UTC\n", second.err)
    assert "1 source polled (0 failed), 8 articles read, 8 matched" in first.err
    assert all(paper.asked[piece.path] == 1 for piece in LIGHTHOUSES)


def test_where_no_source_answers_one_line_points_at_the_demo(monitor: Command) -> None:
    ended = monitor("once")

    assert ended.status == 1
    assert [line for line in ended.err.splitlines() if "make demo" in line] == [
        (
            "monitor: none of 1 source answered; harbour-post: the server could not be reached: connection refused; "
            "no network? `make demo` (or `monitor demo`) shows everything without one"
        )
    ]
    assert "Traceback" not in ended.err


def test_one_source_of_several_that_does_not_answer_is_no_missing_network(
    home: Path, monitor: Command, paper: Newspaper
) -> None:
    paper.publish(*LIGHTHOUSES[:1])
    assert monitor("once").status == 0
    with (home / "config" / "sources.yaml").open("a", encoding="utf-8") as text:
        text.write('      - {id: dead, name: Dead, url: "http://127.0.0.1:9/feed.xml", allow_private: true}\n')

    ended = monitor("once")

    assert ended.status == 0
    assert "1 source polled (1 failed)" in ended.err
    assert "no network" not in ended.err


async def test_a_source_that_begins_to_fail_is_told_to_the_admin(home: Path, monitor: Command) -> None:
    make_due(home, failures=FAILING_AFTER - 1)
    async with BotApi() as api:
        channel = f"telegram/me: {{token_env: TELEGRAM_TOKEN, chat_id: 42, api_url: '{api.url}'}}\n"
        (home / "config" / "channels.yaml").write_text(channel, encoding="utf-8")
        with (home / "config" / "monitor.yaml").open("a", encoding="utf-8") as file:
            file.write("admin: telegram/me\n")
        ended = await asyncio.to_thread(lambda: monitor("once", TELEGRAM_TOKEN=TOKEN))

    said = "harbour-post failed 5 times in a row: the server could not be reached: connection refused"
    assert said in ended.err
    assert [message.text.partition(";")[0] for message in api.sent] == [said]


def make_due(home: Path, *, failures: int) -> None:
    """The home's source was reached once, has failed so often since, and its hour has come."""
    store, now = open_store(str(home / "var" / "monitor.db")), datetime.now(UTC)
    try:
        source = Source(id="harbour-post", url="http://127.0.0.1:9/feed.xml", name="Harbour Post")
        store.sync_sources([source], now)
        state = replace(
            store.source_states()[0], next_check_at=now, failures=failures, last_success_at=now - timedelta(days=1)
        )
        store.save_poll(PollOutcome(state=state), now)
    finally:
        store.close()


def test_a_profile_whose_file_is_renamed_goes_on_under_its_new_name(
    monitor: Command, paper: Newspaper, home: Path
) -> None:
    paper.publish(*LIGHTHOUSES)
    assert monitor("once").status == 0
    (home / "config" / "profiles" / "lighthouses.yaml").rename(home / "config" / "profiles" / "beacons.yaml")
    assert monitor("once").status == 0
    store = open_store(home / "var" / "monitor.db")
    assert store.digest_slots("profile/lighthouses", 5) == ()
    assert len(store.digest_slots("profile/beacons", 5)) == 1
    store.close()
