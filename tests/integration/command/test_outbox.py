"""`monitor outbox`: what waits and what failed, once more, never again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.command import Command
from doubles.outcomes import NOW, outcome, tell

from monitor.model import Message
from monitor.store import SqlStore, open_store

DESK = "email/desk"
HOSTILE = "The dam [bold]broke\x1b[2J"


@pytest.fixture
def store(home: Path) -> Iterator[SqlStore]:
    (home / "var").mkdir(exist_ok=True)
    opened = open_store(home / "var" / "monitor.db")
    yield opened
    opened.close()


@pytest.fixture
def letters(store: SqlStore) -> dict[str, int]:
    """A message in each state that needs a person, by state."""
    ends = ("dead", "unknown", "pending")
    for number in (1, 5, 9):
        store.commit(outcome(number, tell(channels=(DESK,)), entry=None), NOW)
    found: dict[str, int] = {}
    for end in ends:
        (delivery,) = store.lease(NOW, 60.0, limit=1)
        store.add_parts(delivery, [Message(text=HOSTILE, key=end)])
        found[end] = delivery.id
        if end == "pending":
            store.put_back(delivery.id, not_before=NOW + timedelta(days=9999), error="450 try later")
        else:
            store.dead(delivery.id, error="550 no such mailbox", ambiguous=end == "unknown")
    return found


def state(store: SqlStore, delivery_id: int) -> str:
    letter = store.letter(delivery_id)
    assert letter is not None
    return letter.delivery.state


def test_a_list_is_a_table_for_people_and_records_for_scripts(monitor: Command, letters: dict[str, int]) -> None:
    table = monitor("outbox", "list")
    assert [line.split()[:2] for line in table.lines[1:]] == [[str(letters[one]), one] for one in letters]
    assert "550 no such mailbox" in table.lines[1]
    (dead,) = [json.loads(line) for line in monitor("outbox", "list", "--state", "dead", "--jsonl").lines]
    assert (dead["id"], dead["channel"], dead["error"]) == (letters["dead"], DESK, "550 no such mailbox")
    assert len(json.loads(monitor("outbox", "list", "--channel", DESK, "--limit", "2", "--json").out)) == 2
    assert monitor("outbox", "list", "--channel", "email/other").out == "no such message\n"


def test_what_it_says_is_shown_as_text_whatever_stands_in_it(monitor: Command, letters: dict[str, int]) -> None:
    shown = monitor("outbox", "show", str(letters["pending"]))
    assert shown.status == 0
    assert "The dam [bold]broke\\x1b[2J" in shown.out
    assert "\x1b" not in shown.out
    assert "the last send: 450 try later" in shown.out
    assert "tried once" in shown.out
    assert json.loads(monitor("outbox", "show", str(letters["dead"]), "--json").out)["text"] == HOSTILE


def test_what_failed_is_due_again_and_what_may_have_arrived_only_when_that_is_wanted(
    monitor: Command, letters: dict[str, int], store: SqlStore
) -> None:
    unknown = str(letters["unknown"])
    refused = monitor("outbox", "retry", unknown)
    assert (refused.status, refused.out) == (2, "")
    assert "may have arrived: nobody knows (--possible-repeat" in refused.err
    assert monitor("outbox", "retry", "--all", "--channel", DESK).out.startswith("2 messages are due now")
    assert [state(store, letters[one]) for one in letters] == ["pending", "unknown", "pending"]
    assert monitor("outbox", "retry", unknown, "--possible-repeat").status == 0
    letter = store.letter(letters["unknown"])
    assert letter is not None
    assert letter.possible_repeat
    assert letter.delivery.state == "pending"


def test_what_is_dropped_is_kept_as_a_dead_letter(monitor: Command, letters: dict[str, int], store: SqlStore) -> None:
    waiting = str(letters["pending"])
    assert "no terminal to ask on (--yes" in monitor("outbox", "drop", waiting).err
    assert state(store, letters["pending"]) == "pending"
    dropped = monitor("outbox", "drop", waiting, "--yes")
    assert (dropped.status, dropped.out) == (0, f"{waiting} · dropped\n")
    letter = store.letter(letters["pending"])
    assert letter is not None
    assert letter.error == "dropped by hand; before that: 450 try later"
    assert "is a dead letter already" in monitor("outbox", "drop", waiting, "--yes").err


def test_what_is_wrong_is_told_in_a_line_and_the_others_are_done(
    monitor: Command, letters: dict[str, int], store: SqlStore
) -> None:
    for wanted in ("999", "x" * 40, "9" * 40, "٣"):
        wrong = monitor("outbox", "show", wanted)
        assert (wrong.status, wrong.out) == (2, "")
        assert "there is no such message (`monitor outbox list` numbers them)" in wrong.err
    both = monitor("outbox", "retry", "999", str(letters["dead"]))
    assert (both.status, both.out.split(" due")[0]) == (2, "1 message is")
    assert state(store, letters["dead"]) == "pending"
    for words in (("retry",), ("retry", "--all"), ("retry", "1", "--all", "--channel", DESK)):
        assert "which messages? (numbers, or --all --channel NAME)" in monitor("outbox", *words).err


def test_what_a_fallback_tells_names_the_channel_whose_place_it_takes(monitor: Command, store: SqlStore) -> None:
    store.commit(outcome(1, tell(channels=(DESK,)), entry=None), NOW)
    (delivery,) = store.lease(NOW, 60.0, limit=1)
    store.divert(delivery.id, "eml/archive", NOW, error="550 no such mailbox", closed_at=NOW)
    shown = monitor("outbox", "show", str(delivery.id + 1))
    assert f"instead of {DESK}, which takes nothing since {NOW:%Y-%m-%d %H:%M} UTC" in shown.out
    (record,) = [json.loads(line) for line in monitor("outbox", "list", "--channel", "eml/archive", "--jsonl").lines]
    assert record["instead"] == DESK
    explained = monitor("explain", delivery.article_id)
    assert f"eml/archive instead of {DESK}" in explained.out
    assert json.loads(monitor("explain", "--json", delivery.article_id).out)["diverted"] == [
        {"profile": delivery.profile, "channel": "eml/archive", "instead": DESK}
    ]
