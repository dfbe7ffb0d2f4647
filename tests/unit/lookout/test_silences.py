"""What the lookout tells of unusual silence, and how it finds the cause, from a real database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from doubles.analyses import analysis
from doubles.outcomes import article, outcome, source
from doubles.past import remember
from doubles.streams import BEGIN, DAY, HOUR

from monitor.decide.volume import profile_subject
from monitor.lookout.watch import Lookout
from monitor.model import Analysis, Silence, Validators
from monitor.ports import PollOutcome, SourceState, Store
from monitor.settings.snapshot import Snapshot

PROFILE = """\
name: Georgia votes
watch:
  - actor: country/GE
  - topic: elections
require: [country/JP]
alert: {timezone: Asia/Tbilisi}
"""
ITS = profile_subject("georgia")
#: it told something every five hours until then
LAST = BEGIN + 30 * DAY
NAMED = analysis({"country/GE": 4, "topic/elections": 4}, title=("country/GE",))
OTHER = analysis({"country/FR": 4})

Load = Callable[[str], Snapshot]


def past(folder: Path, store: Store, *, told: bool = True) -> None:
    """Watched for fifty days."""
    store.since(ITS, BEGIN)
    hours = [BEGIN + HOUR * step for step in range(50 * 24)]
    tellings = {hour: {"source-1": 1} for hour in hours[::5] if hour <= LAST} if told else {}
    remember(folder / "watch.db", {ITS: tellings}, answered=hours)


def read(store: Store, what: Analysis, number: int, begin: datetime, *, first: int = 0, **changes: object) -> None:
    """So many articles, spread over three days."""
    for place in range(first, first + number):
        at = begin + place * timedelta(minutes=50)
        made = article(place, published=at, fetched_at=at, **changes)
        it = outcome(
            place, article=made, analysis=replace(what, article_id=made.id), matches=(), story=None, entry=None
        )
        store.commit(replace(it, verdicts=()), at)


def fails(store: Store, source_id: str, since: datetime) -> None:
    state = SourceState(
        source_id=source_id,
        next_check_at=since,
        validators=Validators(),
        failures=9,
        last_success_at=since,
        error="410",
    )
    store.save_poll(PollOutcome(state=state), since)


def with_sources(snapshot: Snapshot, store: Store) -> Snapshot:
    listed = [source(1), source(2)]
    store.sync_sources(listed, BEGIN)
    return replace(snapshot, sources={one.id: one for one in listed})


def look(store: Store, snapshot: Snapshot, now: datetime, said: list[str] | None = None) -> tuple[Silence, ...]:
    lookout = Lookout(store=store, snapshot=lambda: snapshot, warn=(said if said is not None else []).extend)
    return tuple(one for one in lookout.look(now) if isinstance(one, Silence) and one.profile == "georgia")


def test_a_narrow_profile_is_told_with_what_kept_articles_out(tmp_path: Path, store: Store, load: Load) -> None:
    past(tmp_path, store)
    snapshot, now, said = with_sources(load(PROFILE), store), LAST + 4 * DAY, list[str]()
    read(store, NAMED, 12, now - 2 * DAY)
    (found,) = look(store, snapshot, now, said)
    figures = dict(found.figures)
    assert found.cause == "narrow"
    assert found.since == LAST
    assert found.usual == 5 * HOUR
    assert (figures["articles"], figures["named"], figures["sources"]) == (12, 12, 2)
    assert 0 < figures["best"] < 0.5
    assert found.kept_out == (("required, not there: country/JP", 12),)
    assert found.timezone == "Asia/Tbilisi"
    assert not said, "nothing is wrong with the watch"


def test_it_is_told_once(tmp_path: Path, store: Store, load: Load) -> None:
    past(tmp_path, store)
    snapshot = with_sources(load(PROFILE), store)
    assert [len(look(store, snapshot, LAST + hours * HOUR)) for hours in (30, 60, 90, 400, 1200)] == [0, 1, 0, 0, 0]


def test_a_quiet_world_is_told_from_a_narrow_profile(tmp_path: Path, store: Store, load: Load) -> None:
    past(tmp_path, store)
    snapshot, now = with_sources(load(PROFILE), store), LAST + 4 * DAY
    read(store, NAMED, 20, LAST - 2 * DAY)
    read(store, OTHER, 20, now - 2 * DAY, first=100)
    (found,) = look(store, snapshot, now)
    assert found.cause == "quiet"
    assert dict(found.figures)["usual_named"] == 20


def test_sources_that_fail_are_named_by_number_and_since_when(tmp_path: Path, store: Store, load: Load) -> None:
    past(tmp_path, store)
    snapshot, now, said = with_sources(load(PROFILE), store), LAST + 4 * DAY, list[str]()
    fails(store, "source-1", LAST + HOUR)
    (found,) = look(store, snapshot, now, said)
    assert found.cause == "sources"
    assert dict(found.figures)["failing"] == 1
    assert found.failing_since == LAST + HOUR
    assert len(said) == 1, "whoever looks after the watch should know"
    assert "its sources fail" in said[0]


def test_who_is_told_of_a_silence_is_not_warned_besides(tmp_path: Path, store: Store, load: Load) -> None:
    past(tmp_path, store)
    snapshot, said = with_sources(load(PROFILE), store), list[str]()
    fails(store, "source-1", LAST + HOUR)
    reader = replace(snapshot, runtime=replace(snapshot.runtime, admin="console"))
    assert len(look(store, reader, LAST + 4 * DAY, said)) == 1
    assert not said


def test_a_source_to_which_the_profile_does_not_listen_is_no_cause(tmp_path: Path, store: Store, load: Load) -> None:
    past(tmp_path, store)
    snapshot = with_sources(load(PROFILE), store)
    profile = replace(snapshot.profiles["georgia"], sources=("source-2",))
    fails(store, "source-1", LAST + HOUR)
    (found,) = look(store, replace(snapshot, profiles={"georgia": profile}), LAST + 4 * DAY)
    assert found.cause == "quiet"
    assert dict(found.figures)["sources"] == 1


@pytest.mark.parametrize("changes", [{"unread": "status 403"}, {"text": ""}])
def test_pages_that_cannot_be_read_are_a_cause_of_their_own(
    tmp_path: Path, store: Store, load: Load, changes: dict[str, str]
) -> None:
    past(tmp_path, store)
    snapshot, now, said = with_sources(load(PROFILE), store), LAST + 4 * DAY, list[str]()
    read(store, OTHER, 12, now - 2 * DAY, **changes)
    (found,) = look(store, snapshot, now, said)
    assert found.cause == "extraction"
    assert "pages cannot be read" in said[0]


def test_a_new_profile_is_spoken_of_after_a_week_and_not_in_its_first_days(
    tmp_path: Path, store: Store, load: Load
) -> None:
    past(tmp_path, store, told=False)
    snapshot = with_sources(load(PROFILE), store)
    assert not look(store, snapshot, BEGIN + 6 * DAY)
    read(store, NAMED, 8, BEGIN + 5 * DAY)
    (found,) = look(store, snapshot, BEGIN + 8 * DAY)
    assert (found.cause, found.since, found.usual) == ("narrow", BEGIN, None)


def test_it_is_told_only_to_who_wants_it(tmp_path: Path, store: Store, load: Load) -> None:
    past(tmp_path, store)
    snapshot = with_sources(load(PROFILE.replace("alert: {", "alert: {silence: false, ")), store)
    assert not look(store, snapshot, LAST + 4 * DAY)
