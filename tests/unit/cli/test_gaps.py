"""What is no mistake, but hardly what a person wants, is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.cli.context import gaps
from monitor.settings.home import Home
from monitor.settings.snapshot import load_snapshot


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("{at_most: 300}", "lighthouses: `at_most: 300` is more than an alert a minute"),
        (
            "{at_most: none, critical: 0.9}",
            "lighthouses: `critical` breaks through `quiet` and `at_most`, and there is",
        ),
        ("{at_most: 60, critical: 0.9}", ""),
        ("{at_most: none}", ""),
    ],
)
def test_a_limit_that_is_none_is_named(home: Path, policy: str, said: str) -> None:
    profile = home / "config" / "profiles" / "lighthouses.yaml"
    lines = [line for line in profile.read_text(encoding="utf-8").splitlines() if not line.startswith("alert:")]
    profile.write_text("\n".join([*lines, f"alert: {policy}", ""]), encoding="utf-8")
    found = [gap for gap in gaps(load_snapshot(Home(home), {})) if gap.startswith("lighthouses:")]
    assert found[0].startswith(said) if said else not found, found
