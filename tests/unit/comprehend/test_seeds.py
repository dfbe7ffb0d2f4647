"""The three seeds are read as a careful reader reads them: `tests/corpus/seeds/expected.yaml`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from doubles.shipped import lexicon, seed, seed_analysis

_FILE = Path(__file__).parents[2] / "corpus" / "seeds" / "expected.yaml"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
#: part of the actors found that may be on no list
OTHERS = 0.20
#: part by which a count may be off, where that is more than one mention
TOLERANCE = 0.20

each_seed = pytest.mark.parametrize("name", EXPECTED)


def counts(name: str) -> Counter[str]:
    """Mentions by name of each actor."""
    return Counter(mention.actor for mention in seed_analysis(name).mentions)


def near(found: int, expected: int) -> bool:
    return abs(found - expected) <= max(1, TOLERANCE * expected)


@each_seed
def test_the_language_is_told(name: str) -> None:
    assert seed_analysis(name).language == EXPECTED[name]["language"]


@each_seed
def test_every_actor_is_found(name: str) -> None:
    assert set(EXPECTED[name]["actors"]) - set(counts(name)) == set()


@each_seed
def test_every_person_of_no_catalogue_is_found_by_cues(name: str) -> None:
    found = counts(name)
    for person in EXPECTED[name]["unlisted"]:
        assert any(near(found[f"unlisted/{one}"], person["count"]) for one in person["names"]), person


@each_seed
def test_mentions_are_counted_as_a_reader_counts_them(name: str) -> None:
    expected = {actor: count for actor, count in EXPECTED[name]["actors"].items() if count}
    found = {actor: counts(name)[actor] for actor in expected}
    assert {actor: found[actor] for actor, count in expected.items() if not near(found[actor], count)} == {}


@each_seed
def test_few_others_are_found(name: str) -> None:
    expected = EXPECTED[name]
    listed = set(expected["actors"]) | {f"unlisted/{one}" for person in expected["unlisted"] for one in person["names"]}
    found = set(counts(name))
    assert len(found - listed) <= OTHERS * len(found), found - listed


@each_seed
def test_nobody_of_the_furniture_is_found(name: str) -> None:
    never = EXPECTED[name]["never"]
    analysis = seed_analysis(name)
    assert {one.actor for one in (*analysis.mentions, *analysis.implied)} & set(never["actors"]) == set()
    surfaces = [one.surface for one in analysis.mentions] + [hit.surface for hit in analysis.topics]
    assert [surface for surface in surfaces for word in never["words"] if word in surface] == []


@each_seed
def test_every_topic_is_found(name: str) -> None:
    assert set(EXPECTED[name]["topics"]) - {hit.topic for hit in seed_analysis(name).topics} == set()


@each_seed
def test_whatever_is_expected_is_in_the_catalogue(name: str) -> None:
    expected = EXPECTED[name]
    assert {*expected["actors"], *expected["never"]["actors"]} <= set(lexicon().actors)
    assert set(expected["topics"]) <= set(lexicon().topics)


@each_seed
def test_the_article_is_found_in_the_mess(name: str) -> None:
    expected, reading = EXPECTED[name], seed(name)
    assert reading.article.title == expected["headline"]
    assert reading.article.text.endswith(expected["ends"])
    assert expected["headline"] not in reading.article.text
    assert [word for word in expected["never"]["words"] if word in reading.article.document] == []
