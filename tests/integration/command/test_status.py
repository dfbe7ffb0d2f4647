"""`monitor status` says what did not arrive, and why."""

from __future__ import annotations

import json
from pathlib import Path

from doubles.command import Command
from doubles.outcomes import NOW, hold, outcome

from monitor.store import open_store


def test_what_a_profile_held_that_is_gone_is_named_with_the_reason(monitor: Command, home: Path) -> None:
    (home / "var").mkdir(exist_ok=True)
    store = open_store(home / "var" / "monitor.db")
    store.commit(outcome(1, hold(NOW), entry=None), NOW)
    store.give_up("caucasus", NOW, lost="the profile 'caucasus' is no longer in the configuration")
    store.close()

    said = monitor("status")
    assert said.status == 0
    assert "not delivered to telegram/me: 1, the newest of 2026-11-21 06:00 UTC: the profile 'caucasus'" in said.out
    (lost,) = json.loads(monitor("status", "--json").out)["undelivered"]
    assert (lost["channel"], lost["messages"]) == ("telegram/me", 1)
    assert lost["error"].endswith("1 story that it held is not told")
