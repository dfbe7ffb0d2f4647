"""Whatever happens to a watch: each story that matched reaches its readers, and none of them is told twice.

The stories here have nothing in common, so that they stay what they are; `test_regrouping_machine.py` has others.
"""

from __future__ import annotations

from collections import Counter

import pytest
from doubles.analyses import analysis
from doubles.watch_machine import DESK, OUTLETS, PROFILES, RUNS, SCORES, WatchMachine
from hypothesis import strategies as st
from hypothesis.stateful import rule

from monitor.model import Source
from monitor.muting.subjects import Subject


class Tellings(WatchMachine):
    """What the watch owes to whom, by story."""

    def __init__(self) -> None:
        #: (profile, story) -> the channels that are to hear of it
        self.owed: dict[tuple[str, str], tuple[str, ...]] = {}
        super().__init__()

    @rule(story=st.integers(0, 2), by=st.sampled_from(OUTLETS), scores=SCORES)
    def an_article_comes(self, story: int, by: Source, scores: tuple[float, ...]) -> None:
        said = analysis(
            {f"person/p{story}": 4, f"org/o{story}": 3, f"place/l{story}": 3, f"topic/t{story}": 3},
            title=(f"person/p{story}", f"place/l{story}"),
        )
        outcome = self.comes(said, by, scores)
        for verdict in outcome.verdicts:
            assert outcome.story is not None
            if verdict.reason != "muted":
                one, channels = (verdict.profile, outcome.story.id), self.readers(verdict.profile)
                self.owed.setdefault(one, channels)
                if verdict.told and verdict.told.alerts == 1 and verdict.told.kind == "alert":
                    self.owed[one] = channels  # it leaves the digest of whoever was to hear of it before an edit

    @rule()
    def the_desk_is_called_otherwise(self) -> None:
        self.call_the_desk_otherwise()
        for (name, story), channels in self.owed.items():
            if DESK not in self.readers(name):  # what waits goes to whoever the profile tells by now
                self.owed[name, story] = tuple(each for each in channels if each != DESK)

    @rule(which=st.integers(0, 5), profile=PROFILES, alone=st.booleans(), whole=st.booleans())
    def a_mute(self, which: int, profile: str, alone: bool, whole: bool) -> None:
        known = sorted(self.owed)
        if whole or not known:
            subject = Subject(kind="profile", id=profile, name=profile)
        else:
            story = known[which % len(known)][1]
            subject = Subject(kind="story", id=story, name=story)
        self.mute(subject, profile if alone else "")
        for one in [one for one in self.owed if subject.id in one and (not alone or one[0] == profile)]:
            if not any((line.profile, line.story) == one for line in self.lines):
                del self.owed[one]

    def judge(self) -> None:
        told = Counter(self.lines)
        # a digest tells news of a story as often as there is any
        assert [line for line, times in told.items() if times > 1 and line.number] == [], "told twice"
        firsts = Counter((line.channel, line.profile, line.story) for line in self.lines if line.first)
        assert [one for one, times in firsts.items() if times > 1] == [], "two first tellings"
        heard = {(line.channel, line.profile, line.story) for line in told}
        owed = {(channel, *one) for one, channels in self.owed.items() for channel in channels}
        assert owed - heard == set(), "never told"


TestTellings = pytest.mark.timeout(900)(Tellings.TestCase)
TestTellings.settings = RUNS
