"""Articles in seven languages, Persian to Chinese, are read as a careful analyst reads them.

`articles/*.yaml` holds, for each language, true reports on the seeds' affairs and traps (namesakes, sport in Baku,
other wars). Articles whose id ends in `-dev` were tuned on; those in `-gate` never were. The floors stand a little
under what was measured, so that the test fails when quality falls; they are never lowered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml
from doubles.shipped import article

from monitor.comprehend.analyse import analyse
from monitor.decide.match import match
from monitor.model import Analysis
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot, load_snapshot

ROOT = Path(__file__).parents[2]
LANGUAGES = ("fa", "ar", "vi", "fr", "de", "es", "zh")
PROFILES = {"peace": "armenia-azerbaijan-us", "nato": "azerbaijan-nato"}
#: a mention under this strength is a guess, and is not counted
SURE = 0.5
#: language or half -> floors of actor recall, actor precision and topic recall
FLOORS = {
    "fa": (0.98, 0.94, 0.90),
    "ar": (0.94, 0.97, 0.87),
    "vi": (0.93, 0.96, 0.97),
    "fr": (0.94, 0.93, 0.97),
    "de": (0.90, 0.96, 0.92),
    "es": (0.91, 0.94, 0.92),
    "zh": (0.95, 0.96, 0.92),
    "dev": (0.96, 0.96, 0.94),
    "gate": (0.90, 0.96, 0.92),
}
#: traps that are fallen into, and why
FALLEN_INTO = {
    # decided by counts: each is named once, which is enough in so short a report
    "vi-trap-thailand-gate": "another peace; Armenia and Azerbaijan stand in a list of the wars that Trump ended",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One article: what must be found in it, and what is."""

    id: str
    language: str
    analysis: Analysis
    wanted: frozenset[str]
    topics: frozenset[str]
    #: ids of the profiles that it must match
    profiles: frozenset[str]

    @property
    def actors(self) -> frozenset[str]:
        """Listed actors that were found; persons of no catalogue are no part of the measure."""
        return frozenset(
            mention.actor
            for mention in self.analysis.mentions
            if mention.strength >= SURE and not mention.actor.startswith("unlisted/")
        )

    @property
    def found_topics(self) -> frozenset[str]:
        return frozenset(hit.topic for hit in self.analysis.topics)


@cache
def _snapshot() -> Snapshot:
    return load_snapshot(Home(ROOT), {})


@cache
def _readings() -> tuple[Reading, ...]:
    return tuple(_read())


def _read() -> Iterator[Reading]:
    for language in LANGUAGES:
        for row in yaml.safe_load((Path(__file__).parent / "articles" / f"{language}.yaml").read_text("utf-8")):
            yield Reading(
                id=row["id"],
                language=language,
                analysis=analyse(article(row["text"], row["title"]), _snapshot().lexicon),
                wanted=frozenset(row["actors"]),
                topics=frozenset(row["topics"]),
                profiles=frozenset(PROFILES[name] for name in row["profiles"]),
            )


@pytest.mark.parametrize("part", FLOORS)
def test_actors_and_topics_are_found_as_well_as_before(part: str) -> None:
    readings = [one for one in _readings() if part in {one.language, one.id.rpartition("-")[2]}]
    right = sum(len(one.wanted & one.actors) for one in readings)
    recall = right / sum(len(one.wanted) for one in readings)
    precision = right / sum(len(one.actors) for one in readings)
    told = sum(len(one.topics & one.found_topics) for one in readings)
    topics = told / sum(len(one.topics) for one in readings)
    least_recall, least_precision, least_topics = FLOORS[part]
    assert recall >= least_recall, {one.id: sorted(one.wanted - one.actors) for one in readings}
    assert precision >= least_precision, {one.id: sorted(one.actors - one.wanted) for one in readings}
    assert topics >= least_topics, {one.id: sorted(one.topics - one.found_topics) for one in readings}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_true_article_matches_its_profile(language: str) -> None:
    for one in _of(language):
        assert one.profiles <= _matched(one), one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_trap_matches_a_profile(language: str) -> None:
    for one in _of(language):
        if not one.profiles:
            assert bool(_matched(one)) == (one.id in FALLEN_INTO), one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_recognised(language: str) -> None:
    assert {one.analysis.language for one in _of(language)} == {language}


def _of(language: str) -> list[Reading]:
    return [one for one in _readings() if one.language == language]


def _matched(reading: Reading) -> set[str]:
    found = match(reading.analysis, _snapshot().matcher)
    return {one.profile for one in found if one.decision == "match"}
