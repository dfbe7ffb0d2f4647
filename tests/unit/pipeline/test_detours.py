"""An edit takes a channel or a profile away while something waits for it: the rounds find who is to have it instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from doubles import shipped
from doubles.day import rounds_on
from doubles.outcomes import NOW, PROFILE, outcome, tell

from monitor.comprehend.catalogue import Catalogue
from monitor.decide.compile import compile_profiles
from monitor.decide.delivery import Console
from monitor.decide.profile import Profile, Term
from monitor.errors import Fault
from monitor.settings.home import Home
from monitor.settings.runtime import load_runtime
from monitor.settings.snapshot import OwnWords, Snapshot
from monitor.store import SqlStore, open_store
from monitor.testing import FixedClock, RecordingChannel

ANA, ANNA = "console/ana", "console/anna"
CAUCASUS = Profile(id=PROFILE, name="Caucasus", watch=(Term(id="country/AZ", weight=1.0),), deliver=(ANNA,))


class Watch:
    """Its configuration changes between two rounds."""

    def __init__(self, folder: Path) -> None:
        self.store: SqlStore = open_store(folder / "watch.db")
        self.clock, self.anna = FixedClock(NOW), RecordingChannel(ANNA)
        self.snapshot = Snapshot(
            home=Home(folder),
            runtime=load_runtime(Home(folder)),
            sources={},
            channels=(Console(name=ANNA), Console()),
            profiles={PROFILE: CAUCASUS, "other": replace(CAUCASUS, id="other")},
            lexicon=shipped.compiled(Catalogue(actors=(), topics=(), cues={}, affixes={})),
            own=OwnWords(actors=(), topics=(), phrases={}),
            matcher=compile_profiles([CAUCASUS]),
            faults=(),
        )
        self.rounds = rounds_on(self.store, self.clock, {ANNA: self.anna}, lambda: self.snapshot)
        self.store.commit(outcome(1, tell(channels=(ANA,)), entry=None), NOW)

    @property
    def errors(self) -> list[str]:
        return [one.error for one in self.store.undelivered(5)]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    made = Watch(tmp_path)
    yield made
    made.store.close()


async def test_what_waited_for_a_channel_that_is_renamed_is_told_under_its_new_name(watch: Watch) -> None:
    assert await watch.rounds.deliver() == 1
    assert watch.errors == []


async def test_where_the_profile_is_gone_too_it_is_a_dead_letter(watch: Watch) -> None:
    watch.snapshot = replace(watch.snapshot, profiles={"other": CAUCASUS})
    assert await watch.rounds.deliver() == 0
    assert watch.errors == [f"the profile {PROFILE!r} is no longer in the configuration"]


async def test_while_the_profile_may_only_be_broken_it_is_waited_for(watch: Watch) -> None:
    broken = (Fault(file="config/profiles/caucasus.yaml", what="not YAML"),)
    watch.snapshot = replace(watch.snapshot, profiles={"other": CAUCASUS}, faults=broken)
    assert await watch.rounds.deliver() == 0
    assert (watch.errors, watch.store.counts(NOW).deliveries) == ([], {"pending": 1})


async def test_a_channel_that_the_newest_set_has_is_not_gone(watch: Watch) -> None:
    watch.snapshot = replace(watch.snapshot, channels=(*watch.snapshot.channels, Console(name=ANA)))
    assert await watch.rounds.deliver() == 0
    assert watch.store.counts(NOW).deliveries == {"pending": 1}
