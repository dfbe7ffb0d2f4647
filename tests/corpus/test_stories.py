"""Stories told by several outlets in 22 languages, with near misses: what is together, and what is not.

`stories/floors.yaml` is a log. Its last entry holds for today; a floor may rise, and falls only in a new entry that
says why. The digest of the gate's articles stands in it too. `python tests/benchmarks/stories.py` prints an entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from statistics import mean
from typing import Any

import pytest
import yaml
from doubles.corpus import digest
from doubles.stories import FOLDER, Telling, agreement, grouped, in_random_order, score, stories, tellings

from monitor.model import Story

LOG: list[dict[str, Any]] = yaml.safe_load((FOLDER / "floors.yaml").read_text(encoding="utf-8"))
FLOORS: dict[str, dict[str, float]] = LOG[-1]["floors"]
PARTS = ("dev", "gate")
ORDERS = 2


def reached(part: str) -> dict[str, float]:
    """What the part reaches, by the names of its floors."""
    some = tellings(part)
    formed = stories(some)
    in_time = score(some, {name: story.id for name, story in formed.items()})
    copied = copies(some, formed)
    shuffled = [grouped(in_random_order(some, seed)) for seed in range(ORDERS)]
    scores = [score(some, one) for one in shuffled]
    undated = score(some, grouped(some, dated=False))
    return {
        "precision": in_time.precision,
        "recall": in_time.recall,
        "bcubed": in_time.bcubed,
        "shuffled_precision": mean(one.precision for one in scores),
        "shuffled_recall": mean(one.recall for one in scores),
        "undated_bcubed": undated.bcubed,
        "agreement": mean(agreement(one, other) for one, other in pairwise(shuffled)),
        "copies_precision": copied[0],
        "copies_recall": copied[1],
    }


def copies(some: tuple[Telling, ...], formed: Mapping[str, Story]) -> tuple[float, float]:
    """Precision and recall of what is said to be a copy: of two equal texts the later, whatever the author says."""
    found = {member.article_id for story in formed.values() for member in story.members if member.copy_of}
    pairs = [{one.article.id, one.copy_of} for one in some if one.copy_of]
    right = found & set().union(*pairs)
    return len(right) / max(1, len(found)), sum(1 for pair in pairs if pair & found) / len(pairs)


@pytest.mark.parametrize("part", PARTS)
def test_stories_are_formed_as_their_authors_would(part: str) -> None:
    # figures only: whoever reads names of the gate here has tuned on it
    found = reached(part)
    assert {name: (found[name], floor) for name, floor in FLOORS[part].items() if found[name] < floor} == {}


def test_the_gate_holds_the_articles_for_which_the_floors_were_set() -> None:
    assert digest("stories/gate") == LOG[-1]["digest"]


def test_a_floor_falls_only_with_a_reason() -> None:
    for before, after in pairwise(LOG):
        lower = [
            (part, name)
            for part, floors in before["floors"].items()
            for name, floor in floors.items()
            if after["floors"][part].get(name, 0) < floor
        ]
        assert not lower or after.get("lowered_because"), lower
