"""`monitor people`: who is let in, and who is shown out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from doubles.command import Command
from doubles.outcomes import NOW

from monitor.model import Person
from monitor.store import open_store

CHANNELS = "telegram/me: {token_env: TELEGRAM_TOKEN, chat_id: 42}\n"


@pytest.fixture
def bot(home: Path) -> Path:
    """A home whose bot writes to one chat."""
    (home / "config" / "channels.yaml").write_text(CHANNELS, encoding="utf-8")
    return home


def test_a_code_is_printed_once_and_nowhere_kept(monitor: Command, bot: Path) -> None:
    said = monitor("people", "invite", "--role", "editor")
    assert said.status == 0
    (code,) = re.findall(r"\b[A-Z2-7]{4}-[A-Z2-7]{4}\b", said.out)
    kept = (bot / "var" / "monitor.db").read_bytes()
    assert code.encode() not in kept
    assert code.replace("-", "").encode() not in kept


def test_who_is_known_is_listed_and_removed_by_number(monitor: Command, bot: Path) -> None:
    (bot / "var").mkdir(exist_ok=True)
    store = open_store(bot / "var" / "monitor.db")
    store.add_person(Person(channel="telegram/me", number=77, role="editor", name="An\u202ena", since=NOW))
    store.close()

    (record,) = map(json.loads, monitor("people", "list", "--json").lines)
    assert (record["channel"], record["number"], record["role"]) == ("telegram/me", 77, "editor")
    assert "77  editor" in monitor("people", "list").out
    assert monitor("people", "remove", "77").status == 0
    assert monitor("people", "list", "--json").out == ""


def test_a_number_that_nobody_has_is_a_slip(monitor: Command, bot: Path) -> None:
    said = monitor("people", "remove", "78")
    assert (said.status, said.out) == (2, "")
    assert "78" in said.err
