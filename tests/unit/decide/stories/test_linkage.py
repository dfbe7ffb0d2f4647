"""Groups by average linkage: the same ones whatever the order, and as the definition has them."""

from __future__ import annotations

import random
from itertools import combinations
from math import log2

from hypothesis import given
from hypothesis import strategies as st

from monitor.decide.stories.linkage import groups

FOUR = 4.0


def linked(alike: dict[str, float], names: str = "abcd", days: dict[str, float] | None = None) -> list[str]:
    """Groups of one-letter articles, by what each two have in common; what is not said is far apart."""
    found = groups(
        {name: (days or {}).get(name, 0.0) for name in names},
        lambda one, other: alike.get(one + other, -9.0),
        at_least=-1.0,
        grown=1.0,
        apart=FOUR,
    )
    return sorted("".join(group) for group in found)


def test_what_has_nothing_in_common_stays_alone() -> None:
    assert linked({}) == ["a", "b", "c", "d"]


def test_the_most_alike_go_together_first() -> None:
    assert linked({"ab": 0.5, "ac": 3.0, "bc": -9.0}, "abc") == ["ac", "b"]


def test_the_mean_decides_so_that_one_bridge_joins_no_two_stories() -> None:
    stories = {"ab": 5.0, "cd": 5.0}
    assert linked({**stories, "bc": 3.0}) == ["ab", "cd"]
    assert linked({**stories, "bc": 3.0, "ac": 1.0, "ad": 1.0, "bd": 1.0}) == ["abcd"]


def test_two_groups_that_have_each_grown_must_be_more_alike_than_one_article_and_a_group() -> None:
    pairs = {"ab": 5.0, "ac": -0.5, "bc": -0.5}
    assert linked(pairs, "abc") == ["abc"]
    others = {"ad": -0.5, "bd": -0.5, "cd": 5.0}
    assert linked({**pairs, **others}) == ["ab", "cd"]
    assert linked({**pairs, **others, "ac": 2.0}) == ["abcd"]


def test_two_groups_with_more_than_an_open_story_between_them_stay_two() -> None:
    alike = {"ab": 5.0, "bc": 5.0, "ac": 5.0}
    assert linked(alike, "abc", {"a": 0.0, "b": 4.0, "c": 8.0}) == ["abc"]
    assert linked(alike, "abc", {"a": 0.0, "b": 0.0, "c": 4.1}) == ["ab", "c"]


@given(st.integers(0, 10_000), st.integers(2, 9))
def test_it_is_what_the_definition_says(seed: int, size: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    names = "abcdefghi"[:size]
    alike = {one + other: chance.uniform(-6, 4) for one, other in combinations(names, 2)}
    days = {name: chance.uniform(0, 9) for name in names}
    assert linked(alike, names, days) == _slowly(alike, names, days)


def _slowly(alike: dict[str, float], names: str, days: dict[str, float]) -> list[str]:
    """The same, by asking each two groups again at each step."""
    found = list(names)
    while True:
        best = max(
            (
                (_mean(alike, one, other) - log2(min(len(one), len(other))), one, other)
                for one, other in combinations(found, 2)
                if _between(days, one, other) <= FOUR
            ),
            default=(-9.0, "", ""),
        )
        if best[0] < -1.0:
            return sorted("".join(sorted(group)) for group in found)
        found = [group for group in found if group not in best[1:]] + [best[1] + best[2]]


def _mean(alike: dict[str, float], one: str, other: str) -> float:
    pairs = [alike["".join(sorted((first, second)))] for first in one for second in other]
    return sum(pairs) / len(pairs)


def _between(days: dict[str, float], one: str, other: str) -> float:
    spans = [[days[name] for name in group] for group in (one, other)]
    return max(min(spans[0]) - max(spans[1]), min(spans[1]) - max(spans[0]))
