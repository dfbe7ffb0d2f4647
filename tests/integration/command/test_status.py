"""`monitor status` says what did not arrive, and why."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from doubles.command import Command
from doubles.outcomes import NOW, hold, outcome, tell

from monitor.model import Receipt, Rest
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


def test_a_receiver_that_takes_nothing_any_more_is_named_until_it_does(monitor: Command, home: Path) -> None:
    (home / "var").mkdir(exist_ok=True)
    store = open_store(home / "var" / "monitor.db")
    store.commit(outcome(1, tell(), entry=None), NOW)
    (delivery,) = store.lease(NOW, 60)
    why = "telegram/me: Forbidden: bot was blocked by the user"
    later = NOW + timedelta(hours=1)
    closed = Rest(lane="telegram/1/42", since=NOW, until=later, why=why, refusals=1)
    store.put_back(delivery.id, not_before=NOW, error=why, counted=False, rest=closed)

    said = monitor("status").out
    assert f"closed: {why}; asked again at 2026-11-21 07:00 UTC" in said
    assert "channels closed: 1" in said
    (record,) = json.loads(monitor("status", "--json").out)["closed"]
    assert record == {"why": why, "refusals": 1, "asked_again": later.isoformat()}

    (delivery,) = store.lease(later, 60)
    store.sent(delivery.id, Receipt(sent_at=later), rest=Rest(lane="telegram/1/42", since=later, until=later))
    store.close()
    assert "closed" not in monitor("status").out
