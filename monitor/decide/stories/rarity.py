"""How often a feature stands in any article: what many share tells none apart.

The figures are those of the world's news at large, and the watch's own terms: two articles must be judged alike in a
watch of ten and among ten thousand, and whichever of them came first.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from math import log

from monitor.decide.stories.common import COMMON, COMMON_NAMES
from monitor.decide.stories.features import kind_of

#: the share of articles that hold a feature of a kind, where nothing is known of it; measured on the corpora of
#: `tests/` (320 articles and stories) over those features that `COMMON` does not list
USUAL = {"country": 0.02, "person": 0.002, "org": 0.003, "event": 0.003, "place": 0.003, "topic": 0.01, "word": 0.01}
#: nearly every article of a watch is there for a watched term
WATCHED = 0.25
#: a name of so many consonants is found by chance, in one of an article's names: seven classes, of which some are rare
_CLASSES, _NAMES_IN_ARTICLE = 6.0, 40.0
_AT_MOST = 0.3
#: one that is compared by its letters: Ariane, RMT
_SPELT = 0.003
#: figures by their digits: toll and date have two, a price five
_FIGURES = {1: 0.03, 2: 0.03, 3: 0.006}
_LONG_FIGURE = 0.002
#: a round one (20, 300) is twice as common
_ROUND, _ROUND_AT_LEAST = 2.0, 0.01


class Rarity:
    """What each feature says in one watch."""

    def __init__(self, watched: Container[str] = ()) -> None:
        self._watched = watched

    def watches(self, feature: str) -> bool:
        """Is it a watched term, which nearly every article begins with?"""
        return feature in self._watched

    def says(self, feature: str) -> float:
        """Nats that sharing the feature says: the logarithm of one through its share of the articles."""
        usual = share(feature)
        if feature in self._watched:
            usual = max(usual, WATCHED)
        return -log(usual)


@lru_cache(maxsize=100_000)
def share(feature: str) -> float:
    """The share of all articles that hold it, 0 to 1."""
    kind, _, value = feature.partition("/")
    if kind == "figure":
        return _share_of_figure(value)
    if kind == "name" and value.startswith("~"):
        return COMMON_NAMES.get(value, _SPELT)
    if kind in {"name", "sound"}:
        return COMMON_NAMES.get(value, min(_AT_MOST, _NAMES_IN_ARTICLE * _CLASSES ** -len(value)))
    return COMMON.get(feature, USUAL.get(kind_of(feature), USUAL["word"]))


def _share_of_figure(figure: str) -> float:
    digits = figure.replace(".", "")
    usual = _FIGURES.get(len(digits), _LONG_FIGURE)
    if "." in figure:
        return 0.01 if len(digits) <= 2 else 0.003
    return max(usual * _ROUND, _ROUND_AT_LEAST) if len(digits.strip("0")) == 1 else usual
