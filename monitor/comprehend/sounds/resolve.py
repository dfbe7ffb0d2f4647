"""Which actor a name stands for, in a script for which nobody has listed it: probable, never certain.

A name that is listed is its actor ("name"). Otherwise its words find candidates by their consonants, the
candidates are compared sound by sound, and the best answers if it is good and no other comes near it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from heapq import nlargest
from itertools import combinations, pairwise
from operator import itemgetter

from monitor.comprehend.sounds.resemblance import Resemblance, Spelling, compare, spelled
from monitor.comprehend.sounds.transliterate import Sounding, Transliterator, script_of, words

#: with this confidence or more, about 99 of 100 are right (`tests/corpus/names`)
PROBABLE = 0.85
#: two of a name's words must agree; a given name or a surname alone is nobody's
_FEWEST_WORDS = 2
#: candidates that are compared sound by sound; more add little: the right one is nearly always among them
_MOST_CANDIDATES = 16
#: after a candidate as alike as this, only those are compared that have this part of its consonants
_CLEAR, _RIVAL = 0.9, 0.7
#: skeletons of so many consonants are found with one less
_SHORTENED = 3
#: what it says that a word has the very consonants asked for, or lacks one, beside how many they are
_OWN, _SHORT_OF_ONE = 6, 3
#: an actor whose score comes as near as this to the best makes it a guess
_MARGIN = 0.03
#: how alike and how long, in consonants, a name of a single word (Stepanakert) must be; a person's is never enough
_ONE_WORD_BAR, _ONE_WORD_LONG = 0.96, 4.0
_PERSON = "person"
#: a short name (Han Kang) is soon like another: for each consonant under so many it must be better by so much
_SHORT, _SHORT_BETTER = 5.5, 0.03
#: how fast confidence falls below the bar, per unit of score
_FALL = 2.5
#: the confidence of a name that sounds just so; only what is listed is certain
_SUREST = 0.99

#: id, type ("person", "place" …), language -> names
Named = tuple[str, str, Mapping[str, Iterable[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Whom a name stands for."""

    actor: str
    #: 0 to 1; from `PROBABLE` on, about 99 of 100 are right
    confidence: float
    #: "name": listed so; "transliteration": it sounds so
    rule: str


