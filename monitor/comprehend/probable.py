"""Actors recognised in a script for which nobody has listed their names, by how these sound: probable, never certain.

Every word's consonants are looked up in a table; only where two words that stand side by side point to the same actor
(or a long one beside a word for a body, to an organisation of the owner's) their sounds are compared, and the whole
catalogue has its say (`resolve`): whom a better name fits, or who is as near, is not found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain, groupby, product

from monitor.comprehend.catalogue import Actor
from monitor.comprehend.inflection import REMEMBERED, Inflection
from monitor.comprehend.resemblance import Spelling, compare
from monitor.comprehend.resolve import PROBABLE, NameIndex
from monitor.comprehend.script import script
from monitor.comprehend.skeleton import skeleton
from monitor.comprehend.transliterate import Transliterator, words

#: a sound likeness is never as good as a listed name
DISCOUNT = 0.9
#: what is asked of the sounds before the whole catalogue is asked; the same in a script in which other names of the
#: actor are listed, where a spelling that differs rather is somebody else
_ALIKE, _ALIKE_IN_SCRIPT = 0.80, 0.95
#: one word alone must be long, and fit better
_LONG_WORD, _ALIKE_ALONE = 4, 0.92
#: consonants that two words must have together
_FEWEST_CONSONANTS = 4
_MOST_FORMS = 8
#: classes that scripts tell apart too seldom: Korean l and r, Arabic f and p
_COARSE = str.maketrans("fr", "pl")
#: Greek writes one sound with two letters; Semitic w is mostly a vowel; the Indian dot is an n
_SPELLINGS = (("μπ", "β"), ("ντ", "τ"), ("γκ", "γ"), ("γγ", "γ"), ("و", ""), ("ו", ""), ("ं", "न"))
#: Latin letters that sound in many ways
_LATIN = {
    "y": ("", "g"),
    "c": ("k", "s"),
    "ç": ("s",),
    "j": ("s", ""),
    "g": ("k", "s", ""),
    "w": ("f", ""),
    "v": ("f", ""),
}
_MOST_READINGS = 8
_SHORTEST_LOSING = 3


class Probable:
    """Names that can be recognised by their sound, by the consonants of their words."""

    def __init__(
        self, actors: Iterable[Actor], own: Collection[str], inflection: Inflection, load: Callable[[], Transliterator]
    ) -> None:
        """`own` are ids of the owner's own actors: those are recognised in any script, persons of the catalogue in
        scripts in which no name of theirs is listed. `load` brings the tables of sounds when they are first needed."""
        self._actors = tuple(actors)
        self._own = own
        self._inflection = inflection
        self._load = load
        #: (actor, words of one Latin name, scripts in which it has names)
        self._names: list[tuple[str, tuple[str, ...], frozenset[str]]] = []
        self._spellings: dict[int, Spelling] = {}
        self._by_bones: defaultdict[str, set[int]] = defaultdict(set)
        self._resolved = lru_cache(maxsize=REMEMBERED)(self._resolve)
        self.pointing = lru_cache(maxsize=REMEMBERED)(self._pointing)
        for actor in self._actors:
            if actor.id in own or actor.type == "person":
                self._enter(actor)

    def _enter(self, actor: Actor) -> None:
        scripts = frozenset({"LATIN", *(script(names[0][0]) for names in actor.names.values() if names)})
        latin = {words(name) for names in actor.names.values() for name in names if script(name[0]) == "LATIN"}
        for name in {words(actor.name), *(latin if actor.id in self._own else ())}:
            if not name or (len(name) == 1 and not (actor.id in self._own and actor.type == "org")):
                continue
            number = len(self._names)
            self._names.append((actor.id, name, scripts))
            for word in name:
                for reading in _shortened(_readings(word)):
                    self._by_bones[reading].add(number)

    def _pointing(self, word: str, language: str) -> frozenset[int]:
        """Numbers of the names that have a word with these consonants."""
        of_script = script(word[0])
        found: set[int] = set()
        for form in self._inflection.variants(word, language):
            for number in self._numbers(form):
                actor, _, scripts = self._names[number]
                if actor in self._own or of_script not in scripts:
                    found.add(number)
        return frozenset(found)

    def _numbers(self, form: str) -> Iterable[int]:
        return chain.from_iterable(self._by_bones.get(reading, ()) for reading in _readings(form))

    def find(self, keys: tuple[str, ...], language: str) -> tuple[str, float] | None:
        """Whose name these words are, with the strength of the likeness; None where nobody's."""
        return self._resolved(keys, language)

    def _resolve(self, keys: tuple[str, ...], language: str) -> tuple[str, float] | None:
        pointed: defaultdict[int, int] = defaultdict(int)
        for key in keys:
            for number in self.pointing(key, language):
                pointed[number] += 1
        best: tuple[float, str, str] | None = None
        for number, hits in pointed.items():
            actor, name, scripts = self._names[number]
            if hits < len(keys) or (len(keys) == 1) != (len(name) == 1):
                continue
            for spelt in self._forms(keys, number, language):
                score = self._likeness(spelt, number)
                if score >= self._wanted(keys, scripts) and (best is None or score > best[0]):
                    best = score, actor, " ".join(spelt)
        if best is None:
            return None
        score, actor, surface = best
        if len(keys) == 1:
            return actor, DISCOUNT * score
        resolution = self._index.resolve(surface, language)
        if resolution is None or resolution.actor != actor or resolution.confidence < PROBABLE:
            return None
        return actor, DISCOUNT * resolution.confidence

    def _wanted(self, keys: tuple[str, ...], scripts: frozenset[str]) -> float:
        if script(keys[0][0]) in scripts:
            return _ALIKE_IN_SCRIPT
        return _ALIKE_ALONE if len(keys) == 1 else _ALIKE

    def _forms(self, keys: tuple[str, ...], number: int, language: str) -> Iterator[tuple[str, ...]]:
        """The words in those of their forms that have the consonants of the name."""
        choices = []
        for key in keys:
            fit = [form for form in self._inflection.variants(key, language) if number in self._numbers(form)]
            choices.append(sorted(fit, key=len)[:_MOST_FORMS])
        for spelt, _ in zip(product(*choices), range(_MOST_FORMS), strict=False):
            yield spelt

    def _likeness(self, spelt: tuple[str, ...], number: int) -> float:
        if not all(map(self._transliterator.knows, spelt)) or sum(map(len, map(bones, spelt))) < _FEWEST_CONSONANTS:
            return 0.0
        if number not in self._spellings:
            self._spellings[number] = Spelling(self._names[number][1], self._transliterator)
        query = Spelling(spelt, self._transliterator)
        return compare(query, self._spellings[number], self._transliterator.slots).score

    @cached_property
    def _transliterator(self) -> Transliterator:
        return self._load()

    @cached_property
    def _index(self) -> NameIndex:
        """Everybody, so that whoever a name fits better is heard; built when it is first needed."""
        return NameIndex(
            (
                (actor.id, actor.type, {**actor.names, "": (actor.name,)})
                for actor in self._actors
                if actor.type in {"person", "org"}
            ),
            self._transliterator,
        )


@lru_cache(maxsize=REMEMBERED)
def bones(word: str) -> str:
    """The consonants of a word, in classes coarse enough for any pair of scripts; no class twice in a row."""
    for written, heard in _SPELLINGS:
        word = word.replace(written, heard)
    return "".join(one for one, _ in groupby(skeleton(word).translate(_COARSE)))


@lru_cache(maxsize=REMEMBERED)
def _readings(word: str) -> frozenset[str]:
    """The consonants of a word in each way in which it may be read; other scripts than Latin are read in one."""
    spellings = [""]
    for letter in word if script(word[0]) == "LATIN" else ():
        choices = _LATIN.get(letter, (letter,))
        grown = [one + choice for one in spellings for choice in choices]
        spellings = grown if len(grown) <= _MOST_READINGS else [one + choices[0] for one in spellings]
    return frozenset({bones(word), *map(bones, spellings)} - {""})


def _shortened(readings: Iterable[str]) -> Iterator[str]:
    """The readings, and the longer ones with one consonant not written."""
    for one in readings:
        yield one
        if len(one) > _SHORTEST_LOSING:
            yield from (one[:at] + one[at + 1 :] for at in range(len(one)))
