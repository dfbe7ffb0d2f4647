"""Where a text names somebody who is listed in other scripts only: `probable`, asked for all words that could be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from monitor.comprehend.sounds.probable import Probable
from monitor.comprehend.unlisted.dotted import dotted_names
from monitor.comprehend.unlisted.runs import Words
from monitor.comprehend.words.script import CASED, script

#: token `first` to and with token `last`
Place: TypeAlias = tuple[int, int]
_JOINTS = frozenset({" ", "\u00a0", "-"})
#: a shorter surname alone, in a script without capitals, may be any word
_SHORTEST_SURNAME = 4


class Likeness:
    """Who is named at which place, by sound."""

    def __init__(self, places: Mapping[Place, tuple[str, float]]) -> None:
        #: place -> actor and strength
        self.places = places
        self._at = {index: found for (first, last), found in places.items() for index in range(first, last + 1)}

    def at(self, place: Place) -> tuple[str, float] | None:
        """Who is named at these tokens, or at some of them."""
        return next((self._at[index] for index in range(place[0], place[1] + 1) if index in self._at), None)

    def touches(self, place: Place) -> bool:
        """Is anybody named at any of these tokens?"""
        return any(index in self._at for index in range(place[0], place[1] + 1))


def find_alike(words: Words) -> Likeness:
    """Every name that sounds like a listed one, and the surnames of these persons alone."""
    probable = words.lexicon.probable
    if probable is None or not len(words.tokens):
        return Likeness({})
    tokens = words.tokens
    cased = script(tokens.keys[len(tokens) // 2][0]) in CASED or script(tokens.keys[0][0]) in CASED
    candidates = (
        words.capitals if cased else [index for index, key in enumerate(tokens.keys) if _free(words, index, key)]
    )
    places = dict(_side_by_side(words, probable, candidates))
    places.update(_beside_bodies(words, probable, set(candidates), places))
    if not cased:
        places.update(_dotted(words, probable))
    taken = {index for first, last in places for index in range(first, last + 1)}
    surnames = {tokens.keys[last]: found for (first, last), found in places.items() if found[0].startswith("person/")}
    if surnames:
        shortest = 1 if cased else _SHORTEST_SURNAME
        for index in _alone(words) if cased else candidates:
            if index in taken or len(tokens.keys[index]) < shortest:
                continue
            if (named := _form_of(words, index, surnames)) is not None:
                places[index, index] = surnames[named]
    return Likeness(places)


def _free(words: Words, index: int, key: str) -> bool:
    return len(key) > 1 and not (
        index in words.known or index in words.in_cue or index in words.in_body or key in words.lexicon.stops
    )


def _side_by_side(
    words: Words, probable: Probable, candidates: Sequence[int]
) -> Iterator[tuple[Place, tuple[str, float]]]:
    """Three words or two, one behind another, that point to one name."""
    tokens, language = words.tokens, words.language
    pointed = {index: found for index in candidates if (found := probable.pointing(tokens.keys[index], language))}
    behind = -1
    for index, names in pointed.items():
        if index <= behind or index + 1 not in pointed or tokens.gap(index) not in _JOINTS:
            continue
        common = names & pointed[index + 1]
        if not common:
            continue
        lasts = [index + 1]
        if index + 2 in pointed and tokens.gap(index + 1) in _JOINTS and common & pointed[index + 2]:
            lasts.insert(0, index + 2)
        for last in lasts:
            if (sounded := probable.find(tokens.keys[index : last + 1], language)) is not None:
                yield (index, last), sounded
                behind = last
                break


def _beside_bodies(
    words: Words, probable: Probable, candidates: Collection[int], taken: Mapping[Place, object]
) -> Iterator[tuple[Place, tuple[str, float]]]:
    """An organisation of one word, right beside a word for a body."""
    used = {index for first, last in taken for index in range(first, last + 1)}
    for first, last, _, _ in words.bodies:
        for index in (last + 1, first - 1):
            if index in candidates and index not in used:
                found = probable.find((words.tokens.keys[index],), words.language)
                if found is not None and found[0].startswith("org/"):
                    yield (index, index), found


def _dotted(words: Words, probable: Probable) -> Iterator[tuple[Place, tuple[str, float]]]:
    """Foreign names in Japanese and Chinese."""
    for name in dotted_names(words):
        if (found := probable.find(name.parts, words.language)) is not None:
            yield (name.first, name.last), found


def _alone(words: Words) -> list[int]:
    return [run.first for run in words.runs if len(run.words) == 1]


def _form_of(words: Words, index: int, surnames: Mapping[str, object]) -> str | None:
    """Which of the surnames this word is a form of, as either may be inflected."""
    key = words.tokens.keys[index]
    if key in surnames:
        return key
    forms = set(words.variants(index))
    variants = words.lexicon.inflection.variants
    return next((one for one in surnames if one in forms or not forms.isdisjoint(variants(one, words.language))), None)
