"""Finds organisations that no catalogue knows, by the word for a body beside them.

"the miner Tengri Lithium", "Tengri Lithium Corp", «Тенгри Литий» behind "компания". Precision goes first: where a
language could mean a person or an adjective there ("партия Меркель", "a Jewish group"), nothing is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from monitor.comprehend.unlisted.bodies import LONGEST, corporate, designates, long_enough, may_follow, may_lead, quoted
from monitor.comprehend.unlisted.runs import Run, Words

#: token `first` to and with token `last`
Place: TypeAlias = tuple[int, int]
#: letters that a word has at least which stands for an organisation by itself
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation named at some place: token `first` to and with token `last`."""

    first: int
    last: int
    #: the place that names it as it is to be called
    named: Place


class _Index:
    """Where words stand: made once, however many bodies a text names."""

    def __init__(self, words: Words) -> None:
        self._words = words

    @cached_property
    def alone(self) -> Mapping[tuple[str, ...], list[int]]:
        """Runs by their words, those that stand inside a sentence and beside no body: their first tokens."""
        words, found = self._words, defaultdict(list)
        beside = {index for first, last, _, _ in words.bodies for index in (first - 1, last + 1)}
        for run in words.runs:
            apart = run.first not in beside and run.last not in beside
            if apart and words.inside_sentence(run.first) and not words.before_capital(run.last):
                found[words.tokens.keys[run.first : run.last + 1]].append(run.first)
        return found

    @cached_property
    def capitals(self) -> Mapping[str, list[int]]:
        """Capitalised words by what they may be a form of."""
        return self._by_form(self._words.capitals)

    @cached_property
    def tokens(self) -> Mapping[str, list[int]]:
        """All words by what they may be a form of."""
        return self._by_form(range(len(self._words.tokens)))

    @cached_property
    def runs(self) -> Mapping[str, list[Run]]:
        """Runs by what their first word may be a form of."""
        found: defaultdict[str, list[Run]] = defaultdict(list)
        for run in self._words.runs:
            for form in self._words.variants(run.first):
                found[form].append(run)
        return found

    def _by_form(self, indexes: Iterable[int]) -> Mapping[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for index in indexes:
            for form in self._words.variants(index):
                found[form].append(index)
        return found


def find_organisations(words: Words) -> list[Organisation]:
    """Organisations beside a body, and every other mention of the same words; in order of place."""
    places, doubtful = _beside_bodies(words)
    index = _Index(words)
    keys = words.tokens.keys
    named = {keys[first : last + 1] for first, last in places.items()}
    for run in words.runs:
        # "Later Northmark Resources grew" begins with no part of the name
        if corporate(words, run) and keys[run.first + 1 : run.last + 1] not in named:
            places.setdefault(run.first, run.last)
            named.add(keys[run.first : run.last + 1])
    for first, last in doubtful:
        # "Tengri Bank" is an organisation where "Tengri" is named by itself too
        if first not in places and _stands_alone(words, index, (first, last)):
            places[first] = last
    found: dict[int, Organisation] = {}
    for place in sorted(places.items()):
        if place[0] not in found:
            for first, last in (place, *_again(words, index, *place), *_shortened(words, index, *place)):
                found.setdefault(first, Organisation(first, last, place))
    return sorted(found.values(), key=lambda one: one.first)


def _beside_bodies(words: Words) -> tuple[dict[int, int], list[Place]]:
    """First and last tokens of what a word for a body names, and of what it may name."""
    places: dict[int, int] = {}
    doubtful: list[Place] = []
    by_first = {run.first: run for run in words.runs}
    by_last = {run.last: run for run in words.runs}
    for first, last, exact, listed_capital in words.bodies:
        if (place := quoted(words, last)) is not None:
            places.setdefault(*place)
            continue
        behind = by_first.get(last + 1) if words.spaced(last) else None
        before = by_last.get(first - 1) if words.tokens.gap(first - 1) in {" ", "\u00a0", ", "} else None
        if listed_capital and designates(words, first, last):
            if before is not None and long_enough(words, before):
                places.setdefault(before.first, before.last)
        elif words.tokens.capital(first) and words.inside_sentence(first):
            doubtful += [(run.first, run.last) for run in (behind, before) if run and len(run.words) <= LONGEST]
        elif exact or words.language != "en":
            # English "banks", "groups" are of a kind; elsewhere an ending is a case
            if behind is not None and may_follow(words, behind):
                places.setdefault(behind.first, behind.last)
            elif before is not None and words.spaced(first - 1) and may_lead(words, before):
                places.setdefault(before.first, before.last)
    return places, doubtful


def _stands_alone(words: Words, index: _Index, place: Place) -> bool:
    wanted = words.tokens.keys[place[0] : place[1] + 1]
    return wanted[0] not in words.small and any(first != place[0] for first in index.alone.get(wanted, ()))


def _again(words: Words, index: _Index, first: int, last: int) -> Iterator[Place]:
    """The same words at other places, in any case; a single short one is too common to look for."""
    tokens = words.tokens
    if first == last and len(tokens.keys[first]) < _SHORTEST:
        return
    wanted = [set(words.variants(here)) for here in range(first, last + 1)]
    by_form = index.capitals if tokens.capital(first) else index.tokens
    for start in sorted({start for form in wanted[0] for start in by_form.get(form, ())}):
        end = start + last - first
        if start == first or end >= len(tokens):
            continue
        if any(here in words.known or here in words.in_cue for here in range(start, end + 1)):
            continue
        if all(
            tokens.joined(here) and not wanted[here + 1 - start].isdisjoint(words.variants(here + 1))
            for here in range(start, end)
        ):
            yield start, end


def _shortened(words: Words, index: _Index, first: int, last: int) -> Iterator[Place]:
    """The first words of a name standing for it: "Northmark" for Northmark Resources."""
    keys = words.tokens.keys
    if len(keys[first]) <= _SHORTEST:
        return
    for run in index.runs.get(keys[first], ()):
        length = run.last - run.first
        if not length and keys[first] in words.small:
            continue
        if length < last - first and not words.before_capital(run.last):
            wanted = zip(range(run.first, run.last + 1), range(first, last), strict=False)
            if all(keys[other] in words.variants(here) for here, other in wanted):
                yield run.first, run.last
