"""Pages of content systems the world over: how much of each article must be found, and no obstacle mistaken.

`pages/floors.yaml` is a log. Its last entry holds for today; a floor may rise, and falls only in a new entry that says
why. The digest of the gate's pages stands in it too. `python tests/benchmarks/pages.py --floors` prints an entry.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import yaml
from doubles.pages import FOLDER, articles, digest, fields_right, pages_read, saved_pages, score, texts_of

LOG: list[dict[str, Any]] = yaml.safe_load((FOLDER / "floors.yaml").read_text(encoding="utf-8"))
FLOORS: dict[str, dict[str, float]] = LOG[-1]["floors"]
PARTS = ("dev", "gate")


@pytest.mark.parametrize("part", PARTS)
def test_the_article_is_found(part: str) -> None:
    found = texts_of(part)
    for name, some in halves(part).items():
        reached = score(some, lambda page: found[page.name]).f1
        assert reached >= FLOORS[part][name], (name, round(reached, 4))


@pytest.mark.parametrize("part", PARTS)
def test_title_date_and_author_are_read(part: str) -> None:
    reached = fields_right(part)
    # figures only: whoever reads names here has tuned on the gate
    assert {name: (reached[name], floor) for name, floor in FLOORS[part].items() if reached.get(name, 1) < floor} == {}


@pytest.mark.parametrize("part", PARTS)
def test_it_is_no_worse_than_trafilatura_in_any_script(part: str) -> None:
    from trafilatura import bare_extraction

    from monitor.collect.pages.decode import decoded

    ours = texts_of(part)
    for name, some in halves(part).items():
        peer = {
            page.name: getattr(bare_extraction(decoded(page.body), fast=True, include_comments=False), "text", None)
            or ""
            for page in some
        }
        assert (
            score(some, lambda page: ours[page.name]).f1 >= score(some, lambda page, peer=peer: peer[page.name]).f1
        ), name


@pytest.mark.parametrize("part", PARTS)
def test_every_obstacle_is_told_and_none_is_imagined(part: str) -> None:
    mistaken = [(page.obstacle, read.obstacle) for page, read in pages_read(part) if page.obstacle != read.obstacle]
    assert mistaken == []


@pytest.mark.parametrize("part", PARTS)
def test_a_page_that_only_leads_elsewhere_says_where(part: str) -> None:
    for page, read in pages_read(part):
        assert bool(read.leads_to) == (page.obstacle == "redirect"), page.name if part == "dev" else ""


def test_the_pages_are_those_that_the_floors_were_set_for() -> None:
    assert digest("gate") == LOG[-1]["digest"], "new pages need a new entry in floors.yaml"


def test_no_floor_was_ever_lowered_without_a_reason() -> None:
    for before, after in pairwise(LOG):
        lowered = {
            (part, name)
            for part, floors in before["floors"].items()
            for name, floor in floors.items()
            if after["floors"].get(part, {}).get(name, 0.0) < floor
        }
        assert not lowered or after.get("lowered_because"), sorted(lowered)


def test_the_corpus_is_as_large_and_as_mixed_as_it_has_to_be() -> None:
    everything = [*saved_pages("dev"), *saved_pages("gate")]
    assert len(everything) >= 60
    assert len({page.language for page in everything}) >= 15
    assert len({page.name for page in everything}) == len(everything)
    assert sum(bool(page.obstacle) for page in everything) >= len(everything) / 12


def halves(part: str) -> dict[str, list[Any]]:
    """All articles, those in Latin letters, and the others."""
    some = articles(saved_pages(part))
    return {
        "all": some,
        "latin": [page for page in some if page.is_latin],
        "others": [page for page in some if not page.is_latin],
    }
