"""Which actor a name stands for, in a script for which nobody has listed it: probable, never certain.

A name that is listed is its actor ("name"). Otherwise its words find candidates by their consonants, the
candidates are compared sound by sound, and the best answers if it is good and no other comes near it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest

from monitor.comprehend.resemblance import Resemblance, Spelling, compare, spelled
from monitor.comprehend.transliterate import Transliterator, script_of, words

#: a name of fewer words is resolved only where it is listed
_FEWEST_WORDS = 2
_MOST_CANDIDATES = 16
#: with this confidence or more, about 99 of 100 are right (development list, `tests/corpus/names`)
PROBABLE = 0.85
#: types whose name may be one word (Stepanakert); a person's surname alone is nobody's
_ONE_WORD = frozenset({"place", "country", "org", "event", "media"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Whom a name stands for."""

    actor: str
    #: 0 to 1; from `PROBABLE` on, about 99 of 100 are right
    confidence: float
    #: "name": listed so; "transliteration": it sounds so
    rule: str


class NameIndex:
    """Names of actors, looked up as they are listed or by how they sound."""

    def __init__(
        self, actors: Iterable[tuple[str, str, Mapping[str, Iterable[str]]]], transliterator: Transliterator
    ) -> None:
        """`actors` are (id, type, language -> names)."""
        self._transliterator = transliterator
        self._listed: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        self._names: list[tuple[str, Spelling]] = []
        #: skeleton -> names with such a word; True where it is the word's own, False where it lacks a consonant
        self._by_word: defaultdict[str, dict[int, bool]] = defaultdict(dict)
        self._by_whole: defaultdict[str, set[int]] = defaultdict(set)
        for actor, kind, by_language in actors:
            self._add(actor, kind, by_language)

    def __len__(self) -> int:
        """How many names can be found by their sound."""
        return len(self._names)

    def resolve(self, name: str, language: str = "") -> Resolution | None:
        """The one actor that this name stands for; None where there is none, or several would do."""
        found = words(name)
        listed = self._listed.get(found)
        if listed:
            return Resolution(actor=min(listed), confidence=1.0, rule="name") if len(listed) == 1 else None
        best = self.ranked(name, language)
        if not best:
            return None
        confidence = best[0][1]
        return Resolution(actor=best[0][0], confidence=confidence, rule="transliteration")

    def ranked(self, name: str, language: str = "") -> list[tuple[str, float, Resemblance]]:
        """Actors that the name may stand for, best first, each with its score and resemblance."""
        query = spelled(name, self._transliterator, language)
        if query is None:
            return []
        best: dict[str, tuple[float, Resemblance]] = {}
        for number in self._candidates(query):
            actor, spelling = self._names[number]
            found = compare(query, spelling, self._transliterator.slots)
            if found.matched >= _FEWEST_WORDS and (actor not in best or found.score > best[actor][0]):
                best[actor] = found.score, found
        return sorted(((a, s, r) for a, (s, r) in best.items()), key=lambda one: -one[1])

    def _candidates(self, query: Spelling) -> list[int]:
        """The names whose words have the query's consonants, the most alike of them."""
        points: Counter[int] = Counter()
        hits: Counter[int] = Counter()
        for index in range(len(query)):
            if query.absent(index) > 0.1 or len(query) < 3:
                for number, agreed in self._agreeing(query.span((index,)).skeletons).items():
                    points[number] += agreed
                    hits[number] += 1
        for bone in query.span(tuple(range(len(query)))).skeletons:
            for number in self._by_whole.get(bone, ()):
                points[number] += 3 * len(bone) + 6
                hits[number] += _FEWEST_WORDS
        several = (number for number in points if hits[number] >= _FEWEST_WORDS)
        return nlargest(_MOST_CANDIDATES, several, key=points.__getitem__)

    def _agreeing(self, skeletons: frozenset[str]) -> dict[int, int]:
        """Names with a word of one of these skeletons, or of one that is a consonant away; how much that says."""
        agreed: dict[int, int] = {}
        for bone in _near(skeletons):
            exact = bone in skeletons
            for number, whole in self._by_word.get(bone, {}).items():
                points = 2 * len(bone) + (6 if exact and whole else 3)
                if points > agreed.get(number, 0):
                    agreed[number] = points
        return agreed

    def _add(self, actor: str, kind: str, by_language: Mapping[str, Iterable[str]]) -> None:
        latin: dict[tuple[str, ...], str] = {}
        for language, names in by_language.items():
            for name in names:
                found = words(name)
                if not found:
                    continue
                self._listed[found].add(actor)
                if all(script_of(word) == "LATIN" for word in found):
                    latin.setdefault(found, language)
        for found in latin:
            if len(found) < _FEWEST_WORDS:
                continue
            spelling = Spelling(found, self._transliterator)
            number = len(self._names)
            self._names.append((actor, spelling))
            order = tuple(range(len(found)))
            for index in order:
                skeletons = spelling.span((index,)).skeletons
                for bone in _near(skeletons):
                    of_bone = self._by_word[bone]
                    of_bone[number] = of_bone.get(number, False) or bone in skeletons
            for by in {0, 1, len(found) - 1}:
                for bone in spelling.span(order[by:] + order[:by]).skeletons:
                    self._by_whole[bone].add(number)


def _near(skeletons: Iterable[str]) -> set[str]:
    """The skeletons, and each with one consonant less where enough are left."""
    near = set(skeletons)
    for bone in tuple(near):
        if len(bone) > 2:
            near |= {bone[:at] + bone[at + 1 :] for at in range(len(bone))}
    return near
