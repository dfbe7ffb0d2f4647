"""Actors recognised in a script for which nobody has listed their names, by how these sound: probable, never certain.

Every word's consonants are looked up in a table; only where two words that stand side by side point to the same actor
(or a long one beside a word for a body, to an organisation of the owner's) their sounds are compared, and the whole
catalogue has its say (`resolve`): whom a better name fits, or who is as near, is not found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from anyascii import anyascii

from monitor.comprehend.catalogue import Actor
from monitor.comprehend.lookup.inflection import REMEMBERED, Inflection
from monitor.comprehend.sounds.resemblance import Spelling, compare
from monitor.comprehend.sounds.resolve import PROBABLE, NameIndex
from monitor.comprehend.sounds.skeleton import skeleton
from monitor.comprehend.sounds.transliterate import Transliterator, words
from monitor.comprehend.words.script import CASED, script

#: a sound likeness is never as good as a listed name
DISCOUNT = 0.9
#: what is asked of the sounds before the whole catalogue is asked; the same in a script in which other names of the
#: actor are listed, where a spelling that differs rather is somebody else
_ALIKE, _ALIKE_IN_SCRIPT = 0.80, 0.95
#: one word alone must fit better
_ALIKE_ALONE = 0.92
#: consonants that the words must have together
_FEWEST_CONSONANTS = 5
_MOST_FORMS = 4
#: classes that scripts tell apart too seldom: Korean l and r, Arabic f and p
_COARSE = str.maketrans("fr", "pl")
#: Greek writes one sound with two letters
_GREEK = (("μπ", "β"), ("ντ", "τ"), ("γκ", "γ"), ("γγ", "γ"))
#: Semitic w and Serbian j are mostly vowels; the Indian dot is an n
_HEARD = {"و": "", "ו": "", "ं": "n", "ј": ""}
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
_SHORTEST_LOSING = 4


class SpokenName(NamedTuple):
    """A name in Latin letters that may be heard in another script."""

    actor: str
    words: tuple[str, ...]
    #: in which the actor has names
    scripts: frozenset[str]
    #: in which an actor of the owner's own has names
    languages: frozenset[str] = frozenset()


def spoken_names(actors: Iterable[Actor], *, own: bool = False) -> Iterator[SpokenName]:
    """The names of persons that may be heard, each once; of the owner's `own` actors those of bodies too."""
    for actor in actors:
        if own or actor.type == "person":
            scripts = frozenset({"LATIN", *(script(names[0][0]) for names in actor.names.values() if names)})
            latin = (name for names in actor.names.values() for name in names if script(name[0]) == "LATIN")
            for spelt in dict.fromkeys(map(words, (actor.name, *(latin if own else ())))):
                if len(spelt) > 1 or (spelt and own and actor.type == "org"):
                    yield SpokenName(actor.id, spelt, scripts, frozenset(actor.names) if own else frozenset())


