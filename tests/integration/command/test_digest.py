"""`monitor digest`: the next one as it would be now, and one that was told; nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES, Newspaper

from monitor.store import open_store


def test_the_next_digest_and_one_that_was_told(monitor: Command, paper: Newspaper, home: Path, tmp_path: Path) -> None:
    paper.publish(*LIGHTHOUSES)
    assert monitor("once").status == 0
    store = open_store(home / "var" / "monitor.db")
    (slot,) = store.digest_slots("profile/lighthouses", 5)
    store.close()

    to_come = json.loads(monitor("digest", "--json").out)
    assert (to_come["reader"], to_come["stories"]) == ("profile/lighthouses", [])
    assert to_come["slot"].endswith(" 07:30")
    assert to_come["since"] is not None

    page = tmp_path / "digest.html"
    written = monitor("digest", "lighthouses", "--slot", slot, "--html", str(page))
    assert (written.status, written.out) == (0, "")
    html = page.read_text(encoding="utf-8")
    assert html.count("https://") + html.count("http://") >= len(LIGHTHOUSES)

    missing = monitor("digest", "--slot", "2026-01-01 07:30")
    assert (missing.status, missing.out) == (1, "")
    assert missing.err == f"monitor: 2026-01-01 07:30: no digest of that name was told (the newest: `{slot}`)\n"


def test_a_name_that_nobody_has_is_told_with_the_nearest(monitor: Command) -> None:
    unknown = monitor("digest", "lighthouse")
    assert (unknown.status, unknown.out) == (2, "")
    assert "did you mean `lighthouses`?" in unknown.err
