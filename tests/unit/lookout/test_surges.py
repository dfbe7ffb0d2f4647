"""What the lookout tells of unusual volume, from a real database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.outcomes import outcome, story
from doubles.past import remember
from doubles.streams import BEGIN, DAY, HOUR, burst, steady

from monitor.decide.volume import profile_subject
from monitor.lookout.figures import volume_of
from monitor.lookout.surges import subjects
from monitor.lookout.watch import Lookout
from monitor.model import Mute, MuteKind, Outcome, Surge
from monitor.ports import Store
from monitor.settings.snapshot import Snapshot

PROFILE = """\
name: Georgia votes
watch:
  - actor: country/GE
  - actor: person/ilham-aliyev
  - topic: elections
  - {actor: country/AM, weight: -1}
alert: {timezone: Asia/Tbilisi, quiet: "22:00-06:30"}
"""
ITS = profile_subject("georgia")
#: a Friday, 18:00 in Tbilisi
SINCE = BEGIN + 39 * DAY + 14 * HOUR

Load = Callable[[str], Snapshot]


def surged(tmp_path: Path, store: Store, *subjects: str, off: tuple[int, int] = (0, 0)) -> None:
    """Forty days of one telling an hour, then four hours of seven; nobody watched between the hours `off`."""
    hours = steady()
    burst(hours, SINCE, {f"outlet-{n}": 4 for n in range(6)})
    watched = [hour for place, hour in enumerate(sorted(hours)) if not off[0] <= place < off[1]]
    remember(tmp_path / "watch.db", dict.fromkeys(subjects, hours), answered=watched)


def lookout(store: Store, snapshot: Snapshot) -> Lookout:
    return Lookout(store=store, snapshot=lambda: snapshot, warn=lambda lines: None)


def test_a_surge_is_told_with_its_figures_and_the_stories_that_made_it(
    tmp_path: Path, store: Store, load: Load
) -> None:
    hours = steady()
    now = burst(hours, SINCE, {f"outlet-{n}": 4 for n in range(6)})
    store.commit(_untold(), now)
    remember(tmp_path / "watch.db", {ITS: hours}, answered=hours, story="story-1")
    (found,) = lookout(store, load(PROFILE)).look(now)
    assert isinstance(found, Surge)
    assert (found.profile, found.subject, found.name) == ("georgia", "", "Georgia votes")
    assert found.since == SINCE
    assert found.ratio == pytest.approx(7, rel=0.15)
    assert [one.id for one in found.because] == ["story-1"]
    assert found.timezone == "Asia/Tbilisi"
    (row,) = store.lease(now, 60)
    assert (row.kind, row.channel, row.about) == ("surge", "console", found)


def test_it_is_told_once_while_it_stands_and_not_again_by_its_actors(tmp_path: Path, store: Store, load: Load) -> None:
    surged(tmp_path, store, ITS, "country/GE", "person/ilham-aliyev")
    watch = lookout(store, load(PROFILE))
    found = [one for step in range(4, 60, 4) for one in watch.look(SINCE + step * HOUR)]
    assert len(found) == 1
    (state,) = store.surges("georgia")
    assert state.ended_at is not None
    assert state.ended_at - SINCE < 3 * DAY


def test_an_actor_that_rises_by_itself_is_named(tmp_path: Path, store: Store, load: Load) -> None:
    hours = steady()
    remember(tmp_path / "watch.db", {ITS: hours}, answered=hours)
    risen = steady()
    now = burst(risen, SINCE, {f"outlet-{n}": 4 for n in range(6)})
    remember(tmp_path / "watch.db", {"person/ilham-aliyev": risen})
    (found,) = lookout(store, load(PROFILE)).look(now)
    assert isinstance(found, Surge)
    assert (found.subject, found.name) == ("person/ilham-aliyev", "Ilham Aliyev")


def test_quiet_hours_hold_it_back(tmp_path: Path, store: Store, load: Load) -> None:
    """18:30 UTC is 22:30 in Tbilisi: it waits until 06:30 there."""
    surged(tmp_path, store, ITS)
    now = SINCE + timedelta(hours=4, minutes=30)
    assert len(lookout(store, load(PROFILE)).look(now)) == 1
    assert not store.lease(now, 60)
    assert store.lease(SINCE.replace(hour=2, minute=30) + DAY, 60)


@pytest.mark.parametrize("line", ["surge: false, silence: false", "silence: false"])
def test_it_is_told_only_to_who_wants_it(tmp_path: Path, store: Store, load: Load, line: str) -> None:
    surged(tmp_path, store, ITS)
    snapshot = load(PROFILE.replace("alert: {", f"alert: {{{line}, "))
    assert bool(lookout(store, snapshot).look(SINCE + 4 * HOUR)) == ("surge" not in line)


def test_a_paused_profile_is_left_alone(tmp_path: Path, store: Store, load: Load) -> None:
    surged(tmp_path, store, ITS)
    assert not lookout(store, load(PROFILE + "enabled: false\n")).look(SINCE + 4 * HOUR)


@pytest.mark.parametrize(
    ("kind", "subject", "told"),
    [
        ("profile", "georgia", False),
        ("profile", "another", True),
        ("actor", "person/ilham-aliyev", False),
        ("actor", "country/GE", True),
    ],
)
def test_what_is_muted_is_not_told(
    tmp_path: Path, store: Store, load: Load, kind: MuteKind, subject: str, told: bool
) -> None:
    surged(tmp_path, store, "person/ilham-aliyev")
    store.add_mute(Mute(id="m", kind=kind, subject=subject, until=None, at=SINCE, who="ana", way="command"))
    assert bool(lookout(store, load(PROFILE)).look(SINCE + 4 * HOUR)) == told


def test_nothing_is_told_of_hours_in_which_nobody_watched(tmp_path: Path, store: Store, load: Load) -> None:
    """The watch was off for a day, and comes back in the hour in which all that gathered is read."""
    surged(tmp_path, store, ITS, off=(38 * 24, 39 * 24 + 18))
    assert not lookout(store, load(PROFILE)).look(SINCE + 4 * HOUR)


def test_the_heaviest_actors_are_asked_first_and_what_speaks_against_it_never(load: Load) -> None:
    asked = list(subjects(load(PROFILE).profiles["georgia"]))
    assert asked == [ITS, "person/ilham-aliyev", "country/GE"]


def test_the_figures_that_people_ask_for(tmp_path: Path, store: Store, load: Load) -> None:
    surged(tmp_path, store, ITS)
    snapshot, now = load(PROFILE), SINCE + 4 * HOUR
    lookout(store, snapshot).look(now)
    found = volume_of(snapshot.profiles["georgia"], store, now, 14)
    assert [one.count for one in found.days[:-1]] == [24] * 13
    assert found.days[-1].count > 40
    assert found.usual == pytest.approx(24, rel=0.1)
    assert [one.since for one in found.surges] == [SINCE]


def _untold() -> Outcome:
    """A story of another profile, for its row."""
    return replace(outcome(1), story=story(1), verdicts=(), entry=None)
