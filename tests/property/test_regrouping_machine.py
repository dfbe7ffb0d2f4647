"""Whatever happens to a watch while stories become one, and part: what was told as part of one affair and is of another
reaches its readers, and nobody is told of one affair twice where it could be known that it is one.

An article tells of one event or of two; so two events look like one for a while, until others show what they are. It is
judged by articles: a telling is that of the article whose verdict it was.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from zlib import crc32

import pytest
from doubles.analyses import analysis
from doubles.letterbox import Line
from doubles.watch_machine import HOUR, MINUTE, OUTLETS, PROFILES, RUNS, SCORES, WatchMachine
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from monitor.errors import StoreError
from monitor.model import Alert, Analysis, Digest, News, Source
from monitor.muting.subjects import Subject

#: what an article tells of: an event, or two of them, the one in its headline first
TOLD = st.sampled_from(((0,), (1,), (2,), (0, 1), (1, 0), (1, 2), (0, 2)))
#: articles by which two stories become one, or one becomes two, or both
COURSES = st.sampled_from(([(0,), (1,), (0, 1), (0, 1)], [(0,), (1, 0), (1,)], [(0,), (1, 0), (1,), (0, 1)]))
PAUSES = st.sampled_from((timedelta(0), MINUTE, 5 * HOUR))
Events = tuple[int, ...]
Scores = tuple[float, ...]
#: words that each event brings to an article
WORDS = 6
#: over the run: stories that became part of another one, and that came of one
CHANGES: Counter[str] = Counter()
#: of whatever came, this much is owed to nobody
_NOT_OWED = ("muted", "stale", "source", "below", "review")


def telling_of(*events: int) -> Analysis:
    """An article on these events, the first of them in the headline."""
    terms = {f"{kind}{event}": 2 for event in events for kind in ("person/p", "org/o", "place/l", "topic/t")}
    words = Counter(crc32(f"{event}/{word}".encode()) for event in events for word in range(WORDS))
    return replace(analysis(terms, title=(f"person/p{events[0]}",)), sketch=tuple(sorted(words.items())))


class Regroupings(WatchMachine):
    """What the watch owes to whom, by article."""

    def __init__(self) -> None:
        super().__init__()
        for box in self.boxes.values():
            box.causes = self.causes
        #: article -> its story, as it was known last
        self.homes: dict[str, str] = {}
        #: (profile, article) -> why it was told or not, as it was known last
        self.verdicts: dict[tuple[str, str], str] = {}
        #: (channel, profile, article): a mute came before it was heard of
        self.excused: set[tuple[str, str, str]] = set()
        #: profile -> the channels that it always had
        self.channels = {name: set(one.channels) for name, one in self.profiles.items()}

    @initialize(course=COURSES, scores=st.lists(SCORES, min_size=4, max_size=4), wait=PAUSES)
    def it_begins(self, course: list[Events], scores: list[Scores], wait: timedelta) -> None:
        self.articles_come(list(zip(course, scores, strict=False)), OUTLETS[0], wait)

    @rule(told=st.lists(st.tuples(TOLD, SCORES), min_size=2, max_size=5), by=st.sampled_from(OUTLETS), wait=PAUSES)
    def articles_come(self, told: list[tuple[Events, Scores]], by: Source, wait: timedelta) -> None:
        for events, scores in told:
            self.comes(telling_of(*events), by, scores)
            self.look()
            self.time_goes_by(wait)

    @rule(told=st.lists(st.tuples(TOLD, SCORES), min_size=3, max_size=6))
    def many_articles_come_at_once(self, told: list[tuple[Events, Scores]]) -> None:
        self.articles_come(told, OUTLETS[1], timedelta(0))

    @rule(which=st.integers(0, 5), profile=PROFILES, alone=st.booleans(), whole=st.booleans())
    def a_mute(self, which: int, profile: str, alone: bool, whole: bool) -> None:
        stories = sorted(set(self.homes.values()))
        if whole or not stories:
            subject = Subject(kind="profile", id=profile, name=profile)
        else:
            subject = Subject(kind="story", id=stories[which % len(stories)], name="one")
        self.mute(subject, profile if alone else "")
        for name, article in self.verdicts:
            if subject.id in (name, self.homes[article]) and (not alone or name == profile):
                for channel in self.boxes:
                    if not self.heard(channel, name, article):
                        self.excused.add((channel, name, article))
        self.look()

    # -- what is known of the store

    def rows(self, query: str, *values: object) -> list[tuple[str, ...]]:
        opened = sqlite3.connect(self.path)
        try:
            return opened.execute(query, values).fetchall()
        finally:
            opened.close()

    def look(self) -> None:
        """How the articles stand now; what is pruned stays as it stood last."""
        before, self.homes = (
            self.homes,
            self.homes
            | dict(  # type: ignore[arg-type]
                self.rows("SELECT id, story_id FROM articles WHERE story_id IS NOT NULL")
            ),
        )
        CHANGES["became one"] += len(set(before.values()) - set(self.homes.values()))
        CHANGES["parted"] += len(set(map(self.homes.get, before)) - set(before.values()))
        for profile, article, reason in self.rows("SELECT profile, article_id, reason FROM verdicts"):
            self.verdicts[profile, article] = reason
        for name, one in self.profiles.items():
            self.channels[name] &= set(one.channels)

    def causes(self, what: News, alert: Alert, profile: str, channel: str) -> tuple[str, ...]:
        """The articles whose verdicts it was that this is told."""
        if isinstance(what, Digest):
            found = self.rows(
                "SELECT DISTINCT v.article_id FROM held h JOIN verdicts v ON v.profile = h.profile AND v.digest"
                " AND v.decided_at = h.held_at WHERE h.reader = ? AND h.slot = ? AND h.profile = ? AND h.story_id = ?",
                *(what.reader, what.slot, profile, alert.story.id),
            )
        else:
            found = self.rows(
                "SELECT DISTINCT article_id FROM outbox WHERE kind = 'alert' AND channel = ? AND profile = ?"
                " AND subject = ? AND revision = ?",
                *(channel, profile, alert.story.id, alert.number - 1),
            )
        assert found, "nobody asked for it"
        return tuple(one for (one,) in found)

    # -- what must hold

    def heard(self, channel: str, profile: str, article: str) -> bool:
        """Was what is now the article's story told there, for the first time or in another's line?"""
        return any(
            self.homes[cause] == self.homes[article]
            for line in self.lines
            if (line.channel, line.profile) == (channel, profile) and (line.first or not line.number)
            for cause in line.causes
        )

    def repeated(self) -> Iterator[tuple[Line, Line]]:
        """First tellings to one reader of what was known to be one affair when the second of them was made."""
        for one, other in combinations([line for line in self.lines if line.first], 2):
            if (one.channel, one.profile) == (other.channel, other.profile):
                earlier, later = sorted((one, other), key=lambda line: line.at)
                # a message says more than the line that was told before it
                if set(earlier.causes) & set(later.articles) and (earlier.number or not later.number):
                    yield earlier, later

    def judge(self) -> None:
        self.look()
        assert list(self.repeated()) == [], "told twice"
        owed = [one for one, reason in self.verdicts.items() if reason not in _NOT_OWED]
        for profile, article in owed:
            for channel in self.channels[profile]:
                told = self.heard(channel, profile, article) or (channel, profile, article) in self.excused
                assert told, f"{article} was never told to {channel} for {profile}"


@pytest.mark.timeout(900)
def test_while_stories_become_one_and_part_everybody_hears_of_each_affair_once() -> None:
    run_state_machine_as_test(Regroupings, settings=settings(RUNS, max_examples=2 * RUNS.max_examples))
    # without these, nothing was tried
    assert CHANGES["became one"]
    assert CHANGES["parted"]


# ---------------------------------------------------------------- a process that dies in between


def begun(*course: Events) -> Regroupings:
    """A watch to which these articles came, all of them instant."""
    machine = Regroupings()
    for events in course:
        machine.comes(telling_of(*events), OUTLETS[0], (0.9,))
    machine.look()
    return machine


def dies_at(machine: Regroupings, step: str, events: Events) -> None:
    """The next article comes, and the process dies before that step of the store; then it starts again."""

    def death(*_: object) -> None:
        raise StoreError("the process died")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine.store, step, death)
        with pytest.raises(StoreError, match="died"):
            machine.comes(telling_of(*events), OUTLETS[0], (0.9,))
    machine.it_starts_again()


def test_an_article_that_was_not_stored_after_it_parted_a_story_comes_again_and_all_is_told() -> None:
    machine = begun((0,), (1, 0), (1,))
    before = set(machine.homes.values())
    dies_at(machine, "commit", (1,))
    machine.look()
    assert set(machine.homes.values()) != before
    machine.articles -= 1  # its entry is still to be read
    machine.comes(telling_of(1), OUTLETS[0], (0.9,))
    machine.teardown()


def test_what_was_not_settled_before_the_process_died_is_settled_with_the_next_article() -> None:
    machine = begun((0,), (1, 0), (1,))
    dies_at(machine, "settle", (0,))
    assert machine.store.parted()
    machine.comes(telling_of(2), OUTLETS[1], (0.9,))
    assert not machine.store.parted()
    machine.teardown()