class Probable:
    """Names that can be recognised by their sound, by the consonants of their words."""

    def __init__(
        self,
        names: Iterable[SpokenName],
        actors: Mapping[str, Actor],
        own: Collection[str],
        inflection: Inflection,
        load: Callable[[], Transliterator],
    ) -> None:
        """`own` are ids of the owner's own actors: those are recognised in any script, persons of the catalogue in
        scripts in which no name of theirs is listed. `load` brings the tables of sounds when they are first needed,
        and all `actors` are looked through when two are alike for the first time."""
        self._names = tuple(names)
        self._actors = actors
        self._own = own
        self._inflection = inflection
        self._load = load
        self._spellings: dict[int, Spelling] = {}
        #: script -> consonants -> (number of a name, place of the word in it); filled as scripts are met
        self._tables: dict[str, Mapping[str, set[tuple[int, int]]]] = {}
        self._resolved = lru_cache(maxsize=REMEMBERED)(self._resolve)
        #: (word, language) -> numbers of the names that have a word with these consonants
        self.pointing = lru_cache(maxsize=REMEMBERED)(self._pointing)

    def _table(self, of_script: str) -> Mapping[str, set[tuple[int, int]]]:
        """The consonants of all names that may be recognised in a script."""
        if of_script not in self._tables:
            # without capitals any words stand side by side: more of them must agree
            fewest = 1 if of_script in CASED else 2
            table: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
            for number, name in enumerate(self._names):
                if name.actor in self._own or of_script not in name.scripts:
                    for place, word in enumerate(name.words):
                        for reading in _shortened(_readings(word)):
                            if len(reading) >= fewest:
                                table[reading].add((number, place))
            self._tables[of_script] = dict(table)
        return self._tables[of_script]

    def _pointing(self, word: str, language: str) -> frozenset[int]:
        return frozenset(number for _, number, _ in self._fitting(word, language))

    def _fitting(self, word: str, language: str) -> Iterator[tuple[str, int, int]]:
        """The word's forms, with the numbers of names and the places in them that have their consonants."""
        table = self._table(script(word[0])) if word[0].isalpha() else {}
        if table:
            for form in self._inflection.variants(word, language):
                for reading in _readings(form):
                    for number, place in table.get(reading, ()):
                        yield form, number, place

    def find(self, keys: tuple[str, ...], language: str) -> tuple[str, float] | None:
        """Whose name these words are, with the strength of the likeness; None where nobody's."""
        return self._resolved(keys, language)

    def likeness(self, one: str, other: str) -> float:
        """How alike two names sound, 0 to 1, in any two scripts."""
        query, name = (other, one) if script(one[0]) == "LATIN" else (one, other)
        plain = name if script(name[0]) == "LATIN" else anyascii(name)
        spelt, listed = words(query), words(plain)
        if not spelt or not listed or not all(map(self._transliterator.knows, (*spelt, *listed))):
            return 0.0
        pair = Spelling(spelt, self._transliterator), Spelling(listed, self._transliterator)
        return compare(*pair, self._transliterator.slots).score

    def _resolve(self, keys: tuple[str, ...], language: str) -> tuple[str, float] | None:
        best: tuple[float, str, str] | None = None
        for spelt, number in self._candidates(keys, language):
            actor = self._names[number].actor
            score = self._likeness(spelt, number)
            if score >= self._wanted(keys, number, language) and (best is None or score > best[0]):
                best = score, actor, " ".join(spelt)
        if best is None:
            return None
        score, actor, surface = best
        if len(keys) == 1:
            return actor, round(DISCOUNT * score, 3)
        resolution = self._index.resolve(surface, language)
        if resolution is None or resolution.actor != actor or resolution.confidence < PROBABLE:
            return None
        return actor, round(DISCOUNT * resolution.confidence, 3)

    def _candidates(self, keys: tuple[str, ...], language: str) -> Iterator[tuple[tuple[str, ...], int]]:
        """Names each of whose words here has a place of its own in them, with the words in the forms that fit."""
        choices: list[defaultdict[int, list[tuple[int, str]]]] = []
        for key in keys:
            by_number: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
            for form, number, place in self._fitting(key, language):
                if (place, form) not in by_number[number]:
                    by_number[number].append((place, form))
            choices.append(by_number)
        for number in set(choices[0]).intersection(*choices[1:]):
            if (len(keys) == 1) != (len(self._names[number].words) == 1):
                continue
            seen: set[tuple[str, ...]] = set()
            for chosen in product(*(by_number[number] for by_number in choices)):
                spelt = tuple(form for _, form in chosen)
                distinct = len({place for place, _ in chosen}) == len(keys)
                enough = sum(map(len, map(bones, spelt))) >= _FEWEST_CONSONANTS
                if distinct and enough and spelt not in seen and len(seen) < _MOST_FORMS:
                    seen.add(spelt)
                    yield spelt, number

    def _wanted(self, keys: tuple[str, ...], number: int, language: str) -> float:
        name = self._names[number]
        # an own actor is listed as the seeds write it: Bulgarian and Serbian spell it otherwise than Russian
        if script(keys[0][0]) in name.scripts and (not name.languages or language in name.languages):
            return _ALIKE_IN_SCRIPT
        return _ALIKE_ALONE if len(keys) == 1 else _ALIKE

    def _likeness(self, spelt: tuple[str, ...], number: int) -> float:
        if not all(map(self._transliterator.knows, spelt)):
            return 0.0
        if number not in self._spellings:
            self._spellings[number] = Spelling(self._names[number].words, self._transliterator)
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
                (actor.id, actor.type, {**(actor.names if heard else {}), "": (actor.name,)})
                for actor in self._actors.values()
                if actor.type in {"person", "org"}
                # what each language calls a body is no name to be heard again in another
                for heard in (actor.type == "person" or actor.id in self._own,)
            ),
            self._transliterator,
        )


class _Classes(dict[int, str]):
    """Each letter's classes, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = skeleton(chr(code)).translate(_COARSE)
        return found


_CLASSES = _Classes({ord(letter): heard for letter, heard in _HEARD.items()})
_TWICE = re.compile(r"(.)\1+")


def bones(word: str) -> str:
    """The consonants of a word, in classes coarse enough for any pair of scripts; no class twice in a row."""
    of_script = script(word[0])
    if of_script == "LATIN":
        return _TWICE.sub(r"\1", skeleton(word).translate(_COARSE))
    if of_script == "GREEK":
        for written, one in _GREEK:
            word = word.replace(written, one)
    return _TWICE.sub(r"\1", word.translate(_CLASSES))


@lru_cache(maxsize=REMEMBERED)
def _readings(word: str) -> frozenset[str]:
    """The consonants of a word in each way in which it may be read; other scripts than Latin are read in one."""
    spellings = [""]
    for letter in word if script(word[0]) == "LATIN" else ():
        choices = _LATIN.get(letter, (letter,))
        grown = [one + choice for one in spellings for choice in choices]
        spellings = grown if len(grown) <= _MOST_READINGS else [one + choices[0] for one in spellings]
    return frozenset({bones(word), *(bones(one) for one in spellings if one)} - {""})


def _shortened(readings: Iterable[str]) -> Iterator[str]:
    """The readings, and the longer ones with one consonant not written."""
    for one in readings:
        yield one
        if len(one) > _SHORTEST_LOSING:
            yield from (one[:at] + one[at + 1 :] for at in range(len(one)))
