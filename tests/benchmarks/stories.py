"""What grouping reaches on the corpus of stories, and what its weights should be.

    .venv/bin/python tests/benchmarks/stories.py           # an entry for tests/corpus/stories/floors.yaml
    .venv/bin/python tests/benchmarks/stories.py --learn   # weights for decide/stories/likeness.py, from `dev`

The weights are learned from both newsrooms too, whose stories are of one neighbourhood of affairs.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.test_stories import PARTS, reached
from doubles.corpus import digest
from doubles.stories import Telling, analysis, member_of, newsroom, tellings

from monitor.decide.group import OPEN_FOR
from monitor.decide.stories.features import features
from monitor.decide.stories.likeness import inputs
from monitor.decide.stories.rarity import Rarity
from monitor.decide.stories.traits import FACTS, Traits, traits_of
from monitor.demo.newsroom import shipped

CORPUS = Path(__file__).parents[1] / "corpus"
#: of the ridge: 1,000 pairs are told from 100,000 by 23 inputs
RIDGE = 10.0
#: what may not speak against (agreeing) or for (differing, another country, days) two articles' being one
SIGNS = np.array([*(1, -1) * len(FACTS), -1, 1, 1, 1, 1, 1, 1, -1, -1])
#: stories of two authors that are one event for all that anybody could tell: their pairs teach nothing
ONE_EVENT = {
    frozenset({"a105-meta-eu-general-court", "a605-eu-court-meta-data"}),
    frozenset({"a226-gdl-warning-strike", "a621-db-strike"}),
    frozenset({"a321-h3-launch", "a617-h3-launch"}),
}
#: stories of one neighbourhood of affairs, which somebody watches
NARROW = ("a30", "a7")
#: the inputs behind the facts
OTHERS = ("bare", "words", "headline", "whole", "itself", "lead", "led", "elsewhere", "day", "bias")
#: steps of Newton's method; it stands still after ten
_STEPS = 40


def traits(some: tuple[Telling, ...], narrow: tuple[str, ...]) -> dict[str, Traits]:
    """Of each article, weighed as in a watch of nobody in particular; those of stories whose names begin as a `narrow`
    one, as in the watch of the shipped profiles."""
    anybody, shipped_watch = Rarity(), Rarity(watched())
    return {
        one.article.id: traits_of(
            replace(member_of(one), features=features(analysis(one.article))),
            shipped_watch if one.story.startswith(narrow) else anybody,
        )
        for one in some
    }


def watched() -> frozenset[str]:
    """The terms of the shipped profiles."""
    files = (Path(__file__).parents[2] / "config" / "profiles").glob("*.yaml")
    rows = [row for file in files for row in yaml.safe_load(file.read_text(encoding="utf-8"))["watch"]]
    return frozenset(row[kind] for row in rows for kind in ("actor", "topic") if kind in row)


@cache
def pairs() -> tuple[tuple[bool, tuple[float, ...], bool], ...]:
    """Of each two articles of one corpus that may meet in an open story: whether their language is one, the inputs,
    whether their story is one."""
    found = []
    for some, narrow in ((tellings("dev"), NARROW), (newsroom(shipped()), ("",)), (newsroom(CORPUS / "newsroom"), ())):
        known = traits(some, narrow)
        for one, other in combinations(some, 2):
            if abs(one.published - other.published) <= OPEN_FOR and {one.story, other.story} not in ONE_EVENT:
                both = known[one.article.id], known[other.article.id]
                same_language = both[0].language == both[1].language
                found.append((same_language, inputs(*both)[:-1], one.story == other.story))
    return tuple(found)


def learned(same_language: bool) -> np.ndarray:
    """A weight for each input, the bias last."""
    rows = [row for same, *row in pairs() if same == same_language]
    values, wanted = np.array([row[0] for row in rows]), np.array([float(row[1]) for row in rows])
    scale = values.std(axis=0) + 1e-9
    kept = values.std(axis=0) > 0
    while True:
        weights = np.zeros(len(SIGNS) + 1)
        weights[[*np.flatnonzero(kept), -1]] = _regression((values / scale)[:, kept], wanted)
        wrong = kept & (weights[:-1] * SIGNS < 0)
        if not wrong.any():
            return np.append(weights[:-1] / scale, weights[-1])
        kept &= ~wrong


def as_code(name: str, weights: np.ndarray) -> str:
    """As it stands in decide/stories/likeness.py."""
    figures = [round(float(weight), 2) + 0.0 for weight in weights]
    pairs_of_facts = zip(FACTS, zip(figures[::2], figures[1::2], strict=False), strict=False)
    facts = "".join(f'        "{group}": {pair},\n' for group, pair in pairs_of_facts)
    others = zip(OTHERS, figures[2 * len(FACTS) :], strict=True)
    rest = "".join(f"    {what}={of},\n" for what, of in others)
    return f"{name} = Weights(\n    facts={{\n{facts}    }},\n{rest})"


def _regression(values: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Logistic regression with a ridge on all but the bias."""
    values = np.hstack([values, np.ones((len(values), 1))])
    ridge = np.diag([RIDGE] * (values.shape[1] - 1) + [1e-6])
    weights = np.zeros(values.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (likely - wanted) + ridge @ weights
        weights -= np.linalg.solve((values * (likely * (1 - likely))[:, None]).T @ values + ridge, slope)
    return weights


def main() -> None:
    """Print what was asked for."""
    if "--learn" in sys.argv:
        print(as_code("WITHIN_LANGUAGE", learned(same_language=True)))
        print(as_code("ACROSS_LANGUAGES", learned(same_language=False)))
        return
    print(f"digest: {digest('stories/gate')}\nfloors:")
    for part in PARTS:
        figures = ", ".join(f"{name}: {value:.3f}" for name, value in reached(part).items())
        print(f"  {part}: {{{figures}}}")


if __name__ == "__main__":
    main()
