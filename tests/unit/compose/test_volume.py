"""The volume of the last days in a digest: of its profile, or of all that a recipient reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.outcomes import NOW
from doubles.past import remember

from monitor.compose import Composer
from monitor.decide.baseline import hour_of
from monitor.decide.volume import profile_subject
from monitor.model import Digest
from monitor.ports import Store
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot, load_snapshot
from monitor.store import open_store
from monitor.testing import FixedClock

PROFILE = "name: {name}\nwatch: [{{actor: country/GE}}]\nalert: {{timezone: Asia/Tbilisi}}\ndeliver: [{channel}]\n"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def snapshot(home: Path) -> Snapshot:
    profiles = home / "config" / "profiles"
    for name in ("georgia", "votes"):
        (profiles / f"{name}.yaml").write_text(PROFILE.format(name=name, channel="console"), encoding="utf-8")
    return load_snapshot(Home(home), {})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "watch.db")
    yield opened
    opened.close()


def digest(store: Store, snapshot: Snapshot, reader: str) -> Digest:
    assert store.open_digest(reader, "2026-11-21 07:30", ["console"], NOW, NOW, even_empty=True)
    (row,) = store.lease(NOW, 60)
    told = Composer(store, lambda: snapshot, FixedClock(NOW))(row)
    assert isinstance(told, Digest)
    return told


def past(folder: Path, days: int) -> None:
    hours = [hour_of(NOW) - HOUR * step for step in range(days * 24)]
    told = {hour: {"source-1": 1} for hour in hours[::6]}
    remember(folder / "watch.db", {profile_subject(one): told for one in ("georgia", "votes")}, answered=hours)


def test_a_profiles_digest_has_the_days_of_its_zone(tmp_path: Path, store: Store, snapshot: Snapshot) -> None:
    past(tmp_path, 30)
    days = digest(store, snapshot, "profile/georgia").volume
    assert len(days) == 14
    assert days[-1].day == NOW.date()
    assert [one.count for one in days[:-1]] == [4] * 13


def test_a_recipients_digest_has_all_that_is_read_there(tmp_path: Path, store: Store, snapshot: Snapshot) -> None:
    past(tmp_path, 30)
    assert [one.count for one in digest(store, snapshot, "channel/console").volume[1:-1]] == [8] * 12


def test_a_watch_in_its_first_days_draws_nothing(tmp_path: Path, store: Store, snapshot: Snapshot) -> None:
    past(tmp_path, 1)
    assert digest(store, snapshot, "profile/georgia").volume == ()