class NameIndex:
    """Names of actors, looked up as they are listed or by how they sound. Built once, then read only."""

    def __init__(self, actors: Iterable[Named], transliterator: Transliterator) -> None:
        self._transliterator = transliterator
        self._listed: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        self._names: list[tuple[str, Spelling]] = []
        #: the words of all names, and of those with three or more each two neighbours as one; their names
        self._words: dict[tuple[str, ...], int] = {}
        self._names_with: list[list[int]] = []
        #: skeleton -> such words; True where it is the word's own, False where it lacks a consonant
        self._by_skeleton: defaultdict[str, dict[int, bool]] = defaultdict(dict)
        # given names and surnames come again and again
        read = cache(transliterator.read)
        for actor, kind, by_language in actors:
            self._add(actor, kind, by_language, read)

    def __len__(self) -> int:
        """How many names can be found by their sound."""
        return len(self._names)

    def resolve(self, name: str, language: str = "", *, least: float = PROBABLE) -> Resolution | None:
        """The one actor that this name stands for; None where nobody reaches `least`, or several are listed so."""
        listed = self._listed.get(words(name))
        if listed:
            return Resolution(actor=min(listed), confidence=1.0, rule="name") if len(listed) == 1 else None
        query = spelled(name, self._transliterator, language)
        if query is None:
            return None
        ranked = self._ranked(query, self._candidates(query))
        if not ranked:
            return None
        (actor, best), *others = ranked
        confidence = self._confidence(query, best, others[0][1].score if others else 0.0)
        if confidence < least:
            return None
        return Resolution(actor=actor, confidence=confidence, rule="transliteration")

    def candidates(self, keys: Iterable[str], language: str = "") -> frozenset[str]:
        """Actors who have words with the consonants of two of these look-up keys: a cheap filter for running text.

        Keys in scripts without a table, and particles, are passed over.
        """
        known = [key for key in keys if key and self._transliterator.knows(key)]
        if len(known) < _FEWEST_WORDS:
            return frozenset()
        found = self._candidates(Spelling(known, self._transliterator, language))
        return frozenset(self._names[number][0] for number, _ in found)

    def _confidence(self, query: Spelling, best: Resemblance, runner_up: float) -> float:
        """The score on a scale on which `PROBABLE` is the bar for such a name in this script."""
        bar = self._transliterator.table(script_of(query.words[0])).bar
        bar += _SHORT_BETTER * max(0.0, _SHORT - best.length)
        if best.matched < _FEWEST_WORDS:
            bar = max(bar, _ONE_WORD_BAR)
        if best.score < bar:
            return round(max(0.0, PROBABLE - _FALL * (bar - best.score)), 3)
        if runner_up > best.score - _MARGIN:
            return PROBABLE - _MARGIN
        return round(PROBABLE + (_SUREST - PROBABLE) * (best.score - bar) / (1 - bar), 3)

    def _ranked(self, query: Spelling, candidates: Iterable[tuple[int, int]]) -> list[tuple[str, Resemblance]]:
        """How alike the actors with these names are, best first; by id where they are equally so."""
        best: dict[str, Resemblance] = {}
        enough_points = 0.0
        for number, points in candidates:
            if points < enough_points:
                break
            actor, name = self._names[number]
            found = compare(query, name, self._transliterator.slots)
            enough = found.matched >= _FEWEST_WORDS or (len(name) == 1 and found.length >= _ONE_WORD_LONG)
            if enough and (actor not in best or found.score > best[actor].score):
                best[actor] = found
                if found.score >= _CLEAR:
                    enough_points = max(enough_points, _RIVAL * points)
        return sorted(best.items(), key=lambda one: (-one[1].score, one[0]))

    def _candidates(self, query: Spelling) -> list[tuple[int, int]]:
        """The names whose words have the query's consonants, the most alike first, and how much of them they have."""
        if len(query) == 1:
            return self._candidates_as_one(query.span((0,)))
        agreed = [self._agreeing(query.span(span).skeletons) for span in _spans(query)]
        numbers: set[int] = set()
        for one, other in combinations(agreed, 2):
            numbers |= one.keys() & other.keys()
        found = ((number, sum(points.get(number, 0) for points in agreed)) for number in numbers)
        return nlargest(_MOST_CANDIDATES, found, key=itemgetter(1))

    def _candidates_as_one(self, word: Sounding) -> list[tuple[int, int]]:
        """The same of a query that writes all words as one."""
        points = {
            number: 2 * len(bone) + (_OWN if bone in word.skeletons else 0)
            for bone in sorted(_near(word.skeletons), key=len)
            for number in self._by_whole.get(bone, ())
        }
        return nlargest(_MOST_CANDIDATES, points.items(), key=itemgetter(1))

    def _agreeing(self, skeletons: frozenset[str]) -> dict[int, int]:
        """Names with a word of one of these skeletons, or of one that is a consonant away, and how much that says."""
        by_points: defaultdict[int, list[int]] = defaultdict(list)
        for bone in _near(skeletons):
            for word, whole in self._by_skeleton.get(bone, {}).items():
                by_points[2 * len(bone) + (_OWN if whole and bone in skeletons else _SHORT_OF_ONE)].append(word)
        agreed: dict[int, int] = {}
        for points in sorted(by_points):
            for word in by_points[points]:
                agreed.update(dict.fromkeys(self._names_with[word], points))
        return agreed

    def _add(
        self, actor: str, kind: str, by_language: Mapping[str, Iterable[str]], read: Callable[[str], Sounding]
    ) -> None:
        fewest = _FEWEST_WORDS if kind == _PERSON else 1
        latin: dict[tuple[str, ...], None] = {}
        for names in by_language.values():
            for found in map(words, names):
                if found:
                    self._listed[found].add(actor)
                    if len(found) >= fewest and all(script_of(word) == "LATIN" for word in found):
                        latin[found] = None
        for found in latin:
            self._add_spelling(actor, Spelling(found, self._transliterator, read=read))

    def _add_spelling(self, actor: str, spelling: Spelling) -> None:
        number = len(self._names)
        self._names.append((actor, spelling))
        for word in {self._word(spelling, span) for span in _spans(spelling)}:
            self._names_with[word].append(number)

    @cached_property
    def _by_whole(self) -> Mapping[str, set[int]]:
        """Skeleton of all words of a name written as one -> names; half the work of the index, and seldom asked for."""
        names: defaultdict[str, set[int]] = defaultdict(set)
        for number, (_, spelling) in enumerate(self._names):
            order = tuple(range(len(spelling)))
            for by in {0, 1, len(order) - 1}:
                for bone in spelling.span(order[by:] + order[:by]).skeletons:
                    names[bone].add(number)
        return names

    def _word(self, spelling: Spelling, span: tuple[int, ...]) -> int:
        """The number of a word, or of neighbours written as one."""
        written = tuple(spelling.words[index] for index in span)
        if written not in self._words:
            self._words[written] = number = len(self._words)
            self._names_with.append([])
            skeletons = spelling.span(span).skeletons
            for bone in _near(skeletons):
                self._by_skeleton[bone][number] = bone in skeletons
        return self._words[written]


def _spans(spelling: Spelling) -> list[tuple[int, ...]]:
    """The words that tell who it is, and of three or more each two neighbours as one: عبد الله, Abdullah."""
    spans: list[tuple[int, ...]] = [(index,) for index in spelling.telling()]
    return spans + list(pairwise(range(len(spelling)))) if len(spelling) > _FEWEST_WORDS else spans


def _near(skeletons: Iterable[str]) -> set[str]:
    """The skeletons, and each with one consonant less where enough are left."""
    near = set(skeletons)
    for bone in skeletons:
        if len(bone) >= _SHORTENED:
            near |= {_without(bone, at) for at in range(len(bone))}
    return near


def _without(bone: str, at: int) -> str:
    """A skeleton without one of its consonants; those beside it become one if they are the same."""
    before, after = bone[:at], bone[at + 1 :]
    return before + (after[1:] if before[-1:] == after[:1] else after)
