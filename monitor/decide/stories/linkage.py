"""Average linkage: from how alike each two articles are to groups, the same ones in whatever order the articles came.

Begins with each article alone and merges, again and again, the two groups whose articles are most alike in the mean,
until no two are alike enough (UPGMA; Sokal and Michener 1958). The mean decides, because one article's side remark
must not join two stories. Two groups that have each grown must be the more alike: that one article looks like a story
of its kind happens often, and costs little; that a whole story does hardly happens, unless it is one. Ties go to the
group with the smaller name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from itertools import combinations
from math import log2

#: two articles, the smaller name first -> their log-odds of being of one story
Alike = Callable[[str, str], float]


def groups(
    days: Mapping[str, float], alike: Alike, *, at_least: float, grown: float, apart: float
) -> list[tuple[str, ...]]:
    """The articles (name -> day of publication) in groups, each sorted.

    Two groups merge while the mean over their pairs is `at_least` so much, and `grown` more for each doubling of the
    smaller one, and no more than `apart` days lie between the end of the one and the beginning of the other.
    """
    return _Merging(days, alike, at_least, grown, apart).done()


class _Merging:
    """Groups are numbered by the place of their first article among the sorted names."""

    def __init__(self, days: Mapping[str, float], alike: Alike, at_least: float, grown: float, apart: float) -> None:
        self._at_least, self._grown, self._apart = at_least, grown, apart
        names = sorted(days)
        self._members = {number: [name] for number, name in enumerate(names)}
        self._span = {number: (days[name], days[name]) for number, name in enumerate(names)}
        #: two groups, the smaller number first -> the sum over their pairs
        self._sums = {pair: alike(names[pair[0]], names[pair[1]]) for pair in combinations(self._members, 2)}
        #: (- mean without what is asked of grown groups, one, other, size of one, size of other): void when a
        #: size has changed since
        self._queue = [found for pair in self._sums for found in self._candidate(*pair)]

    def done(self) -> list[tuple[str, ...]]:
        heapify(self._queue)
        while self._queue:
            _, one, other, size, others = heappop(self._queue)
            if self._size(one) == size and self._size(other) == others:
                self._merge(one, other)
        return [tuple(sorted(members)) for members in self._members.values()]

    def _merge(self, one: int, other: int) -> None:
        self._members[one] += self._members.pop(other)
        (first, last), (begun, ended) = self._span[one], self._span.pop(other)
        self._span[one] = min(first, begun), max(last, ended)
        del self._sums[one, other]
        for third in self._members:
            if third != one:
                pair = _pair(one, third)
                self._sums[pair] += self._sums.pop(_pair(other, third))
                for found in self._candidate(*pair):
                    heappush(self._queue, found)

    def _candidate(self, one: int, other: int) -> Iterator[tuple[float, int, int, int, int]]:
        size, others = self._size(one), self._size(other)
        mean = self._sums[one, other] / (size * others) - self._grown * log2(min(size, others))
        between = max(self._span[one][0] - self._span[other][1], self._span[other][0] - self._span[one][1])
        if mean >= self._at_least and between <= self._apart:
            yield -mean, one, other, size, others

    def _size(self, number: int) -> int:
        return len(self._members.get(number, ()))


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
