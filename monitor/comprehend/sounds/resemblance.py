"""How much two names in different scripts sound alike: words beside words, sounds beside sounds.

Both steps are alignments of least cost (Levenshtein), with the costs of `Phonology`. Words may stand in another
order (surname first), may be written as one (문재인, Abdelfattah), and small or middle ones may be missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from monitor.comprehend.sounds.phonology import Slots
from monitor.comprehend.sounds.transliterate import Sounding, Transliterator, script_of, words

#: cost of a word that only one side has: a particle or an initial, a middle name, the first or the last word
_PARTICLE, _MIDDLE, _OUTER = 0.1, 0.45, 4.0
#: cost of a joint between words that one side does not have
_JOINT = 0.08
#: how many words may be written as one
_SPANS = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
#: words farther apart than this part of their length are not compared to the end
_FARTHEST = 0.45
#: names as alike as this need not be tried in another order
_ALIKE = 0.8

#: cost, length in consonants, worst likeness of a pair of words, words matched
_State = tuple[float, float, float, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """How alike two names are."""

    #: 1 where every sound is what is expected, 0 where nothing agrees: over the whole name
    whole: float
    #: the same of the words that agree least
    worst: float
    #: words of the name that the query has
    matched: int
    #: how much there is to compare, in consonants
    length: float

    @property
    def score(self) -> float:
        """Both in one figure."""
        return (self.whole + self.worst) / 2


#: two names that have nothing in common
NOTHING = Resemblance(whole=0.0, worst=0.0, matched=0, length=0.0)


class Spelling:
    """A name as sounds, word by word; what it costs to leave sounds out depends on the script it is compared with."""

    def __init__(
        self,
        name: Sequence[str],
        transliterator: Transliterator,
        language: str = "",
        read: Callable[[str], Sounding] | None = None,
    ) -> None:
        """`read` may take the place of the transliterator's own, and remember words."""
        self.words = tuple(name)
        self.transliterator = transliterator
        self._soundings = tuple(map(read, name) if read else (transliterator.read(word, language) for word in name))
        self._spans: dict[tuple[int, ...], Sounding] = {}
        self._drops: dict[tuple[str, tuple[int, ...]], tuple[float, ...]] = {}

        self.particles = any(map(self._small, range(len(self.words))))

    def __len__(self) -> int:
        return len(self._soundings)

    def _small(self, index: int) -> bool:
        """Is the word a particle or an initial?"""
        return self._soundings[index].particle or len(self.words[index]) == 1

    def span(self, indices: tuple[int, ...]) -> Sounding:
        """Some of the words written as one."""
        if len(indices) == 1:
            return self._soundings[indices[0]]
        if indices not in self._spans:
            self._spans[indices] = self.transliterator.joined([self._soundings[index] for index in indices])
        return self._spans[indices]

    def drops(self, name: str, indices: tuple[int, ...]) -> tuple[float, ...]:
        """Cost of each sound of some words that a name in script `name` does not write."""
        place = name, indices
        if place not in self._drops:
            self._drops[place] = self.transliterator.drops_for(self.span(indices), name)
        return self._drops[place]

    def absent(self, index: int) -> float:
        """Cost of the other name's not having this word."""
        if self._small(index):
            return _PARTICLE
        return _MIDDLE if 0 < index < len(self) - 1 else _OUTER

    def telling(self) -> tuple[int, ...]:
        """The words that tell who it is: neither particles nor initials, or all where too few would be left."""
        kept = tuple(index for index in range(len(self)) if self.absent(index) > _PARTICLE)
        return kept if len(kept) > 1 else tuple(range(len(self)))


def spelled(name: str, transliterator: Transliterator, language: str = "") -> Spelling | None:
    """A name's spelling; None where a word is of a script without a table."""
    found = words(name)
    if not found or not all(map(transliterator.knows, found)):
        return None
    return Spelling(found, transliterator, language)


def compare(query: Spelling, name: Spelling, slots: Slots) -> Resemblance:
    """How alike the names are, the words of `name` in the order given or with the surname first."""
    pairs = _Pairs(query, name, slots)
    order = tuple(range(len(name)))
    if pairs.strangers():
        return NOTHING
    best = pairs.aligned(order, 0.0)
    if best.score >= _ALIKE:
        return best
    for by in {1, len(name) - 1} - {0, len(name)}:
        other = pairs.aligned(order[by:] + order[:by], pairs.turned)
        best = max(best, other, key=lambda one: one.score)
    return best


