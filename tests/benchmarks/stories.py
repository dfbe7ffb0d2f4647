"""What grouping reaches on the corpus of stories, and what its weights should be.

    .venv/bin/python tests/benchmarks/stories.py           # an entry for tests/corpus/stories/floors.yaml
    .venv/bin/python tests/benchmarks/stories.py --learn   # weights for decide/stories/likeness.py, from `dev`

The weights that stand there were learned from both newsrooms too, whose stories are of one neighbourhood of affairs.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.test_stories import PARTS, reached
from doubles.corpus import digest
from doubles.stories import Telling, analysis, member_of, tellings

from monitor.decide.stories.features import features
from monitor.decide.stories.likeness import inputs
from monitor.decide.stories.rarity import Rarity
from monitor.decide.stories.traits import FACTS, Traits, traits_of

#: of the ridge: 340 pairs are told from 25,000 by 20 inputs
RIDGE = 10.0
#: what may not speak against (agreeing) or for (differing, another country, days) two articles' being one
SIGNS = np.array([*(1, -1) * len(FACTS), 1, -1, 0, 1, -1, -1])
#: steps of Newton's method; it stands still after ten
_STEPS = 40


def traits(some: tuple[Telling, ...]) -> dict[str, Traits]:
    """Of each article, weighed as half way through the corpus."""
    members = [replace(member_of(one), features=features(analysis(one.article))) for one in some]
    rarity = Rarity()
    for member in members[::2]:
        rarity.count(member)
    return {member.article_id: traits_of(member, rarity) for member in members}


def learned() -> np.ndarray:
    """A weight for each input, the bias last."""
    some = tellings("dev")
    known = traits(some)
    pairs = list(combinations(some, 2))
    values = np.array([inputs(known[one.article.id], known[other.article.id])[:-1] for one, other in pairs])
    wanted = np.array([float(one.story == other.story) for one, other in pairs])
    scale = values.std(axis=0) + 1e-9
    kept = np.ones(len(SIGNS), dtype=bool)
    while True:
        weights = np.zeros(len(SIGNS) + 1)
        weights[[*np.flatnonzero(kept), -1]] = _regression((values / scale)[:, kept], wanted)
        wrong = kept & (weights[:-1] * SIGNS < 0)
        if not wrong.any():
            return np.append(weights[:-1] / scale, weights[-1])
        kept &= ~wrong


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
        names = [f"{group} {what}" for group in FACTS for what in ("agrees", "differs")]
        names += ["whole", "bare", "same language", "words", "elsewhere", "day", "bias"]
        for name, weight in zip(names, learned(), strict=True):
            print(f"{name:18} {weight:6.2f}")
        return
    print(f"digest: {digest('stories/gate')}\nfloors:")
    for part in PARTS:
        figures = ", ".join(f"{name}: {value:.3f}" for name, value in reached(part).items())
        print(f"  {part}: {{{figures}}}")


if __name__ == "__main__":
    main()
