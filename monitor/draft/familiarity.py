"""How much a name says: what the press names every day says little about an affair, what it hardly ever names, much.

`data/familiar.yaml` holds the share of reports that name each of the most familiar actors and topics.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import log2

from monitor.settings.document import load_package_yaml

_FILE = "familiar.yaml"
#: of a thousand reports: those that name what the list does not hold (it ends at 4)
_UNLISTED = 2
#: bits of information from which on a name counts fully: it stands in one of 16 reports
_ENOUGH_BITS = 4.0
#: of a thousand reports: a topic that fewer speak of, an actor whom fewer name, can be what an affair is known by
_RARE_TOPIC, _RARE_ACTOR = 20, 10


def information(term: str) -> float:
    """How much it says that a report names the term, in bits: 1.9 for the United States, 9 for what hardly any does."""
    return log2(1000 / _shares().get(term, _UNLISTED))


def rarity(term: str) -> float:
    """What a term is worth for being seldom named, 0 to 1: 0.48 for the United States."""
    return min(1.0, information(term) / _ENOUGH_BITS)


def is_rare(term: str) -> bool:
    """Is it so seldom in the news that an affair can be known by it?"""
    return _shares().get(term, _UNLISTED) < (_RARE_TOPIC if term.startswith("topic/") else _RARE_ACTOR)


@cache
def _shares() -> Mapping[str, int]:
    """Term -> how many of a thousand reports name it."""
    text = (resources.files("monitor.draft") / "data" / _FILE).read_text(encoding="utf-8")
    shares: Mapping[str, int] = load_package_yaml(text, _FILE)
    return shares