class _Pairs:
    """Two names side by side; remembers how far each word of the one is from each of the other."""

    def __init__(self, query: Spelling, name: Spelling, slots: Slots) -> None:
        self._query, self._name, self._slots = query, name, slots
        self._script = script_of(query.words[0])
        table = query.transliterator.table(self._script)
        self.turned, self._as_one = table.turned, table.as_one
        # names of as many words are compared word by word
        self._spans = _SPANS if len(query) != len(name) or query.particles or name.particles else _SPANS[:1]
        self._known: dict[tuple[int, int, tuple[int, ...]], tuple[float, float] | None] = {}

    def strangers(self) -> bool:
        """Has some word of the query nothing like it in a name of as many words?"""
        if len(self._spans) > 1:
            return False
        others = range(len(self._name))
        return not all(
            any(self._apart(index, index + 1, (other,)) for other in others) for index in range(len(self._query))
        )

    def aligned(self, order: tuple[int, ...], extra: float) -> Resemblance:
        """The alignment of words that costs least, the name's words in this order; `extra` is what the order costs."""
        wide, high = len(self._query), len(order)
        # (cost, length in consonants, worst likeness of a pair of words, words matched) up to each pair of words
        table: dict[tuple[int, int], _State] = {(0, 0): (extra, 0.0, 1.0, 0)}
        for i, j in product(range(wide + 1), range(high + 1)):
            state = table.get((i, j))
            if state is None:
                continue
            for there, reached in self._onward(i, j, state, order):
                if there not in table or reached[0] < table[there][0]:
                    table[there] = reached
        cost, length, worst, matched = table[wide, high]
        if not length:
            return NOTHING
        return Resemblance(whole=max(0.0, 1 - cost / length), worst=worst, matched=matched, length=length)

    def _onward(
        self, i: int, j: int, state: _State, order: tuple[int, ...]
    ) -> Iterator[tuple[tuple[int, int], _State]]:
        """What may follow: a word that only one side has, or one or more words of each."""
        cost, length, worst, matched = state
        if i < len(self._query):
            yield (i + 1, j), (cost + self._query.absent(i), length, worst, matched)
        if j < len(order):
            yield (i, j + 1), (cost + self._name.absent(order[j]), length, worst, matched)
        for wide, high in self._spans:
            if i + wide <= len(self._query) and j + high <= len(order):
                pair = self._apart(i, i + wide, order[j : j + high])
                if pair is not None:
                    apart, weight = pair
                    joint = _JOINT * (wide + high - 2)
                    likeness = max(0.0, 1 - apart / (weight if wide == high else self._as_one * weight))
                    yield (
                        (i + wide, j + high),
                        (cost + apart + joint, length + weight, min(worst, likeness), matched + max(wide, high)),
                    )

    def _apart(self, first: int, end: int, indices: tuple[int, ...]) -> tuple[float, float] | None:
        """How far words are from each other, and their length; None where they are not the same at all."""
        place = first, end, indices
        if place not in self._known:
            self._known[place] = self._measured(self._query.span(tuple(range(first, end))), indices)
        return self._known[place]

    def _measured(self, one: Sounding, indices: tuple[int, ...]) -> tuple[float, float] | None:
        other = self._name.span(indices)
        weight = (one.weight + other.weight) / 2
        if not weight or one.weight > 2 * other.weight + 1 or other.weight > 2 * one.weight + 1.5:
            return None
        apart = distance(one, other, self._name.drops(self._script, indices), self._slots, weight * _FARTHEST)
        return None if apart is None else (apart, weight)


def distance(one: Sounding, other: Sounding, drops: tuple[float, ...], slots: Slots, most: float) -> float | None:
    """Least cost of reading one word for the other, None where it is more than `most`.

    `drops` is what each sound of `other` costs when it is missing.
    """
    above = [0.0]
    total = 0.0
    for drop in drops:
        total += drop
        above.append(total)
    for number, missing in zip(one.slots, one.drops, strict=True):
        diagonal = above[0]
        left = diagonal + missing
        row = [left]
        for up, cost, drop in zip(above[1:], slots.costs(number, other.slots), drops, strict=True):
            best = diagonal + cost
            if up + missing < best:
                best = up + missing
            left += drop
            if best < left:
                left = best
            row.append(left)
            diagonal = up
        if min(row) > most:
            return None
        above = row
    return above[-1] if above[-1] <= most else None
