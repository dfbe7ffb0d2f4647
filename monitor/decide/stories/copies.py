"""Which telling is another's text, word for word: an agency's report that several outlets carry."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.decide.stories.features import kind_of
from monitor.model import Member

#: the share of the shorter text's passages that a copy has from the other: a client cuts sentences and adds some, and
#: must still be known; how many copies are, and how many are wrong, is a floor in tests/corpus/stories
COPIED = 0.4


def copied_share(one: frozenset[str], other: frozenset[str]) -> float:
    """Of the passages that both sketches can speak of, the share that is common, seen from the text that has fewer.

    A sketch holds the smallest hashes of a text; below the smaller of the two greatest, both are complete.
    """
    if not one or not other:
        return 0.0
    bound = min(max(map(_value, one)), max(map(_value, other)))
    first, second = ({shingle for shingle in each if _value(shingle) <= bound} for each in (one, other))
    return len(first & second) / min(len(first), len(second)) if min(len(first), len(second)) >= _ENOUGH else 0.0


#: with fewer passages to compare, chance decides
_ENOUGH = 4


def original(member: Member, others: Iterable[Member]) -> str:
    """Id of the telling that the member copies, "" where it copies none: of those in its language the one that it has
    most from, and copies nobody itself."""
    mine = shingles(member)
    shares = [
        (copied_share(mine, shingles(other)), other.published, other.article_id)
        for other in others
        if other.language == member.language and not other.copy_of
    ]
    best = max(shares, key=lambda found: found[0], default=None)
    return best[2] if best is not None and best[0] >= COPIED else ""


def shingles(member: Member) -> frozenset[str]:
    """Its runs of words, as features."""
    return frozenset(feature for feature, _ in member.features if kind_of(feature) == "shingle")


def _value(shingle: str) -> int:
    return int(shingle.partition("/")[2], 16)
